"""All sources of a canonical table, read, mapped and understood as values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook.domain.period import FiscalYear
from tallybook.errors import Fault, say
from tallybook.settings import Source
from tallybook.tables import dates, mapping, sheets, sources
from tallybook.tables.decoding import decode
from tallybook.tables.faults import CONFIG, Ledger, Unfit
from tallybook.tables.rows import Origin, Rows, indices
from tallybook.tables.schema import Column, Table
from tallybook.tables.sheets import Sheet
from tallybook.tables.style import Style


@dataclass(frozen=True, slots=True)
class Desk:
    """Where reading takes place: the workspace's folder, its year, and the ledger of faults."""

    root: Path
    fiscal: FiscalYear
    ledger: Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The rows of one file or one list in the settings."""

    origin: Origin
    texts: pd.DataFrame
    lines: npt.NDArray[np.int64]
    style: Style
    absent: frozenset[str]
    whole: bool


def load(table: Table, declared: tuple[Source, ...], desk: Desk) -> Rows:
    """Read every source of a table; what cannot be read or understood goes into the ledger."""
    keys = [
        f"tallybook.tables.{table.name}" + (f".{number}" if len(declared) > 1 else "")
        for number in range(1, len(declared) + 1)
    ]
    read = [list(_parts(table, source, key, desk)) for source, key in zip(declared, keys, strict=True)]
    read = [
        _distinct(found) if source.distinct else found for source, found in zip(declared, read, strict=True)
    ]
    parts = [part for source in read for part in source]
    rows = _joined(table, parts, desk.ledger)
    values = {column.name: _values(rows, parts, column) for column in table.columns}
    return replace(rows, columns=values, whole=rows.whole and all(read))


def _parts(table: Table, source: Source, place: str, desk: Desk) -> Iterator[_Part]:
    unknown = mapping.unknown_names(source, table)
    for key, unfit in unknown.items():
        desk.ledger.add(_in_settings(unfit, table, f"{place}.{key}"))
    try:
        if source.dates:
            dates.check_dates(source.dates)
        if source.delimiter in '"\r\n':
            raise _no_delimiter()
        files = () if source.file is None else sources.find(desk.root, source.file)
    except Unfit as unfit:
        key = {"wrong-date-format": "dates", "wrong-delimiter": "delimiter"}.get(unfit.kind, "file")
        desk.ledger.add(_in_settings(unfit, table, f"{place}.{key}", getattr(source, key)))
        return
    if source.rows is not None:
        yield _mapped(table, source, _Read(place, None, sheets.of_rows(source.rows)), desk)
    for path in files:
        name = sources.shown(desk.root, path)
        try:
            sheet = sheets.of_csv(decode(sources.read(path), source.encoding), source.delimiter)
        except Unfit as unfit:
            origin = Origin(table=table.name, place=place, file=name, names={})
            desk.ledger.add(origin.fault(unfit, None, unfit.row, None))
            continue
        yield _mapped(table, source, _Read(place, name, sheet), desk)


@dataclass(frozen=True, slots=True)
class _Read:
    place: str
    file: str | None
    sheet: Sheet


def _mapped(table: Table, source: Source, read: _Read, desk: Desk) -> _Part:
    found = mapping.apply(source, table, read.sheet)
    origin = Origin(
        table=table.name,
        place=read.place,
        file=read.file,
        names=found.names,
        constants=frozenset(source.constants) - frozenset(found.names),
    )
    header = replace(origin, names=source.columns)
    for column, unfit in found.absent.items():
        desk.ledger.add(header.fault(unfit, column, 1, None))
    whole = not found.absent
    for line, count in read.sheet.uneven:
        whole &= desk.ledger.add(origin.fault(_uneven(count, len(read.sheet.header)), None, line, None))
    return _Part(
        origin=origin,
        texts=found.texts,
        lines=read.sheet.lines[found.taken],
        style=Style(dates=source.dates, thousands=source.thousands, fiscal=desk.fiscal),
        absent=frozenset(found.absent),
        whole=whole,
    )


def _distinct(parts: list[_Part]) -> list[_Part]:
    """The parts without the rows that are like an earlier one, in whichever file."""
    if not parts:
        return parts
    first = ~pd.concat([part.texts for part in parts]).duplicated().to_numpy()
    masks = np.split(first, np.cumsum([len(part.lines) for part in parts])[:-1])
    return [
        replace(part, texts=part.texts[mask], lines=part.lines[mask])
        for part, mask in zip(parts, masks, strict=True)
    ]


def _joined(table: Table, parts: list[_Part], ledger: Ledger) -> Rows:
    sizes = [len(part.lines) for part in parts]
    texts = [np.empty((0, len(table.names)), object), *(part.texts.to_numpy(object) for part in parts)]
    return Rows(
        table=table,
        columns=dict(zip(table.names, np.concatenate(texts).T, strict=True)),
        origins=tuple(part.origin for part in parts),
        origin=np.repeat(np.arange(len(parts)), sizes),
        lines=np.concatenate([np.empty(0, np.int64), *(part.lines for part in parts)]),
        left_out=np.zeros(sum(sizes), dtype=bool),
        whole=all(part.whole for part in parts),
        ledger=ledger,
    )


def _values(rows: Rows, parts: list[_Part], column: Column) -> npt.NDArray[np.object_]:
    """A column's texts understood as values, each source in its own style."""
    texts = rows.columns[column.name]
    values = np.empty(len(texts), dtype=object)
    start = 0
    for part in parts:
        stretch = slice(start, start + len(part.lines))
        values[stretch], unfit = sheets.each(texts[stretch], _reader(column, part.style))
        for place, reason in unfit:
            rows.report_text(start + place, column.name, reason, texts[start + place])
        if column.required and column.name not in part.absent:
            for place in indices(pd.isna(texts[stretch])):
                rows.report_text(start + place, column.name, _missing(column), None)
        start = stretch.stop
    return values


def _reader(column: Column, style: Style) -> Callable[[str], object]:
    return lambda text: column.read(text, style)


def _in_settings(unfit: Unfit, table: Table, key: str, value: str | None = None) -> Fault:
    return Fault(
        kind=unfit.kind,
        file=CONFIG,
        table=table.name,
        column=key,
        value=value,
        problem=unfit.problem,
        remedy=unfit.remedy,
    )


def _missing(column: Column) -> Unfit:
    return Unfit(
        "missing-value",
        say("There is no {column} here.", column=column.name),
        say("Fill the cell in, or say in the settings what an empty one stands for with defaults."),
    )


def _uneven(count: int, wanted: int) -> Unfit:
    return Unfit(
        "wrong-field-count",
        say("This row has {count} fields, but the header has {wanted}.", count=count, wanted=wanted),
        say("Put a field that holds the separator between quotation marks.")
        if count > wanted
        else say("Fill in what is missing; a field that holds a line break stands between quotation marks."),
    )


def _no_delimiter() -> Unfit:
    return Unfit(
        "wrong-delimiter",
        say("Fields cannot be separated by quotation marks or line breaks."),
        say("Use a comma, a semicolon or a tab."),
    )
