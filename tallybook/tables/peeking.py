"""What a source gives: which files, how each column was taken, and the first rows after mapping."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from tallybook.domain.period import FiscalYear, Period
from tallybook.domain.records import Aggregate
from tallybook.errors import Message, UsageError, say
from tallybook.settings import Settings, Source
from tallybook.sources.nearest import listed, meant
from tallybook.tables import cells, dates, schema
from tallybook.tables.faults import Ledger
from tallybook.tables.loading import place_of
from tallybook.tables.parts import Desk, Part, SourceReader
from tallybook.tables.rows import Rows, shown
from tallybook.tables.schema import Column, Table
from tallybook.tables.seen import Peek, SeenColumn, SeenFile
from tallybook.tables.style import cut
from tallybook.tables.understanding import understood

FIRST = 5


def peek(root: Path, settings: Settings, name: str, fiscal: FiscalYear) -> Peek:
    """Look at a source such as `actuals`, or `actuals.2`; raises UsageError where there is none."""
    table, source, place = _named(settings, name)
    ledger = Ledger()
    desk = Desk(root, fiscal, ledger, settings.read_from, masks=settings.phones.masked)
    read = SourceReader(table=table, source=source, place=place, desk=desk).parts()
    rows = understood(table, read, ledger)
    parts = [part for part in read if part is not None]
    return Peek(
        place=place,
        files=tuple(
            SeenFile(
                name=part.origin.file or part.origin.place,
                sheet=part.origin.sheet,
                tally=part.tally,
                found=part.found,
            )
            for part in parts
        ),
        columns=tuple(_column(column, source, parts, rows) for column in table.columns),
        unused=_unused(source, parts),
        rows=tuple(_first(rows)),
        faults=ledger.faults,
    )


def _named(settings: Settings, name: str) -> tuple[Table, Source, str]:
    wanted, _, number = name.partition(".")
    declared = {
        table.name: (table, sources)
        for table in schema.TABLES
        if (sources := getattr(settings.tables, table.name)) is not None
    }
    if wanted not in declared:
        raise UsageError(
            say("There is no source {name}. {hint}", name=name, hint=meant(wanted, list(declared)))
        )
    table, sources = declared[wanted]
    if not (number or "1").isdecimal() or not 1 <= int(number or 1) <= len(sources):
        raise UsageError(
            say("The table {table} has {count} sources, numbered from 1.", table=wanted, count=len(sources))
        )
    return table, sources[int(number or 1) - 1], place_of(table, sources, int(number or 1))


def _column(column: Column, source: Source, parts: Sequence[Part], rows: Rows) -> SeenColumn:
    values = rows.columns[column.name]
    texts = (
        pd.concat([part.texts[column.name] for part in parts]).dropna() if parts else pd.Series(dtype=object)
    )
    filled = values[pd.notna(values)]
    return SeenColumn(
        name=column.name,
        taken=_taken(column, source, parts),
        means=_means(column),
        filled=len(filled),
        distinct=pd.Series(filled, dtype=object).map(_text).nunique(),
        written=cut(texts.iloc[0]) if len(texts) else None,
        understood=_text(filled[0]) if len(filled) else None,
    )


def _taken(column: Column, source: Source, parts: Sequence[Part]) -> Message:
    name = column.name
    if any(name in part.origin.made for part in parts):
        assert source.unpivot is not None
        return say("unpivoted: {columns}", columns=listed(source.unpivot.columns))
    if named := {part.origin.names[name] for part in parts if name in part.origin.names}:
        return say("column {column}", column=listed(sorted(named)))
    if name in source.constants:
        return say("always {value}", value=source.constants[name] or "—")
    return (
        say("always {value}", value=source.defaults[name] or "—")
        if name in source.defaults
        else say("nothing")
    )


def _means(column: Column) -> Message:
    if column.read is cells.identifier:
        return say("id")
    if column.read in (cells.amount, cells.weight, cells.places):
        return say("number")
    if column.read is dates.day:
        return say("date")
    if column.read is dates.period:
        return say("period")
    return say("text") if column.read in (cells.prose, cells.aliases) else say("word")


def _unused(source: Source, parts: Sequence[Part]) -> tuple[str, ...]:
    used = {*source.where, *source.without, *(name for part in parts for name in part.origin.names.values())}
    wide = {
        part.origin.header[place] for part in parts if part.stood is not None for place in set(part.stood)
    }
    headings = dict.fromkeys(name for part in parts for name in part.origin.header if name)
    return tuple(name for name in headings if name not in used | wide)


def _first(rows: Rows) -> list[Mapping[str, str]]:
    names = [name for name, values in rows.columns.items() if pd.notna(values).any()]
    return [
        {name: text for name in names if (text := _text(rows.columns[name][index])) is not None}
        for index in range(min(FIRST, len(rows.lines)))
    ]


def _text(value: object) -> str | None:
    if isinstance(value, Period):
        return value.slug
    if isinstance(value, Aggregate):
        return str(value)
    return "；".join(value) if isinstance(value, tuple) else shown(value)
