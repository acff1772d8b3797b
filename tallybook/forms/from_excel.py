"""Returned forms in Excel, found by what stands in them: renamed, moved, merged and copied as they may be."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tallybook.errors import Message, say
from tallybook.forms import layout
from tallybook.forms.marks import END, GIVEN, HEAD, MARKS, NAMES, TURN
from tallybook.forms.returned import Held, Returned, Table, twice
from tallybook.settings.sources import Format, Source
from tallybook.sources import Grid, Oddity, Row
from tallybook.sources.packages import FORMS
from tallybook.sources.workbooks import grids

_MARKS = frozenset(MARKS + name for name in (TURN, END, HEAD, GIVEN, *NAMES))


def read(path: Path) -> Returned:
    """The form in an Excel file; raises Unfit where the file cannot be read at all."""
    found = Returned(path)
    for grid in grids(path, Source(file=path.name, sheets="*", format=Format.EXCEL), FORMS):
        _Reader(found, grid).read()
    return found


class _Reader:
    """Reads one sheet: its marks say which row is what."""

    def __init__(self, found: Returned, grid: Grid) -> None:
        self._found, self._grid = found, grid
        self._marks: int | None = None
        self._section: layout.Section | None = None
        self._table: Table | None = None

    def read(self) -> None:
        """Take in what belongs to the form."""
        for row in self._grid.rows:
            for text in row.cells:
                self._found.take_stamp(text)
            if self._marks is None:
                self._marks = next((at for at, text in enumerate(row.cells) if text in _MARKS), None)
            mark = self._mark(row)
            if mark is None or mark == GIVEN:
                if self._table is not None:
                    self._table.add(self._cells(row), given=mark == GIVEN)
            else:
                self._turn_to(mark, row)

    def _mark(self, row: Row) -> str | None:
        text = row.cells[self._marks] if self._marks is not None else ""
        return text.removeprefix(MARKS) if text in _MARKS else None

    def _turn_to(self, mark: str, row: Row) -> None:
        """Another part of the form begins in this row."""
        table, self._table = self._table, None
        if mark == TURN:
            cells = [held for held in self._cells(row) if held is not None and (held.text or held.wrong)]
            self._found.turn = cells[-1] if cells else None
        elif mark == HEAD and self._section is not None:
            if self._section.name in self._found.sections:
                where = next((held for held in self._cells(row) if held and held.text), None)
                self._found.report("form-twice", *twice(self._section, self._grid.sheet), where)
            self._table = Table(self._found, self._section, self._cells(row))
        elif mark in NAMES:
            self._section = layout.named(mark)
        else:
            self._table = table if mark == GIVEN else None

    def _cells(self, row: Row) -> Sequence[Held | None]:
        return tuple(
            None if at == self._marks else Held(text, _place(row.line, at), _WRONG.get(row.odd.get(at, 0)))
            for at, text in enumerate(row.cells)
        )


def _place(line: int, at: int) -> str:
    """A cell as a person finds it."""
    return f"{''.join(_letters(at + 1))}{line}"


def _letters(number: int) -> Iterator[str]:
    if number > 26:
        yield from _letters((number - 1) // 26)
    yield chr(ord("A") + (number - 1) % 26)


_WRONG: dict[int, tuple[Message, Message]] = {
    Oddity.ERROR: (say("The cell holds an error."), say("Write the value itself.")),
    Oddity.UNCALCULATED: (say("The cell holds a formula without a result."), say("Write the value itself.")),
}
