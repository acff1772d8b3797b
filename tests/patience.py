"""Waiting for what must come true within some seconds, as after a signal."""

import time
from collections.abc import Callable, Sequence

import psutil


def soon(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether it comes true within so many seconds."""
    patience = time.monotonic() + seconds
    while not condition() and time.monotonic() < patience:
        time.sleep(0.05)
    return condition()


def left_of(family: Sequence[psutil.Process], seconds: float = 5) -> list[psutil.Process]:
    """The processes that have not ended within so many seconds; they are ended now."""
    _, alive = psutil.wait_procs(family, timeout=seconds)
    # Nobody may be there to reap those that have.
    left = [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
    for one in left:
        one.kill()
    return left
