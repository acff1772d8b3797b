"""One CSV file, or rows written in the settings, as columns of clean text with the line of each row."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.errors import Message, say
from tallybook.tables.decoding import clean
from tallybook.tables.faults import Unfit

Objects = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns of equal length by header; None is an empty cell. `uneven` are rows of another length, left out."""

    header: tuple[str, ...]
    columns: Mapping[str, Objects]
    lines: npt.NDArray[np.int64]
    uneven: tuple[tuple[int, int], ...] = ()


def of_csv(text: str, delimiter: str) -> Sheet:
    """Read CSV text; raises Unfit with the line from which on it cannot be followed.

    One parser reads cells, counts fields and knows the lines: two could disagree about a quotation mark.
    """
    rows = _rows(text, delimiter)
    header = next(((line, cells) for line, cells in rows if any(cells)), None)
    if header is None:
        raise Unfit(
            "empty-file",
            say("The file is empty."),
            say("Its first line names the columns; export it again."),
        )
    names = tuple(clean(cell) or "" for cell in header[1])
    lines, even, uneven = [], [], []
    for line, cells in rows:
        if len(cells) == len(names):
            lines.append(line)
            even.append(cells)
        elif any(cells):
            uneven.append((line, len(cells)))
    return _sheet(names, even, lines, tuple(uneven))


def of_rows(rows: Sequence[Mapping[str, str | None]]) -> Sheet:
    """Rows written in the settings; the line is the row's place among them."""
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name) or "" for name in names] for row in rows]
    return _sheet(names, cells, list(range(1, len(cells) + 1)), ())


def each(texts: Objects, read: Callable[[str], object]) -> tuple[Objects, Iterator[tuple[int, Unfit]]]:
    """`read` applied to every text but once for each different one, and the places where it raised Unfit."""
    codes, distinct = pd.factorize(texts)
    values = np.empty(len(distinct) + 1, dtype=object)
    unfit: dict[int, Unfit] = {}
    for code, text in enumerate(distinct):
        try:
            values[code] = read(text)
        except Unfit as reason:
            unfit[code] = reason
    places = np.flatnonzero(np.isin(codes, list(unfit)))
    return values[codes], ((int(place), unfit[codes[place]]) for place in places)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unfit(
            "not-csv",
            say("From here on the file cannot be followed as CSV: {reason}.", reason=_reason(error)),
            say("Look for a quotation mark that is not closed, or stands alone inside a field, in this row."),
            row=line,
        ) from error


def _reason(error: csv.Error) -> Message:
    """What the parser says, in words of ours; it has no others for well-formed settings."""
    if "limit" in str(error):
        return say("a field is longer than {limit} characters", limit=csv.field_size_limit())
    if "expected after" in str(error):
        return say("text follows a closing quotation mark")
    return say("a quotation mark is never closed")


def _sheet(
    names: tuple[str, ...],
    rows: list[list[str]],
    lines: list[int],
    uneven: tuple[tuple[int, int], ...],
) -> Sheet:
    cells = [_objects(column) for column in zip(*rows, strict=True)] or [_objects(()) for _ in names]
    columns = {name: each(column, clean)[0] for name, column in zip(names, cells, strict=True)}
    filled = _filled(list(columns.values()), len(lines))
    return Sheet(
        names,
        {name: column[filled] for name, column in columns.items()},
        np.array(lines, dtype=np.int64)[filled],
        uneven,
    )


def _filled(columns: list[Objects], count: int) -> npt.NDArray[np.bool_]:
    """Which rows hold anything: spreadsheets export rows of nothing but commas."""
    filled = np.zeros(count, dtype=bool)
    for column in columns:
        filled |= pd.notna(column)
    return filled


def _objects(texts: Sequence[str]) -> Objects:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column
