"""The cover, the board, the definitions and what they have in common: everything in them is counted right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tallybook.compose import contexts
from tallybook.compose.contexts.common import findings, first, short_day
from tallybook.domain.summary import Alike, Summary
from tests.compose import world

BOOK, ZH = world.book(), world.book(language="zh")
BROKEN = world.book(failed=("a", "b1"))


@pytest.mark.parametrize("book", [BOOK, BROKEN], ids=["whole", "broken"])
def test_the_board_tells_of_everyone_once(book: world.compose.BookContent) -> None:
    board = contexts.board(book)
    assert board["people"] == len(board["rows"]) == 3
    assert board["handed_in"] + len(board["missing"]) == board["people"]
    assert [row["link"]["slug"] for row in board["missing"]] == ["manager-b", "manager-c"]
    assert [row["answered"] <= row["promises"] for row in board["rows"]] == [True] * 3
    assert board["unanswered"] == sum(row["promises"] - row["answered"] for row in board["rows"])


def test_the_board_tells_which_chapters_are_missing_and_why() -> None:
    assert contexts.board(BOOK)["failed"] == []
    found = contexts.board(BROKEN)["failed"]
    assert {row["link"]["slug"] for row in found} == {"manager-a", "unit-b1"}
    assert all("code cell 2" in row["reason"] and "<failure>" not in row["reason"] for row in found)


def test_the_board_shows_dashes_where_a_fault_has_no_place() -> None:
    fault = replace(BOOK.tolerated[0], row=None, column=None, value=None)
    (row,) = contexts.board(replace(BOOK, tolerated=(fault,)))["tolerated"]
    assert (row["row"], row["column"], row["value"]) == ("–", "–", "–")


def test_the_board_names_notes_that_are_like_each_other_once() -> None:
    def copied(one: Summary) -> Summary:
        others = [other for other in "abc" if other != one.subject.id]
        like = [Alike(manager_id=other, period="2025-H1", share=Decimal("0.9")) for other in others]
        own = Alike(manager_id=one.subject.id, period="2024-H2", share=Decimal("0.8"))
        return replace(one, alike=(*like, own)) if one.subject.id in "ab" else one

    book = replace(BOOK, summaries=tuple(copied(one) for one in BOOK.summaries))
    told = [
        (row["link"]["slug"], row["other"]["slug"], row["period"]) for row in contexts.board(book)["alike"]
    ]
    before = "second half of 2024"
    assert told == [
        ("manager-a", "manager-b", ""), ("manager-a", "manager-c", ""), ("manager-a", "manager-a", before),
        ("manager-b", "manager-c", ""), ("manager-b", "manager-b", before),
    ]  # fmt: skip


def test_the_cover_counts_people_below_each_unit() -> None:
    cover = contexts.index(BOOK)
    assert [(row["depth"], row["people"], row["handed_in"]) for row in cover["units"]] == [
        (0, 3, 1), (1, 1, 1), (1, 2, 0),
    ]  # fmt: skip
    assert (cover["people"], cover["handed_in"], cover["failed_count"]) == (3, 1, 0)
    assert contexts.index(BROKEN)["failed_count"] == 2


def test_a_unit_without_figures_stands_on_the_cover_without_them() -> None:
    (row,) = [row for row in contexts.index(BROKEN)["units"] if row["failed"]]
    assert (row["lead"], row["score"], row["good"], row["judged"]) == (None, "–", 0, 0)


def test_definitions_say_how_each_kpi_is_reckoned() -> None:
    found = {row["name"]: row for row in contexts.definitions(BOOK)["kpis"]}
    ratio, loans = found["<kpi ratio>"], found["<kpi loans>"]
    assert (ratio["how"], ratio["better"], ratio["weight"]) == ("<kpi bad> ÷ <kpi loans>", "lower", "–")
    assert (loans["how"], loans["aliases"], loans["weight"]) == ("sum over the period", "<alias>", "60")


def test_definitions_leave_out_groups_and_weights_that_nobody_uses() -> None:
    bare = tuple(replace(kpi, group=None, weight=kpi.weight * 0) for kpi in BOOK.kpis)
    found = contexts.definitions(replace(BOOK, kpis=bare))
    assert (found["grouped"], found["weighted"]) == (False, False)
    assert (contexts.definitions(BOOK)["grouped"], contexts.definitions(BOOK)["weighted"]) == (True, True)


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        (None, "–", "–"),
        (date(2025, 3, 1), "1 Mar", "3月1日"),
        (date(2024, 3, 1), "1 Mar 2024", "2024年3月1日"),
    ],
)
def test_a_date_in_a_table_has_its_year_only_where_it_is_another(
    when: date | None, english: str, chinese: str
) -> None:
    assert (short_day(when, BOOK), short_day(when, ZH)) == (english, chinese)


def test_the_day_that_data_reach_is_theirs_and_never_the_period_s() -> None:
    assert contexts.index(BOOK)["through"] == "28 Jun 2025"
    without = world.book(failed=("hq",))
    assert contexts.index(without)["through"] == "–"
    assert contexts.index(replace(without, reached=date(2025, 6, 20)))["through"] == "20 Jun 2025"


def test_findings_stand_in_their_order_and_are_linked_to_their_evidence_on_their_own_page() -> None:
    summary = BOOK.summaries[0]
    told = findings(summary, BOOK)
    assert [one["text"] for one in told] == [BOOK.wording.message(one.sentence) for one in summary.findings]
    assert told[0]["see"] == "fact-1"
    assert {one["see"] for one in findings(summary, BOOK, here=False)} == {""}
    assert findings(None, BOOK) == []


@pytest.mark.parametrize(("count", "left"), [(0, 0), (3, 0), (4, 1)])
def test_what_is_listed_and_what_is_left_make_the_whole(count: int, left: int) -> None:
    rows, more = first(range(count), 3)
    assert (len(rows) + more, more) == (count, left)
