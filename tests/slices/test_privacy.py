"""Slices hold nothing of those whom their page may not know."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook import codec, slices
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Commitment, Customer, Manager, Problem, Tables, Visit
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tests.measures.house import settings
from tests.measures.worlds import PERIODS, worlds

some = checked(deadline=None, max_examples=50)
PERIOD = st.sampled_from([Period.parse(text) for text in PERIODS])


def marked(found: Tables) -> Tables:
    """The same house with a mark of its owner in every field that can hold one, and all tables filled."""
    people = sorted({row.manager_id for row in found.managers})

    def mark(manager_id: str) -> str:
        return f"mark-of-{manager_id}"

    days = [date(2024, 9, 1), date(2025, 3, 31), date(2025, 5, 2)]
    return replace(
        found,
        managers=tuple(replace(m, manager_id=mark(m.manager_id), name=mark(m.manager_id)) for m in found.managers),
        actuals=tuple(
            replace(a, manager_id=mark(a.manager_id), customer_id=f"customer-of-{a.customer_id}")
            for a in found.actuals
        ),
        targets=tuple(replace(t, subject_id=mark(t.subject_id)) for t in found.targets),
        customers=tuple(
            Customer(customer_id=f"customer-of-{c}", name=c, manager_id=mark(m), contact=mark(m), phone=mark(m))
            for c, m in zip(["c1", "c2", "None"], people * 3, strict=False)
        ),
        visits=tuple(
            Visit(visit_id=f"{mark(m)}-{n}", date=day, manager_id=mark(m), customer_id="customer-of-c1",
                  handler=mark(m), need=mark(m), opinion=mark(m), purpose=mark(m))
            for m in people for n, day in enumerate(days)
        ),
        problems=tuple(
            Problem(problem_id=f"{mark(m)}-{n}", raised_on=day, manager_id=mark(m), text=mark(m), cause=mark(m))
            for m in people for n, day in enumerate(days)
        ),
        commitments=tuple(
            Commitment(commitment_id=f"{mark(m)}-{p}", manager_id=mark(m), period=Period.parse(p), text=mark(m))
            for m in people for p in PERIODS
        ),
    )  # fmt: skip


def cut_all(found: Tables, period: Period) -> list[Slice]:
    return list(slices.cut(found, settings("2025-12-31"), period, slices.subjects(found, period)))


@some
@given(worlds(), PERIOD)
def test_a_managers_slice_holds_no_mark_of_another(found: Tables, period: Period) -> None:
    house = marked(found)
    others = {row.manager_id for row in house.managers}
    for slice_ in cut_all(house, period):
        if slice_.subject.kind is SubjectKind.MANAGER:
            text = codec.encode(slice_).decode()
            assert slice_.subject.id in text
            assert not [other for other in others - {slice_.subject.id} if other in text]


@some
@given(worlds(), PERIOD)
def test_a_units_slice_holds_no_mark_of_those_who_were_never_there(found: Tables, period: Period) -> None:
    house = marked(found)
    for slice_ in cut_all(house, period):
        if slice_.subject.kind is SubjectKind.UNIT:
            inside = {unit.unit_id for unit in slice_.units}
            known = {m.manager_id for m in house.managers if m.unit_id in inside}
            known |= {a.manager_id for a in house.actuals if a.unit_id in inside}
            strangers = {m.manager_id for m in house.managers} - known
            text = codec.encode(slice_).decode()
            assert not [stranger for stranger in strangers if stranger in text]


@some
@given(worlds(), PERIOD)
def test_every_row_of_a_units_slice_counts_there(found: Tables, period: Period) -> None:
    for slice_ in cut_all(found, period):
        if slice_.subject.kind is SubjectKind.MANAGER:
            continue
        inside = {unit.unit_id for unit in slice_.units}
        kinds = {kpi.kpi_id: kpi.aggregate for kpi in slice_.kpis}
        for row in slice_.actuals:
            assert row.date <= period.end
            if row.unit_id is not None:
                assert row.unit_id in inside
            elif kinds[row.kpi_id] is Aggregate.SUM:
                assert _home(found, row.manager_id, row.date) in inside
            else:
                # A balance may be older than the stay, but must stand on one of its days.
                until = min(
                    (a.date for a in found.actuals if _same_series(a, row) and a.date > row.date),
                    default=date(2026, 1, 1),
                )
                assert any(
                    _home(found, row.manager_id, row.date + timedelta(days=n)) in inside
                    for n in range((until - row.date).days)
                )


def _same_series(one: object, other: object) -> bool:
    keys = ("manager_id", "kpi_id", "unit_id")
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def _home(found: Tables, manager_id: str, day: date) -> str | None:
    def began(row: Manager) -> date:
        return row.valid_from or date.min

    covering = [row for row in found.managers if row.manager_id == manager_id and row.covers(day)]
    return max(covering, key=began).unit_id if covering else None


@some
@given(worlds(), PERIOD)
def test_what_comes_after_the_period_changes_nothing(found: Tables, period: Period) -> None:
    known = replace(found, actuals=tuple(row for row in found.actuals if row.date <= period.end))
    one, other = cut_all(found, period), cut_all(known, period)
    assert [each.actuals for each in one] == [each.actuals for each in other]
    by_last = {c.kpi_id: c for c in one[0].coverage}
    assert all(c.last <= period.end for c in by_last.values())
