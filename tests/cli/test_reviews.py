"""A summary from draft to approved and void again, by the command line and on the pages."""

import json
import shutil
import time
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import Result

from tallybook.cli import options
from tallybook.domain.reviewing import Action, Event
from tallybook.review import log
from tests import small
from tests.commands import run_in as run

UNITS = "unit_id,name,parent_id,leader_id\nbank,海港银行,,\nnorth,北支行,bank,008\nsouth,南支行,bank,NO\n"


def review(workspace: Path, action: str, *arguments: str) -> Result:
    return run(workspace, "review", action, small.PERIOD, *arguments)


def state(workspace: Path, subject: str) -> dict[str, object]:
    found = json.loads(review(workspace, "log", subject, "--json").stdout)["standings"][0]
    assert isinstance(found, dict)
    return found


def html(workspace: Path, name: str) -> str:
    return (workspace / "_build" / small.PERIOD / "html" / f"{name}.html").read_text(encoding="utf-8")


def write(folder: Path, **options: str) -> Path:
    small.write(folder, **{"more": "  review: {top: [boss]}\n", **options})
    (folder / "data" / "units.csv").write_text(UNITS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("reviewing") / "workspace", language="en")
    assert run(folder, "build", small.PERIOD, "-q").exit_code == 0
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built workspace of each test's own; faults are told in its language, for one is in it."""
    folder = Path(shutil.copytree(built, tmp_path / "workspace", symlinks=True))
    monkeypatch.chdir(folder)
    return folder


STEPS = (
    "\n\n| 工作 | 责任人 | 期限 |\n| --- | --- | --- |\n| 走访客户，电话 13812345678 | 王㛃 | 2025-09-30 |\n"
)


def test_where_nothing_is_approved_nothing_is_said_to_be_the_same(workspace: Path, tmp_path: Path) -> None:
    page = tmp_path / "restated.html"
    none = "Nothing has been approved yet, so nothing can have changed since."
    not_twice = "Nothing has been approved 2 times, so there is nothing to compare with."
    for said, *command in (
        (none, "restated", "2025-H1"),
        (none, "diff", "2025-H1@approved1", "2025-H1"),
        (not_twice, "diff", "2025-H1@approved2", "2025-H1"),
    ):
        found = run(workspace, *command, "--page", str(page))
        assert (found.exit_code, said in found.output, "Nothing differs" in found.output) == (0, True, False)
        assert said in page.read_text(encoding="utf-8")


def test_what_differs_from_a_sealed_version_is_listed(workspace: Path, tmp_path: Path) -> None:
    note = workspace / "data/notes/2025-H1/007.md"
    plain = note.read_text(encoding="utf-8")
    note.write_text(plain + STEPS, encoding="utf-8")
    run(workspace, "build", small.PERIOD, "-q")
    assert run(workspace, "seal", small.PERIOD, "--by", "Ann").exit_code == 0
    assert "Nothing differs." in run(workspace, "diff", "2025-H1@v1", "2025-H1").output
    actuals = workspace / "data/actuals.csv"
    before, words = actuals.read_bytes(), note.read_text(encoding="utf-8")
    actuals.write_bytes(before.replace(b"NO,2025-06-30,loans,1.00", b"NO,2025-06-30,loans,3.00"))
    note.write_text(words.replace("多走访", "<b>多</b>走访"), encoding="utf-8")
    page = tmp_path / "differences.html"
    found = run(workspace, "diff", "2025-H1@v1", "2025-H1", "--json", "--page", str(page))
    listed = {(one["id"], one["item"], one["field"]): one for one in json.loads(found.stdout)}
    assert {key[0] for key in listed} == {"NO", "south", "bank", "007"}
    changed = listed["NO", "loans", "actual"]
    assert (float(changed["new"]) - float(changed["old"]), changed["sign_again"]) == (2, ["boss"])
    assert listed["007", "next_steps", ""]["words"][2] == "1. <b>多</b>走访"
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;多&lt;/b&gt;走访" in text
    assert changed["words"][1] in text
    assert "is no version" in run(workspace, "diff", "2025-H1@1", "2025-H1").output


def test_a_summary_from_draft_to_void_and_approved_again(workspace: Path) -> None:
    assert 'class="tb-state"' not in html(workspace, "manager-007"), "without review nothing is marked"
    assert state(workspace, "007")["state"] == "draft"

    refused = review(workspace, "approve", "007", "--by", "008")
    assert (refused.exit_code, "Only what was submitted" in refused.output) == (1, True)
    assert review(workspace, "submit", "007", "--by", "007").exit_code == 0
    assert review(workspace, "return", "007", "--by", "008").exit_code == 2, "without a reason"
    back = review(
        workspace, "return", "007", "--by", "008", "-m", "problems: Say how many. Call 138 1234 5678."
    )
    assert back.exit_code == 0, back.output
    run(workspace, "build", small.PERIOD, "-q")
    page = html(workspace, "manager-007")
    assert "Returned by Ann O" in page
    assert "Say how many. Call 138****5678." in page
    assert "138 1234" not in (workspace / "review" / "2025-H1.log").read_text(encoding="utf-8")
    assert '<p class="tb-state">returned</p>' in page
    for name in ("index", "board", "search", "unit-north", "manager-008"):
        assert '<p class="tb-state">draft</p>' in html(workspace, name), name

    assert review(workspace, "submit", "007", "--by", "007").exit_code == 0
    assert review(workspace, "approve", "007", "--by", "008").exit_code == 0
    run(workspace, "build", small.PERIOD, "-q")
    assert 'class="tb-state"' not in html(workspace, "manager-007")
    assert "● approved" in html(workspace, "unit-north")

    actuals = workspace / "data" / "actuals.csv"
    before = actuals.read_bytes()
    actuals.write_bytes(before.replace(b"007,2025-06-30,loans,1.00", b"007,2025-06-30,loans,6.00"))
    void = state(workspace, "007")
    assert void["state"] == "void"
    changes = {(change["item"], change["field"]): change for change in void["changes"]}  # type: ignore[attr-defined]
    actual = changes["loans", "actual"]
    assert (float(actual["new"]) - float(actual["old"])) == 5
    assert actual["words"][0] == "贷款投放额, actual"
    run(workspace, "build", small.PERIOD, "-q")
    for name in ("manager-007", "board"):
        assert actual["words"][1] in html(workspace, name)
        assert actual["words"][2] in html(workspace, name)
    assert '<p class="tb-state">approval void</p>' in html(workspace, "manager-007")
    shown = review(workspace, "log", "007")
    assert "To sign again: Ann O'Neil (008)" in shown.output

    assert review(workspace, "approve", "007", "--by", "boss").exit_code == 0
    assert state(workspace, "007")["state"] == "approved"
    note = workspace / "data" / "notes" / small.PERIOD / "007.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("客户少", "客户多"), encoding="utf-8")
    (change,) = state(workspace, "007")["changes"]  # type: ignore[misc]
    assert (change["part"], change["item"], change["words"][1:]) == (
        "narrative",
        "problems",
        ["客户少。", "客户多。"],
    )
    note.write_text(text, encoding="utf-8")
    assert state(workspace, "007")["state"] == "approved", "what was approved is there again"
    template = workspace / "templates" / "manager.md.jinja"
    source = template.read_text(encoding="utf-8")
    template.write_text(source + "\n", encoding="utf-8")
    assert [one["part"] for one in state(workspace, "007")["changes"]] == ["template"]  # type: ignore[attr-defined]

    restated = run(workspace, "restated", small.PERIOD)
    assert (restated.exit_code, "To sign again: Ann O'Neil (008)" in restated.output) == (4, True)
    assert "manager.md.jinja" in restated.output
    twice = run(workspace, "diff", "2025-H1@approved1", "2025-H1@approved2", "--json")
    listed = {(one["id"], one["item"], one["field"]): one for one in json.loads(twice.stdout)}
    assert listed["007", "loans", "actual"]["words"] == actual["words"]

    to = workspace.parent / "published"
    put_out = ("publish", small.PERIOD, "--to", str(to), "--by", "boss")
    assert "Nothing of first half of 2025 is approved" in run(workspace, *put_out).output
    template.write_text(source, encoding="utf-8")
    refused = run(workspace, *put_out[:-1], "007")
    assert (refused.exit_code, "may not publish. Who may: boss." in refused.output) == (1, True)
    with patch("tallybook.review.settle", side_effect=KeyboardInterrupt):
        assert run(workspace, *put_out).exit_code != 0
    assert (to / "2025-H1" / "manager-007.html").is_file(), "killed when the book was there already"
    assert state(workspace, "007")["state"] == "published"
    done = run(workspace, *put_out, "--pdf")
    assert done.exit_code == 0, done.output
    assert (to / "2025-H1" / "book.pdf").read_bytes().startswith(b"%PDF")
    assert state(workspace, "007")["state"] == "published"
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (to / "2025-H1").glob("*.html")}
    assert "not approved yet" not in pages["manager-007"]
    assert actual["words"][2] in pages["manager-007"]
    for name in ("manager-008", "unit-bank", "board", "tally"):
        assert "This page is not approved yet." in pages[name], name
        assert actual["words"][2] not in pages[name]
    assert 'href="manager-007.html"' in pages["index"]
    assert "These pages are approved so far" in pages["index"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("approve", "008", "--by", "008"), "cannot review their own"),
        (("approve", "north", "--by", "008"), "cannot review their own"),
        (("approve", "007", "--by", "NO"), "leads no unit above"),
        (("approve", "007", "--by", "007"), "cannot review their own"),
        (("submit", "NO", "--by", "007"), "leads no unit above"),
        (("submit", "07", "--by", "007"), "Did you mean 007?"),
        (("submit", "007", "--by", "08"), "Did you mean 008?"),
        (("submit", "007"), "TALLYBOOK_BY"),
        (("submit",), "Name the manager or unit"),
        (("submit", "007", "--by", "007", "-m", "problem: x"), "Did you mean problems?"),
    ],
)
def test_who_may_not_is_told_why_and_nothing_is_written(
    workspace: Path, arguments: tuple[str, ...], words: str
) -> None:
    for subject, by in (("007", "007"), ("008", "boss"), ("north", "boss")):
        review(workspace, "submit", subject, "--by", by)
    path = workspace / "review" / "2025-H1.log"
    before = path.read_bytes()
    refused = review(workspace, *arguments)
    assert refused.exit_code in (1, 2), refused.output
    assert words in refused.output
    assert path.read_bytes() == before


def test_a_damaged_log_is_named_on_the_terminal_with_its_line(workspace: Path) -> None:
    for subject in ("south", "north"):
        assert review(workspace, "submit", subject, "--by", "boss").exit_code == 0
    path = workspace / "review" / "2025-H1.log"
    lines = path.read_bytes().splitlines(keepends=True)
    head = json.loads(review(workspace, "log", "--json").stdout)["head"]
    path.write_bytes(b"".join(lines[:-1]))
    cut = review(workspace, "log", "--head", head)
    assert (cut.exit_code, "its end was cut" in cut.output) == (4, True)
    path.write_bytes(b"".join([*lines[:-2], lines[-1]]))
    found = review(workspace, "log")
    assert found.exit_code == 4
    assert f"2025-H1.log, line {len(lines) - 1}" in found.output
    assert review(workspace, "submit", "NO", "--by", "NO").exit_code == 1
    path.write_bytes(b"".join(lines))
    assert review(workspace, "log").exit_code == 0


def test_an_approval_of_their_own_written_into_the_log_is_seen_and_counts_for_nothing(
    workspace: Path,
) -> None:
    path = workspace / "review" / "2025-H1.log"
    assert review(workspace, "submit", "NO", "--by", "NO").exit_code == 0
    own = Event(
        action=Action.APPROVE, subject="manager-no--23794d91c5", by="NO", time="2025-07-01T08:00:00+00:00"
    )
    found = log.parse(path.read_bytes())
    path.write_bytes(path.read_bytes() + log.line(own, found.heads))
    told = review(workspace, "log", "NO")
    assert "approved  NO  (changes nothing)" in told.stdout
    assert state(workspace, "NO")["state"] == "submitted"


def test_a_comment_cannot_pass_for_an_event_of_the_log(workspace: Path) -> None:
    assert review(workspace, "submit", "NO", "--by", "NO").exit_code == 0
    forged = "late\n   9  2025-07-01T08:00:00+00:00  Ann  approved  boss\x1b[8m\u202e"
    assert review(workspace, "return", "NO", "--by", "boss", "-m", forged).exit_code == 0
    told = review(workspace, "log", "NO").stdout
    assert "late 9 2025-07-01T08:00:00+00:00 Ann approved boss\ufffd[8m\ufffd\n" in told


def test_what_is_done_bears_the_day_on_which_it_was_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert options.moment(datetime(2025, 7, 1)).isoformat() == "2025-07-01T00:00:00+08:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_of_whom_no_notebook_ran_the_rows_are_held_against_the_approval(tmp_path: Path) -> None:
    folder = write(tmp_path / "workspace", language="en")
    assert run(folder, "build", small.PERIOD, "-q").exit_code == 0
    for step, by in (("submit", "007"), ("approve", "008")):
        assert review(folder, step, "007", "--by", by).exit_code == 0
    actuals = folder / "data" / "actuals.csv"
    text = actuals.read_text(encoding="utf-8")
    actuals.write_text(
        text.replace("007,2025-06-30,loans,1.00", "007,2025-06-30,loans,6.00"), encoding="utf-8"
    )
    notebook = folder / "notebooks" / "manager.ipynb"
    code = notebook.read_text(encoding="utf-8")
    notebook.write_text(code.replace("measure(slice_)", "measure(none)"), encoding="utf-8")
    assert run(folder, "build", small.PERIOD, "-q").exit_code != 0
    changes = {(one["item"], one["field"]): one for one in state(folder, "007")["changes"]}  # type: ignore[attr-defined]
    actual = changes["loans", "actual"]
    board = html(folder, "board")
    assert actual["words"][1] in board
    assert actual["words"][2] in board
