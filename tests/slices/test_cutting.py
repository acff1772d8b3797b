"""What a slice holds, table by table."""

from dataclasses import replace

import pytest

from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Customer, Problem, Tables, Visit
from tallybook.slices.cutting import history_start
from tests.measures.house import booked, cut, day, person, planned, tables

MOVER = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01")]
PEOPLE = [*MOVER, person("n", "b1"), person("k", "h")]


def dates(found: Tables, subject_id: str, period: str = "2025-H1") -> list[str]:
    return [row.date.isoformat() for row in cut(found, subject_id, period).actuals]


def test_flows_of_one_who_moved_are_cut_by_day() -> None:
    rows = [booked("m", text, 1) for text in ("2025-04-30", "2025-05-01", "2025-06-30", "2025-07-01")]
    found = tables(PEOPLE, rows)
    assert dates(found, "m") == ["2025-04-30", "2025-05-01", "2025-06-30"]
    assert dates(found, "b1") == ["2025-04-30"]
    assert dates(found, "b2") == ["2025-05-01", "2025-06-30"]
    assert dates(found, "h") == dates(found, "m")


def test_a_balance_that_stands_when_a_stay_begins_comes_along() -> None:
    rows = [booked("m", text, 1, "deposits") for text in ("2025-03-31", "2025-04-29", "2025-05-31")]
    assert dates(tables(PEOPLE, rows), "b2") == ["2025-04-29", "2025-05-31"]
    # Unless a new one begins on the same day.
    new = [*rows, booked("m", "2025-05-01", 2, "deposits")]
    assert dates(tables(PEOPLE, new), "b2") == ["2025-05-01", "2025-05-31"]


def test_all_customers_of_a_standing_balance_come_along() -> None:
    rows = [booked("m", "2025-04-29", 1, "deposits", customer_id=c) for c in ("c1", "c2")]
    assert dates(tables(PEOPLE, rows), "b2") == ["2025-04-29", "2025-04-29"]


def test_one_who_came_back_brings_what_stands_then() -> None:
    stays = [
        person("m", "b1", None, "2025-01-31"), person("m", "b2", "2025-02-01", "2025-03-31"),
        person("m", "b1", "2025-04-01"),
    ]  # fmt: skip
    rows = [booked("m", f"2025-0{n}-15", n, "deposits") for n in range(1, 6)]
    assert dates(tables(stays, rows), "b1") == ["2025-01-15", "2025-03-15", "2025-04-15", "2025-05-15"]
    assert dates(tables(stays, rows), "b2") == ["2025-01-15", "2025-02-15", "2025-03-15"]


def test_rows_that_name_a_unit_are_only_there_and_with_their_person() -> None:
    found = tables(PEOPLE, [booked("n", "2025-02-01", 1, unit_id="b2")])
    assert [len(dates(found, s)) for s in ("n", "b1", "b2", "h", "m", "k")] == [1, 0, 1, 1, 0, 0]
    assert [row.manager_id for row in cut(found, "b2").managers] == ["m", "m", "n"]


@pytest.mark.parametrize(
    ("period", "start"),
    [
        ("2025-H1", "2023-06-01"),
        ("2025", "2023-12-01"),
        ("2025-06", "2023-06-01"),
        ("2025-W01", "2023-01-01"),
        ("2023-01..2025-12", "2020-01-01"),
    ],
)
def test_history_reaches_back_25_months_or_to_what_is_compared(period: str, start: str) -> None:
    assert history_start(Period.parse(period)) == day(start)


def test_what_is_older_than_the_history_is_left_out_but_for_standing_balances() -> None:
    rows = [booked("n", "2023-05-31", 1, kpi_id) for kpi_id in ("sales", "deposits", "balance")]
    kept = cut(tables(PEOPLE, rows), "n").actuals
    assert [row.kpi_id for row in kept] == ["deposits", "balance"]


def test_managers_hold_all_assignments_of_those_concerned() -> None:
    found = tables(PEOPLE, [booked("n", "2025-02-01", 1)])
    by = {s: [row.unit_id for row in cut(found, s).managers] for s in ("m", "b2", "h")}
    assert by == {"m": ["b1", "b2"], "b2": ["b1", "b2"], "h": ["h", "b1", "b2", "b1"]}
    assert [unit.unit_id for unit in cut(found, "h").units] == ["h", "b1", "b2"]
    assert [unit.unit_id for unit in cut(found, "b1").units] == ["b1"]
    assert cut(found, "m").units == ()


def test_plans_are_those_of_days_spent_there_and_of_the_units() -> None:
    targets = [
        planned("m", "2025-04", 1), planned("m", "2025-05", 2), planned("m", "2025-Q2", 3),
        planned("n", "2025-H1", 4), planned("h", "2025-H1", 5), planned("b2", "2025-H1", 6),
        planned("m", "2023-04", 7), planned("m", "2025-07", 8), planned("m", "2025", 9),
        planned("m", "2026-01", 10),
    ]  # fmt: skip
    found = tables(PEOPLE, [booked("n", "2025-02-01", 1)], targets)
    by = {s: sorted(int(t.value) for t in cut(found, s).targets) for s in ("m", "n", "b1", "b2", "h")}
    assert by == {
        "m": [1, 2, 3, 8, 9], "n": [4], "b1": [1, 3, 4, 9], "b2": [2, 3, 6, 8, 9], "h": [1, 2, 3, 4, 5, 6, 8, 9],
    }  # fmt: skip


def visit(visit_id: str, when: str, closed: str | None = None, handler: str | None = "k") -> Visit:
    return Visit(
        visit_id=visit_id, date=day(when), manager_id="m", customer_id="c1", handler=handler,
        closed_on=day(closed) if closed else None,
    )  # fmt: skip


def test_visits_are_those_of_the_period_or_not_dealt_with_when_it_began() -> None:
    visits = (
        visit("late", "2025-07-01"), visit("in", "2025-02-01", "2025-02-02"), visit("new", "2025-05-02"),
        visit("open", "2024-11-01"), visit("closed in it", "2024-12-01", "2025-01-01"),
        visit("closed before", "2024-12-01", "2024-12-31"), visit("nothing to do", "2024-12-01", None, None),
    )  # fmt: skip
    found = replace(tables(PEOPLE, [booked("n", "2025-02-01", 1)]), visits=visits)
    by = {s: [each.visit_id for each in cut(found, s).visits] for s in ("m", "b1", "b2", "n")}
    assert by == {
        "m": ["open", "closed in it", "in", "new"], "b1": ["open", "closed in it", "in"], "b2": ["new"], "n": [],
    }  # fmt: skip


def test_problems_are_those_of_the_period_or_still_open() -> None:
    def problem(problem_id: str, when: str, closed: str | None = None) -> Problem:
        closed_on = day(closed) if closed else None
        return Problem(
            problem_id=problem_id, manager_id="m", raised_on=day(when), text="x", closed_on=closed_on
        )

    problems = (
        problem("in", "2025-05-02"), problem("open", "2023-01-01"), problem("done", "2024-01-01", "2024-12-31"),
        problem("late", "2025-08-01"),
    )  # fmt: skip
    found = replace(tables(PEOPLE, [booked("n", "2025-02-01", 1)]), problems=problems)
    by = {s: [each.problem_id for each in cut(found, s).problems] for s in ("m", "b1", "b2")}
    assert by == {"m": ["open", "in"], "b1": ["open"], "b2": ["in"]}


def test_promises_of_this_period_and_the_one_before_go_with_the_person() -> None:
    def promise(manager_id: str, period: str) -> Commitment:
        return Commitment(
            commitment_id=f"{manager_id}/{period}",
            manager_id=manager_id,
            period=Period.parse(period),
            text="x",
        )

    left = person("l", "b1", None, "2024-12-15")
    promises = tuple(
        promise(m, p)
        for m, p in (
            ("m", "2024-07..2024-12"), ("m", "2025-H1"), ("m", "2024-H1"), ("m", "2025-Q2"), ("l", "2024-H2"),
        )
    )  # fmt: skip
    found = replace(tables([*PEOPLE, left], [booked("n", "2025-02-01", 1)]), commitments=promises)
    by = {s: [each.commitment_id for each in cut(found, s).commitments] for s in ("m", "b1", "b2", "h", "n")}
    both = ["m/2024-07..2024-12", "m/2025-H1"]
    assert by == {"m": both, "b1": ["l/2024-H2"], "b2": both, "h": ["l/2024-H2", *both], "n": []}


def test_customers_of_others_are_named_but_not_whose_they_are() -> None:
    customers = tuple(
        Customer(customer_id=c, name=c.upper(), manager_id=m, contact="王芳", phone="010-1", tier="A")
        for c, m in (("c1", "m"), ("c2", "n"), ("c3", "k"))
    )
    rows = [booked("m", "2025-02-01", 1, customer_id="c2")]
    found = replace(tables(PEOPLE, rows), customers=customers)
    by = {s: [(c.customer_id, c.manager_id) for c in cut(found, s).customers] for s in ("m", "n", "b1", "b2")}
    assert by == {
        "m": [("c1", "m"), ("c2", "")],
        "n": [("c2", "n")],
        "b1": [("c2", "n")],
        "b2": [("c1", "m")],
    }
    other = cut(found, "m").customers[1]
    assert (other.name, other.tier, other.contact, other.phone) == ("C2", "A", None, None)
