"""Sieving: of millions of visits only those are kept that a period's book needs, or that something is wrong with.

Every row is understood and checked by itself, some at a time; what is sound and not needed is passed over. Of those
no more is kept than a digest of each id, by which it is found out whether an id stands there twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.domain.records import DataNote, concerns
from tallybook.errors import say
from tallybook.tables import keys, validity
from tallybook.tables.parts import Desk, Part, taken
from tallybook.tables.rows import Rows
from tallybook.tables.schema import Table
from tallybook.tables.sheets import Mask, Objects
from tallybook.tables.understanding import understood

Digests = npt.NDArray[np.uint64]
_NONE: Digests = np.empty(0, dtype=np.uint64)


class Sieve:
    """Takes the parts of a table one after the other; rows whose ids have one of the digests `suspects` are kept.

    `others` are the tables that rows refer to.
    """

    def __init__(
        self, table: Table, others: Mapping[str, Rows], desk: Desk, suspects: Digests = _NONE
    ) -> None:
        self._table = table
        self._others = others
        self._desk = desk
        self._suspects = suspects
        self._digests: list[Digests] = []
        self._passed = 0

    def kept(self, part: Part) -> Part:
        """The part without the rows that are passed over."""
        rows = understood(self._table, [part], self._desk.ledger)
        validity.check_order(rows)
        keep = rows.told | rows.left_out | self._needed(rows) | self._unknown(rows) | self._repeated(rows)
        keep |= validity.outside(rows, self._others["managers"])
        self._passed += int((~keep).sum())
        left = int(keep.sum())
        tally = replace(part.tally, kept=left, made=left, distinct=left)
        return replace(taken(part, keep), tally=tally)

    def repeated(self) -> Digests:
        """The digests of ids that more than one row has, or that differ in no more than case or width."""
        digests = np.sort(np.concatenate([_NONE, *self._digests]))
        return np.unique(digests[1:][digests[1:] == digests[:-1]])

    def notes(self) -> Iterator[DataNote]:
        """How many rows were passed over."""
        if self._passed:
            text = say(
                "Rows of {table} that were checked and passed over, for the book of this period does not need them: {count}.",
                count=self._passed,
                table=self._table.name,
            )
            yield DataNote(kind="passed-over", table=self._table.name, count=self._passed, text=text)

    def _needed(self, rows: Rows) -> Mask:
        first, last = self._desk.days["period_start"], self._desk.days["period_end"]
        columns = (rows.columns[name] for name in ("date", "closed_on", "handler", "due"))
        return np.fromiter(
            (
                day is not None and concerns(day, closed, first, last, is_open=bool(handler or due))
                for day, closed, handler, due in zip(*columns, strict=True)
            ),
            dtype=bool,
            count=len(rows.lines),
        )

    def _unknown(self, rows: Rows) -> Mask:
        """Which rows refer to what the other table does not have."""
        unknown = np.zeros(len(rows.lines), dtype=bool)
        for column in self._table.columns:
            if (others := self._others.get(column.refers or "")) is not None:
                unknown |= _strange(rows.columns[column.name], others.known())
        return unknown

    def _repeated(self, rows: Rows) -> Mask:
        """Which rows are suspects; the digests of all their ids are put down."""
        assert self._table.id is not None
        ids = rows.columns[self._table.id]
        filled = rows.filled(self._table.id)
        folded = np.empty(int(filled.sum()), dtype=object)
        folded[:] = [keys.folded(identifier) for identifier in ids[filled]]
        digests = pd.util.hash_array(folded, categorize=False)
        self._digests.append(digests)
        repeated = np.zeros(len(ids), dtype=bool)
        repeated[filled] = np.isin(digests, self._suspects)
        return repeated


def _strange(ids: Objects, known: Mapping[str, None]) -> Mask:
    codes, distinct = pd.factorize(ids)
    return np.isin(codes, [code for code, identifier in enumerate(distinct) if identifier not in known])
