"""Whole houses at random: people who join, move, leave and book elsewhere, with amounts of every kind."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Manager, Tables, Target, Unit
from tests.measures.house import KPIS, UNITS, tables

FIRST, LAST = date(2024, 1, 1), date(2025, 8, 31)
TREE = (*UNITS, Unit(unit_id="b3", name="Sub-branch", parent_id="b1"))
PLACES = [unit.unit_id for unit in TREE]
PERIODS = [
    "2024-H1",
    "2024-H2",
    "2025-H1",
    "2025-Q1",
    "2025-05",
    "2025-W23",
    "2025-03-31",
    "2024-11..2025-02",
]
_DAYS = st.dates(FIRST, LAST)
_AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
_FLOWS = [kpi.kpi_id for kpi in KPIS if kpi.kpi_id != "rate"]


@st.composite
def _stays(draw: st.DrawFn, manager_id: str) -> list[Manager]:
    # An even number of days in order: from, to, from, to; the first and the last may be open.
    days = sorted(draw(st.sets(_DAYS, min_size=2, max_size=6)))
    days = days[: len(days) // 2 * 2]
    stays: list[Manager] = []
    for start, end in zip(days[::2], days[1::2], strict=True):
        # Mostly without a gap: the next stay begins on the day after the last one ended.
        begins = stays[-1].valid_to if stays and draw(st.booleans()) else None
        stays.append(
            Manager(
                manager_id=manager_id,
                name=manager_id.upper(),
                unit_id=draw(st.sampled_from(PLACES)),
                valid_from=begins + timedelta(days=1) if begins else start,
                valid_to=end,
            )
        )
    return stays


@st.composite
def _rows(draw: st.DrawFn, stays: list[Manager]) -> list[Actual]:
    found = []
    for stay in draw(st.lists(st.sampled_from(stays), max_size=8)):
        start, end = stay.valid_from or FIRST, stay.valid_to or LAST
        found.append(
            Actual(
                manager_id=stay.manager_id,
                date=draw(st.dates(start, end)),
                kpi_id=draw(st.sampled_from(_FLOWS)),
                value=draw(_AMOUNTS),
                customer_id=draw(st.sampled_from([None, "c1", "c2"])),
                unit_id=draw(st.sampled_from([None, None, None, *PLACES])),
            )
        )
    return found


@st.composite
def _targets(draw: st.DrawFn, subject_id: str) -> list[Target]:
    keys: Any = st.tuples(st.sampled_from(PERIODS), st.sampled_from([kpi.kpi_id for kpi in KPIS]))
    return [
        Target(
            subject_id=subject_id,
            of_unit=subject_id in PLACES,
            period=Period.parse(period),
            kpi_id=kpi_id,
            value=draw(_AMOUNTS),
        )
        for period, kpi_id in draw(st.sets(keys, max_size=3))
    ]


@st.composite
def worlds(draw: st.DrawFn) -> Tables:
    """Tables of one to four people in four units."""
    people = [f"m{n}" for n in range(1, draw(st.integers(1, 4)) + 1)]
    managers = [draw(_stays(person)) for person in people]
    actuals = [row for stays in managers for row in draw(_rows(stays))]
    targets = [target for subject_id in people for target in draw(_targets(subject_id))]
    return tables([stay for stays in managers for stay in stays], actuals, targets, units=TREE)
