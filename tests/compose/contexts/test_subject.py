"""A manager's or a unit's page: the leading KPI first, lists with an end, neighbours of one's own kind."""

from dataclasses import replace

import pytest

from tallybook import compose
from tallybook.compose import contexts
from tallybook.compose.contexts.common import Context
from tallybook.compose.contexts.subject import CARDS, ROWS
from tallybook.domain.subjects import SubjectKind
from tests.compose import world

BOOK = world.book()


def page(key: str, book: compose.BookContent = BOOK) -> Context:
    return contexts.subject(book, next(one for one in book.summaries if one.subject.id == key))


def test_cards_begin_with_the_leading_kpi_then_what_weighs_most() -> None:
    assert [card["label"] for card in page("a")["cards"]] == ["<kpi loans>", "<kpi bad>", "<kpi ratio>"]
    led = replace(BOOK, lead_kpi="ratio")
    assert [card["label"] for card in page("a", led)["cards"]] == ["<kpi ratio>", "<kpi loans>", "<kpi bad>"]
    assert len(page("a")["cards"]) <= CARDS


def test_a_chapter_without_results_has_every_name_and_nothing_in_it() -> None:
    broken = page("a", world.book(failed=("a",)))
    assert broken["failure"].startswith("its notebook stopped in code cell 2")
    for name in (
        "cards",
        "kpis",
        "audit",
        "figures",
        "reconciliation",
        "concentration",
        "extra",
        "findings",
        "score",
    ):
        assert not broken[name], name
    assert broken["note"]["achievements"] == "**稳步**增长"


@pytest.mark.parametrize(("key", "kind"), [("a", SubjectKind.MANAGER), ("b1", SubjectKind.UNIT)])
def test_long_lists_are_cut_and_say_how_much_is_left(key: str, kind: SubjectKind) -> None:
    tables = world.tables()
    many = tuple(replace(tables.problems[0], problem_id=f"p{n}") for n in range(45))
    found = page(key, world.book(replace(tables, problems=many)))
    assert len(found["problems"]) == ROWS[kind]
    assert len(found["problems"]) + found["problems_left"] == found["problem_counts"]["all"] == 45


def test_neighbours_are_on_the_same_level_and_of_the_same_kind() -> None:
    def around(key: str) -> list[str | None]:
        return [link and link["slug"] for link in page(key)["neighbours"].values()]

    assert around("hq") == [None, None]
    assert around("b1") == [None, "unit-b2"]
    assert around("b") == [None, "manager-c"]
    assert around("c") == ["manager-b", None]


def test_members_stand_by_place_units_before_people_and_who_has_none_last() -> None:
    summary = next(one for one in BOOK.summaries if one.subject.id == "b2")
    first, second = summary.members
    unit = replace(first, subject=replace(first.subject, kind=SubjectKind.UNIT), rank=2)
    without = replace(first, rank=None, score=None)
    mixed = replace(summary, members=(without, replace(second, rank=1), unit))
    assert [row["rank"] for row in contexts.subject(BOOK, mixed)["members"]] == ["2", "1", "–"]


def test_nothing_is_written_for_who_wrote_nothing() -> None:
    found = page("b")
    assert found["handed_in"] is False
    assert set(found["note"].values()) == {""}
