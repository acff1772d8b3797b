"""A mapping drafted from a file by its headings and contents, to be corrected by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tallybook.errors import TablesError, UsageError, say
from tallybook.settings import Source
from tallybook.sources import Grid, Row, Unfit, find, grids
from tallybook.sources.nearest import meant
from tallybook.tables import guesses, schema, shaping
from tallybook.tables.fitting import Fit
from tallybook.tables.rows import Origin
from tallybook.tables.seen import Draft
from tallybook.tables.sheets import Sheet

# So many rows are looked at for the header, and so many other tables are named for which a file may be.
_ROWS, _OTHERS = 30, 2


def draft(root: Path, file: str, wanted: str | None, read_from: Sequence[str] = ()) -> Draft:
    """Draft a source from a file; the table that fits best, unless one is asked for."""
    names = [table.name for table in schema.TABLES]
    if wanted is not None and wanted not in names:
        raise UsageError(say("There is no table {table}. {hint}", table=wanted, hint=meant(wanted, names)))
    source, sheet = _looked_at(root, file, read_from)
    tables = [table for table in schema.TABLES if wanted in (None, table.name)]
    fits = [Fit(table, source, sheet) for table in tables]
    best, *others = sorted(fits, key=lambda one: (one.is_likely, one.score), reverse=True)
    also = [one.name for one in others[:_OTHERS] if one.is_likely and 2 * one.score > best.score]
    return replace(best.result(), others=tuple(also), likely=wanted is not None or best.is_likely)


def _looked_at(root: Path, file: str, read_from: Sequence[str]) -> tuple[dict[str, object], Sheet]:
    """A file's first sheet, and what had to be said to read it."""
    try:
        path = find(root, file, read_from)[0]
        found = list(islice(_grids(path, file), 2))
        told: dict[str, object] = {"file": file}
        if len(found) > 1:
            told["sheets"] = "*"
        rows = list(found[0].rows)
        skip, header = _header(rows[:_ROWS])
        told |= {"skip": skip} if skip else {}
        told |= {"header": header} if header > 1 else {}
        return told, shaping.sheet_of(replace(found[0], rows=iter(rows)), Source.model_validate(told), file)
    except Unfit as unfit:
        origin = Origin(table="", place="", file=file, names={})
        fault = replace(origin.fault(unfit, None, unfit.row, None), table=None)
        raise TablesError(say("{file} cannot be read.", file=file), (fault,)) from unfit


def _grids(path: Path, file: str) -> Iterator[Grid]:
    """The file's grids, all sheets of a workbook that has several."""
    source = Source(file=file)
    try:
        yield from grids(path, source)
    except Unfit as unfit:
        if unfit.kind != "several-sheets":
            raise
        yield from grids(path, source.model_copy(update={"sheets": "*"}))


def _header(rows: Sequence[Row]) -> tuple[int, int]:
    """How many lines stand above the header, and of how many rows it is made."""
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    most = max(filled, default=0)
    first = next(
        (place for place, count in enumerate(filled) if count >= min(2, most) and 2 * count >= most), 0
    )
    two = len(rows) > first + 2 and _completes(rows[first + 1], rows[first])
    return (rows[first].line - 1 if rows else 0), 2 if two else 1


def _completes(lower: Row, upper: Row) -> bool:
    """Whether a row is a second row of headings: it has some where the first has none, and no values."""
    more = any(low.strip() and not up.strip() for low, up in zip(lower.cells, upper.cells, strict=False))
    return more and not _has_value(lower)


def _has_value(row: Row) -> bool:
    return any(
        guesses.fits([cell], guesses.is_number) or guesses.fits([cell], guesses.is_day)
        for cell in row.cells
        if cell.strip()
    )
