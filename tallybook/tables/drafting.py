"""A mapping drafted from a file by its headings and contents, to be corrected by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pandas as pd

from tallybook.errors import TablesError, UsageError, say
from tallybook.settings import Source
from tallybook.sources import Grid, Row, Unfit, find, grids
from tallybook.sources.nearest import meant
from tallybook.tables import cells, dates, schema, shaping
from tallybook.tables.aliases import folded, words_for
from tallybook.tables.rows import Origin
from tallybook.tables.schema import Column, Table
from tallybook.tables.seen import Draft
from tallybook.tables.sheets import Sheet
from tallybook.tables.style import Style

# So many cells of a column are looked at, and so many rows for the header.
_CELLS, _ROWS = 200, 30
_REQUIRED, _OPTIONAL = 3, 1
_DATES = (
    "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y-%m", "%Y/%m", "%Y年%m月", "%Y%m",
)  # fmt: skip
_NUMBERS = (Style(), Style(thousands=","), Style(thousands=".", decimal=","))


def draft(root: Path, file: str, wanted: str | None, read_from: Sequence[str] = ()) -> Draft:
    """Draft a source from a file; the table that fits best, unless one is asked for."""
    names = [table.name for table in schema.TABLES]
    if wanted is not None and wanted not in names:
        raise UsageError(say("There is no table {table}. {hint}", table=wanted, hint=meant(wanted, names)))
    source, sheet = _looked_at(root, file, read_from)
    tables = [table for table in schema.TABLES if wanted in (None, table.name)]
    drafts = [_Drafting(table, source, sheet) for table in tables]
    return max(drafts, key=lambda one: one.score).result()


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
    return any(_fits([cell], _is_number) or _fits([cell], _is_day) for cell in row.cells if cell.strip())


class _Drafting:
    """A draft for one table while it is made: which column of the file each of its own may be."""

    def __init__(self, table: Table, source: Mapping[str, object], sheet: Sheet) -> None:
        self._table, self._source, self._sheet = table, source, sheet
        self._free = [name for name in dict.fromkeys(sheet.header) if name]
        self._columns: dict[str, str] = {}
        self._unpivot: dict[str, object] | None = None
        for column in table.columns:
            self._take(column.name, self._by_name(column))
        self._take_wide()
        for column in table.columns:
            if column.required and not self._has(column):
                self._take(column.name, self._by_content(column))

    @property
    def score(self) -> int:
        """How well the file fits the table; a required column that is missing weighs as one that is there."""
        return sum(
            (_REQUIRED if self._has(column) else -_REQUIRED)
            if column.required
            else _OPTIONAL * self._has(column)
            for column in self._table.columns
        )

    def result(self) -> Draft:
        """The draft, with what its contents need."""
        source = dict(self._source)
        source["columns"] = {ours: theirs for ours, theirs in self._columns.items() if ours != theirs}
        if self._unpivot:
            source["unpivot"] = self._unpivot
        source |= self._dates() | self._numbers()
        missing = [column.name for column in self._table.columns if column.required and not self._has(column)]
        return Draft(
            table=self._table.name,
            source={key: value for key, value in source.items() if value},
            missing=tuple(missing),
            unused=tuple(self._free),
        )

    def _has(self, column: Column) -> bool:
        made = self._unpivot is not None and column.name in ("value", self._unpivot["into"])
        return made or column.name in self._columns

    def _take(self, ours: str, theirs: str | None) -> None:
        if theirs is not None:
            self._columns[ours] = theirs
            self._free.remove(theirs)

    def _by_name(self, column: Column) -> str | None:
        """The heading that is known for a column, whole rather than as a part."""
        words = words_for(self._table.name, column.name)
        whole = (name for name in self._free if folded(name) in words)
        parts = (
            name
            for name in self._free
            if column.required
            and not any(letter.isdigit() for letter in name)
            and any(len(word) > 1 and folded(name).endswith(word) for word in words)
        )
        return next(whole, None) or next(parts, None)

    def _by_content(self, column: Column) -> str | None:
        """The only column whose cells are all of the kind that is wanted."""
        fits = _KINDS.get(column.read)
        found = [name for name in self._free if fits is not None and _fits(self._cells(name), fits)]
        return found[0] if len(found) == 1 else None

    def _take_wide(self) -> None:
        """Several columns of amounts under headings that are periods, or that may be KPIs."""
        names = {column.name for column in self._table.columns}
        if not {"value", "kpi_id"} <= names or "value" in self._columns:
            return
        amounts = [name for name in self._free if _fits(self._cells(name), _is_number)]
        periods = [name for name in amounts if _is_period(name)]
        wide, into = (periods, "period") if len(periods) > 1 and "period" in names else (amounts, "kpi_id")
        whose = {"manager_id", "unit_id"} & set(self._columns)
        dated = into == "period" or {"date", "period"} & set(self._columns)
        if len(wide) > 1 and whose and dated and into not in self._columns:
            self._unpivot = {"columns": wide, "into": into}
            self._free = [name for name in self._free if name not in wide]

    def _cells(self, name: str) -> list[str]:
        column = self._sheet.columns[name]
        return list(column[pd.notna(column)][:_CELLS])

    def _dates(self) -> dict[str, object]:
        read = {column.name: column.read for column in self._table.columns}
        written = [
            text
            for ours, theirs in self._columns.items()
            if read[ours] is dates.day
            for text in self._cells(theirs)
        ]
        if not written or _fits(written, _is_day):
            return {}
        found = [one for one in _DATES if _fits(written, _written_as(one))]
        # Day or month first is not guessed: both are shown, and neither can be used as it stands.
        return {"dates": " / ".join(found)} if found else {}

    def _numbers(self) -> dict[str, object]:
        wide = self._unpivot["columns"] if self._unpivot else ()
        names = [*([self._columns["value"]] if "value" in self._columns else []), *wide]  # type: ignore[misc]
        written = [text for name in names for text in self._cells(name)]
        style = next((one for one in _NUMBERS if _fits(written, _number_in(one))), Style())
        signs = {"thousands": style.thousands, "decimal": style.decimal if style.decimal != "." else ""}
        return {key: sign for key, sign in signs.items() if sign}


def _fits(texts: Sequence[str], test: Callable[[str], object]) -> bool:
    """Whether there are texts, and none of them is unfit."""
    try:
        for text in texts:
            test(text)
    except Unfit:
        return False
    return bool(texts)


def _number_in(style: Style) -> Callable[[str], object]:
    return lambda text: cells.amount(text, style)


def _is_number(text: str) -> object:
    return any(_fits([text], _number_in(style)) for style in _NUMBERS) or cells.amount(text, Style())


def _is_day(text: str) -> object:
    return dates.day(text, Style())


def _written_as(format_: str) -> Callable[[str], object]:
    return lambda text: dates.day(text, Style(dates=format_))


def _any_day(text: str) -> object:
    return any(_fits([text], _written_as(one)) for one in _DATES) or _is_day(text)


def _is_period(text: str) -> bool:
    return _fits([text], lambda one: dates.period(one, Style())) or any(mark in text for mark in "月季")


_KINDS: Mapping[object, Callable[[str], object]] = {
    cells.amount: _is_number,
    dates.day: _any_day,
    dates.period: lambda text: dates.period(text, Style()),
}
