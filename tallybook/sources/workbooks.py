"""Workbooks: the door to Calamine."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import finding
from tallybook.sources.grids import Grid, Oddity, Row
from tallybook.sources.nearest import listed, meant
from tallybook.sources.packages import TABLES, Limits, Look, Package, damaged
from tallybook.sources.unfit import Unfit

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# Excel keeps fifteen digits of a number and writes zeros for the rest.
_DIGITS = 15
# Beyond so many cells nobody reads that they are merged.
_MOST_COVERED = 100_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def grids(path: Path, source: Source, limits: Limits = TABLES) -> Iterator[Grid]:
    """One grid for each sheet that the source asks for."""
    data = finding.read(path)
    package = Package(data, limits) if data.startswith(b"PK") else None
    workbook = _opened(data)
    for name in _asked(workbook, source.sheets):
        # The old format tells nothing beside its cells.
        look = package.look(name) if package else Look({}, frozenset())
        yield Grid(rows=_rows(_sheet(workbook, name), look), sheet=name)


def _opened(data: bytes) -> CalamineWorkbook:
    calamine: Any = _calamine()
    if _ENCRYPTED in data[:65536] or _ENCRYPTED in data[-65536:]:
        raise _protected()
    try:
        return calamine.load_workbook(io.BytesIO(data))  # type: ignore[no-any-return]
    except calamine.PasswordError as error:
        raise _protected() from error
    except calamine.CalamineError as error:
        raise damaged() from error


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except _calamine().CalamineError as error:
        raise damaged() from error


def _asked(workbook: CalamineWorkbook, pattern: str | None) -> Sequence[str]:
    """The names of the sheets that are asked for, in the workbook's order."""
    sheets = [sheet for sheet in workbook.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
    if pattern is not None:
        names = [sheet.name for sheet in sheets]
        found = [pattern] if pattern in names else [name for name in names if fnmatchcase(name, pattern)]
        if not found:
            raise Unfit("no-sheet", say("There is no sheet {sheet}.", sheet=pattern), meant(pattern, names))
        return found
    visible = [sheet.name for sheet in sheets if str(sheet.visible).endswith(".Visible")]
    if len(visible) != 1:
        raise Unfit(
            "several-sheets",
            say("The workbook has these sheets: {sheets}.", sheets=listed(visible)),
            say('Say which to read with sheets: a name, a pattern such as "*月", or "*" for all.'),
        )
    return visible


def _rows(sheet: CalamineSheet, look: Look) -> Iterator[Row]:
    rows = sheet.to_python(skip_empty_area=False)
    marked = _marked(sheet, look, (len(rows), len(rows[0]) if rows else 0))
    for place, values in enumerate(rows):
        seen = {
            column: oddity for column, value in enumerate(values) if (oddity := _oddity(value)) is not None
        }
        seen |= marked.get(place, {})
        cells = [value if isinstance(value, str) else _text(value) for value in values]
        for column in seen:
            cells[column] = look.errors.get((place, column), cells[column])
        yield Row(place + 1, cells, seen)


def _marked(sheet: CalamineSheet, look: Look, size: tuple[int, int]) -> Mapping[int, Mapping[int, Oddity]]:
    """The cells, by row, that hold nothing for a reason."""
    rows: dict[int, dict[int, Oddity]] = defaultdict(dict)
    for row, column in islice(_covered(sheet, size), _MOST_COVERED):
        rows[row][column] = Oddity.COVERED
    for row, column in look.without_result:
        rows[row][column] = Oddity.UNCALCULATED
    for row, column in look.errors:
        rows[row][column] = Oddity.ERROR
    return rows


def _covered(sheet: CalamineSheet, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Every cell under a merged one, but for the first, as far as the sheet goes."""
    height, width = size
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    yield row, column


def _oddity(value: object) -> Oddity | None:
    if isinstance(value, dt.date):
        return Oddity.DATE
    if isinstance(value, float) and abs(value) >= 10**_DIGITS:
        return Oddity.LONG
    return None


def _text(value: object) -> str:
    """A value as text: numbers with the digits that Excel keeps, dates as ISO 8601, a time only where there is one."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.{_DIGITS}g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _protected() -> Unfit:
    return Unfit(
        "password-protected",
        say("The workbook is protected by a password."),
        say("Open it in Excel, take the password off, and save it."),
    )


def _calamine() -> ModuleType:
    try:
        import python_calamine
    except ImportError as error:
        raise Unfit(
            "part-not-installed",
            say("This needs {part}, which is not installed.", part="python-calamine"),
            say("Install it with: pip install {package}", package='"tallybook[excel]"'),
        ) from error
    return python_calamine
