"""Folders for temporary files that are gone soon after all who write there have ended, by whatever signal."""

import contextlib
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallybook import files
from tallybook.errors import FilesError

_GUARD = """
import sys
sys.stdin.read()
import os, shutil, time
# Who holds nothing but dies with the others may be writing for another moment.
last = time.monotonic() + 3
while os.path.exists(sys.argv[1]) and time.monotonic() < last:
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    time.sleep(0.02)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A temporary folder, and the descriptor that a process holds open while it may write there."""

    path: Path
    held: int


@contextlib.contextmanager
def folder(prefix: str = "tb-") -> Iterator[Folder]:
    """A new empty folder with a short path, gone at the end; raises FilesError where none can be made.

    A guard, a process of its own, outlives us and all who have inherited `held`, and removes what a killed one leaves.
    """
    place = Path(tempfile.gettempdir())
    path = place / (prefix + secrets.token_urlsafe(6))
    with files.writing(place):
        # There before the folder is, so that there is no moment at which a signal would leave it behind.
        guard = _guard(path)
    assert guard.stdin is not None
    with guard.stdin as held:
        try:
            with files.writing(place):
                path.mkdir(mode=0o700)
        except FilesError:
            # What is there is another's.
            _dismiss(guard)
            raise
        try:
            yield Folder(path=path, held=held.fileno())
        finally:
            shutil.rmtree(path, ignore_errors=True)
            if not path.exists():
                _dismiss(guard)


def _guard(path: Path) -> subprocess.Popen[bytes]:
    """A process that removes the path as soon as nobody holds its standard input open any more."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _GUARD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _dismiss(guard: subprocess.Popen[bytes]) -> None:
    guard.kill()
    guard.wait()
