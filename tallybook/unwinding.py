"""Signals that end a program as Ctrl-C does: what it has begun is put away, and others told how it ended."""

import contextlib
import signal
import threading
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import NoReturn


def unwind(number: int, _frame: FrameType | None = None) -> NoReturn:
    """Unwind the main thread, once: what is being put away is not to be broken off by one more of these signals."""
    signal.signal(number, unheeded)
    raise SystemExit(128 + number)


def unheeded(*_: object) -> None:
    """A signal of which nothing is made here; unlike an ignored one, the programs that are started heed it."""


@contextlib.contextmanager
def unwinding(numbers: Iterable[int]) -> Iterator[None]:
    """Have these signals unwind the main thread meanwhile, but for those that are ignored or answered already."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, unwind)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)
