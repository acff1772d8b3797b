"""The fork server answers each request and keeps nothing of it, whether or not the system still forks."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tallybook.runs import forkserver, warm

pytestmark = pytest.mark.skipif(not warm.SUPPORTED, reason="kernels are forked on Linux only")


def _open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("forks", [True, False])
def test_a_request_leaves_no_descriptor_behind(monkeypatch: pytest.MonkeyPatch, *, forks: bool) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, subprocess.Popen([sys.executable, "-c", ""]) as child:

        def refuse() -> NoReturn:
            raise BlockingIOError

        monkeypatch.setattr(os, "fork", (lambda: child.pid) if forks else refuse)
        before = _open()
        forkserver._answer(theirs, {}, *os.pipe(), os.dup(0))
        assert _open() == before
        answer, handles, _, _ = socket.recv_fds(ours, 64, 1)
        for handle in handles:
            os.close(handle)
    assert (int(answer), len(handles)) == ((child.pid, 1) if forks else (0, 0))
