"""Where the rows of each table come from, and how they are to be read."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from tallybook.settings.part import Part, Scalar


class Format(StrEnum):
    """What kind of file a source is."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"
    JSONL = "jsonl"


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Repeated(StrEnum):
    """What becomes of rows that have one key."""

    FAULT = "fault"
    LAST = "last"
    SUM = "sum"


Names = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...]),
]
Measure = Literal["千", "万", "百万", "亿", "千元", "万元", "百万元", "亿元"] | Decimal


class Unpivot(Part):
    """A wide table made long: each of some columns becomes a row, its heading a value."""

    columns: Names
    """The file's columns that hold the amounts, by name or by patterns such as `*月`."""
    into: Names
    """The canonical column that the heading goes into; several for the parts of a heading joined with `/`."""
    value: str = "value"
    """The canonical column that the amount goes into."""


class Source(Part):
    """Where rows of a table come from: a file, rows written here, a database; and which column is what."""

    file: str | None = None
    """A file, relative to the workspace; several files by a pattern such as `data/actuals/*.csv`."""
    database: Annotated[str, Field(pattern="^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    """The environment variable that holds the SQLAlchemy URL of a database; the URL itself never stands here."""
    table: Annotated[str, Field(min_length=1)] | None = None
    """A table or view of the database, with its schema where that is needed: `sales.actuals`."""
    query: Annotated[str, Field(min_length=1)] | None = None
    """A SELECT in the database, or over `files` where no database is named."""
    parameters: dict[str, Scalar] = {}
    """The values of a query's parameters: `:since` in a database, `$since` over files."""
    files: dict[str, str] = {}
    """The names under which a query over files knows CSV and Parquet files."""
    format: Format | None = None
    """The kind of file: `csv`, `excel`, `parquet` or `jsonl`; told by the file's name when left out."""
    sheets: Annotated[str, Field(min_length=1)] | None = None
    """The sheet of a workbook, several by a pattern such as `*月`, all with `*`; the only one when left out."""
    skip: Annotated[int, Field(ge=0)] = 0
    """How many lines stand above the header."""
    header: Annotated[int, Field(ge=0, le=5)] = 1
    """How many rows make the header, joined with `/`; with 0 the columns are named A, B, C."""
    fill_down: tuple[str, ...] = ()
    """The file's columns in which an empty cell means what stands above it, as under merged cells."""
    rows: tuple[dict[str, Scalar], ...] | None = None
    """Rows written here instead of a file, each a mapping from canonical column to value."""
    columns: dict[str, str] = {}
    """Canonical column to the file's column, or to `{sheet}` or `{file}`; those of the same name need no line."""
    constants: dict[str, Scalar] = {}
    """Canonical column to one value for every row."""
    defaults: dict[str, Scalar] = {}
    """Canonical column to the value that stands for an empty cell."""
    values: dict[str, dict[str, Scalar]] = {}
    """Canonical column to a map from the file's value to ours."""
    where: dict[str, Scalar | tuple[Scalar, ...]] = {}
    """The file's column to the value, or one of the values, that a row must have to be read; `*` is any text."""
    without: dict[str, Scalar | tuple[Scalar, ...]] = {}
    """The file's column to the value, or values, with which a row is left out, such as `合计`; `*` is any text."""
    unpivot: Unpivot | None = None
    """How a wide table is made long."""
    scale: dict[str, Measure] = {}
    """Canonical column to what the file's amounts count: `万元`, or a number to multiply them by."""
    distinct: bool = False
    """Whether rows that are alike after mapping count once."""
    one_row_per: Annotated[
        tuple[str, ...], BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...])
    ] = ()
    """The canonical columns by which two rows are about the same, such as [manager_id, date, kpi_id]."""
    repeated: Repeated = Repeated.FAULT
    """What becomes of rows about the same: `fault` refuses them, `last` takes the last, `sum` adds up their amounts."""
    only_needed: bool = False
    """Whether rows of `visits` that the period's book does not need are checked and passed over: for millions of rows."""
    dates: str | None = None
    """The format of dates in Python's strptime notation; ISO 8601 when left out. Without a day: the month's last."""
    encoding: str | None = None
    """The file's encoding; UTF-8, or GB18030 where it is not UTF-8, when left out."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """The character between fields; found out when left out."""
    thousands: Annotated[str, Field(max_length=1)] = ""
    """The character that groups digits in amounts; none when left out."""
    decimal: Literal[".", ",", "，"] = "."
    """The sign before the decimals of amounts."""

    @model_validator(mode="after")
    def _one_origin(self) -> "Source":
        origins = [self.file, self.rows, self.table, self.query]
        if sum(origin is not None for origin in origins) != 1:
            raise ValueError("a source has one of file, rows, table and query")
        if (self.table is not None and self.database is None) or (
            self.query is None and self.table is None and self.database is not None
        ):
            raise ValueError("a table is read from a database, and from a database a table or query")
        if bool(self.files) != (self.query is not None and self.database is None):
            raise ValueError("a query without a database is over files, and files are for a query")
        if self.only_needed and (self.fill_down or self.distinct or self.one_row_per or self.unpivot):
            raise ValueError(
                "only_needed looks at some rows at a time: leave fill_down, distinct, one_row_per, unpivot out"
            )
        return self


def _listed(value: object) -> object:
    return (value,) if isinstance(value, dict) else value


Sources = Annotated[
    tuple[Source, ...],
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=Source | tuple[Source, ...]),
]


class TableSources(Part):
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
    conduct: Sources | None = None
    """Points for conduct: manager_id, period, item, points, full, note."""

    @model_validator(mode="after")
    def _needed_visits(self) -> "TableSources":
        for name in set(TableSources.model_fields) - {"visits"}:
            if any(source.only_needed for source in getattr(self, name) or ()):
                raise ValueError(f"only_needed is for visits, not for {name}")
        return self
