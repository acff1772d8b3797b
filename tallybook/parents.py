"""Processes that are not to outlive the one that started them."""

import ctypes
import os
import signal
import sys

# From <sys/prctl.h>.
_PR_SET_PDEATHSIG = 1
# How often a process looks whether its parent is still there, in seconds.
_LOOK = 1.0


def die_with_parent(number: int) -> None:
    """Have the system send this signal to this process when its parent is gone; on Linux only.

    A parent that died before this was asked for sends none.
    """
    process_control(_PR_SET_PDEATHSIG, number)


def ending_with(parent: int) -> list[str]:
    """The command, but for the module's name, that runs a module as a process which ends with this parent.

    It does so from the first moment on, while the module is still loading its libraries, too.
    """
    return [sys.executable, "-P", "-m", __name__, str(parent)]


def end_with(parent: int) -> None:
    """Go on only while this parent lives, as the first of a process group, and leave nobody whom we have forked."""
    die_with_parent(signal.SIGKILL)

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os.killpg(0, signal.SIGKILL)

    if os.name == "posix":
        _end_forked_too()
        # It may have died before; and there are systems that tell nobody.
        look()
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)


def _end_forked_too() -> None:
    forking = [os.getpid()]

    def begin() -> None:
        die_with_parent(signal.SIGKILL)
        # Whoever forked it may have died in between.
        if os.getppid() != forking[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        forking[0] = os.getpid()

    os.register_at_fork(after_in_child=begin)


def process_control(option: int, value: int) -> None:
    """Linux's prctl; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    import runpy

    runpy.run_module(sys.argv[2], run_name="__main__", alter_sys=True)
