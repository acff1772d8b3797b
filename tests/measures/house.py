"""Small houses for tests: a word for each row, and slices cut as a build cuts them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tallybook import slices
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Aggregate, Better, Kpi, Manager, Tables, Target, Unit
from tallybook.domain.slices import Slice
from tallybook.settings import Judgement, Settings, Source, TableSources

_SOURCES = (Source(rows=()),)

UNITS = (
    Unit(unit_id="h", name="Head office"),
    Unit(unit_id="b1", name="Branch 1", parent_id="h"),
    Unit(unit_id="b2", name="Branch 2", parent_id="h"),
)


def kpi(kpi_id: str, aggregate: str = "sum", **more: object) -> Kpi:
    defaults = {"name": kpi_id, "unit": "万元", **more}
    return Kpi(kpi_id=kpi_id, aggregate=Aggregate(aggregate), **defaults)  # type: ignore[arg-type]


SALES = kpi("sales", weight=Decimal(10))
COSTS = kpi("costs", better=Better.LOWER)
DEPOSITS = kpi("deposits", "last")
BALANCE = kpi("balance", "mean")
RATE = kpi("rate", "ratio", unit="%", numerator="costs", denominator="sales")
KPIS = (SALES, COSTS, DEPOSITS, BALANCE, RATE)


def day(text: str) -> date:
    return date.fromisoformat(text)


def person(manager_id: str, unit_id: str, start: str | None = None, end: str | None = None) -> Manager:
    return Manager(
        manager_id=manager_id,
        name=manager_id.upper(),
        unit_id=unit_id,
        valid_from=day(start) if start else None,
        valid_to=day(end) if end else None,
    )


def booked(
    manager_id: str, when: str, value: str | int, kpi_id: str = "sales", /, **more: str | None
) -> Actual:
    """One amount; `customer_id` and `unit_id` by name."""
    return Actual(manager_id=manager_id, date=day(when), kpi_id=kpi_id, value=Decimal(value), **more)


def planned(subject_id: str, period: str, value: str | int, kpi_id: str = "sales") -> Target:
    return Target(
        subject_id=subject_id,
        of_unit=subject_id[0] in "hb",
        period=Period.parse(period),
        kpi_id=kpi_id,
        value=Decimal(value),
    )


def tables(
    managers: Iterable[Manager],
    actuals: Iterable[Actual],
    targets: Iterable[Target] = (),
    *,
    kpis: tuple[Kpi, ...] = KPIS,
    units: tuple[Unit, ...] = UNITS,
) -> Tables:
    return Tables(
        units=units,
        managers=tuple(managers),
        kpis=kpis,
        actuals=tuple(actuals),
        targets=tuple(targets),
    )


def settings(through: str | None = None, **more: object) -> Settings:
    sources = TableSources(units=_SOURCES, managers=_SOURCES, kpis=_SOURCES, actuals=_SOURCES)
    return Settings(
        organisation="House",
        tables=sources,
        data_through=day(through) if through else None,
        judgement=Judgement(good_from=Decimal("1.0"), watch_from=Decimal("0.9")),
        **more,  # type: ignore[arg-type]
    )


def cut(
    all_tables: Tables,
    subject_id: str,
    period: str = "2025-H1",
    through: str | None = "2025-12-31",
    **more: object,
) -> Slice:
    """The slice of one subject; data through the last amount of each KPI where `through` is None."""
    stretch = Period.parse(period)
    subject = next(s for s in slices.subjects(all_tables, stretch) if s.id == subject_id)
    return next(iter(slices.cut(all_tables, settings(through, **more), stretch, [subject])))


def of(facts: Iterable[Fact], kpi_id: str = "sales", subject_id: str | None = None) -> Fact:
    found = [f for f in facts if f.kpi_id == kpi_id and subject_id in (None, f.subject.id)]
    assert len(found) == 1
    return found[0]
