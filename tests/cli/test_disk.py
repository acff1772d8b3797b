"""Where things are written, and what is said where they cannot be: never a traceback, never somebody else's file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small
from tests.commands import run


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("disk") / "workspace")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("facts", small.PERIOD), ("schema",), ("check", "--json")])
def test_a_full_disk_behind_a_redirect_is_told_in_one_line(
    workspace: Path, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "tallybook", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=workspace,
            text=True,
        )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "磁盘已满" in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="asks a shell to close streams")
@pytest.mark.parametrize("closed", ["2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_from_the_start_costs_no_book(
    workspace: Path, tmp_path: Path, closed: str
) -> None:
    out = tmp_path / "out"
    command = f'exec "$0" -m tallybook build {small.PERIOD} --path-output "$1" {closed}'
    ended = subprocess.run(["sh", "-c", command, sys.executable, str(out)], cwd=workspace)
    assert ended.returncode == 0
    assert (out / small.PERIOD / "html" / "index.html").is_file()


def test_a_link_in_a_books_place_is_neither_built_into_nor_removed(workspace: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".tallybook").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / small.PERIOD).symlink_to(elsewhere)
    out = ("-C", str(workspace), "--path-output", str(tmp_path / "out"))
    assert run("build", small.PERIOD, *out).exit_code == 1
    assert run("clean", small.PERIOD, *out).exit_code == 0
    assert [path.name for path in elsewhere.iterdir()] == [".tallybook"]


@pytest.mark.parametrize("place", ["data", "data/notes", "book", "templates/mine", "notebooks"])
@pytest.mark.parametrize("verb", ["build", "status", "clean"])
def test_generated_files_never_go_among_the_sources(workspace: Path, verb: str, place: str) -> None:
    result = run(verb, small.PERIOD, "-C", str(workspace), "--path-output", str(workspace / place))
    assert result.exit_code == 2
    assert place.partition("/")[0] in result.output
    assert not (workspace / place / small.PERIOD / ".tallybook").exists()
