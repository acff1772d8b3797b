"""A temporary folder goes with the last of those who hold it, and is nobody else's."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from tallybook import temporary
from tallybook.errors import FilesError
from tests.patience import soon

WRITER = """
import os, sys, time
last = time.monotonic() + 1
while time.monotonic() < last and os.path.exists(sys.argv[1]):
    os.mkdir(f"{sys.argv[1]}/{time.monotonic_ns()}")
    time.sleep(0.0005)
"""
KILLED = """
import os, signal, subprocess, sys, time
from pathlib import Path
from tallybook import temporary
with temporary.folder() as made:
    (made.path / "some" / "more").mkdir(parents=True)
    command, held = [sys.executable, "-c", sys.argv[1], str(made.path)], sys.argv[2:] and [made.held]
    heir = subprocess.Popen(command, pass_fds=held, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not held and len(list(made.path.iterdir())) < 20:
        time.sleep(0.001)
    print(made.path, heir.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_ours_alone_and_gone_at_the_end_with_its_guard() -> None:
    with temporary.folder() as made:
        (made.path / "some").mkdir()
        assert made.path.stat().st_mode & 0o777 == 0o700
        assert len(made.path.name) == len("tb-") + 8
        assert len(_guards()) == 1
    assert not made.path.exists()
    assert _guards() == []


def _killed(place: Path, heir: str, *held: str) -> tuple[Path, int]:
    """The folder of a killed process, and the child that it had."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, heir, *held],
        env={**os.environ, "TMPDIR": str(place)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    path, child = ended.stdout.split()
    return Path(path), int(child)


def test_it_stays_for_whoever_holds_it_beyond_our_death(place: Path) -> None:
    path, heir = _killed(place, "import time; time.sleep(600)", "held")
    assert (path / "some" / "more").is_dir()
    os.kill(heir, signal.SIGKILL)
    assert soon(lambda: not path.exists())


def test_whoever_holds_it_not_but_writes_for_a_moment_leaves_nothing(place: Path) -> None:
    path, _ = _killed(place, WRITER)
    assert soon(lambda: not path.exists())


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_could_not_be_removed_by_us_is_removed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tallybook.temporary.shutil.rmtree", interrupt)
    with pytest.raises(KeyboardInterrupt), temporary.folder() as made:
        (made.path / "some").mkdir()
    assert soon(lambda: not made.path.exists())


def test_what_is_another_s_is_left_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _size: "another")
    (place / "tb-another" / "some").mkdir(parents=True)
    before = _guards()
    with pytest.raises(FilesError, match="could not be written"), temporary.folder():
        pass
    assert set(_guards()) <= set(before)
    assert (place / "tb-another" / "some").is_dir()


def test_a_place_that_is_not_there_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place / "nowhere"))
    with pytest.raises(FilesError, match="nowhere could not be written"), temporary.folder():
        pass


def _guards() -> list[psutil.Process]:
    """The guards of folders in this test's place; other tests may have left children of other kinds."""
    alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if child.cmdline()[-1].startswith(tempfile.gettempdir())]
