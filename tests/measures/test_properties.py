"""What holds in every house, whatever its people do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook import slices
from tallybook.domain.facts import Fact, Measured, TargetRule
from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Tables
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.measures import concentration, courses, facts, member_facts, reconciliation
from tests.measures.house import booked, person, planned, settings, tables
from tests.measures.worlds import PERIODS, worlds

D = Decimal
some = checked(deadline=None, max_examples=40)
few = checked(deadline=None, max_examples=15)
PERIOD = st.sampled_from([Period.parse(text) for text in PERIODS])
THROUGH = st.sampled_from([None, "2024-05-17", "2025-02-28", "2025-12-31"])


def cut_all(found: Tables, period: Period, through: str | None = "2025-12-31") -> Iterator[Slice]:
    return slices.cut(found, settings(through), period, slices.subjects(found, period))


def values(fact: Fact) -> tuple[Measured, ...]:
    return fact.actual, fact.target, fact.prior.value, fact.prior_year.value


def close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= D("1e-15") * max(abs(one), abs(other), D(1))


@some
@given(worlds(), PERIOD, THROUGH)
def test_members_and_unassigned_make_the_total(found: Tables, period: Period, through: str | None) -> None:
    for slice_ in cut_all(found, period, through):
        own = {fact.kpi_id: fact for fact in facts(slice_)}
        for each in reconciliation(slice_):
            assert each.difference == 0
            assert close(each.total, own[each.kpi_id].actual.value or D(0))


@some
@given(worlds(), PERIOD)
def test_flows_reconcile_with_a_count_by_hand(found: Tables, period: Period) -> None:
    for slice_ in cut_all(found, period):
        inside = {unit.unit_id for unit in slice_.units}
        by_hand = sum(
            row.value
            for row in found.actuals
            if row.kpi_id == "sales" and row.date in period and _counts(found, row, slice_, inside)
        )
        (fact,) = [fact for fact in facts(slice_) if fact.kpi_id == "sales"]
        assert (fact.actual.value or 0) == by_hand


def _counts(found: Tables, row: Actual, slice_: Slice, inside: set[str]) -> bool:
    if slice_.subject.kind is SubjectKind.MANAGER:
        return row.manager_id == slice_.subject.id
    if row.unit_id is not None:
        return row.unit_id in inside
    homes = [m for m in found.managers if m.manager_id == row.manager_id and m.covers(row.date)]
    return bool(homes) and max(homes, key=lambda m: m.valid_from or date.min).unit_id in inside


@few
@given(worlds())
def test_disjoint_windows_of_a_flow_add_up(found: Tables) -> None:
    half = Period.parse("2025-H1")
    months = [_sales(found, month) for month in half.months]
    for subject, sales in _sales(found, half).items():
        assert sum((month.get(subject, D(0)) for month in months), D(0)) == sales


def _sales(found: Tables, period: Period) -> dict[str, Decimal]:
    return {slice_.subject.slug: facts(slice_)[0].actual.value or D(0) for slice_ in cut_all(found, period)}


@few
@given(worlds(), PERIOD, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(found: Tables, period: Period, random: Random) -> None:
    actuals, targets = list(found.actuals), list(found.targets)
    random.shuffle(actuals)
    random.shuffle(targets)
    mixed = replace(found, actuals=tuple(actuals), targets=tuple(targets))
    assert list(cut_all(found, period)) == list(cut_all(mixed, period))


@few
@given(worlds(), PERIOD, st.randoms(use_true_random=False))
def test_the_measures_do_not_rely_on_the_order_of_a_slices_rows(
    found: Tables, period: Period, random: Random
) -> None:
    for slice_ in cut_all(found, period):
        rows = list(slice_.actuals)
        random.shuffle(rows)
        mixed = replace(slice_, actuals=tuple(rows), targets=slice_.targets[::-1])
        for measure in (facts, member_facts, courses, concentration, reconciliation):
            assert measure(slice_) == measure(mixed)


@few
@given(worlds(), PERIOD, st.sampled_from([D(2), D("0.5"), D(1000)]))
def test_amounts_times_c_make_facts_times_c(found: Tables, period: Period, factor: Decimal) -> None:
    times = replace(
        found,
        actuals=tuple(replace(row, value=row.value * factor) for row in found.actuals),
        # A plan of a rate is no amount; one that is made of amounts' plans stays as it is.
        targets=tuple(
            row if row.kpi_id == "rate" else replace(row, value=row.value * factor) for row in found.targets
        ),
    )
    for one, other in zip(cut_all(found, period), cut_all(times, period), strict=True):
        for fact, scaled in zip(facts(one), facts(other), strict=True):
            for value, big in zip(values(fact), values(scaled), strict=True):
                grown = D(1) if fact.kpi_id == "rate" else factor
                assert value.missing == big.missing
                assert value.value is None or close(value.value * grown, big.value or D(0))
            assert fact.attainment.missing == scaled.attainment.missing


@some
@given(worlds(), PERIOD)
def test_a_ratio_is_numerator_over_denominator(found: Tables, period: Period) -> None:
    for slice_ in cut_all(found, period):
        for facts_ in (facts(slice_), *_by_member(slice_)):
            by = {fact.kpi_id: fact.actual.value for fact in facts_}
            if by["rate"] is not None:
                assert close(by["rate"], (by["costs"] or D(0)) / (by["sales"] or D(1)))


def _by_member(slice_: Slice) -> list[tuple[Fact, ...]]:
    found = member_facts(slice_)
    size = len(slice_.kpis)
    return [found[place : place + size] for place in range(0, len(found), size)]


@some
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=5))
def test_a_units_ratio_lies_between_its_members(parts: list[tuple[int, int]]) -> None:
    rows = [
        booked(f"m{n}", "2025-02-01", value, kpi_id)
        for n, (sales, costs) in enumerate(parts)
        for value, kpi_id in ((sales, "sales"), (costs, "costs"))
    ]
    found = tables([person(f"m{n}", "b1") for n in range(len(parts))], rows)
    by = {
        slice_.subject.id: facts(slice_)[-1].actual.value
        for slice_ in cut_all(found, Period.parse("2025-H1"))
    }
    members = [by[f"m{n}"] or D(0) for n in range(len(parts))]
    assert min(members) <= (by["b1"] or D(0)) <= max(members)


@some
@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.sets(st.dates(date(2024, 6, 1), date(2025, 6, 30)), min_size=1, max_size=20),
)
def test_the_mean_of_a_constant_is_the_constant(value: Decimal, days: set[date]) -> None:
    rows = [booked("m", day.isoformat(), str(value), "balance") for day in days]
    found = tables([person("m", "b1")], rows)
    for slice_ in cut_all(found, Period.parse("2025-H1")):
        balance = facts(slice_)[3].actual.value
        if slice_.subject.id in ("m", "b1", "h"):
            assert balance == value


@some
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=30, max_size=30))
def test_daily_balances_give_the_plain_mean(balances: list[Decimal]) -> None:
    rows = [
        booked("m", (date(2025, 6, 1) + timedelta(days=n)).isoformat(), str(value), "balance")
        for n, value in enumerate(balances)
    ]
    for slice_ in cut_all(tables([person("m", "b1")], rows), Period.parse("2025-06")):
        if slice_.subject.id != "b2":
            assert close(facts(slice_)[3].actual.value or D(0), sum(balances, D(0)) / 30)


@some
@given(
    st.sets(st.dates(date(2025, 1, 2), date(2025, 6, 30)), max_size=4),
    st.sets(st.sampled_from(["2025-H1", "2025-Q1", "2025-04", "2025-05", "2025-06", "2025-03-31"])),
    st.sampled_from(["sales", "balance", "deposits"]),
)
def test_the_shares_of_one_who_moved_add_up_to_his_plan(
    moves: set[date], plans: set[str], kpi_id: str
) -> None:
    starts = [None, *sorted(moves)]
    ends = [*(start - timedelta(days=1) for start in sorted(moves)), None]
    stays = [
        replace(person("m", "b1" if n % 2 else "b2"), valid_from=start, valid_to=end)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    found = tables(
        stays, [booked("m", "2025-01-01", 1, kpi_id)], [planned("m", p, 100, kpi_id) for p in plans]
    )
    all_facts = {
        slice_.subject.id: {fact.kpi_id: fact for fact in facts(slice_)}[kpi_id]
        for slice_ in cut_all(found, Period.parse("2025-H1"))
    }
    by = {subject_id: fact.target.value for subject_id, fact in all_facts.items()}
    # Without a plan for all days a mean's or a stock's is only the person's own.
    if kpi_id != "sales" and all_facts["m"].target_rule is TargetRule.PARTS_INCOMPLETE:
        return
    shares = [share for share in (by["b1"], by["b2"]) if share is not None]
    assert close(sum(shares, D(0)), by["m"] or D(0))
    assert by["h"] == by["m"]


def at(found: Tables, period: str, through: str | None = "2025-12-31") -> dict[tuple[str, str], Fact]:
    return {
        (fact.subject.id, fact.kpi_id): fact
        for slice_ in cut_all(found, Period.parse(period), through)
        for fact in facts(slice_)
    }


STAY = st.tuples(st.dates(date(2025, 1, 1), date(2025, 6, 30)), st.dates(date(2025, 1, 1), date(2025, 6, 30)))
UNTIL = st.sampled_from(["2025-12-31", "2025-06-30", "2025-05-17"])


@some
@given(st.lists(st.tuples(STAY, st.integers(1, 10**6)), min_size=1, max_size=4), UNTIL)
def test_a_level_kept_as_planned_is_attained_by_anyone_and_by_every_unit(
    people: list[tuple[tuple[date, date], int]], through: str
) -> None:
    # Each is there from one day to another, with the planned balance on every day of it.
    managers, rows, targets = [], [], []
    for n, (stay, level) in enumerate(people):
        first, last = min(stay), max(stay)
        managers.append(replace(person(f"m{n}", "b1"), valid_from=first, valid_to=last))
        for kpi_id in ("balance", "deposits"):
            rows.append(booked(f"m{n}", first.isoformat(), level, kpi_id))
            targets.append(planned(f"m{n}", "2025-H1", level, kpi_id))
    managers.append(person("n", "b2"))
    rows += [booked("n", "2025-01-01", 0, kpi_id) for kpi_id in ("balance", "deposits")]
    for fact in at(tables(managers, rows, targets), "2025-H1", through).values():
        if fact.attainment.value is not None:
            assert fact.attainment.value == 1, fact


PARTED = ("sales", "balance", "deposits")


@some
@given(
    st.dates(date(2025, 1, 2), date(2025, 6, 30)),
    st.dictionaries(
        st.tuples(st.sampled_from(["2025-H1", "2025-Q1", "2025-Q2", "2025-05"]), st.sampled_from(PARTED)),
        st.integers(1, 10**6), min_size=1,
    ),
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2025, 6, 30)), st.integers(0, 10**6)), max_size=8),
    st.booleans(), UNTIL,
)  # fmt: skip
def test_parting_somebody_in_two_changes_nothing_above(
    day: date, plans: dict[tuple[str, str], int], amounts: list[tuple[date, int]], move: bool, through: str
) -> None:
    """Into two persons, who take over balances and plans, or into two units, at any day."""
    filled = {"sales", *(kpi_id for kpi_id in ("balance", "deposits") if _fills(plans, kpi_id))}
    rows = [booked("m", when.isoformat(), value, kpi_id) for when, value in amounts for kpi_id in PARTED]
    rows += [booked("m", "2025-01-01", 5, kpi_id) for kpi_id in PARTED]
    targets = [planned("m", period, value, kpi_id) for (period, kpi_id), value in plans.items()]
    before = at(tables([person("m", "b1")], rows, targets), "2025-H1", through)
    until, since = person("m", "b1"), person("m" if move else "k", "b2")
    until, since = replace(until, valid_to=day - timedelta(days=1)), replace(since, valid_from=day)
    if not move:
        rows = [row for row in rows if row.date < day] + _taken_over(rows, day)
        targets += [replace(target, subject_id="k") for target in targets]
    after = at(tables([until, since], rows, targets), "2025-H1", through)
    for kpi_id in PARTED:
        one, other = before["h", kpi_id], after["h", kpi_id]
        assert close(one.actual.value or D(0), other.actual.value or D(0))
        # What a region's page reckons for its branches is what their own pages say.
        branches = [after[unit, kpi_id].target.value or D(0) for unit in ("b1", "b2")]
        assert close(sum(branches, D(0)), other.target.value or D(0))
        if kpi_id in filled:
            assert close(one.target.value or D(0), other.target.value or D(0))


def _fills(plans: dict[tuple[str, str], int], wanted: str) -> bool:
    """Whether each day has a planned level, or none: what days without one are asked for is each one's own."""
    periods = {period for period, kpi_id in plans if kpi_id == wanted}
    return not periods or "2025-H1" in periods or {"2025-Q1", "2025-Q2"} <= periods


def _taken_over(rows: list[Actual], day: date) -> list[Actual]:
    """What the successor books, and the balances that he finds."""
    found = [replace(row, manager_id="k") for row in rows if row.date >= day]
    for kpi_id in ("balance", "deposits"):
        earlier = [row for row in rows if row.kpi_id == kpi_id and row.date < day]
        if not any(row.kpi_id == kpi_id and row.date == day for row in found):
            last = max(row.date for row in earlier)
            standing = sum((row.value for row in earlier if row.date == last), D(0))
            found.append(booked("k", day.isoformat(), str(standing), kpi_id))
    return found


@some
@given(
    STAY,
    st.dictionaries(st.sampled_from(["2025-Q1", "2025-Q2"]), st.integers(0, 10**6)),
    st.sampled_from(["sales", "balance"]),
)
def test_what_is_planned_for_parts_of_a_period_makes_its_plan(
    stay: tuple[date, date], plans: dict[str, int], kpi_id: str
) -> None:
    managers = [replace(person("m", "b1"), valid_from=min(stay), valid_to=max(stay)), person("n", "b2")]
    rows = [booked("n", "2025-01-01", 1, kpi_id)]
    found = tables(managers, rows, [planned("m", period, value, kpi_id) for period, value in plans.items()])
    half, quarters = (
        [at(found, period).get(("b1", kpi_id)) for period in periods]
        for periods in (["2025-H1"], ["2025-Q1", "2025-Q2"])
    )
    if kpi_id == "balance" and len(plans) < 2:
        return
    days = [1, 1] if kpi_id == "sales" else [D(90) / 181, D(91) / 181]
    parts = [(fact.target.value or D(0)) * share for fact, share in zip(quarters, days, strict=True) if fact]
    assert half[0] is not None
    assert close(half[0].target.value or D(0), sum(parts, D(0)))
