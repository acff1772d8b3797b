"""Ranks among members of one kind."""

from decimal import Decimal

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook.domain.records import Target
from tallybook.measures import facts, member_facts
from tests.measures.house import booked, cut, person, planned, tables

D = Decimal


def places(actuals: list[int | None], targets: list[int | None], kpi_id: str = "sales") -> list[object]:
    people = [f"m{n}" for n in range(len(actuals))]
    rows = [booked(m, "2025-02-01", v, kpi_id) for m, v in zip(people, actuals, strict=True) if v is not None]
    plans: list[Target] = [
        planned(m, "2025-H1", v, kpi_id) for m, v in zip(people, targets, strict=True) if v is not None
    ]
    slice_ = cut(
        tables([person(m, "b1") for m in people], [*rows, booked("m0", "2023-01-01", 0, kpi_id)], plans), "b1"
    )
    found = [fact for fact in member_facts(slice_) if fact.kpi_id == kpi_id]
    assert [fact.subject.id for fact in found] == people
    return [(fact.rank, fact.peers) for fact in found]


def test_by_attainment_where_everyone_has_one() -> None:
    assert places([10, 10, 20], [10, 5, 40]) == [(2, 3), (1, 3), (3, 3)]


def test_by_the_actual_figure_where_one_has_no_plan() -> None:
    assert places([10, 30, 20], [10, 5, None]) == [(3, 3), (1, 3), (2, 3)]


def test_equals_share_a_rank_and_the_next_one_is_left_out() -> None:
    assert places([5, 7, 7, 1], [None] * 4) == [(3, 4), (1, 4), (1, 4), (4, 4)]


def test_lower_is_better_turns_the_order_round() -> None:
    assert places([5, 7], [None, None], "costs") == [(1, 2), (2, 2)]
    assert places([5, 7], [5, 70], "costs") == [(2, 2), (1, 2)]


def test_who_has_no_figure_has_no_rank_and_is_no_peer() -> None:
    assert places([5, None, 7], [None] * 3) == [(2, 2), (None, 2), (1, 2)]


def test_units_and_managers_are_ranked_apart() -> None:
    managers = [person("m", "b1"), person("n", "b2"), person("k", "h"), person("l", "h")]
    rows = [booked(m, "2025-02-01", v) for m, v in (("m", 1), ("n", 2), ("k", 30), ("l", 40))]
    slice_ = cut(tables(managers, rows), "h")
    ranks = {f.subject.id: (f.rank, f.peers) for f in member_facts(slice_) if f.kpi_id == "sales"}
    assert ranks == {"b1": (2, 2), "b2": (1, 2), "k": (2, 2), "l": (1, 2)}
    assert all(fact.rank is None for fact in facts(slice_))


def test_a_manager_has_no_members() -> None:
    assert member_facts(cut(tables([person("m", "b1")], [booked("m", "2025-02-01", 1)]), "m")) == ()


@checked(deadline=None, max_examples=40)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=8))
def test_the_rank_is_one_more_than_the_number_of_those_who_are_better(values: list[int]) -> None:
    assert places(list(values), [None] * len(values)) == [
        (1 + sum(other > value for other in values), len(values)) for value in values
    ]
