"""Settings: what a workspace declares under `tallybook:` in its `_config.yml`; values only, no disk."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tallybook.domain.slices import Rounding

# Text or nothing: an id such as 007 or NO must arrive as it was written.
Scalar = str | None


class _Part(BaseModel):
    """Strict, frozen, unknown keys refused; the sentence under a field is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Fiscal(_Part):
    """When the house's year begins."""

    first_month: Annotated[int, Field(ge=1, le=12)] = 1
    """The month, 1 to 12, in which the fiscal year begins."""
    named_by: Literal["start", "end"] = "start"
    """Whether fiscal year 2025 is the one that starts or the one that ends in 2025."""


class Source(_Part):
    """Where rows of a table come from: a CSV file or rows written here, and which column is what."""

    file: str | None = None
    """A CSV file, relative to the workspace; several files by a pattern such as `data/actuals/*.csv`."""
    rows: tuple[dict[str, Scalar], ...] | None = None
    """Rows written here instead of a file, each a mapping from canonical column to value."""
    columns: dict[str, str] = {}
    """Canonical column to the file's column; columns of the same name need no line."""
    constants: dict[str, Scalar] = {}
    """Canonical column to one value for every row."""
    defaults: dict[str, Scalar] = {}
    """Canonical column to the value that stands for an empty cell."""
    values: dict[str, dict[str, Scalar]] = {}
    """Canonical column to a map from the file's value to ours."""
    where: dict[str, Scalar | tuple[Scalar, ...]] = {}
    """The file's column to the value, or one of the values, that a row must have to be read."""
    distinct: bool = False
    """Whether rows that are alike after mapping count once."""
    dates: str | None = None
    """The format of dates in Python's strptime notation; ISO 8601 when left out."""
    encoding: str | None = None
    """The file's encoding; UTF-8, or GB18030 where it is not UTF-8, when left out."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    """The character between fields."""
    thousands: Annotated[str, Field(max_length=1)] = ""
    """The character that groups digits in amounts; none when left out."""

    @model_validator(mode="after")
    def _one_origin(self) -> "Source":
        if (self.file is None) == (self.rows is None):
            raise ValueError("a source has either a file or rows")
        return self


def _listed(value: object) -> object:
    return (value,) if isinstance(value, dict) else value


Sources = Annotated[
    tuple[Source, ...],
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=Source | tuple[Source, ...]),
]


class TableSources(_Part):
    """Where each canonical table comes from; only units, managers, kpis and actuals are required."""

    units: Sources
    """Branches, regions, the company: unit_id, name, parent_id, leader_id."""
    managers: Sources
    """Persons in units for a time: manager_id, name, unit_id, title, grade, valid_from, valid_to."""
    kpis: Sources
    """Measures: kpi_id, name, aliases, unit, aggregate, numerator, denominator, better, group, weight, decimals."""
    actuals: Sources
    """Amounts: manager_id, date, kpi_id, value, customer_id, unit_id."""
    targets: Sources | None = None
    """Planned amounts: manager_id or unit_id, period, kpi_id, value."""
    customers: Sources | None = None
    """Customers: customer_id, name, manager_id, tier, contact, phone, gained_on, lost_on."""
    visits: Sources | None = None
    """Visits: visit_id, date, manager_id, customer_id, purpose, need, opinion, handler, due, closed_on."""
    problems: Sources | None = None
    """Problems: problem_id, manager_id, raised_on, text, cause, owner, due, closed_on."""
    commitments: Sources | None = None
    """Promises: commitment_id, manager_id, period, text, owner, due, kpi_id, target, status, reason."""


class Tolerance(_Part):
    """A kind of fault with which the book is built all the same; the rows are left out and the pages say so."""

    table: str
    """The canonical table in which the fault may occur."""
    kind: str
    """The kind of fault, as `tallybook check` names it."""


class Judgement(_Part):
    """From which attainment a result is on target, and from which it is only to be watched."""

    good_from: Decimal = Decimal("1.0")
    """On target from this attainment on; 1.0 is the plan."""
    watch_from: Decimal = Decimal("0.9")
    """To be watched from this attainment on; below it is off target."""


class Running(_Part):
    """How notebooks are executed."""

    jobs: Annotated[int, Field(ge=1)] | Literal["auto"] = "auto"
    """How many notebooks run at a time; `auto` is one for each processor."""
    timeout: Annotated[int, Field(ge=1)] = 300
    """Seconds after which a notebook is stopped."""
    start_timeout: Annotated[int, Field(ge=1)] = 60
    """Seconds within which a kernel must answer."""


class Settings(_Part):
    """All of `tallybook:`."""

    organisation: Annotated[str, Field(min_length=1)]
    """The name of the house, as the cover shows it."""
    language: Literal["zh", "en"] = "zh"
    """The language of pages and messages: `zh` or `en`."""
    tables: TableSources
    """Where the data come from."""
    notes: str | None = "data/notes"
    """The folder of people's notes: one folder for each period, in it one Markdown file for each manager_id."""
    fiscal_year: Fiscal = Fiscal()
    """When the house's year begins."""
    rounding: Rounding = Rounding.HALF_EVEN
    """How figures are rounded where they are shown: `half_even` or `half_up`."""
    lead_kpi: str | None = None
    """The KPI that leads pages and charts; the one with the greatest weight when left out."""
    data_through: date | None = None
    """The last day that the data cover; the last date found for each KPI when left out."""
    judgement: Judgement = Judgement()
    """The limits of on target and to be watched."""
    tolerate: tuple[Tolerance, ...] = ()
    """Faults with which the book is built all the same."""
    running: Running = Running()
    """How notebooks are executed."""
