"""How well a file fits a table: which of its columns each of the table's own may be."""

from collections.abc import Iterator, Mapping

import pandas as pd

from tallybook.tables import dates, guesses
from tallybook.tables.aliases import everything, folded, is_like_an_id, tells_plans, words_for, words_in
from tallybook.tables.schema import TARGETS, Column, Table
from tallybook.tables.seen import Draft
from tallybook.tables.sheets import Sheet
from tallybook.tables.style import Style

_CELLS = 200
# How much it says for a table that a column was found: by its whole name, by part of it, by contents alone.
_WHOLE, _PART, _CONTENTS, _OPTIONAL, _PLANS = 3, 2, 1, 1, 2
_WHOSE = ("manager_id", "unit_id")
# A table of people has a row for each stay of theirs; any other has each of its ids once.
_ONCE, _SEVERAL = 0.9, 0.5


class Fit:
    """A draft for one table while it is made."""

    def __init__(self, table: Table, source: Mapping[str, object], sheet: Sheet) -> None:
        self._table, self._source, self._sheet = table, source, sheet
        self._free = [name for name in dict.fromkeys(sheet.header) if name]
        self._columns: dict[str, str] = {}
        self._weights: dict[str, int] = {}
        self._wide: list[str] = []
        self._into = ""
        for column in table.columns:
            self._take(column.name, *self._by_name(column))
        self._take_wide()
        for column in table.columns:
            if self._is_lacking(column):
                self._take(column.name, self._by_content(column), _CONTENTS)
        self._take_names_for_ids()

    @property
    def name(self) -> str:
        """The table's name."""
        return self._table.name

    @property
    def score(self) -> int:
        """How well the file fits; a required column that is missing weighs as one that is there."""
        found = sum(
            self._weights.get(column.name, -_WHOLE if column.required else 0)
            for column in self._table.columns
        )
        if "kpi_id" in self._missing and self._weights.get("value", 0) > _CONTENTS:
            found += _PART  # All amounts may be of one KPI, which the settings then name.
        if self._table is TARGETS:
            texts = (str(self._source.get("file")), self._sheet.sheet or "", *self._wide)
            found += _PLANS * any(map(tells_plans, texts)) + (_PART if self._whose else -_WHOLE)
        return found

    @property
    def is_likely(self) -> bool:
        """Whether the table's own ids were found, or of a table without half of what each row must have, by name."""
        if self._table.id is not None:
            found = self._weights.get(self._table.id, 0)
            return found > _CONTENTS or (found > 0 and self.score > 0)
        required = [column.name for column in self._table.columns if column.required]
        return 2 * sum(self._weights.get(name, 0) > _CONTENTS for name in required) >= len(required)

    def result(self) -> Draft:
        """The draft, with what its contents need."""
        source = dict(self._source)
        source["columns"] = {ours: theirs for ours, theirs in self._columns.items() if ours != theirs}
        if self._wide:
            source["unpivot"] = {"columns": self._wide, "into": self._into}
        source |= self._dates() | self._numbers()
        return Draft(
            table=self._table.name,
            source={key: value for key, value in source.items() if value},
            missing=self._missing,
            unused=tuple(self._free),
        )

    @property
    def _missing(self) -> tuple[str, ...]:
        required = [column.name for column in self._table.columns if column.required]
        whose = ("manager_id",) if self._table is TARGETS and not self._whose else ()
        return (*whose, *(name for name in required if not self._has(name)))

    @property
    def _whose(self) -> bool:
        return any(name in self._columns for name in _WHOSE)

    def _is_lacking(self, column: Column) -> bool:
        needed = column.required or (
            self._table is TARGETS and column.name == "manager_id" and not self._whose
        )
        return needed and not self._has(column.name)

    def _has(self, name: str) -> bool:
        return name in self._weights

    def _take(self, ours: str, theirs: str | None, weight: int) -> None:
        if theirs is not None:
            self._columns[ours] = theirs
            self._weights[ours] = weight
            self._free.remove(theirs)

    def _by_name(self, column: Column) -> tuple[str | None, int]:
        """The heading that is known for a column, whole rather than as a part, and how much that says."""
        words = words_for(self._table.name, column.name, own_id=column.name == self._table.id)
        whole = (name for word in words for name in self._free if folded(name) == word)
        if (found := self._first(whole, column)) is not None:
            # Who is numbered in the first column is not known by name.
            surer = (
                self._first_of_ids(column)
                if column.name == self._table.id and not is_like_an_id(found)
                else None
            )
            return surer or found, _WHOLE if column.required else _OPTIONAL
        names = words_for(self._table.name, column.name)
        parts = (
            name
            for name in self._free
            if column.required
            and not any(letter.isdigit() for letter in name)
            and folded(name) not in everything()
            and "per" not in words_in(name)
            and any(len(word) > 2 and folded(name).endswith(word) for word in names)
        )
        return self._first(parts, column), _PART

    def _first(self, names: Iterator[str], column: Column) -> str | None:
        """The first of the headings whose cells do not speak against it."""
        return next((name for name in names if self._may_be(name, column)), None)

    def _may_be(self, name: str, column: Column) -> bool:
        cells = self._cells(name)
        if column.name == self._table.id:
            share = _ONCE if self._table.key else _SEVERAL
            return not cells or len(set(cells)) >= share * len(cells)
        return not guesses.contradicts(cells, column.read)

    def _by_content(self, column: Column) -> str | None:
        """The only column whose cells are all of the kind that is wanted; for ids the first, where it looks like some."""
        if column.name == self._table.id:
            return self._first_of_ids(column) if set(self._weights) - {"name"} else None
        if column.name == "manager_id" and self._table is TARGETS:
            return self._first_of_ids(column)
        fits = guesses.KINDS.get(column.read)
        found = [
            name
            for name in self._free
            if fits is not None and not self._is_known(name) and guesses.fits(self._cells(name), fits)
        ]
        return found[0] if len(found) == 1 else None

    def _first_of_ids(self, column: Column) -> str | None:
        """The file's first column, where it holds ids of it is not said what."""
        name = self._sheet.header[0]
        free = name in self._free and is_like_an_id(name) and folded(name) not in everything()
        return name if free and self._cells(name) and self._may_be(name, column) else None

    def _is_known(self, name: str) -> bool:
        """Whether a heading means something else: an id, or a column of some table."""
        return is_like_an_id(name) or folded(name) in everything()

    def _take_names_for_ids(self) -> None:
        """Where people or things have names alone, the names are their ids, too."""
        own = self._table.id
        if own is None or "name" not in self._table.names or self._has(own) == self._has("name"):
            return
        there, lacking = (own, "name") if self._has(own) else ("name", own)
        heading = self._columns[there]
        column = next(column for column in self._table.columns if column.name == own)
        if not is_like_an_id(heading) and self._may_be(heading, column):
            self._columns[lacking], self._weights[lacking] = heading, 0

    def _take_wide(self) -> None:
        """Several columns of amounts under headings that are periods, or that may be KPIs."""
        names = self._table.names
        if not {"value", "kpi_id"} <= set(names) or self._has("value"):
            return
        amounts = [name for name in self._free if guesses.fits(self._cells(name), guesses.is_number)]
        wide, into = [name for name in amounts if guesses.names_period(name)], "period"
        if into not in names and self._months(wide):
            into = "date"
        if len(wide) < 2 or into not in names:
            wide, into = [name for name in amounts if not self._is_known(name)], "kpi_id"
        dated = into != "kpi_id" or {"date", "period"} & set(self._columns)
        if len(wide) > 1 and self._whose and dated and not self._has(into):
            self._wide, self._into = wide, into
            self._weights |= {"value": _PART, into: _CONTENTS if into == "kpi_id" else _PART}
            self._free = [name for name in self._free if name not in wide]

    def _months(self, headings: list[str]) -> bool:
        return any(guesses.fits(headings, guesses.written_as(one)) for one in guesses.FORMATS)

    def _cells(self, name: str) -> list[str]:
        column = self._sheet.columns[name]
        return list(column[pd.notna(column)][:_CELLS])

    def _dates(self) -> dict[str, object]:
        written = [
            text
            for column in self._table.columns
            if column.read in (dates.day, dates.period) and column.name in self._columns
            for text in self._cells(self._columns[column.name])
            if column.read is dates.day or not guesses.names_period(text)
        ]
        if self._into == "date":
            written += self._wide
        if not written or guesses.fits(written, guesses.is_day):
            return {}
        found = [one for one in guesses.FORMATS if guesses.fits(written, guesses.written_as(one))]
        # Day or month first is not guessed: both are shown, and neither can be used as it stands.
        return {"dates": " / ".join(found)} if found else {}

    def _numbers(self) -> dict[str, object]:
        names = [self._columns["value"]] if "value" in self._columns else self._wide
        written = [text for name in names for text in self._cells(name)]
        style = next(
            (one for one in guesses.NUMBERS if guesses.fits(written, guesses.number_in(one))), Style()
        )
        signs = {"thousands": style.thousands, "decimal": style.decimal if style.decimal != "." else ""}
        return {key: sign for key, sign in signs.items() if sign}
