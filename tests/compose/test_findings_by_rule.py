"""Findings by rule: each says what it says from the limit that the settings give on, and not before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.findings import Page, causes, courses, customers, duties, findings, places
from tallybook.domain.facts import (
    Against,
    Cause,
    Concentration,
    Course,
    Explanation,
    Measured,
    Missing,
    Point,
    Share,
)
from tallybook.domain.findings import SENTENCES, WEIGHTS, Finding, OwnFinding, Rule
from tallybook.domain.records import Customer, Problem, Visit
from tallybook.domain.results import Results
from tallybook.domain.summary import Standing
from tallybook.settings import Findings
from tests.compose.making import ANN, BAD, EN, LOANS, fact
from tests.compose.test_findings import member, slice_of

D = Decimal
NOTHING = Measured(missing=Missing.NO_DATA)


def page(
    *,
    settings: Findings | None = None,
    standings: Sequence[Standing] = (),
    visited: bool = True,
    rows: dict[str, object] | None = None,
    **results: object,
) -> Page:
    found = Results(subject=ANN, period="2025-H1", **{"facts": (fact(LOANS, 100, 120, year=80),), **results})
    return Page(
        slice=replace(slice_of(), **(rows or {})),
        results=found,
        wording=EN,
        settings=settings or Findings(),
        standings=standings,
        visited=visited,
    )


def said(found: Sequence[Finding] | object) -> list[str]:
    return [EN.message(finding.sentence) for finding in found]  # type: ignore[attr-defined]


def explanation(differences: dict[str, int], against: Against = Against.PLAN, base: int = 120) -> Explanation:
    total = D(sum(differences.values()))
    ordered = sorted(differences.items(), key=lambda item: item[1] if total < 0 else -item[1])
    return Explanation(
        kpi_id="loans",
        against=against,
        base=D(base),
        total=total,
        causes=tuple(Cause(id=name, name=name, difference=D(value)) for name, value in ordered),
    )


@pytest.mark.parametrize(
    ("differences", "against", "sentence"),
    [
        ({"A": -15, "B": -4, "C": -2, "D": 1}, Against.PLAN,
         "Most of what Loans lacks to its plan (20.00 万元) comes from A (−15.00), B (−4.00), C (−2.00)."),
        ({"A": 30, "B": -10}, Against.PRIOR_YEAR,
         "Most of what Loans gained on last year (20.00 万元) comes from A (+30.00)."),
        ({"A": 3, "B": 1}, Against.PLAN, None),
        (dict.fromkeys("ABCDEFGHIJ", -2), Against.PLAN, None),
        ({"A": -20}, Against.PLAN, None),
    ],
)  # fmt: skip
def test_who_makes_a_difference_is_told_where_it_is_worth_it_and_few_make_it(
    differences: dict[str, int], against: Against, sentence: str | None
) -> None:
    found = causes.explained(page(explanations=(explanation(differences, against),)))
    assert said(found) == ([sentence] if sentence else [])


def test_a_plan_that_is_not_due_yet_is_not_explained() -> None:
    going_on = fact(LOANS, 100, 240, progress="0.5")
    assert (
        said(causes.explained(page(facts=(going_on,), explanations=(explanation({"A": -100, "B": -40}),))))
        == []
    )


def course(
    months: Sequence[tuple[int | None, int | None, int | None]], kpi_id: str = "loans", **last: bool
) -> Course:
    def figure(value: int | None) -> Measured:
        return NOTHING if value is None else Measured(D(value))

    points = [
        Point(month=f"2025-{n:02}", actual=figure(a), target=figure(t), prior_year=figure(y))
        for n, (a, t, y) in enumerate(months, start=1)
    ]
    if last:
        points[-1] = replace(points[-1], **last)
    return Course(kpi_id=kpi_id, points=tuple(points))


@given(st.lists(st.sampled_from([1, 2, 3, None]), min_size=1, max_size=12), st.sampled_from([LOANS, BAD]))
def test_months_in_a_row_are_those_at_the_end_and_no_others(values: list[int | None], of: object) -> None:
    months = [(value, 2, None) for value in values]
    kpi_id, sign = ("loans", 1) if of is LOANS else ("bad", -1)
    found = list(courses.in_a_row(page(courses=(course(months, kpi_id),))))
    good = [None if value is None else sign * value >= sign * 2 for value in values]
    run = next((n for n, one in enumerate(reversed(good)) if one is not good[-1]), len(good))
    told = good[-1] is not None and run >= Findings().months
    assert [finding.rule for finding in found] == (
        [Rule.MONTHS_REACHED if good[-1] else Rule.MONTHS_MISSED] if told else []
    )
    if told:
        assert dict(found[0].sentence.values)["months"] == run


def test_months_before_the_data_begin_are_passed_over() -> None:
    found = course([(None, None, None), *[(1, 2, None)] * 3])
    begun = replace(found, points=(replace(found.points[0], complete=False), *found.points[1:]))
    assert said(courses.in_a_row(page(courses=(begun,)))) == [
        "Loans has missed its monthly plan 3 months in a row."
    ]


def test_a_month_that_is_not_over_counts_in_no_row() -> None:
    months = [(1, 2, None)] * 3
    assert said(courses.in_a_row(page(courses=(course(months, complete=False),)))) == []
    assert said(courses.in_a_row(page(courses=(course([*months, (1, 2, None)], complete=False),)))) == [
        "Loans has missed its monthly plan 3 months in a row."
    ]


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        ([3, 3, 3, 1, 1], "Since April 2025 Loans has been worse than in the same months of last year, "
                          "after 3 months in which it was better."),
        ([1, 1, 1, 1, 3, 3], "Since May 2025 Loans has been better than in the same months of last year, "
                             "after 4 months in which it was worse."),
        ([3, 3, 3, 1], None),
        ([3, 3, 1, 1], None),
        ([3, 3, 3, 2, 1, 1], None),
        ([1, 3, 3, 3, 1, 1, 1, 1], None),
    ],
)  # fmt: skip
def test_a_course_turns_after_some_months_one_way_and_two_the_other(
    actual: list[int], sentence: str | None
) -> None:
    found = courses.turned(page(courses=(course([(value, None, 2) for value in actual]),)))
    assert said(found) == ([sentence] if sentence else [])


def concentration(share: str, before: str | None = None, customers: int = 10) -> Concentration:
    one = Share(customer_id="c", name="c", value=D(1), share=Measured(D(1)), cumulative=Measured(D(1)))
    return Concentration(
        kpi_id="loans",
        customers=customers,
        shares=(one,) * customers,
        top_fifth=Measured(D(share)),
        unassigned=D(0),
        top_fifth_before=Measured(missing=Missing.NO_PRIOR) if before is None else Measured(D(before)),
    )


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (concentration("0.79"), None),
        (concentration("0.8"), Rule.CONCENTRATED),
        (concentration("0.8", customers=4), None),
        (concentration("0.5", "0.46"), None),
        (concentration("0.5", "0.45"), Rule.MORE_CONCENTRATED),
        (concentration("0.9", "0.95"), Rule.LESS_CONCENTRATED),
        (concentration("0.9", "0.9"), Rule.CONCENTRATED),
    ],
)
def test_concentration_is_told_where_it_is_high_or_has_moved(found: Concentration, rule: Rule | None) -> None:
    assert [one.rule for one in customers.concentrated(page(concentration=found))] == ([rule] if rule else [])


def customer(number: int, **more: object) -> Customer:
    return Customer(customer_id=f"c{number}", name=f"C{number}", **{"manager_id": "a", **more})


def test_customers_who_went_are_named_else_those_who_came() -> None:
    came, went = customer(1, gained_on=date(2025, 2, 1)), customer(2, lost_on=date(2025, 3, 1))
    long_ago = customer(3, gained_on=date(2020, 1, 1), lost_on=date(2024, 12, 31))
    assert said(customers.came_and_went(page(rows={"customers": (came, long_ago)}))) == [
        "Customers gained: 1 (C1); lost: 0."
    ]
    assert said(customers.came_and_went(page(rows={"customers": (came, went)}))) == [
        "Customers lost: 1 (C2); gained: 1."
    ]
    assert said(customers.came_and_went(page(rows={"customers": (long_ago,)}))) == []


def test_key_customers_are_to_be_visited_in_the_period_by_those_who_look_after_them() -> None:
    some = (
        customer(1, tier="A"),
        customer(2, tier="A"),
        customer(3, tier="B"),
        customer(4, tier="A", manager_id=""),
        customer(5, tier="A", gained_on=date(2025, 5, 1)),
        customer(6, tier="A", lost_on=date(2025, 5, 1)),
    )
    visits = (
        Visit(visit_id="v1", date=date(2025, 1, 5), manager_id="a", customer_id="c1"),
        Visit(visit_id="v2", date=date(2024, 12, 31), manager_id="a", customer_id="c2"),
    )
    rows, key = {"customers": some, "visits": visits}, Findings(key_tiers=("A",))
    assert said(customers.unvisited(page(rows=rows, settings=key))) == [
        "1 of 2 key customers were not visited: C2."
    ]
    assert said(customers.unvisited(page(rows=rows))) == []
    assert said(customers.unvisited(page(rows=rows, settings=key, visited=False))) == []


def test_what_was_due_and_open_on_the_last_day_is_overdue() -> None:
    def problem(due: date | None, closed_on: date | None = None) -> Problem:
        return Problem(
            problem_id="p", manager_id="a", raised_on=date(2025, 1, 1), text="t", due=due, closed_on=closed_on
        )

    end, later = date(2025, 6, 30), date(2025, 7, 1)
    rows = {
        "problems": (
            problem(end),
            problem(later),
            problem(None),
            problem(end, end),
            problem(date(2025, 3, 1), later),
        )
    }
    assert said(duties.problems_overdue(page(rows=rows))) == [
        "Problems not dealt with by their date: 2, the oldest due on 1 Mar 2025."
    ]


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (2, 5, "By Loans the rank among 9 fell from 2 to 5."),
        (8, 5, "By Loans the rank among 9 rose from 8 to 5."),
        (4, 6, None),
        (None, None, None),
    ],
)
def test_a_rank_is_told_that_has_moved_far_enough(
    before: int | None, now: int | None, sentence: str | None
) -> None:
    place = Standing(kpi_id="loans", rank=1, peers=10, before=before, now=now, among=9)
    assert said(places.moved(page(standings=(place,)))) == ([sentence] if sentence else [])


@given(st.lists(st.tuples(st.integers(0, 100), st.text(min_size=1).filter(str.strip)), max_size=8))
def test_the_heaviest_come_first_whoever_made_them_and_never_more_than_wanted(
    own: list[tuple[int, str]],
) -> None:
    handed = tuple(OwnFinding(text=text, weight=D(weight)) for weight, text in own)
    found = findings(page(findings=handed))
    assert len(found) <= 5
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert all(one.weight > 0 for one in found)
    everything = findings(page(findings=handed, settings=Findings(most=20)))
    assert found == everything[:5]


@given(st.integers(-60, -1), st.integers(-60, -1))
def test_a_greater_effect_never_weighs_less_and_counts_in_full_from_the_full_size_on(
    one: int, two: int
) -> None:
    by_change = {change: _weight_of_change(change) for change in (one, two)}
    assert (by_change[one] <= by_change[two]) == (abs(one) <= abs(two) or by_change[one] == by_change[two])
    for change, weight in by_change.items():
        assert (weight == WEIGHTS[Rule.LESS_BY_RATE]) == (change <= -30)


def _weight_of_change(percent: int, settings: Findings | None = None) -> Decimal:
    told = findings(page(settings=settings, facts=(fact(LOANS, 100 + percent, year=100),)))
    return next(one.weight for one in told if one.rule is Rule.LESS_BY_RATE)


def test_how_much_the_size_counts_is_set() -> None:
    assert _weight_of_change(-15) == D("52.5")
    assert _weight_of_change(-15, Findings(full_size=D("0.15"))) == 70
    assert _weight_of_change(-1, Findings(size_counts=D(0))) == 70
    assert _weight_of_change(-15, Findings(size_counts=D(1), weights={Rule.LESS_BY_RATE: D(40)})) == 20


@pytest.mark.parametrize("small", [False, True])
def test_who_leads_is_told_of_those_who_are_ranked(small: bool) -> None:
    members = [replace(member(n, f"0.{n}"), is_small=small and n == 9) for n in (9, 8, 7)]
    (sentence,) = said(places.members_ranked(replace(page(), members=members)))
    leads = (
        "Of 2 members, M8 leads with a score of 80.0%"
        if small
        else "Of 3 members, M9 leads with a score of 90.0%"
    )
    assert sentence.startswith(leads)


def test_a_text_of_the_notebooks_own_is_no_template() -> None:
    found = findings(page(findings=(OwnFinding(text="{kpi} {0!r}", weight=D(99)),)))
    assert "{kpi} {0!r}" in said(found)


def test_settings_give_weights_and_words() -> None:
    settings = Findings(
        weights={Rule.OF_PLAN: D(0), Rule.ON_TARGET: D(99)},
        sentences={Rule.ON_TARGET: "{good} / {count}!"},
    )
    assert said(findings(page(settings=settings)))[0] == "0 / 1!"
    assert Rule.OF_PLAN not in {one.rule for one in findings(page(settings=settings))}


@pytest.mark.parametrize("sentence", ["{kpo}", "{kpi.name}", "{kpi!r}", "{kpi:>99999}", "{", "{0}", "{}"])
def test_a_sentence_of_ones_own_names_nothing_that_its_rule_does_not_know(sentence: str) -> None:
    with pytest.raises(ValueError, match="names"):
        Findings(sentences={Rule.MONTHS_MISSED: sentence})


def test_every_rule_has_a_sentence_and_a_weight() -> None:
    assert set(SENTENCES) == set(Rule)
    assert set(WEIGHTS) == set(Rule) - {Rule.OWN}
