"""Ledger: what is open and what is overdue on the period's last day, whatever has happened since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.contexts import ledger
from tallybook.domain.records import Customer, Problem, Visit
from tests.compose import world

BOOK = world.book()
ZH = world.book(language="zh")
START, END = BOOK.period.start, BOOK.period.end
DAYS = st.none() | st.integers(-40, 220).map(lambda days: START + timedelta(days=days))


def problem(due: date | None = None, closed: date | None = None, key: str = "p") -> Problem:
    return Problem(problem_id=key, manager_id="a", raised_on=START, text=key, due=due, closed_on=closed)


def state(due: date | None, closed: date | None, *, chinese: bool = False) -> str:
    (row,), _ = ledger.problems([problem(due, closed)], ZH if chinese else BOOK, 9)
    return str(row["state"])


@pytest.mark.parametrize(
    ("due", "closed", "english", "chinese"),
    [
        (None, None, "▲ open", "▲ 未办结"),
        (END, None, "■ overdue", "■ 逾期"),
        (END + timedelta(days=1), None, "▲ open", "▲ 未办结"),
        (None, END, "● done 30 Jun", "● 办结于6月30日"),
        (START, END, "● done 30 Jun", "● 办结于6月30日"),
        (START, END + timedelta(days=1), "▲ done later, 1 Jul", "▲ 期后办结，7月1日"),
        (None, date(2024, 12, 30), "● done 30 Dec 2024", "● 办结于2024年12月30日"),
    ],
)
def test_states(due: date | None, closed: date | None, english: str, chinese: str) -> None:
    assert state(due, closed) == english
    assert state(due, closed, chinese=True) == chinese


@given(st.lists(st.tuples(DAYS, DAYS), max_size=8))
def test_counts_agree_with_the_last_day_of_the_period(rows: list[tuple[date | None, date | None]]) -> None:
    counted = ledger.counts([problem(due, closed) for due, closed in rows], BOOK)
    still = [due for due, closed in rows if closed is None or closed > END]
    assert counted == {
        "all": len(rows),
        "open": len(still),
        "overdue": sum(due is not None and due <= END for due in still),
    }


@given(st.lists(st.tuples(DAYS, DAYS), max_size=8), st.randoms(use_true_random=False))
def test_the_order_is_total_and_puts_what_is_overdue_first_and_what_is_done_last(rows, random) -> None:
    found = [problem(due, closed, f"p{number}") for number, (due, closed) in enumerate(rows)]
    listed, left = ledger.problems(found, BOOK, 99)
    assert left == 0
    assert ledger.problems(found, BOOK, 1) == (listed[:1], max(0, len(found) - 1))
    shuffled = list(found)
    random.shuffle(shuffled)
    assert ledger.problems(shuffled, BOOK, 99)[0] == listed
    by_text = {one.text: one for one in found}
    groups = []
    for row in listed:
        one = by_text[row["text"]]
        done = one.closed_on is not None and one.closed_on <= END
        overdue = not done and one.due is not None and one.due <= END
        groups.append(0 if overdue else 2 if done else 1)
    assert groups == sorted(groups)


def test_visits_listed_are_those_with_an_opinion_and_all_are_counted() -> None:
    summary = next(one for one in BOOK.summaries if one.subject.id == "a")
    assert [row["customer"] for row in ledger.visits(summary, BOOK, 9)[0]] == [
        "<customer k1>",
        "<customer k2>",
    ]
    assert ledger.visit_counts(summary, BOOK) == {
        "all": 2, "open": 1, "overdue": 1, "visits": 3, "customers": 2,
    }  # fmt: skip


def test_a_customer_that_is_not_in_the_list_is_told_by_id() -> None:
    summary = next(one for one in BOOK.summaries if one.subject.id == "a")
    visit = Visit(visit_id="v", date=START, manager_id="a", customer_id="k9", opinion="x")
    (row,), _ = ledger.visits(replace(summary, visits=(visit,)), BOOK, 9)
    assert row["customer"] == "k9"


@pytest.mark.parametrize(
    ("gained", "lost", "expected"),
    [
        (START, None, (1, ["n"], [])),
        (END, END, (0, ["n"], ["n"])),
        (START - timedelta(days=1), END + timedelta(days=1), (1, [], [])),
        (None, START, (0, [], ["n"])),
        (None, None, (1, [], [])),
    ],
)
def test_customers_gained_and_lost_are_those_of_the_period(
    gained: date | None, lost: date | None, expected: tuple[int, list[str], list[str]]
) -> None:
    customer = Customer(customer_id="k", name="n", manager_id="a", gained_on=gained, lost_on=lost)
    found = ledger.customers([customer], BOOK)
    assert (found["all"], found["gained"], found["lost"]) == expected
