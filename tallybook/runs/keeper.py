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

# From <sys/prctl.h>; Linux only, elsewhere ipykernel's own look at its parent must do.
PR_SET_CHILD_SUBREAPER = 36
# A keeper has no terminal that could hang up.
_BATCH_DIED = signal.SIGHUP


class _ToldToEndError(BaseException):
    """Raised by a signal, wherever the keeper is."""


def main(connection_file: str, own: tuple[int, ...]) -> int:
    """Keep a kernel that is reached as the file says; the exit code is the kernel's.

    `own` are open descriptors that the kernel is not to have.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _told_to_end)
    signal.signal(_BATCH_DIED, _told_to_end)
    die_with_parent(_BATCH_DIED)
    process_control(PR_SET_CHILD_SUBREAPER, 1)
    kernel = 0
    try:
        # It may have died before it could be asked to tell us.
        if os.environ["JPY_PARENT_PID"] != str(os.getppid()):
            return 1
        kernel = os.fork()
        if kernel == 0:
            for descriptor in own:
                os.close(descriptor)
            _be_kernel(connection_file)
        return _exit_code(kernel)
    except _ToldToEndError:
        _kill(kernel)
        return 128 + signal.SIGTERM
    finally:
        # The forked kernel never comes here: it leaves by os._exit.
        for number in (signal.SIGTERM, _BATCH_DIED):
            signal.signal(number, signal.SIG_IGN)
        _end_all()


def _be_kernel(connection_file: str) -> None:
    code = 1
    try:
        keeper = os.getppid()
        die_with_parent(signal.SIGKILL)
        os.setsid()
        os.environ["JPY_PARENT_PID"] = str(keeper)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in (signal.SIGTERM, _BATCH_DIED):
            signal.signal(number, signal.SIG_DFL)
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


def _exit_code(kernel: int) -> int:
    while True:
        child, status = os.waitpid(-1, 0)
        if child == kernel:
            code = os.waitstatus_to_exitcode(status)
            return 128 - code if code < 0 else code


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
    if process:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    raise _ToldToEndError(number)


if __name__ == "__main__":
    # Whatever more is asked for, such as a history in memory, a kernel without any has no use for.
    sys.exit(main(sys.argv[2], own=(int(sys.argv[1]),)))
