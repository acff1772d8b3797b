"""People's notes: found by period and manager, split by the words of their headings."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook.sources.unfit import Unfit
from tallybook.tables.headings import split
from tallybook.tables.notes import LONGEST
from tests.tables.conftest import fault, faults, read

Write = Callable[[str, str | bytes], None]


def test_a_note_in_its_parts(root: Path) -> None:
    (note,) = read(root).notes
    assert (note.manager_id, note.period.slug, note.file) == ("00123", "2025-H1", "notes/2025-H1/00123.md")
    assert note.achievements == "新增贷款 **1,234.56 万元**。\n\n### 经验\n\n提前准备材料。"
    assert (note.problems, note.next_steps) == ("审批时间长。", "- 走访全部重点客户")
    assert (note.success_case, note.failure_case) == (None, None)


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("# 主要业绩", "achievements"),
        ("## 一、工作业绩：", "achievements"),
        ("##业绩", "achievements"),
        ("## Achievements ##", "achievements"),
        ("## （二）存在问题", "problems"),
        ("## **2. Problems**", "problems"),
        ("主要业绩\n----", "achievements"),
        ("## 3、下一步工作", "next_steps"),
        ("## 第三部分 工作计划", "next_steps"),
        ("## NEXT STEPS", "next_steps"),
        ("## 成功案例", "success_case"),
        ("## Failure case", "failure_case"),
    ],
)
def test_headings(heading: str, part: str) -> None:
    assert split(f"\n{heading}\n\n文字\n") == {part: "文字"}


@pytest.mark.parametrize(
    "text",
    [
        "```\n# x\n```",
        "~~~~\n## 问题\n~~~\n~~~~",
        "### 问题",
        "#话题 不是标题",
        "a\n---\nb",
        "    # code",
        "> # 引用",
    ],
)
def test_what_is_not_a_heading(text: str) -> None:
    assert split(f"## 业绩\n{text}\n") == {"achievements": text}


def test_text_is_kept_as_written() -> None:
    body = "  - a  \n\n| x |\n{{ 7*7 }} <script>\n```{include} /etc/passwd\n```"
    assert split(f"## 业绩\r\n\r\n{body}\n\n\n") == {"achievements": body}


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_note_has_no_parts(root: Path, write: Write, text: str) -> None:
    write("notes/2025-H1/NO.md", text)
    assert read(root).notes[1].achievements is None


def test_an_empty_part_is_nothing() -> None:
    assert split("## 业绩\n\n## 问题\n\n有。\n") == {"achievements": None, "problems": "有。"}


def test_periods_and_names_of_folders(root: Path, write: Write) -> None:
    for folder in ("2025Q1", "2025-01_2025-10", "2024"):
        write(f"notes/{folder}/NO.md", "## 业绩\n好")
    assert [note.period.slug for note in read(root).notes] == [
        "2024",
        "2025-01..2025-10",
        "2025-H1",
        "2025-Q1",
    ]


def test_what_is_left_aside(root: Path, write: Write) -> None:
    for name in ("_draft/NO.md", "2025-H1/_NO.md", "2025-H1/.NO.md", ".git/x", "_README.txt"):
        write(f"notes/{name}", "anything")
    assert len(read(root).notes) == 1


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "~$NO.docx", "~$NO.md", ".DS_Store"])
def test_what_other_programs_leave_behind_is_no_fault(root: Path, write: Write, name: str) -> None:
    write(f"notes/{name}", b"\x00")
    write(f"notes/2025-H1/{name}", b"\x00")
    assert len(read(root).notes) == 1


def test_a_link_publishes_nothing_from_outside(root: Path) -> None:
    secret = root.parent / "secret.md"
    secret.write_text("## 业绩\n秘密", encoding="utf-8")
    (root / "notes/2025-H1/NO.md").symlink_to(secret)
    one = fault(root)
    assert (one.kind, one.file) == ("outside-workspace", "notes/2025-H1/NO.md")
    assert len(read(root, read_from=[".."]).notes) == 2


def test_the_folder_of_notes_lies_inside(root: Path) -> None:
    (root / "notes").rename(root.parent / "notes")
    one = fault(root, notes="../notes")
    assert (one.kind, one.column) == ("outside-workspace", "tallybook.notes")
    assert len(read(root, notes="../notes", read_from=["../notes"]).notes) == 1


def test_links_to_folders_are_not_followed(root: Path) -> None:
    (root / "notes/2025-Q1").symlink_to(root / "notes")
    one = fault(root)
    assert (one.kind, one.file) == ("not-a-note", "notes/2025-Q1")


@pytest.mark.parametrize("kind", ["pipe", "device", "circle", "nothing"])
def test_what_is_no_file_is_not_waited_for(root: Path, kind: str) -> None:
    path = root / "notes/2025-H1/NO.md"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"device": Path("/dev/zero"), "circle": path, "nothing": root / "gone.md"}[kind])
    wanted = {"device": "outside-workspace", "circle": "no-file"}.get(kind, "not-a-note")
    assert (fault(root).kind, fault(root).file) == (wanted, "notes/2025-H1/NO.md")


@pytest.mark.parametrize(
    ("name", "kind", "fragment"),
    [
        ("2025-H1/00132.md", "unknown-reference", "Did you mean 00123?"),
        ("2025-H3/NO.md", "bad-period", "Known are: 2025-H1."),
        ("2025-H1/NO.docx", "not-a-note", "PERIOD/MANAGER_ID.md"),
        ("NO.md", "not-a-note", "underscore"),
        ("2025-H1/more/NO.md", "not-a-note", "PERIOD/MANAGER_ID.md"),
        ("2025H1/00123.md", "duplicate-key", "notes/2025-H1/00123.md"),
    ],
)
def test_a_file_in_the_wrong_place(root: Path, write: Write, name: str, kind: str, fragment: str) -> None:
    write(f"notes/{name}", "## 业绩\n好")
    one = fault(root)
    assert (one.kind, one.file, one.table) == (kind, f"notes/{name}", "notes")
    assert fragment in f"{one.problem} {one.remedy}"


def test_a_note_that_is_too_long(root: Path, write: Write) -> None:
    heading = "## 业绩\n"
    write("notes/2025-H1/NO.md", heading + "长" * (LONGEST - len(heading)))
    assert len(read(root).notes) == 2
    write("notes/2025-H1/NO.md", heading + "长" * LONGEST)
    assert fault(root).kind == "too-long"
    write("notes/2025-H1/NO.md", heading + "长" * 4 * LONGEST)
    assert fault(root).kind == "too-long"


def test_a_name_that_the_file_system_has_taken_apart(root: Path, write: Write) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8")
    write("managers.csv", managers + "Caf\u00e9,周涛,b1,,,,\n")
    write("notes/2025-H1/Cafe\u0301.md", "## 业绩\n好")
    assert read(root).notes[1].manager_id == "Caf\u00e9"


def test_a_folder_of_notes_that_is_named_must_be_there(root: Path) -> None:
    assert read(root, notes="data/notes").notes == ()
    one = fault(root, notes="Notes2")
    assert (one.kind, one.file, one.column) == ("no-file", "_config.yml", "tallybook.notes")


def test_each_note_has_its_own_faults(root: Path, write: Write) -> None:
    write("notes/2025-H1/00456.md", "好")
    write("notes/2025-H1/NO.md", "## 好")
    assert [(one.kind, one.row) for one in faults(root)] == [
        ("text-before-heading", 1),
        ("unknown-heading", 1),
    ]


def test_every_wrong_heading_of_a_note_is_told_at_once(root: Path, write: Write) -> None:
    write("notes/2025-H1/00456.md", "好\n\n## 业绩\n\n一\n\n## 业绩\n\n## 其他\n")
    assert [(one.kind, one.row) for one in faults(root)] == [
        ("text-before-heading", 1),
        ("repeated-heading", 7),
        ("unknown-heading", 9),
    ]


def test_the_line_counts_from_the_file_s_beginning() -> None:
    with pytest.raises(Unfit) as caught:
        split("\n\n## 业绩\n\n一\n\n# 其他\n")
    assert caught.value.row == 7
