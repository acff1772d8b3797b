"""Files are replaced whole, never written outside their folder, and kept to one process at a time."""

import contextlib
import multiprocessing
import os
import resource
from pathlib import Path

import pytest

from tallybook import files
from tallybook.errors import FilesError


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.txt"
    files.write(path, "账")
    assert path.read_text(encoding="utf-8") == "账"


def test_what_is_given_in_parts_is_written_as_one(tmp_path: Path) -> None:
    path = tmp_path / "long"
    files.write(path, (part * 3 for part in (b"a", b"", b"bc")))
    assert path.read_bytes() == b"aaabcbcbc"


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    files.write(tmp_path / "a", b"1")
    files.write(tmp_path / "a", b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _write_with_little_room(path: Path, answer: "multiprocessing.Queue[str]") -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        files.write(path, b"x" * 5000)
    except FilesError as error:
        answer.put(str(error))


@pytest.mark.skipif(os.name != "posix", reason="needs an umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o700), (0o022, 0o755), (0o002, 0o775)])
def test_who_may_read_what_is_written_is_for_the_umask_to_say(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        files.write(tmp_path / "notes.csv", "x")
        with files.fresh_folder(tmp_path / "book") as folder:
            assert folder.stat().st_mode & 0o777 == mode
    finally:
        os.umask(before)
    assert (tmp_path / "notes.csv").stat().st_mode & 0o777 == mode & 0o666


def test_a_full_disk_leaves_the_old_file_whole_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.write(path, b"old")
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_write_with_little_room, args=(path, answer))
    process.start()
    said = answer.get(timeout=30)
    process.join()
    answer.close()
    assert str(path) in said
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FilesError, match="leads out"):
        files.inside(tmp_path, name)


def test_a_path_inside_is_given(tmp_path: Path) -> None:
    assert files.inside(tmp_path, "a/b") == tmp_path.resolve() / "a" / "b"


def test_a_fresh_folder_is_gone_even_after_a_failure(tmp_path: Path) -> None:
    with contextlib.suppress(ZeroDivisionError), files.fresh_folder(tmp_path / "x") as folder:
        (folder / "half").write_text("")
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def _hold(folder: Path, ready: "multiprocessing.Queue[int]") -> None:
    with files.locked(folder):
        ready.put(os.getpid())
        ready.get()


def test_the_second_process_is_told_who_holds_the_folder_and_a_killed_one_holds_nothing(
    tmp_path: Path,
) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Queue()
    holder = context.Process(target=_hold, args=(tmp_path, ready))
    holder.start()
    pid = ready.get(timeout=30)
    assert files.is_locked(tmp_path)
    with pytest.raises(FilesError, match=str(pid)), files.locked(tmp_path):
        pass
    holder.kill()
    holder.join()
    ready.close()
    assert not files.is_locked(tmp_path)
    with files.locked(tmp_path):
        pass


def test_whoever_holds_a_folder_removes_what_a_killed_one_had_not_finished(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    for left in (".html-x1.tmp/half", "runs/.a.ipynb.x2.tmp", "runs/a.ipynb", ".tallybook", "html/.x.tmp"):
        (folder / left).parent.mkdir(parents=True, exist_ok=True)
        (folder / left).write_text("")
    (folder / ".link.tmp").symlink_to(tmp_path)
    with files.locked(folder):
        kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert kept == {"runs/a.ipynb", ".tallybook", ".holder", ".lock"}
    assert tmp_path.is_dir()


def test_a_folder_that_cannot_be_held_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(FilesError, match="could not be written"), files.locked(tmp_path):
        pass
