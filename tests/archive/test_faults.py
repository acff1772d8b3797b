"""Whatever breaks off a seal, a version is absent or whole, and nothing earlier is touched."""

import errno
import multiprocessing
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tallybook import archive
from tallybook.errors import FilesError
from tests.archive import making

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed")

# What changes the disk; whoever is killed before each of these calls is killed at every moment that counts.
_CHANGES = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "ctypes.dlsym"}
)
_KILLED = 99


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one, for waiting for a disk hundreds of times takes minutes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def forked(act: Callable[[], object]) -> int:
    """Do it in a process of its own; its exit code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            act()
        except FilesError:
            os._exit(1)
        except BaseException:
            os._exit(2)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dying(call: int) -> None:
    """Let this process be killed before its `call`-th change to the disk; a file being written is then cut off."""
    left = call

    def count(descriptor: int | None = None) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            if descriptor is not None and stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.truncate(f"/dev/fd/{descriptor}", os.fstat(descriptor).st_size // 2)
            os._exit(_KILLED)

    def watch(event: str, given: tuple[Any, ...]) -> None:
        written = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or written:
            count()

    sync = os.fsync

    def fsync(descriptor: int) -> None:
        count(descriptor)
        sync(descriptor)

    os.fsync = fsync
    sys.addaudithook(watch)


def beginning(folder: Path, before: Mapping[str, str] | None) -> Path:
    """An archive as it is before the seal that will be broken off."""
    if before is not None:
        making.seal(folder, before)
    (folder / "archive").mkdir(exist_ok=True)
    return folder / "archive"


def is_whole(folder: Path, versions: int) -> bool:
    """Whether the archive verifies, with as many versions or one more."""
    if not (folder / "0=ocfl_1.1").exists():
        return versions == 0 and not (folder / "archive.log").exists()
    seen = archive.verify(folder)
    return seen.findings == () and seen.versions in (versions, versions + 1)


@pytest.mark.parametrize("before", [None, making.FIRST], ids=["first version", "second version"])
def test_killed_at_every_change_to_the_disk(quick: Path, before: Mapping[str, str] | None) -> None:
    template = beginning(quick, before)
    kept = making.contents(template)
    package = making.package(quick / "next", making.SECOND)
    for call in range(1000):
        folder = quick / "tried"
        shutil.copytree(template, folder)

        def sealing(folder: Path = folder, call: int = call) -> None:
            dying(call)
            archive.seal(folder, package, making.stamp(2))

        ended = forked(sealing)
        assert is_whole(folder, 0 if before is None else 1), call
        left = making.contents(folder)
        assert all(left[name] == kept[name] for name in kept if name.startswith(f"{making.OBJECT}/v1")), call
        again = archive.seal(folder, package, making.stamp(3))
        assert again.version == ("v1" if before is None else "v2")
        done = archive.verify(folder)
        assert (done.findings, done.unfinished) == ((), ()), call
        shutil.rmtree(folder)
        if ended == 0:
            break
        assert ended == _KILLED, call
    assert 30 < call < 999


def begun(folder: Path, package: archive.Package) -> Any:
    """A process that seals, and has just begun."""
    child = multiprocessing.get_context("fork").Process(
        target=archive.seal, args=(folder, package, making.stamp(2))
    )
    child.start()
    return child


def test_killed_at_any_moment(quick: Path) -> None:
    template = making.sealed(quick, making.FIRST)
    folder, chance = quick / "tried", random.Random(4)
    killed, longest, count = 0, 0.03, making.rounds(15, 2000)
    for number in range(count):
        added = number % 20
        if not added:
            # An archive that grows for ever would be all that is measured.
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template, folder)
        earlier = making.contents(folder)
        package = making.package(quick / "next", {**making.FIRST, "facts.json": str(number)})
        child = begun(folder, package)
        time.sleep(chance.random() * longest)
        child.kill()
        child.join()
        killed += child.exitcode != 0
        # About one in twelve is let come to its end, however fast the machine is.
        longest *= 0.8 if child.exitcode == 0 else 1.02
        assert is_whole(folder, added + 1), number
        left = making.contents(folder)
        assert all(left[name] == text for name, text in earlier.items() if "/v" in name), number
        archive.seal(folder, package, making.stamp(2))
        after = archive.verify(folder)
        assert (after.findings, after.unfinished) == ((), ()), number
        assert after.entries[-1].version == f"v{added + 2}"
    print(f"killed before the end: {killed} of {count}")
    assert killed


def _race(folder: Path, package: archive.Package, start: Any, answers: Any) -> None:
    start.wait()
    try:
        answers.put("sealed" if archive.seal(folder, package, making.stamp()).new else "there already")
    except FilesError as error:
        answers.put("in use" if "in use" in str(error) else str(error))


def test_of_twenty_that_race_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    package = making.package(tmp_path / "source", making.FIRST)
    for number in range(making.rounds(2, 200)):
        folder = tmp_path / f"archive-{number}"
        start, answers = context.Barrier(20), context.Queue()
        racers = [context.Process(target=_race, args=(folder, package, start, answers)) for _ in range(20)]
        for racer in racers:
            racer.start()
        said = [answers.get(timeout=60) for _ in racers]
        for racer in racers:
            racer.join()
        answers.close()
        assert said.count("sealed") == 1, said
        assert set(said) <= {"sealed", "in use", "there already"}
        assert (archive.verify(folder).findings, archive.verify(folder).versions) == ((), 1)


@pytest.mark.parametrize("limit", [0, 10, 100, 600, 2000, 4000])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, limit: int) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    kept = making.contents(folder)
    package = making.package(tmp_path / "next", {**making.SECOND, "facts.json": "1" * 5000})

    def sealing() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        archive.seal(folder, package, making.stamp(2))

    assert forked(sealing) == 1
    assert making.contents(folder) == kept
    assert archive.seal(folder, package, making.stamp(2)).version == "v2"


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    package = making.package(tmp_path / "source", making.FIRST)
    (tmp_path / "file").write_text("")
    with pytest.raises(FilesError, match="could not be written"):
        archive.seal(tmp_path / "file" / "archive", package, making.stamp())
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(FilesError, match="could not be written"):
        archive.seal(tmp_path / "locked" / "archive", package, making.stamp())


def test_where_names_cannot_be_exchanged_the_old_folder_stands_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    monkeypatch.setattr("tallybook.files._exchanged", lambda one, other: False)
    assert making.seal(tmp_path, making.SECOND, day=2).version == "v2"
    assert (archive.verify(folder).findings, archive.verify(folder).unfinished) == ((), ())
    # Broken off in the one moment in which nothing stands at the object's place.
    place = folder / making.OBJECT
    place.rename(folder / f".{making.OBJECT}.before")
    assert not making.seal(tmp_path, making.SECOND, day=3).new
    assert (archive.verify(folder).findings, archive.verify(folder).unfinished) == ((), ())


def refusal(folder: Path, package: archive.Package) -> str | None:
    """What a seal says where the disk refuses; None where it is done."""
    try:
        archive.seal(folder, package, making.stamp(2))
    except FilesError as error:
        return str(error)
    return None


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Disks of some size, in memory; skipped where this process may not mount any."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        options = f"size={size},nr_inodes=1000"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("disks of some size cannot be mounted here")
        mounted.append(place)
        return place

    if shutil.which("mount") is None:
        pytest.skip("there is no mount")
    try:
        yield mount
    finally:
        for place in mounted:
            subprocess.run(["umount", place], capture_output=True, check=False)


def test_a_disk_that_is_really_full_leaves_what_was_there(
    tmp_path: Path, disk: Callable[[int], Path]
) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    kept = making.contents(folder)
    package = making.package(tmp_path / "next", {**making.SECOND, "facts.json": "1" * 90_000})
    size = sum(-(-path.stat().st_size // 4096) for path in folder.rglob("*") if path.is_file()) * 4096
    count, refused = making.rounds(8, 100), 0
    for number in range(count):
        place = disk(size + 8192 + 200_000 * number // count)
        there = Path(shutil.copytree(folder, place / "archive"))
        said = refusal(there, package)
        if said is None:
            assert archive.verify(there).versions == 2
        else:
            refused += 1
            assert "could not be written: the disk is full" in said
            assert making.contents(there) == kept
        assert (archive.verify(there).findings, archive.verify(there).unfinished) == ((), ())
    assert 0 < refused < count


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whenever_the_disk_says_no_it_is_told_and_nothing_is_lost(
    quick: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    folder = making.sealed(quick, making.FIRST)
    kept = making.contents(folder)
    package = making.package(quick / "next", making.SECOND)
    sync = os.fsync
    for call in range(200):
        left = call

        def full(descriptor: int) -> None:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(code, os.strerror(code))
            sync(descriptor)

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            said = refusal(folder, package)
        if said is None:
            break
        assert "could not be written" in said, call
        assert is_whole(folder, 1), call
        assert all(making.contents(folder)[name] == kept[name] for name in kept if "/v1/" in name), call
    assert call > 5
    assert archive.verify(folder).findings == ()


def test_a_disk_that_may_only_be_read_is_told_in_a_sentence(
    tmp_path: Path, disk: Callable[[int], Path]
) -> None:
    place = disk(1 << 20)
    folder = Path(shutil.copytree(making.sealed(tmp_path, making.FIRST), place / "archive"))
    kept = making.contents(folder)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    with pytest.raises(FilesError, match="could not be written: Read-only file system"):
        archive.seal(folder, making.package(tmp_path / "next", making.SECOND), making.stamp(2))
    assert making.contents(folder) == kept
    assert archive.verify(folder).findings == (), "it can be verified all the same"


def test_a_clock_set_back_changes_no_order(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    for day, texts in ((30, making.SECOND), (2, {**making.SECOND, "facts.json": "[3]"})):
        archive.seal(folder, making.package(tmp_path / f"at-{day}", texts), making.stamp(day))
    found = archive.verify(folder)
    assert found.findings == ()
    assert [entry.time[8:10] for entry in found.entries] == ["01", "30", "02"]
    assert [(entry.sequence, entry.version) for entry in found.entries] == [(1, "v1"), (2, "v2"), (3, "v3")]
    (contents,) = archive.opened(folder)
    assert (contents.version, contents.read("facts.json")) == ("v3", b"[3]")
