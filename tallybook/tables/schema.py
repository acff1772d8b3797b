"""The canonical tables: their columns, what each holds, and which table it refers to."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallybook.domain import records
from tallybook.domain.records import Better, Fulfilment
from tallybook.tables import cells, dates, words
from tallybook.tables.style import Style


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column; `refers` is the table whose key its ids must be found in, `empty` what no text means."""

    name: str
    read: Callable[[str, Style], object]
    required: bool = False
    refers: str | None = None
    empty: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One canonical table; no two rows share a `key`, `earlier` pairs dates of which the first is not later."""

    name: str
    record: type[Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    id: str | None = None
    earlier: tuple[tuple[str, str], ...] = ()
    must_have_rows: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, key first."""
        return tuple(column.name for column in self.columns)


def _own(name: str) -> Column:
    return Column(name, cells.identifier, required=True)


def _reference(name: str, table: str, *, required: bool = True) -> Column:
    return Column(name, cells.identifier, required=required, refers=table)


def _prose(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, cells.prose) for name in names)


def _days(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, dates.day) for name in names)


_NAME = Column("name", cells.prose, required=True)
_TEXT = Column("text", cells.prose, required=True)
_MANAGER = _reference("manager_id", "managers")
_KPI = _reference("kpi_id", "kpis")
_PERIOD = Column("period", dates.period, required=True)
_VALUE = Column("value", cells.amount, required=True)

UNITS = Table(
    name="units",
    record=records.Unit,
    columns=(
        _own("unit_id"),
        _NAME,
        _reference("parent_id", "units", required=False),
        _reference("leader_id", "managers", required=False),
    ),
    key=("unit_id",),
    id="unit_id",
    must_have_rows=True,
)
MANAGERS = Table(
    name="managers",
    record=records.Manager,
    columns=(
        _own("manager_id"),
        _NAME,
        _reference("unit_id", "units"),
        *_prose("title", "grade"),
        *_days("valid_from", "valid_to"),
    ),
    id="manager_id",
    earlier=(("valid_from", "valid_to"),),
    must_have_rows=True,
)
KPIS = Table(
    name="kpis",
    record=records.Kpi,
    columns=(
        _own("kpi_id"),
        _NAME,
        Column("aliases", cells.aliases, empty=()),
        Column("unit", cells.prose, empty=""),
        Column("aggregate", words.aggregate, required=True),
        _reference("numerator", "kpis", required=False),
        _reference("denominator", "kpis", required=False),
        Column("better", words.better, empty=Better.HIGHER),
        *_prose("group"),
        Column("weight", cells.weight, empty=Decimal(0)),
        Column("decimals", cells.places, empty=2),
    ),
    key=("kpi_id",),
    id="kpi_id",
    must_have_rows=True,
)
ACTUALS = Table(
    name="actuals",
    record=records.Actual,
    columns=(
        _MANAGER,
        Column("date", dates.day, required=True),
        _KPI,
        _VALUE,
        _reference("customer_id", "customers", required=False),
        _reference("unit_id", "units", required=False),
    ),
    must_have_rows=True,
)
TARGETS = Table(
    name="targets",
    record=records.Target,
    columns=(
        _reference("manager_id", "managers", required=False),
        _reference("unit_id", "units", required=False),
        _PERIOD,
        _KPI,
        _VALUE,
    ),
    key=("manager_id", "unit_id", "period", "kpi_id"),
)
CUSTOMERS = Table(
    name="customers",
    record=records.Customer,
    columns=(
        _own("customer_id"),
        _NAME,
        _MANAGER,
        *_prose("tier", "contact"),
        Column("phone", cells.phone),
        *_days("gained_on", "lost_on"),
    ),
    key=("customer_id",),
    id="customer_id",
    earlier=(("gained_on", "lost_on"),),
)
VISITS = Table(
    name="visits",
    record=records.Visit,
    columns=(
        _own("visit_id"),
        Column("date", dates.day, required=True),
        _MANAGER,
        _reference("customer_id", "customers"),
        *_prose("purpose", "need", "opinion", "handler"),
        *_days("due", "closed_on"),
    ),
    key=("visit_id",),
    id="visit_id",
    earlier=(("date", "due"), ("date", "closed_on")),
)
PROBLEMS = Table(
    name="problems",
    record=records.Problem,
    columns=(
        _own("problem_id"),
        _MANAGER,
        Column("raised_on", dates.day, required=True),
        _TEXT,
        *_prose("cause", "owner"),
        *_days("due", "closed_on"),
    ),
    key=("problem_id",),
    id="problem_id",
    earlier=(("raised_on", "due"), ("raised_on", "closed_on")),
)
COMMITMENTS = Table(
    name="commitments",
    record=records.Commitment,
    columns=(
        _own("commitment_id"),
        _MANAGER,
        _PERIOD,
        _TEXT,
        *_prose("owner"),
        *_days("due"),
        _reference("kpi_id", "kpis", required=False),
        Column("target", cells.amount),
        Column("status", words.fulfilment, empty=Fulfilment.OPEN),
        *_prose("reason"),
        Column("continues", cells.identifier),
    ),
    key=("commitment_id",),
    id="commitment_id",
)
CONDUCT = Table(
    name="conduct",
    record=records.Conduct,
    columns=(
        _MANAGER,
        _PERIOD,
        Column("item", cells.prose, required=True),
        Column("points", cells.points, required=True),
        Column("full", cells.full_points, empty=Decimal(100)),
        *_prose("note"),
    ),
    key=("manager_id", "period", "item"),
)
TABLES = (UNITS, MANAGERS, KPIS, ACTUALS, TARGETS, CUSTOMERS, VISITS, PROBLEMS, COMMITMENTS, CONDUCT)
NOTES = "notes"
