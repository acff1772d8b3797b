"""Promises in notes: rows of tables become promises with ids that last, and answers find theirs."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Fulfilment, Note
from tallybook.tables import steps
from tallybook.tables.faults import Ledger
from tests.tables.conftest import faults, read

Write = Callable[[str, str | bytes], None]
STEPS = """## 下一步工作

抓好三件事。

| 编号 | 工作 | 责任人 | 期限 | 指标 | 目标 | 延续 |
| --- | :-- | --- | --- | --- | --- | --- |
| x1 | 走访 \\| 回访 | 陈洁 | 2025-12-31 | 投放额 | 1,200 | s1 |
|    | 清理台账 |  |  |  |  |  |

完。
"""


def promises(root: Path) -> dict[str, Commitment]:
    return {one.commitment_id: one for one in read(root).commitments}


def test_rows_of_a_table_of_next_steps_are_promises_and_leave_the_text(root: Path, write: Write) -> None:
    write("notes/2025-H2/00123.md", STEPS.replace("1,200", "1200"))
    found = promises(root)
    assert list(found) == ["s1", "s2", "x1", "00123-2025-H2-f6fff6"]
    step = found["x1"]
    assert (step.manager_id, step.period.slug, step.text) == ("00123", "2025-H2", "走访 | 回访")
    assert (step.owner, step.due, step.kpi_id, step.target, step.continues, step.status) == (
        "陈洁", date(2025, 12, 31), "loans", Decimal(1200), "s1", Fulfilment.OPEN,
    )  # fmt: skip
    (note,) = (note for note in read(root).notes if note.period.slug == "2025-H2")
    assert note.next_steps is not None
    assert "抓好三件事" in note.next_steps
    assert "|" not in note.next_steps


WORDS = st.text("走访回台账清 ａ1-", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    st.lists(WORDS, min_size=1, max_size=6, unique_by=lambda text: normalize("NFKC", text).replace(" ", "")),
    st.randoms(),
)
def test_ids_made_of_a_row_s_words_last_in_whatever_order_rows_stand(
    texts: list[str], chance: Random
) -> None:
    shuffled = chance.sample(texts, len(texts))
    assert made(shuffled) == made(texts)
    assert len(set(made(texts).values())) == len(texts)
    assert all(re.fullmatch("m1-2025-H1-[0-9a-f]{6}", one) for one in made(texts).values())


def test_rows_of_the_same_words_are_promises_of_their_own() -> None:
    steps = taken_in("| 工作 | 指标 |\n| --- | --- |\n| 走访 | 存款 |\n| 走 访 | 贷款 |")
    assert [(one.commitment_id, one.kpi_id) for one in steps] == [
        ("m1-2025-H1-08dfda", "k1"), ("m1-2025-H1-08dfda-2", "k2"),
    ]  # fmt: skip


def made(texts: list[str]) -> dict[str, str]:
    """The ids by the texts of a table of next steps."""
    rows = "".join(f"| {text} |  |\n" for text in texts)
    return {one.text: one.commitment_id for one in taken_in(f"| 工作 | 期限 |\n| --- | --- |\n{rows}")}


def taken_in(table: str) -> tuple[Commitment, ...]:
    note = Note(manager_id="m1", period=Period.parse("2025-H1"), file="m1.md", next_steps=table)
    return steps.take_in([note], [], {"存款": "k1", "贷款": "k2"}, Ledger())[1]


@pytest.mark.parametrize(
    "table",
    [
        "| 客户 | 期限 |\n| --- | --- |\n| 甲 | 12月 |",
        "| 工作 | 备注 |\n| --- | --- |\n| 走访 | 快 |",
        "| 工作 | 期限 |",
    ],
)
def test_any_other_table_is_text_like_any_other(root: Path, write: Write, table: str) -> None:
    write("notes/2025-H2/00123.md", f"## 下一步工作\n\n{table}\n")
    assert list(promises(root)) == ["s1", "s2"]
    assert table in [note.next_steps for note in read(root).notes]


def test_answers_in_the_next_note_say_what_became_of_promises(root: Path, write: Write) -> None:
    answers = "## 上期承诺\n\n| 编号 | 完成情况 | 原因 |\n| --- | --- | --- |\n| s2 | 部分完成 | 人手不够 |\n"
    write("notes/2025-H1/NO.md", answers)
    assert (promises(root)["s2"].status, promises(root)["s2"].reason) == (Fulfilment.PARTLY, "人手不够")
    assert promises(root)["s1"].status is Fulfilment.DONE


@pytest.mark.parametrize(
    ("note", "kind", "value"),
    [
        (STEPS, "wrong-number", "1,200"),
        (STEPS.replace("1,200", "12").replace("投放额", "投放量"), "unknown-reference", "投放量"),
        (STEPS.replace("1,200", "12").replace("2025-12-31", "年底"), "wrong-date", "年底"),
        (STEPS.replace("1,200", "12").replace("x1", "s1"), "duplicate-key", "s1"),
        ("## 上期承诺\n\n| 编号 | 完成情况 |\n| --- | --- |\n| s2 | 完成 |\n", "unknown-reference", "s2"),
        ("## 上期承诺\n\n| 编号 | 完成情况 |\n| --- | --- |\n| s1 | 差不多 |\n", "unknown-word", "差不多"),
    ],
)
def test_what_is_wrong_in_such_a_table_is_told_with_its_row(
    root: Path, write: Write, note: str, kind: str, value: str
) -> None:
    write("notes/2025-H2/00123.md", note)
    (fault,) = faults(root)
    assert (fault.kind, fault.file) == (kind, "notes/2025-H2/00123.md")
    assert value in str(fault.value)
    assert fault.row is not None
    assert value in note.split("\n")[fault.row - 1]
