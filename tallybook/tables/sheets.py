"""One file, sheet or list of rows as columns of clean text, with the line of each row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.sources import Unfit
from tallybook.sources.decoding import clean

Objects = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
Odd = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Columns of equal length by header; None is an empty cell. `uneven` are rows of another length, left out.

    `odd` has, for columns in which there are any, the number of each cell's oddity, 0 for none. Where a wide
    table was made long, `made` are the columns made by it, and `stood` is the place of each row's own column.
    """

    header: tuple[str, ...]
    columns: Mapping[str, Objects]
    lines: npt.NDArray[np.int64]
    odd: Mapping[str, Odd] = field(default_factory=dict)
    uneven: tuple[tuple[int, int], ...] = ()
    sheet: str | None = None
    made: frozenset[str] = frozenset()
    stood: npt.NDArray[np.int64] | None = None

    def taken(self, mask: Mask) -> "Sheet":
        """The rows for which the mask is true."""
        return replace(
            self,
            columns={name: column[mask] for name, column in self.columns.items()},
            odd={name: marks[mask] for name, marks in self.odd.items()},
            lines=self.lines[mask],
            stood=None if self.stood is None else self.stood[mask],
        )

    def with_constants(self, texts: Mapping[str, str | None]) -> "Sheet":
        """More columns, each with one text in all rows."""
        more = {name: np.full(len(self.lines), text, dtype=object) for name, text in texts.items()}
        return replace(self, columns={**self.columns, **more})

    def filled(self) -> "Sheet":
        """The rows that hold anything: spreadsheets export rows of nothing but commas."""
        filled = np.zeros(len(self.lines), dtype=bool)
        for column in self.columns.values():
            filled |= pd.notna(column)
        return self if filled.all() else self.taken(filled)


def columns_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[str, Objects]:
    """Rows of cells as columns of clean text; of columns with one name the last."""
    cells = [_objects(column) for column in zip(*rows, strict=True)] or [_objects(()) for _ in names]
    return {name: each(column, clean)[0] for name, column in zip(names, cells, strict=True)}


def of_rows(rows: Sequence[Mapping[str, str | None]]) -> Sheet:
    """Rows written in the settings; the line is the row's place among them."""
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name) or "" for name in names] for row in rows]
    lines = np.arange(1, len(rows) + 1, dtype=np.int64)
    return Sheet(header=names, columns=columns_of(names, cells), lines=lines).filled()


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


def _objects(texts: Sequence[str]) -> Objects:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column
