"""A build that is stopped at any moment, or finds the disk full, goes on as if nothing had happened."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import small
from tests.archive.making import rounds
from tests.patience import left_of, soon

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


@pytest.fixture(scope="module", autouse=True)
def _heard() -> Iterator[None]:
    """Ctrl-C is heard by the builds, also where the tests themselves are run in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What a build leaves that nobody disturbs, and how long it takes."""
    workspace = small.write(tmp_path_factory.mktemp("undisturbed") / "w")
    begun = time.monotonic()
    _finished(workspace)
    return _left(workspace), time.monotonic() - begun


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A place for temporary files with a short path, as kernels need."""
    with tempfile.TemporaryDirectory(prefix="s") as folder:
        yield Path(folder)


def _build(workspace: Path, temporary: Path | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tallybook", "build", small.PERIOD, "-C", str(workspace)],
        env=os.environ | ({"TMPDIR": str(temporary)} if temporary else {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _finished(workspace: Path) -> None:
    build = _build(workspace)
    _, errors = build.communicate()
    assert build.returncode == 0, errors


def _left(workspace: Path) -> dict[str, bytes]:
    """The finished book and the runs that it is made of."""
    built = workspace / "_build" / small.PERIOD
    places = [path for part in ("html", "runs") for path in sorted((built / part).rglob("*"))]
    return {path.relative_to(built).as_posix(): path.read_bytes() for path in places if path.is_file()}


def test_a_build_stopped_at_any_moment_leaves_nothing_behind_and_goes_on(
    undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, temporary: Path
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(7)
    for attempt in range(rounds(1, 200)):
        workspace = small.write(tmp_path / f"w{attempt}")
        with _build(workspace, temporary) as build:
            moment = time.monotonic() + chance.uniform(0, seconds)
            while build.poll() is None and time.monotonic() < moment:
                time.sleep(0.05)
            family = _family(build.pid)
            send, number = chance.choice((os.kill, os.killpg)), chance.choice(SIGNALS)
            # One that has ended is no more, and its number may be another's.
            if build.poll() is None:
                send(build.pid, number)
            build.communicate(timeout=30)
        alive = psutil.wait_procs(list(family), timeout=5)[1]
        assert [family[process] for process in alive] == []
        assert soon(lambda: not any(temporary.iterdir()))
        _finished(workspace)
        assert _left(workspace) == expected


def test_a_build_whose_tables_are_read_by_a_process_that_is_killed_says_so_and_goes_on(
    undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, temporary: Path
) -> None:
    workspace = small.write(tmp_path / "w")
    with _build(workspace, temporary) as build:
        reading = _forked(build.pid, 2)
        _is_told(build, reading, temporary)
    assert not (workspace / "_build").exists() or not any((workspace / "_build").rglob("*.ipynb"))
    _finished(workspace)
    assert _left(workspace) == undisturbed[0]


def test_a_build_whose_pages_are_written_by_a_process_that_is_killed_says_so_and_goes_on(
    undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, temporary: Path
) -> None:
    # One after the other, so that there is time between the first and the last.
    workspace = small.write(tmp_path / "w")
    config = workspace / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("jobs: 2", "jobs: 1"), encoding="utf-8")
    runs = workspace / "_build" / small.PERIOD / "runs"
    with _build(workspace, temporary) as build:
        writing = _forked(build.pid, 1)
        while not any(runs.glob("*.ipynb")):
            time.sleep(0.005)
        writing.suspend()
        _is_told(build, writing, temporary)
    kept = {path: path.stat().st_mtime_ns for path in runs.glob("*.ipynb")}
    _finished(workspace)
    assert _left(workspace) == undisturbed[0]
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "what had finished is kept"


def _is_told(build: subprocess.Popen[str], process: psutil.Process, temporary: Path) -> None:
    """A build whose process is killed now says so, and leaves nothing."""
    family = _family(build.pid)
    process.kill()
    _, errors = build.communicate(timeout=30)
    assert build.returncode == 1
    assert errors.splitlines()[-1] == (
        "承担一部分工作的进程被外部强行结束，可能是内存不足。已完成的部分都保留着；再次执行同一命令即可接着做。"
    )
    assert left_of(list(family)) == []
    assert soon(lambda: not any(temporary.iterdir()))


def _forked(pid: int, generation: int) -> psutil.Process:
    """The first process that a build forks from itself, which writes the pages, or the one that that forks to read."""
    command, found = psutil.Process(pid).cmdline(), psutil.Process(pid)
    for _ in range(generation):
        # What is started by others has, as soon as it is what it is to be, a command of its own.
        assert soon(lambda parent=found: bool(_alike(parent, command)), 20)
        found = _alike(found, command)[0]
    return found


def _alike(parent: psutil.Process, command: list[str]) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return [one for one in parent.children() if one.cmdline() == command]
    return []


def _family(pid: int) -> dict[psutil.Process, list[str]]:
    """Everything that a build has started, with the commands."""
    found: dict[psutil.Process, list[str]] = {}
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                found[process] = process.cmdline()
    return found


@pytest.mark.skipif("TALLYBOOK_SOAK" not in os.environ, reason="takes minutes; make soak does it")
def test_a_build_that_finds_the_disk_full_goes_on_when_there_is_room(
    undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    expected, _ = undisturbed
    # From one slice's size to that of what must be there in the end.
    most = sum(map(len, expected.values())) // 1024
    for kilobytes in random.Random(3).sample(range(40, most), 30):
        workspace = small.write(tmp_path / f"w{kilobytes}")
        disk = workspace / "_build"
        disk.mkdir()
        if _mounted(disk, f"size={kilobytes}k"):
            pytest.skip("no small disk can be mounted here")
        try:
            build = _build(workspace)
            _, errors = build.communicate()
            assert build.returncode == 1, kilobytes
            assert "Traceback" not in errors
            assert _mounted(disk, "remount,size=100m") == 0
            _finished(workspace)
            assert _left(workspace) == expected
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def _mounted(disk: Path, options: str) -> int:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode
