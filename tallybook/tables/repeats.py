"""Rows that say the same thing once more: what is declared to become of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tallybook.domain.records import DataNote
from tallybook.errors import say
from tallybook.settings import Source
from tallybook.settings.sources import Repeated
from tallybook.sources.unfit import Unfit
from tallybook.tables.rows import Rows, shown
from tallybook.tables.sheets import Mask


def settle(rows: Rows, sources: Sequence[tuple[str, Source]]) -> Rows:
    """The rows as each source's rule for repeated ones leaves them, and how many were joined or passed over.

    `sources` are pairs of key path and source. A fault is reported; of others the last row stays, alone or with
    the sum of all.
    """
    keep = np.ones(len(rows.lines), dtype=bool)
    notes: list[DataNote] = []
    for place, source in sources:
        for several in _groups(rows, place, source):
            if source.repeated is Repeated.FAULT:
                for index in several[1:]:
                    rows.report(index, source.one_row_per[-1], _again(rows, several[0], source))
                continue
            if source.repeated is Repeated.SUM:
                rows.columns["value"][several[-1]] = sum(rows.columns["value"][several])
            keep[several[:-1]] = False
        notes += _told(rows, source, int((~keep & _of(rows, place)).sum()))
    return replace(rows if keep.all() else _taken(rows, keep), notes=tuple(notes))


def _of(rows: Rows, place: str) -> Mask:
    """Which rows come from a source."""
    origins = [number for number, origin in enumerate(rows.origins) if origin.place == place]
    return np.isin(rows.origin, origins)


def _groups(rows: Rows, place: str, source: Source) -> Iterator[list[int]]:
    """The places of rows that have one key, in the order of the file; those that cannot be understood are in none."""
    key = list(source.one_row_per)
    if not key or not {*key, *_summed(source)} <= {*rows.table.names}:
        return
    keys = rows.frame(rows.filled(*_summed(source)) & rows.understood(*key) & _of(rows, place), key)
    repeated = keys[keys.duplicated(keep=False)]
    for _, group in repeated.groupby(key, dropna=False, sort=False):
        yield group.index.tolist()


def _summed(source: Source) -> tuple[str, ...]:
    return ("value",) if source.repeated is Repeated.SUM else ()


def _told(rows: Rows, source: Source, count: int) -> Iterator[DataNote]:
    if not count:
        return
    key = tuple(source.one_row_per)
    text = (
        say("Rows of {table} that repeat one of the same {key}, so that their amounts were added up: {count}.",
            count=count, table=rows.table.name, key=key)
        if source.repeated is Repeated.SUM
        else say("Rows of {table} that another of the same {key} follows, so that only that one counts: {count}.",
                 count=count, table=rows.table.name, key=key)
    )  # fmt: skip
    yield DataNote(kind="repeated-rows", table=rows.table.name, count=count, text=text)


def _again(rows: Rows, first: int, source: Source) -> Unfit:
    values = (shown(rows.columns[name][first]) for name in source.one_row_per)
    return Unfit(
        "duplicate-key",
        say(
            "{key} stands here again; it is already in {first}.",
            key=tuple(value for value in values if value is not None),
            first=rows.place(first),
        ),
        say("Keep one of the two rows, or say in the settings which counts with repeated: last or sum."),
    )


def _taken(rows: Rows, mask: Mask) -> Rows:
    return replace(
        rows,
        columns={name: column[mask] for name, column in rows.columns.items()},
        origin=rows.origin[mask],
        lines=rows.lines[mask],
        stood=rows.stood[mask],
        left_out=rows.left_out[mask],
        told=rows.told[mask],
        unread={name: cells[mask] for name, cells in rows.unread.items()},
    )
