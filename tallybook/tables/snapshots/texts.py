"""Rows of canonical tables as text cells, in the words in which a source could give them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from tallybook.domain.period import Period
from tallybook.domain.records import Note, Tables, Target
from tallybook.tables.schema import NOTES, TABLES, Table

# Rows are the same thing before and after where these are the same; the rest is what can change.
KEYS = {
    "managers": ("manager_id", "unit_id", "valid_from"),
    "actuals": ("manager_id", "date", "kpi_id", "customer_id", "unit_id"),
    NOTES: ("manager_id", "period"),
} | {table.name: table.key for table in TABLES if table.key}
NOTE_COLUMNS = (
    "manager_id", "period", "file", "achievements", "problems", "promises", "next_steps", "success_case",
    "failure_case", "opinions",
)  # fmt: skip
_ROWS = 100_000


def columns(name: str) -> tuple[str, ...]:
    """The columns of a table, or of the notes."""
    return NOTE_COLUMNS if name == NOTES else _TABLES[name].names


def chunks(found: Tables, name: str) -> Iterator[dict[str, list[str | None]]]:
    """The cells of a table column by column, some rows at a time; none where it has no rows."""
    rows: Sequence[Any] = getattr(found, name)
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        yield {column: [_text(value) for value in map(_reader(column), some)] for column in columns(name)}


def note(cells: dict[str, str | None], period: Period) -> Note:
    """The note that stands in a row of cells."""
    parts: dict[str, Any] = {name: text for name, text in cells.items() if name in NOTE_COLUMNS[3:]}
    return Note(manager_id=cells["manager_id"] or "", period=period, file=cells["file"] or "", **parts)


def _reader(column: str) -> Callable[[Any], object]:
    """What a record holds in a canonical column; of a plan the subject stands in one of two."""
    read: Callable[[Any], object] = attrgetter(column)

    def read_plan(row: Target) -> object:
        return row.subject_id if row.of_unit == (column == "unit_id") else None

    if column not in ("manager_id", "unit_id"):
        return read
    return lambda row: read_plan(row) if isinstance(row, Target) else read(row)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "；".join(value) or None
    return str(value)


_TABLES: dict[str, Table] = {table.name: table for table in TABLES}
