"""A private kernel for one run: own folder, own environment, sockets as files, nothing left at the end."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import psutil
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from tallybook import files
from tallybook.errors import RunsError, say
from tallybook.runs.provisioning import WarmProvisioner
from tallybook.runs.warm import ForkServer

# What a kernel may know of the environment; everything else, and every secret in it, stays here.
_PASSED = (
    "PATH",
    "LD_LIBRARY_PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONPYCACHEPREFIX",
    "VIRTUAL_ENV",
)
# The same wherever the book is built, so that the same slice gives the same results.
_FIXED = {
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "0",
    "TZ": "UTC",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
# What the system allows for a socket's path, less than the 104 and 108 bytes of macOS and Linux.
_SOCKET_LIMIT = 100
_KEEPER = Path(__file__).with_name("keeper.py")
# How long a kernel may be silent before it is asked whether it lives.
_SILENCE = 1.0
# How long what it says to everybody may come after its answer; later, we were not connected yet when it said so.
_ECHO = 0.02


@contextlib.contextmanager
def private_folder(batch: Path) -> Iterator[Path]:
    """A short-named folder for one kernel in the batch's, gone at the end; raises RunsError where its path is too long."""
    with files.writing(batch):
        folder = tempfile.TemporaryDirectory(prefix="", dir=batch, ignore_cleanup_errors=True)
    with folder:
        if len(os.fsencode(_sockets(Path(folder.name)))) + len("-5") > _SOCKET_LIMIT:
            raise RunsError(
                say(
                    "The folder for temporary files, {folder}, has too long a path for a kernel's sockets. "
                    "Set TMPDIR to a shorter one, such as /tmp.",
                    folder=batch.parent,
                )
            )
        yield Path(folder.name)


def common_environment(folder: Path) -> dict[str, str]:
    """What the kernels of a batch have in common; matplotlib's list of fonts is kept in the batch's `folder`.

    That is the home, too, of whoever has none of its own, so that fonts in the user's own are on no list.
    """
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return passed | _FIXED | dict.fromkeys(("HOME", "MPLCONFIGDIR"), str(_fonts(folder).absolute()))


def unlock_fonts(folder: Path) -> None:
    """Remove the lock that a killed batch left on the list of fonts: every process would wait for it, and keep no list."""
    for lock in _fonts(folder).glob("*.matplotlib-lock"):
        lock.unlink(missing_ok=True)


def _fonts(folder: Path) -> Path:
    return folder / "matplotlib"


def environment(folder: Path, batch: Path) -> dict[str, str]:
    """A kernel's environment: all its private places in `folder`, the rest as in the whole batch."""
    places = {"HOME": "home", "IPYTHONDIR": "ipython", "TMPDIR": "tmp"}
    places |= {f"JUPYTER_{name}_DIR": "jupyter" for name in ("CONFIG", "DATA", "RUNTIME")}
    with files.writing(folder):
        for name in (*places.values(), "cwd"):
            (folder / name).mkdir(exist_ok=True)
    return common_environment(batch) | {variable: str(folder / name) for variable, name in places.items()}


class _PromptClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel answers and is heard; Jupyter's waits for a silence after it."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until there is an answer; raises RuntimeError where the kernel dies first or takes too long."""
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self, asked: str) -> bool:
        """Whether the answer comes, and what the kernel says to everybody when it has answered."""
        with contextlib.suppress(Empty):
            while _parent(reply := await self.get_shell_msg(timeout=_SILENCE)) != asked:
                pass
            self._handle_kernel_info_reply(reply)
            while not _is_idle(said := await self.get_iopub_msg(timeout=_ECHO)) or _parent(said) != asked:
                pass
            return True
        return False


def _parent(message: dict[str, Any]) -> Any:
    return message["parent_header"].get("msg_id")


def _is_idle(message: dict[str, Any]) -> bool:
    return bool(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")


class PrivateKernel(AsyncKernelManager):
    """The interpreter that runs Tallybook as a kernel under its keeper, reached over sockets in `folder`.

    With a fork server the kernel is forked from that, and else started by a command. Its keeper holds the
    descriptor `held` as long as there is anybody who may write into the folder.
    """

    def __init__(self, folder: Path, held: int, server: ForkServer | None = None) -> None:
        super().__init__(
            kernel_name="python3",
            transport="ipc",
            connection_file=str(folder / "kernel.json"),
            ip=_sockets(folder),
            client_factory=_PromptClient,
        )
        self._held = held
        self._keeper: Any = None
        if server:
            self.provisioner = WarmProvisioner(
                kernel_id=folder.name, kernel_spec=self.kernel_spec, parent=self, server=server
            )

    @property
    def kernel_spec(self) -> KernelSpec:
        """Our own command, whatever kernels are installed."""
        keeper = [sys.executable, str(_KEEPER), str(self._held), "{connection_file}"]
        return KernelSpec(argv=keeper, display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        """Start the kernel, and remember its keeper beyond its end."""
        await super().start_kernel(pass_fds=(self._held,), **options)
        self._keeper = getattr(self.provisioner, "process", None)

    async def shutdown_kernel(  # type: ignore[override]
        self,
        now: bool = False,  # noqa: ARG002
        restart: bool = False,  # noqa: ARG002
    ) -> None:
        """End the kernel at once: it has nothing to say that its outputs do not."""
        self.end()

    @property
    def exit_code(self) -> int | None:
        """How the kernel ended, None where it has not or was never there."""
        return None if self._keeper is None else self._keeper.poll()

    def end(self) -> None:
        """End the kernel and all that it started, stopped or not, in a session of its own or not."""
        if self._keeper is not None and self._keeper.poll() is None:
            _end(self._keeper)


def _end(keeper: Any) -> None:
    for number in (signal.SIGTERM, signal.SIGCONT):
        keeper.send_signal(number)
    with contextlib.suppress(subprocess.TimeoutExpired):
        keeper.wait(timeout=3)
        return
    # The keeper itself was stopped by what it kept.
    try:
        family = psutil.Process(keeper.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    keeper.kill()
    keeper.wait(timeout=3)


def _sockets(folder: Path) -> str:
    return str(folder / "k")
