"""All sources of a canonical table read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tallybook.settings import Source
from tallybook.tables import repeats
from tallybook.tables.parts import Desk, Part, SourceReader
from tallybook.tables.rows import Rows
from tallybook.tables.schema import Table
from tallybook.tables.sieving import Sieve
from tallybook.tables.understanding import understood


def load(
    table: Table, declared: tuple[Source, ...], desk: Desk, others: Mapping[str, Rows] = MappingProxyType({})
) -> Rows:
    """Read every source of a table; what cannot be read or understood goes into the ledger.

    `others` are the tables read before, which its rows may refer to.
    """
    if desk.days and any(source.only_needed for source in declared):
        return _sieved(table, declared, desk, others)
    return _settled(table, declared, _read(table, declared, desk), desk)


def place_of(table: Table, declared: Sequence[Source], number: int) -> str:
    """The key path of a source in the settings, numbered where there are several."""
    return f"tallybook.tables.{table.name}" + (f".{number}" if len(declared) > 1 else "")


def _sieved(table: Table, declared: tuple[Source, ...], desk: Desk, others: Mapping[str, Rows]) -> Rows:
    """Only the rows that the period needs; all are read once more where ids repeat, to tell which rows those are."""
    sieve = Sieve(table, others, desk)
    read = _read(table, declared, desk, sieve)
    if len(repeated := sieve.repeated()):
        sieve = Sieve(table, others, desk, repeated)
        read = _read(table, declared, desk, sieve)
    rows = _settled(table, declared, read, desk)
    return replace(rows, notes=(*rows.notes, *sieve.notes()))


def _read(
    table: Table, declared: tuple[Source, ...], desk: Desk, sieve: Sieve | None = None
) -> list[Part | None]:
    read: list[Part | None] = []
    for number, source in enumerate(declared, 1):
        place = place_of(table, declared, number)
        read += SourceReader(
            table=table, source=source, place=place, desk=desk, sieve=None if sieve is None else sieve.kept
        ).parts()
    return read


def _settled(table: Table, declared: tuple[Source, ...], read: list[Part | None], desk: Desk) -> Rows:
    places = [(place_of(table, declared, number), source) for number, source in enumerate(declared, 1)]
    return repeats.settle(understood(table, read, desk.ledger), places)
