"""Collecting broken off at any moment, replacing, and a record that is damaged: nothing is lost, and it goes on from there."""

import json
import os
import signal
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import pytest

from tests import small
from tests.forms import filling
from tests.forms.test_refusals import collect

OLD = "## Achievements\n\n手写的旧稿\n"
NOTES = "data/notes/2025-H1"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with forms of two people, of whom one has a note already."""
    folder = small.write(tmp_path_factory.mktemp("broken") / "workspace", language="en")
    (folder / NOTES / "007.md").write_text(OLD, "utf-8")
    for person, medium in (("007", "excel"), ("NO", "word")):
        path = filling.give(folder, person, folder / "back", medium)
        filling.fill(path, {"Achievements": [{"What was achieved": f"新稿 {person}"}]})
    return folder


def new(person: str) -> str:
    return f"## Achievements\n\n新稿 {person}\n"


def read(workspace: Path, person: str) -> str | None:
    path = workspace / NOTES / f"{person}.md"
    return path.read_text("utf-8") if path.exists() else None


def kept(workspace: Path) -> set[str]:
    """The texts of all copies."""
    return {path.read_text("utf-8") for path in (workspace / "collected").rglob("*.md")}


def killed(workspace: Path, moment: int, *, after: bool) -> bool:
    """Collect in a process that is killed at its n-th replacing of a file, before or after; whether it was."""

    def run() -> None:
        count, replace = iter(range(1, 1000)), Path.replace

        def counted(self: Path, target: Path) -> Path:
            dies = next(count) == moment
            if dies and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = replace(self, target)
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        with patch.object(Path, "replace", counted):
            filling.run(workspace, "collect", str(workspace / "back"), "--replace")

    process = get_context("fork").Process(target=run)
    process.start()
    process.join(60)
    return process.exitcode == -signal.SIGKILL


MOMENTS = [(moment, after) for moment in range(1, 8) for after in (False, True)]


@pytest.mark.parametrize(("moment", "after"), MOMENTS)
def test_whenever_collecting_is_killed_nothing_is_half_taken_and_the_next_run_finishes(
    workspace: Path, moment: int, after: bool
) -> None:
    assert killed(workspace, moment, after=after)
    assert read(workspace, "007") in (OLD, new("007"))
    assert read(workspace, "NO") in (None, new("NO"))
    assert OLD in kept(workspace) | {read(workspace, "007")}
    code, told = collect(workspace, "--replace")
    assert (code, {one["outcome"] for one in told} <= {"taken", "unchanged"}) == (0, True)
    assert (read(workspace, "007"), read(workspace, "NO")) == (new("007"), new("NO"))
    assert {OLD, new("007"), new("NO")} == kept(workspace)
    assert [one["outcome"] for one in collect(workspace)[1]] == ["unchanged", "unchanged"]
    assert not [path for path in workspace.rglob("*.tmp") if path.parent != workspace / NOTES]


def test_undisturbed_it_replaces_as_many_files_as_were_tried(workspace: Path) -> None:
    assert not killed(workspace, 8, after=False)
    assert (read(workspace, "007"), read(workspace, "NO")) == (new("007"), new("NO"))


def test_what_was_replaced_is_kept_to_the_byte(workspace: Path) -> None:
    assert {one["outcome"] for one in collect(workspace)[1]} == {"refused", "taken"}
    assert read(workspace, "007") == OLD
    assert collect(workspace, "--replace")[0] == 0
    assert kept(workspace) == {OLD, new("007"), new("NO")}
    (workspace / NOTES / "007.md").write_text("## Achievements\n\n再改\n", "utf-8")
    collect(workspace, "--replace")
    assert "## Achievements\n\n再改\n" in kept(workspace)


@pytest.mark.parametrize("record", ["", "{", '[{"digest": 1}]', '"x"'])
def test_a_damaged_record_holds_up_one_person_alone_and_loses_nothing(workspace: Path, record: str) -> None:
    collect(workspace, "--replace")
    (workspace / NOTES / "NO.md").unlink()
    damaged = workspace / "collected/2025-H1/007.json"
    damaged.write_text(record, "utf-8")
    before = kept(workspace)
    code, told = collect(workspace)
    outcomes = {Path(one["file"]).suffix: one["outcome"] for one in told}
    assert (code, outcomes) == (4, {".xlsx": "refused", ".docx": "taken"})
    refused = next(one for one in told if one["outcome"] == "refused")
    assert "007.json is damaged" in refused["why"]
    assert (read(workspace, "007"), damaged.read_text("utf-8"), kept(workspace)) == (
        new("007"),
        record,
        before,
    )
    damaged.rename(damaged.with_suffix(".old"))
    assert [one["outcome"] for one in collect(workspace)[1]] == ["unchanged", "unchanged"]


def test_a_record_names_every_note_that_was_taken(workspace: Path) -> None:
    collect(workspace, "--replace")
    (entry,) = json.loads((workspace / "collected/2025-H1/007.json").read_text("utf-8"))
    assert (entry["number"], entry["turn"], entry["file"][-5:]) == (1, 1, ".xlsx")
