"""A kernel's keeper: the process that starts a kernel, outlives it, and leaves nothing of it behind.

Run as a script by path, so that a kernel pays for no import of ours but the smallest. The keeper adopts whatever the kernel
starts, also what went into a session of its own, and ends it all when the kernel ends, when it is told to
(SIGTERM), and when the batch that started it dies, by whatever signal.
"""

import contextlib
import os
import signal
import sys
import time
from types import FrameType

from tallybook.parents import die_with_parent, process_control

# From <sys/prctl.h>; on Linux only.
PR_SET_CHILD_SUBREAPER = 36
# A keeper has no terminal that could hang up.
_BATCH_DIED = signal.SIGHUP
# What a keeper waits for. It takes these one by one instead of being interrupted: an exception that a handler raises is lost
# where Python calls back, as it does around a fork.
_AWAITED = (signal.SIGCHLD, signal.SIGTERM, _BATCH_DIED, signal.SIGALRM)
# How often it looks whether its parent lives, for there are systems that tell nobody; in seconds.
_LOOK = 1.0


def main(connection_file: str, own: tuple[int, ...]) -> int:
    """Keep a kernel that is reached as the file says; the exit code is the kernel's.

    `own` are open descriptors that the kernel is not to have.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # By default it counts as ignored, and need not be kept for us.
    signal.signal(signal.SIGCHLD, _be_told)
    signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    die_with_parent(_BATCH_DIED)
    process_control(PR_SET_CHILD_SUBREAPER, 1)
    parent, keeper = int(os.environ["JPY_PARENT_PID"]), os.getpid()
    # It may have died before it could be asked to tell us.
    if os.getppid() != parent:
        return 1
    signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
    kernel = os.fork()
    if kernel == 0:
        for descriptor in own:
            os.close(descriptor)
        # It leaves by os._exit.
        _be_kernel(connection_file, keeper)
    code = _exit_code(kernel, parent)
    if code is None:
        _kill(kernel)
    _end_all()
    return 128 + signal.SIGTERM if code is None else code


def _be_told(_number: int, _frame: FrameType | None) -> None:
    """Nothing, but as somebody who wants to know."""


def _be_kernel(connection_file: str, keeper: int) -> None:
    code = 1
    try:
        die_with_parent(signal.SIGKILL)
        if os.getppid() != keeper:
            return
        os.setsid()
        os.environ["JPY_PARENT_PID"] = str(keeper)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _AWAITED)
        _serve(connection_file, keeper)
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _serve(connection_file: str, keeper: int) -> None:
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    class Kernel(IPKernelApp):
        def parse_command_line(self, argv: object = None) -> None:
            """Nothing: all is said already, and making the parser takes a seventh of a kernel's start."""

    Kernel.launch_instance(
        config=Config({"HistoryManager": {"enabled": False}}),
        connection_file=connection_file,
        # Said once more, for a forked kernel read its environment before it had a keeper.
        parent_handle=keeper,
    )


def _exit_code(kernel: int, parent: int) -> int | None:
    """The kernel's exit code, once it has ended; None where it is to be ended."""
    while True:
        number = signal.sigwait(_AWAITED)
        if number == signal.SIGCHLD:
            code = _reaped(kernel)
            if code is not None:
                return code
        elif number != signal.SIGALRM or os.getppid() != parent:
            return None


def _reaped(kernel: int) -> int | None:
    """Reap whoever has ended; the exit code of the kernel if it was among them."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
            if ended[0] == kernel:
                code = os.waitstatus_to_exitcode(ended[1])
                found = 128 - code if code < 0 else code
    return found


def _end_all() -> None:
    """Kill every descendant; whatever a killed one leaves behind is ours the next moment."""
    begun = time.monotonic()
    # Mostly there is nobody but the killed kernel, which takes less time to go than others to be found.
    while _has_children() and time.monotonic() < begun + 5:
        time.sleep(0.005)
        if time.monotonic() > begun + 0.1:
            _kill_children()


def _has_children() -> bool:
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


def _kill_children() -> None:
    import psutil

    for child in psutil.Process().children(recursive=True):
        _kill(child.pid)


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    # Whatever more is asked for, such as a history in memory, a kernel without any has no use for.
    sys.exit(main(sys.argv[2], own=(int(sys.argv[1]),)))
