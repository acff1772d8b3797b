"""Which planned amounts answer to a period, of persons and of units."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook.domain.facts import Missing, Status, TargetRule
from tallybook.domain.period import Period
from tallybook.domain.records import Target
from tallybook.measures import facts, member_facts
from tallybook.measures.spans import Span
from tallybook.measures.tiles import tiles
from tests.measures.house import booked, cut, of, person, planned, tables

D = Decimal
MONTHS = [f"2025-0{n}" for n in range(1, 7)]
ROWS = [
    booked(m, "2025-01-01", 1, k)
    for m in ("m", "n")
    for k in ("sales", "costs", "deposits", "balance")
]  # fmt: skip
HOUSE = [person("m", "b1"), person("n", "b2")]


def plan(targets: list[Target], subject_id: str = "m", kpi_id: str = "sales") -> tuple[object, TargetRule]:
    fact = of(facts(cut(tables(HOUSE, ROWS, targets), subject_id)), kpi_id)
    assert fact.rule.endswith(f"|target:{fact.target_rule}")
    return fact.target.value if fact.target.missing is None else fact.target.missing, fact.target_rule


@pytest.mark.parametrize(
    ("periods", "value", "rule"),
    [
        (["2025-H1"], 1, TargetRule.EXACT),
        (["2025-01..2025-06"], 1, TargetRule.EXACT),
        (["2025-H1", *MONTHS, "2025-Q1"], 1, TargetRule.EXACT),
        (MONTHS, 6, TargetRule.PARTS),
        (["2025-Q1", "2025-Q2"], 2, TargetRule.PARTS),
        (["2025-Q1", *MONTHS], 4, TargetRule.PARTS),
        (["2025-Q1", "2025-Q2", *MONTHS], 2, TargetRule.PARTS),
        (MONTHS[:5], 5, TargetRule.PARTS_INCOMPLETE),
        (["2025-Q1", *MONTHS[:5]], 3, TargetRule.PARTS_INCOMPLETE),
        (["2025-02-28", "2025-05-31"], 2, TargetRule.PARTS_INCOMPLETE),
        (["2025"], Missing.NO_TARGET, TargetRule.NONE),
        (["2024-H2", "2025-07"], Missing.NO_TARGET, TargetRule.NONE),
        ([], Missing.NO_TARGET, TargetRule.NONE),
    ],
)
def test_the_coarsest_plans_that_tile_the_period_are_taken(
    periods: list[str], value: object, rule: TargetRule
) -> None:
    assert plan([planned("m", period, 1) for period in periods]) == (value, rule)


def test_a_stocks_plan_is_the_one_that_ends_last() -> None:
    targets = [planned("m", month, n, "deposits") for n, month in enumerate(MONTHS, start=1)]
    assert plan(targets, kpi_id="deposits") == (6, TargetRule.PARTS)
    assert plan(targets[:4], kpi_id="deposits") == (4, TargetRule.PARTS_INCOMPLETE)
    assert plan([*targets, planned("m", "2025-Q2", 9, "deposits")], kpi_id="deposits") == (
        9,
        TargetRule.PARTS,
    )


def test_plans_of_means_and_ratios_are_weighed_by_days() -> None:
    # 90 days of the first quarter, 91 of the second.
    parts = [("2025-Q1", 181), ("2025-Q2", 362)]
    expected = D(181 * 90 + 362 * 91) / 181
    for kpi_id in ("balance", "rate"):
        assert plan([planned("m", p, v, kpi_id) for p, v in parts], kpi_id=kpi_id) == (
            expected,
            TargetRule.PARTS,
        )


def test_a_units_own_plan_comes_before_its_members() -> None:
    members = [planned("m", "2025-H1", 5), planned("n", "2025-H1", 7)]
    assert plan(members, "h") == (12, TargetRule.MEMBERS)
    assert plan([*members, planned("b1", "2025-H1", 100)], "h") == (107, TargetRule.MEMBERS)
    assert plan([*members, planned("h", "2025-H1", 1)], "h") == (1, TargetRule.EXACT)


def test_a_ratios_plan_is_what_all_members_share_else_sum_over_sum() -> None:
    alike = [planned(m, "2025-H1", "0.1", "rate") for m in ("m", "n")]
    assert plan(alike, "h", "rate") == (D("0.1"), TargetRule.MEMBERS)
    unlike = [planned("m", "2025-H1", "0.1", "rate"), planned("n", "2025-H1", "0.5", "rate")]
    assert plan(unlike, "h", "rate") == (Missing.NO_TARGET, TargetRule.NONE)
    amounts = [
        planned("m", "2025-H1", 100), planned("m", "2025-H1", 10, "costs"),
        planned("n", "2025-H1", 900), planned("n", "2025-H1", 450, "costs"),
    ]  # fmt: skip
    assert plan([*unlike, *amounts], "h", "rate") == (D("0.46"), TargetRule.MEMBERS)


def moved(targets: list[Target], kpi_id: str = "sales") -> list[object]:
    managers = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01"), person("n", "b1")]
    found = tables(managers, ROWS, targets)
    return [of(facts(cut(found, s)), kpi_id).target.value for s in ("m", "b1", "b2", "h")]


def test_the_plan_of_one_who_moved_is_shared_by_days() -> None:
    assert moved([planned("m", "2025-H1", 181)]) == [181, 120, 61, 181]
    assert moved([planned("m", "2025-H1", 181, "balance")], "balance") == [181, 120, 61, 181]


def test_finer_plans_of_one_who_moved_count_wholly_where_he_was() -> None:
    assert moved([planned("m", month, 10) for month in MONTHS]) == [60, 40, 20, 60]


def test_the_stocks_plan_of_one_who_moved_counts_where_he_is_at_the_end() -> None:
    assert moved([planned("m", "2025-H1", 50, "deposits")], "deposits") == [50, None, 50, 50]


def test_a_member_who_moved_is_judged_by_the_plan_of_his_days_here() -> None:
    managers = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01")]
    found = tables(managers, [booked("m", "2025-05-02", 61)], [planned("m", "2025-H1", 181)])
    fact = of(member_facts(cut(found, "b2")), "sales", "m")
    assert (fact.target.value, fact.attainment.value) == (61, 1)


JOINED = [person("m", "b1", "2025-06-01"), person("n", "b1")]


def joined(value: int, kpi_id: str) -> list[tuple[object, TargetRule]]:
    """The plan of one who was there for 30 of 181 days: his own, as a member, and the unit's with 1 of n."""
    rows = [booked("m", "2025-06-01", 1, k) for k in ("sales", "deposits", "balance")]
    rows += [booked("n", "2025-01-01", 1, k) for k in ("sales", "deposits", "balance")]
    found = tables(JOINED, rows, [planned("m", "2025-H1", value, kpi_id), planned("n", "2025-H1", 1, kpi_id)])
    unit = cut(found, "b1")
    own, member = facts(cut(found, "m")), member_facts(unit)
    told = [of(own, kpi_id), of(member, kpi_id, "m"), of(facts(unit), kpi_id)]
    return [(fact.target.value, fact.target_rule) for fact in told]


def test_a_flow_is_asked_for_of_the_days_that_one_is_there() -> None:
    assert joined(181, "sales") == [(30, TargetRule.DAYS), (30, TargetRule.DAYS), (31, TargetRule.MEMBERS)]


def test_a_level_is_asked_for_whole_of_whoever_is_there_and_by_the_days_of_the_unit() -> None:
    whole = (181, TargetRule.EXACT)
    assert joined(181, "balance") == [whole, whole, (31, TargetRule.MEMBERS)]
    assert joined(181, "deposits") == [whole, whole, (182, TargetRule.MEMBERS)]


def left(targets: list[Target], kpi_id: str = "sales") -> tuple[object, TargetRule]:
    managers = [person("m", "b1", None, "2025-03-31"), person("n", "b1")]
    fact = of(facts(cut(tables(managers, ROWS, targets), "m")), kpi_id)
    return fact.target.value if fact.target.missing is None else fact.target.missing, fact.target_rule


def test_of_one_who_left_only_the_plans_of_his_days_count_and_they_are_all_there_is() -> None:
    months = [planned("m", month, 10) for month in MONTHS]
    assert left(months) == left(months[:3]) == (30, TargetRule.PARTS)
    assert left(months[:2]) == (20, TargetRule.PARTS_INCOMPLETE)
    assert left(months[3:]) == (Missing.NO_TARGET, TargetRule.NONE)
    assert left([planned("m", "2025-Q1", 10), planned("m", "2025-Q2", 10)]) == (10, TargetRule.PARTS)


def test_the_stocks_plan_of_one_who_left_is_that_of_his_last_day() -> None:
    months = [planned("m", month, n, "deposits") for n, month in enumerate(MONTHS, start=1)]
    assert left(months, "deposits") == (3, TargetRule.PARTS)
    assert left([*months, planned("m", "2025-H1", 9, "deposits")], "deposits") == (9, TargetRule.EXACT)


def test_a_day_without_a_plan_is_asked_for_the_mean_level_of_the_others() -> None:
    # There from 1 March on, planned from April on: March counts with the mean of the three months.
    managers = [person("m", "b1", "2025-03-01"), person("n", "b1")]
    targets = [planned("m", month, 122, "balance") for month in MONTHS[3:]]
    rows = [booked("m", "2025-03-01", 122, "balance"), booked("n", "2025-01-01", 0, "balance")]
    found = tables(managers, rows, targets)
    own, unit = of(facts(cut(found, "m")), "balance"), of(facts(cut(found, "b1")), "balance")
    assert (own.target.value, own.target_rule) == (122, TargetRule.PARTS_INCOMPLETE)
    assert (unit.target.value, unit.attainment.value) == (D(122 * 122) / 181, 1)


def test_a_level_is_planned_over_the_days_that_the_data_reach() -> None:
    # One left at the end of March; of the year the data reach 181 days, in which he was there for 90.
    managers = [person("m", "b1", None, "2025-03-31"), person("n", "b1")]
    rows = [booked(m, "2025-01-01", 181, "balance") for m in "mn"]
    found = tables(managers, rows, [planned(m, "2025", 181, "balance") for m in "mn"])
    unit = of(facts(cut(found, "b1", "2025", "2025-06-30")), "balance")
    assert (unit.actual.value, unit.target.value, unit.attainment.value) == (271, 271, 1)


def test_the_persons_plan_counts_at_home_wherever_amounts_are_booked() -> None:
    rows = [booked("m", "2025-02-01", 5, unit_id="b2")]
    found = tables([*HOUSE], rows, [planned("m", "2025-H1", 100)])
    assert of(facts(cut(found, "b1")), "sales").target.value == 100
    assert of(facts(cut(found, "b2")), "sales").target.missing is Missing.NO_TARGET


PERIODS = [*MONTHS, "2025-Q1", "2025-Q2", "2025-H1", "2025", "2025-03-31", "2025-W09", "2025-02..2025-04"]


@checked(deadline=None, max_examples=100)
@given(st.sets(st.sampled_from(PERIODS)), st.sampled_from(["2025-H1", "2025-Q1", "2025-02"]))
def test_no_day_is_planned_twice_and_no_better_cover_is_left(names: set[str], asked: str) -> None:
    period = Period.parse(asked)
    days = Span(period.start, period.end)
    targets = {Span(t.period.start, t.period.end): t for t in (planned("m", name, 1) for name in names)}
    taken = tiles(targets, days)
    spans = [Span(t.period.start, t.period.end) for t in taken.targets]
    assert all(one.end < two.start for one, two in pairwise(spans))
    assert all(days.start <= span.start and span.end <= days.end for span in spans)
    covered = sum(span.days for span in spans)
    assert taken.exact == (days in targets)
    inside = [span for span in targets if days.start <= span.start and span.end <= days.end]
    assert covered == _best_cover(sorted(inside))


def _best_cover(spans: list[Span]) -> int:
    if not spans:
        return 0
    first, rest = spans[0], spans[1:]
    return max(_best_cover(rest), first.days + _best_cover([s for s in rest if s.start > first.end]))


FLOWING = [booked(who, "2025-01-01", 30) for who in ("m", "n")]


def year(targets: list[Target], subject_id: str, through: str = "2025-06-30") -> tuple[object, ...]:
    fact = of(facts(cut(tables(HOUSE, FLOWING, targets), subject_id, "2025", through)))
    return fact.time_progress, fact.status, fact.target_rule


def test_a_plan_of_first_half_parts_is_judged_by_the_planned_days() -> None:
    halves = [planned(who, "2025-H1", 40) for who in ("m", "n")]
    assert year(halves, "m") == (1, Status.BAD, TargetRule.PARTS_INCOMPLETE)
    assert year(halves, "b1") == year(halves, "h") == (1, Status.BAD, TargetRule.MEMBERS_INCOMPLETE)
    whole = [planned(who, "2025", 40) for who in ("m", "n")]
    assert year(whole, "h") == (D(181) / 365, Status.GOOD, TargetRule.MEMBERS)


def test_a_units_progress_weighs_its_members_by_their_plans() -> None:
    mixed = [planned("m", "2025-H1", 30), planned("n", "2025", 90)]
    progress, _, rule = year(mixed, "h")
    assert (progress, rule) == ((30 + D(90) * 181 / 365) / 120, TargetRule.MEMBERS_INCOMPLETE)


def test_a_member_without_a_plan_makes_the_units_incomplete() -> None:
    assert year([planned("m", "2025", 40)], "h")[2] is TargetRule.MEMBERS_INCOMPLETE
    idle = tables([*HOUSE, person("o", "b2")], FLOWING[:1], [planned("m", "2025", 40)])
    assert of(facts(cut(idle, "h", "2025"))).target_rule is TargetRule.MEMBERS


def test_nothing_is_judged_before_its_first_planned_day() -> None:
    assert year([planned("m", "2025-H2", 40)], "m") == (0, Status.NONE, TargetRule.PARTS_INCOMPLETE)


@given(
    st.sets(st.integers(1, 12), min_size=1),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    st.integers(1, 10**6),
)
@checked(deadline=None, max_examples=30)
def test_progress_is_the_share_of_planned_days_that_have_passed(
    months: set[int], through: date, value: int
) -> None:
    targets = [planned(who, f"2025-{month:02}", value) for month in months for who in ("m", "n")]
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]
    asked = [day for day in days if day.month in months]
    expected = D(sum(day <= through for day in asked)) / len(asked)
    for subject_id in ("m", "b1", "h"):
        assert abs(year(targets, subject_id, str(through))[0] - expected) < D("1e-20")  # type: ignore[operator]
