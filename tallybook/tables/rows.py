"""The rows of one canonical table while they are checked: values, where each came from, which are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.domain.records import DataNote
from tallybook.errors import Fault, Message, say
from tallybook.sources.unfit import Unfit
from tallybook.tables.faults import CONFIG, Ledger
from tallybook.tables.schema import Table
from tallybook.tables.seen import Tally
from tallybook.tables.shaping import SHEET, letters
from tallybook.tables.sheets import Mask, Objects
from tallybook.tables.style import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where rows come from; `names` is what the file calls each canonical column.

    `place` is the source's key path in the settings; it stands for the file where a value was written there.
    `headings` are the columns whose values are headings of a wide table.
    """

    table: str
    place: str
    file: str | None
    names: Mapping[str, str]
    constants: frozenset[str] = frozenset()
    sheet: str | None = None
    header: tuple[str, ...] = ()
    made: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()

    def fault(
        self, unfit: Unfit, column: str | None, line: int | None, value: str | None, stood: int = -1
    ) -> Fault:
        """A finding with its place as the person finds it: file, row and the file's own column.

        `stood` is the place of the column of which this row was made, where a wide table was made long.
        """
        file, row, named = self.file, line, self.names.get(column, column) if column else None
        if column in self.made and stood >= 0:
            named = self.header[stood]
        if column in self.headings or named == SHEET:
            # It is the same in every row, and wrong in one place only.
            row = None
        if file is None:
            file, row = CONFIG, None
            named = f"{self.place}.rows.{line}.{column}" if column else f"{self.place}.rows"
        elif column in self.constants:
            file, row, named = CONFIG, None, f"{self.place}.constants.{column}"
        return Fault(
            kind=unfit.kind,
            file=file,
            table=self.table,
            row=row,
            column=named,
            value=None if value is None else visible(value),
            sheet=self.sheet,
            cell=self._cell(row, named),
            problem=unfit.problem,
            remedy=unfit.remedy,
        )

    def _cell(self, row: int | None, column: str | None) -> str | None:
        if self.sheet is None or row is None or column not in self.header:
            return None
        return f"{letters(self.header.index(column))}{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One table's rows: columns of values (None where empty) with, for each row, its origin and line.

    `told` are the rows about which something was told. `notes` are what was done to them by rule. `whole` is false where rows could not be read at all: then nothing may be said about ids that are missing.
    `unread` says, for columns in which there are any, which cells hold what could not be understood.
    """

    table: Table
    columns: Mapping[str, Objects]
    origins: tuple[Origin, ...]
    origin: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    stood: npt.NDArray[np.int64]
    left_out: Mask
    told: Mask
    whole: bool
    ledger: Ledger
    tally: Tally
    notes: tuple[DataNote, ...] = ()
    unread: Mapping[str, Mask] = field(default_factory=dict)

    def report(self, index: int, column: str, unfit: Unfit) -> None:
        """Tell what is wrong with the value in a row; where that is tolerated, the row is left out."""
        self.report_text(index, column, unfit, shown(self.columns[column][index]))

    def report_text(self, index: int, column: str, unfit: Unfit, value: str | None) -> None:
        """The same where the value is still text."""
        origin = self.origins[self.origin[index]]
        fault = origin.fault(unfit, column, int(self.lines[index]), value, int(self.stood[index]))
        self.told[index] = True
        if self.ledger.add(fault):
            self.left_out[index] = True

    def place(self, index: int) -> Message:
        """Where a row stands, for a message about another one."""
        origin = self.origins[self.origin[index]]
        file, row = origin.file or origin.place, int(self.lines[index])
        if origin.sheet is not None:
            return say("{file} sheet {sheet} row {row}", file=file, sheet=origin.sheet, row=row)
        return say("{file} row {row}", file=file, row=row)

    def filled(self, *names: str) -> Mask:
        """Which rows have a value in all these columns and are not left out."""
        filled = ~self.left_out
        for name in names:
            filled &= pd.notna(self.columns[name])
        return filled

    def understood(self, *names: str) -> Mask:
        """Which rows hold nothing in these columns that could not be understood."""
        understood = np.ones(len(self.lines), dtype=bool)
        for name in names:
            if name in self.unread:
                understood &= ~self.unread[name]
        return understood

    def frame(self, mask: Mask, names: Sequence[str]) -> pd.DataFrame:
        """Some rows and columns, numbered as here, for comparing whole rows with one another."""
        values = {name: self.columns[name][mask] for name in names}
        return pd.DataFrame(values, index=np.flatnonzero(mask), dtype=object)

    def known(self) -> dict[str, None]:
        """The ids of its rows, in order."""
        assert self.table.id is not None
        return dict.fromkeys(self.columns[self.table.id][self.filled(self.table.id)])

    def records(self) -> Iterable[Mapping[str, Any]]:
        """The rows that are left, each as the values of its canonical columns."""
        columns = [
            [column.empty if value is None else value for value in self.columns[column.name][~self.left_out]]
            for column in self.table.columns
        ]
        names = self.table.names
        return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def indices(mask: Mask) -> list[int]:
    """Where a mask is true."""
    found: list[int] = np.flatnonzero(mask).tolist()
    return found


def shown(value: object) -> str | None:
    """A value as it stood in the file, or nearly so."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
