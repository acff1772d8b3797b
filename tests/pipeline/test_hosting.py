"""The processes of a build: one stays, holds the lock and makes the book of what the others have written."""

import os
from pathlib import Path

import pytest

from tallybook import apart, files
from tests import inprocess, small
from tests.commands import run


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_a_second_build_is_refused_by_the_process_that_holds_the_folder(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    built = folder / "_build" / small.PERIOD
    files.claim(built, ".tallybook")
    with files.locked(built):
        before = written(folder)
        refused = run("build", small.PERIOD, "-C", str(folder))
        assert written(folder) == before
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1] == (
        f"{built} 正被另一个 tallybook 使用（进程 {os.getpid()}）。请等它结束后再试。"
    )


def test_the_folder_is_held_from_the_tables_to_the_end_of_the_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small.write(tmp_path / "workspace")
    built = folder / "_build" / small.PERIOD
    holders: dict[str, str] = {}

    def begin(_self: object, stage: str, _steps: int = 0) -> None:
        holder = built / ".holder"
        holders[stage] = holder.read_text() if holder.exists() else ""

    monkeypatch.setattr(inprocess._Silent, "begin", begin)
    inprocess.build(folder)
    us = str(os.getpid())
    assert holders == {"tables": "", "slices": us, "runs": us, "pages": us, "book": us}
    assert not files.is_locked(built)


def test_where_nothing_can_be_forked_the_book_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small.write(tmp_path / "workspace")
    forked = inprocess.build(folder, out=tmp_path / "forked")
    monkeypatch.setattr(apart, "SUPPORTED", False)
    alone = inprocess.build(folder, out=tmp_path / "alone")
    assert alone.pages == forked.pages > 0
    assert written(alone.book.parent.resolve()) == written(forked.book.parent.resolve())
