"""Kernels forked from a fork server: what the batch sees of them."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# Where the server takes longer to load its libraries or to answer, kernels are started cold.
_PATIENCE = 30.0
# What others' notebooks mostly load. It is a quarter of all modules, and each kernel touches each that there is.
OFTEN_LOADED = frozenset({"pandas"})
# Forking a process with libraries loaded is safe on Linux alone, and so is a process as a descriptor.
SUPPORTED = sys.platform == "linux" and hasattr(os, "pidfd_open")


class ForkServer:
    """A running fork server; from any thread, one request at a time."""

    def __init__(self, environment: Mapping[str, str], libraries: Iterable[str] = OFTEN_LOADED) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(_PATIENCE)
        self._turn = threading.Lock()
        # It says once that it has loaded, and once more that it has rehearsed.
        self._unsaid = 1
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tallybook.runs.forkserver", str(theirs.fileno())),
                    *libraries,
                ],
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def rehearse(self, slice_file: Path) -> None:
        """Have it rehearse with a slice before it forks, which costs as much as one run and spares each a quarter."""
        request = json.dumps({"rehearsal": str(slice_file.absolute())}).encode()
        with self._turn, contextlib.suppress(OSError):
            self._socket.send(request)
            self._unsaid += 1

    def is_ready(self) -> bool:
        """Wait until the server has loaded its libraries, and rehearsed; false where it cannot."""
        with self._turn:
            return self._has_loaded()

    def _has_loaded(self) -> bool:
        try:
            while self._unsaid and self._socket.recv(1):
                self._unsaid -= 1
        except OSError:
            # Nobody else is to wait as long for nothing.
            self._socket.close()
        return not self._unsaid

    def launch(
        self, command: list[str], *, environment: Mapping[str, str], folder: str, said: int, held: int
    ) -> "ForkedKeeper | None":
        """A keeper with its kernel, forked as soon as the server can; None where it cannot, or is gone."""
        request = {"command": command, "environment": dict(environment), "folder": folder}
        status, theirs = os.pipe()
        try:
            with self._turn:
                asked = json.dumps(request).encode()
                pid, handles = self._asked(asked, [said, theirs, held]) if self._has_loaded() else (0, [])
        finally:
            os.close(theirs)
        if not handles:
            os.close(status)
            return None
        return ForkedKeeper(pid, handles[0], status)

    def _asked(self, request: bytes, descriptors: list[int]) -> tuple[int, list[int]]:
        try:
            socket.send_fds(self._socket, [request], descriptors)
            answer, handles, _, _ = socket.recv_fds(self._socket, 64, 1)
        except OSError:
            # Its answer, should one come, would be taken for that to the next request.
            self._socket.close()
            return 0, []
        return int(answer or 0), handles

    def close(self) -> None:
        """End the server, and with it whatever it has forked."""
        self._socket.close()
        if self._unsaid:
            # It has forked nothing yet, and would not look up from what it loads.
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=3)
            return
        self._process.kill()
        self._process.wait()


class ForkedKeeper:
    """A forked keeper, with what Jupyter asks of a subprocess.Popen."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int, status: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle, self._status = handle, status
        self._turn = threading.Lock()

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once there is one; raises subprocess.TimeoutExpired where it takes longer."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("keeper", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, to nobody where the keeper has ended."""
        with self._turn, contextlib.suppress(ProcessLookupError):
            if self.returncode is None:
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    terminate = kill

    def _ended(self, timeout: float | None) -> int | None:
        with self._turn:
            if self.returncode is None and _readable(self._handle, timeout):
                # Killed, it could not say how it ended.
                self.returncode = int(os.read(self._status, 16) or -signal.SIGKILL)
                os.close(self._handle)
                os.close(self._status)
            return self.returncode


def _readable(descriptor: int, timeout: float | None) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if timeout is None else timeout * 1000))


@contextlib.contextmanager
def fork_server(
    environment: Mapping[str, str], libraries: Iterable[str] = OFTEN_LOADED
) -> Iterator[ForkServer | None]:
    """A fork server for the time of a batch, loading its libraries while others are at work; None on other systems."""
    if not SUPPORTED:
        yield None
        return
    server = ForkServer(environment, libraries)
    try:
        yield server
    finally:
        server.close()
