"""Processes that are not to outlive the one that started them."""

import ctypes
import sys

# From <sys/prctl.h>.
_PR_SET_PDEATHSIG = 1


def die_with_parent(number: int) -> None:
    """Have the system send this signal to this process when its parent is gone; on Linux only.

    A parent that died before this was asked for sends none.
    """
    process_control(_PR_SET_PDEATHSIG, number)


def process_control(option: int, value: int) -> None:
    """Linux's prctl; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
