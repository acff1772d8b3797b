"""Rows that stand among the data and are none: totals whose id is empty, and headers of exports put together."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from tallybook.errors import Message, say
from tallybook.sources.decoding import plain
from tallybook.sources.unfit import Unfit
from tallybook.tables.mapping import Mapped
from tallybook.tables.rows import indices
from tallybook.tables.schema import Table
from tallybook.tables.sheets import Mask


def strays(found: Mapped, table: Table) -> Iterator[tuple[int, str, Unfit]]:
    """The place of each such row, the file's column in which it shows, and what is said of it."""
    first = next(iter(found.names.values()), "")
    headers = _headers(found)
    for place in indices(headers):
        yield place, first, _header()
    for place in indices(_nameless(found, table) & ~headers):
        for name in found.sheet.header:
            text = found.sheet.columns[name][place] if name else None
            if isinstance(text, str) and is_total(text):
                yield place, name, total(say("{value} stands here: this is a row of totals.", value=text))
                break


def is_total(text: str) -> bool:
    """Whether a text is a word for a total, whatever stands around it."""
    return "".join(filter(str.isalnum, plain(text))).casefold() in _TOTALS


def total(problem: Message) -> Unfit:
    """What is said of a row of totals."""
    return Unfit(
        "total-row", problem, say("Leave such rows out with without, naming this column and this value.")
    )


def _header() -> Unfit:
    return Unfit(
        "repeated-header",
        say("The header stands here again: two exports were put together."),
        say(
            "Take this row out of the file, or leave it out with without, naming this column and this value."
        ),
    )


def _headers(found: Mapped) -> Mask:
    """The rows in which every column that is used holds its own heading."""
    same = np.full(len(found.sheet.lines), bool(found.names), dtype=bool)
    for name in found.names.values():
        if name not in found.sheet.made:
            same &= found.sheet.columns[name] == name
    return same


def _nameless(found: Mapped, table: Table) -> Mask:
    """The rows that lack an id which each row must have."""
    ids = [column.name for column in table.columns if column.required and column.name in found.names]
    whose = [name for name in ("manager_id", "unit_id") if name in found.names and name not in ids]
    empty = {name: pd.isna(found.texts[name]).to_numpy(bool) for name in (*ids, *whose)}
    lacking = np.zeros(len(found.sheet.lines), dtype=bool)
    for name in ids:
        lacking |= empty[name]
    if whose and table.name == "targets":
        lacking |= np.logical_and.reduce([empty[name] for name in whose])
    return lacking


_TOTALS = frozenset(
    (
        "合计",
        "总计",
        "共计",
        "小计",
        "总和",
        "汇总",
        "累计",
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "sum",
    )
)
