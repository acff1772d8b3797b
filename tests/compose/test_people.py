"""People: title and grade at the end of the period, and stays only of who moved, by the units' names."""

from dataclasses import replace
from datetime import date

import pytest

from tallybook.compose import people
from tallybook.domain.records import Manager
from tallybook.domain.summary import Person
from tests.compose import world
from tests.compose.test_findings import slice_of

UNITS = {"b1": "城东支行", "b2": "城西支行"}


def stay(unit: str, start: str | None = None, end: str | None = None, title: str = "客户经理") -> Manager:
    return Manager(
        manager_id="a",
        name="Ann",
        unit_id=unit,
        title=title,
        valid_from=date.fromisoformat(start) if start else None,
        valid_to=date.fromisoformat(end) if end else None,
    )


def introduced(*stays: Manager) -> Person:
    return people.person(replace(slice_of(), managers=stays), UNITS)


def moves(*stays: Manager) -> list[tuple[str, str | None, str | None]]:
    return [
        (unit, since and since.isoformat(), until and until.isoformat())
        for unit, since, until in introduced(*stays).moves
    ]


@pytest.mark.parametrize(
    "stays",
    [
        [stay("b1")],
        [stay("b1", "2025-01-01", "2025-06-30")],
        [stay("b1", "2024-05-01"), stay("b2", None, "2024-04-30")],
        [stay("b1", None, "2025-03-31"), stay("b1", "2025-04-01")],
        [stay("b1", None, "2025-06-30"), stay("b2", "2025-07-01")],
    ],
    ids=["all along", "just the period", "moved before", "promoted", "moves after"],
)
def test_who_stayed_has_no_moves(stays: list[Manager]) -> None:
    assert moves(*stays) == []


def test_who_moved_has_every_stay_in_order_by_name() -> None:
    found = moves(stay("b2", "2025-04-01"), stay("b1", "2020-01-01", "2025-03-31"))
    assert found == [("城东支行", "2020-01-01", "2025-03-31"), ("城西支行", "2025-04-01", None)]


def test_who_came_or_went_in_the_period_is_told() -> None:
    assert moves(stay("b1", "2025-01-02")) == [("城东支行", "2025-01-02", None)]
    assert moves(stay("b1", None, "2025-06-29")) == [("城东支行", None, "2025-06-29")]


def test_who_was_away_for_a_while_has_two_stays() -> None:
    assert len(moves(stay("b1", None, "2025-02-01"), stay("b1", "2025-03-01"))) == 2


def test_a_promotion_within_a_stay_keeps_the_day_on_which_it_began() -> None:
    found = moves(
        stay("b1", "2020-01-01", "2025-01-31"),
        stay("b1", "2025-02-01", "2025-03-31"),
        stay("b2", "2025-04-01"),
    )
    assert [since for _, since, _ in found] == ["2020-01-01", "2025-04-01"]


def test_the_title_is_that_of_the_last_day_in_the_period() -> None:
    before, after = stay("b1", None, "2025-03-31", "中级"), stay("b1", "2025-04-01", None, "高级")
    later = stay("b1", "2025-07-01", None, "特级")
    assert introduced(after, before).title == "高级"
    assert introduced(before, replace(after, valid_to=date(2025, 6, 30)), later).title == "高级"
    assert introduced(before).title == "中级"


def test_nothing_is_known_of_who_is_not_there() -> None:
    assert introduced() == Person(title=None, grade=None, moves=())


def test_on_the_page_a_former_unit_stands_by_its_name() -> None:
    page = world.pages(world.book())["manager-b"].text
    assert r"\<unit b1\> · until" in page
    assert r"\<unit b2\> · from" in page
