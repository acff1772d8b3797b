"""The parts of a canonical table joined, and their texts understood as values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.errors import say
from tallybook.sources import Oddity, Unfit
from tallybook.tables import cells, dates, oddities, sheets
from tallybook.tables.faults import Ledger
from tallybook.tables.parts import Part
from tallybook.tables.rows import Rows, indices
from tallybook.tables.schema import Column, Table
from tallybook.tables.seen import Tally
from tallybook.tables.sheets import Mask, Objects
from tallybook.tables.style import Style


def understood(table: Table, read: Sequence[Part | None], ledger: Ledger) -> Rows:
    """The rows of a table's parts with their texts as values; None is a part that could not be read."""
    parts = [part for part in read if part is not None]
    rows = _joined(table, parts, ledger)
    values = {column.name: _values(rows, parts, column) for column in table.columns}
    unread = {name: pd.notna(rows.columns[name]) & pd.isna(column) for name, column in values.items()}
    whole = len(parts) == len(read) and all(part.whole for part in parts)
    if table.id:
        # A row whose id could not be understood is there all the same, and may be what others refer to.
        whole &= not (pd.isna(values[table.id]) & ~rows.left_out).any()
    return replace(
        rows, columns=values, whole=whole, unread={name: mask for name, mask in unread.items() if mask.any()}
    )


def _joined(table: Table, parts: list[Part], ledger: Ledger) -> Rows:
    sizes = [len(part.lines) for part in parts]
    texts = [np.empty((0, len(table.names)), object), *(part.texts.to_numpy(object) for part in parts)]
    return Rows(
        table=table,
        columns=dict(zip(table.names, np.concatenate(texts).T, strict=True)),
        origins=tuple(part.origin for part in parts),
        origin=np.repeat(np.arange(len(parts)), sizes),
        lines=np.concatenate([np.empty(0, np.int64), *(part.lines for part in parts)]),
        stood=np.concatenate([np.empty(0, np.int64), *(_stood(part) for part in parts)]),
        left_out=np.concatenate([np.empty(0, bool), *(part.stray for part in parts)]),
        told=np.zeros(sum(sizes), dtype=bool),
        whole=False,
        ledger=ledger,
        tally=Tally.sum(part.tally for part in parts),
    )


def _stood(part: Part) -> npt.NDArray[np.int64]:
    return np.full(len(part.lines), -1, dtype=np.int64) if part.stood is None else part.stood


def _values(rows: Rows, parts: list[Part], column: Column) -> Objects:
    """A column's texts understood as values, each part in its own style."""
    texts = rows.columns[column.name]
    values = np.empty(len(texts), dtype=object)
    start = 0
    for part in parts:
        stretch = slice(start, start + len(part.lines))
        wrong = _report_odd(rows, part, column, start)
        known = texts[stretch].copy()
        known[wrong] = None
        for style, mask in _styles(part, column):
            values[stretch][mask], unfit = sheets.each(known[mask], _reader(column, style))
            places = np.flatnonzero(mask)
            found = [(places[place], reason) for place, reason in unfit]
            both = _mixed(column, style, [known[place] for place, _ in found])
            for place, reason in found:
                rows.report_text(start + int(place), column.name, both or reason, known[place])
        if column.required and column.name not in part.absent:
            for place in indices(pd.isna(known) & ~wrong):
                rows.report_text(start + place, column.name, _missing(column), None)
        start = stretch.stop
    return values


def _mixed(column: Column, style: Style, wrong: Sequence[str]) -> Unfit | None:
    return dates.mixed(wrong, style) if column.read is dates.day else None


def _report_odd(rows: Rows, part: Part, column: Column, start: int) -> Mask:
    """Report what a workbook's cells cannot be taken for; returns which those are, and the rows that are no data."""
    wrong = part.stray.copy()
    marks = part.odd.get(column.name)
    if marks is None:
        return wrong
    for place in indices((marks != 0) & ~wrong):
        text = rows.columns[column.name][start + place]
        unfit = oddities.found_in(Oddity(marks[place]), column, text)
        if unfit is not None:
            wrong[place] = True
            rows.report_text(start + place, column.name, unfit, text)
    return wrong


def _styles(part: Part, column: Column) -> Iterator[tuple[Style, Mask]]:
    """How each cell is to be read: what a workbook itself holds as a date is not written as the source writes."""
    marks = part.odd.get(column.name)
    if marks is None:
        yield part.style, np.ones(len(part.lines), dtype=bool)
    else:
        yield part.style, marks != Oddity.DATE
        yield replace(part.style, dates=None), marks == Oddity.DATE


def _reader(column: Column, style: Style) -> Callable[[str], object]:
    factor = style.scale.get(column.name)
    if factor is None:
        return lambda text: column.read(text, style)
    return lambda text: cells.amount(text, style) * factor


def _missing(column: Column) -> Unfit:
    return Unfit(
        "missing-value",
        say("There is no {column} here.", column=column.name),
        say("Fill the cell in, or say in the settings what an empty one stands for with defaults."),
    )
