"""From a file's columns to the canonical ones, as a source declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tallybook.errors import Message, say
from tallybook.settings import Source
from tallybook.settings.sources import Repeated
from tallybook.sources.decoding import clean
from tallybook.sources.nearest import listed, meant, nearest
from tallybook.sources.unfit import Unfit
from tallybook.tables import cells
from tallybook.tables.patterns import any_matching
from tallybook.tables.schema import Column, Table
from tallybook.tables.sheets import Mask, Objects, Odd, Sheet, each
from tallybook.tables.unpivoting import long


@dataclass(frozen=True, slots=True)
class Mapped:
    """Canonical columns of text with the file's names for them, and the columns that could not be found.

    `kept` is how many of the file's rows the filters let through.
    """

    texts: pd.DataFrame
    sheet: Sheet
    names: Mapping[str, str]
    absent: Mapping[str, Unfit]
    kept: int

    @property
    def odd(self) -> Mapping[str, Odd]:
        """The odd cells of the columns that were chosen, by canonical name."""
        marks = self.sheet.odd
        return {canonical: marks[name] for canonical, name in self.names.items() if name in marks}


def apply(source: Source, table: Table, sheet: Sheet) -> Mapped:
    """Choose, rename and translate a sheet's columns and rows; raises Unfit where it cannot be made long."""
    sheet, unfilled = _filled_down(source, sheet)
    keep, unknown = _fitting(source, sheet)
    sheet = sheet.taken(keep)
    if source.unpivot is not None:
        words = source.values.get(source.unpivot.value, {})
        sheet = long(
            sheet, source.unpivot, [clean(old) or "" for old, new in words.items() if not clean(new or "")]
        )
    texts, names, absent = {}, {}, {}
    for column in table.columns:
        try:
            name, found = _column(source, column, sheet)
        except Unfit as unfit:
            absent[column.name] = unfit
            name, found = None, None
        if name is not None:
            names[column.name] = name
        texts[column.name] = _translated(source, column.name, _filled(found, len(sheet.lines)))
    return Mapped(
        pd.DataFrame(texts, dtype=object), sheet, names, absent | unknown | unfilled, int(keep.sum())
    )


def unknown_names(source: Source, table: Table) -> Mapping[str, Unfit]:
    """What the mapping says about columns that the table does not have, by key below the source."""
    parts: dict[str, Mapping[str, object]] = {
        "columns": source.columns,
        "constants": source.constants,
        "defaults": source.defaults,
        "values": source.values,
        "scale": source.scale,
    }
    unknown: dict[str, Unfit] = {
        f"{part}.{name}": _unknown(name, table)
        for part, named in parts.items()
        for name in named
        if name not in table.names
    }
    if source.unpivot is not None:
        made = {"into": source.unpivot.into, "value": (source.unpivot.value,)}
        for key, names in made.items():
            unknown |= {f"unpivot.{key}": _unknown(name, table) for name in names if name not in table.names}
    for name in source.scale:
        if name in table.names and name not in (amounts := _amounts(table)):
            unknown[f"scale.{name}"] = Unfit(
                "unknown-column",
                say("The column {column} holds no amounts.", column=name),
                meant(name, amounts),
            )
    unknown |= {
        f"one_row_per.{name}": _unknown(name, table) for name in source.one_row_per if name not in table.names
    }
    if source.repeated is not Repeated.FAULT and not source.one_row_per:
        unknown["repeated"] = Unfit(
            "unknown-column",
            say("It is not said by which columns two rows are about the same."),
            say("Name them under one_row_per, such as [manager_id, date, kpi_id]."),
        )
    if source.repeated is Repeated.SUM and "value" not in table.names:
        unknown["repeated"] = Unfit(
            "unknown-column",
            say("The table {table} has no amounts to be added up.", table=table.name),
            say("Write fault or last."),
        )
    used = {*table.names, *source.columns.values(), *source.where}
    for number, row in enumerate(source.rows or (), 1):
        unknown |= {f"rows.{number}.{name}": _unknown(name, table) for name in row if name not in used}
    return unknown


def _amounts(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.read is cells.amount)


def _column(source: Source, column: Column, sheet: Sheet) -> tuple[str | None, Objects | str | None]:
    """A canonical column's name in the file and its texts, or the one text of all rows."""
    name = column.name
    if name in sheet.made:
        return name, sheet.columns[name]
    if name in source.columns:
        return _named(sheet, source.columns[name], name)
    if name in source.constants:
        return None, source.constants[name]
    if name in sheet.header or (column.required and name not in source.defaults):
        return _named(sheet, name, name)
    return None, None


def _named(sheet: Sheet, name: str, canonical: str) -> tuple[str, Objects]:
    header = clean(name) or ""
    if header not in sheet.columns:
        raise Unfit(
            "missing-column",
            say("The file has no column {column}.", column=header),
            _where_it_may_be(sheet, header, canonical),
        )
    if sheet.header.count(header) > 1:
        raise Unfit(
            "repeated-column",
            say("The file has several columns {column}.", column=header),
            say("Give each column a name of its own."),
        )
    return header, sheet.columns[header]


def _where_it_may_be(sheet: Sheet, name: str, canonical: str) -> Message:
    if len(sheet.header) == 1 and (
        found := next((mark for mark in ";\t|," if mark in sheet.header[0]), None)
    ):
        return say(
            'The whole header is one field: declare what separates them with delimiter: "{delimiter}".',
            delimiter="\\t" if found == "\t" else found,
        )
    if near := nearest(name, sheet.header):
        return say("Did you mean {word}?", word=near)
    return say(
        "Say under columns which one holds {column}; the file has: {words}.",
        column=canonical,
        words=listed(sheet.header),
    )


def _filled(found: Objects | str | None, count: int) -> Objects:
    if isinstance(found, np.ndarray):
        return found
    column = np.empty(count, dtype=object)
    column[:] = clean(found) if found else None
    return column


def _translated(source: Source, name: str, texts: Objects) -> Objects:
    words = {clean(old) or "": clean(new or "") for old, new in source.values.get(name, {}).items()}
    translated = each(texts, lambda text: words.get(text, text))[0] if words else texts
    translated = _replaced(translated, pd.isna(texts), words.get(""))
    return _replaced(translated, pd.isna(translated), clean(source.defaults.get(name) or ""))


def _replaced(texts: Objects, where: Mask, text: str | None) -> Objects:
    return texts if text is None else np.where(where, np.array(text, dtype=object), texts)


def _filled_down(source: Source, sheet: Sheet) -> tuple[Sheet, dict[str, Unfit]]:
    """The sheet with empty cells of some columns standing for what is above them."""
    columns, unknown = dict(sheet.columns), {}
    for name in source.fill_down:
        try:
            header, texts = _named(sheet, name, name)
            columns[header] = pd.Series(texts, dtype=object).ffill().to_numpy(object)
        except Unfit as unfit:
            unknown[name] = unfit
    return replace(sheet, columns=columns), unknown


def _fitting(source: Source, sheet: Sheet) -> tuple[Mask, dict[str, Unfit]]:
    """Which rows are wanted: those that `where` lets in and `without` does not keep out."""
    keep = np.ones(len(sheet.lines), dtype=bool)
    unknown = {}
    wanted = [(name, values, True) for name, values in source.where.items()]
    unwanted = [(name, values, False) for name, values in source.without.items()]
    for name, values, kept in (*wanted, *unwanted):
        try:
            _, texts = _named(sheet, name, name)
        except Unfit as unfit:
            unknown[name] = unfit
        else:
            keep &= _matches(texts, values if isinstance(values, tuple) else (values,)) == kept
    return keep, unknown


def _matches(texts: Objects, patterns: tuple[str | None, ...]) -> Mask:
    codes, distinct = pd.factorize(texts, use_na_sentinel=False)
    found = [any_matching(patterns, None if pd.isna(text) else text) for text in distinct]
    return np.array(found, dtype=bool)[codes]


def _unknown(name: str, table: Table) -> Unfit:
    return Unfit(
        "unknown-column",
        say("The table {table} has no column {column}.", table=table.name, column=name),
        meant(name, table.names),
    )
