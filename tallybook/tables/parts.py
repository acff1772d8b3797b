"""One source's parts: the rows of each file that it names, or of its list in the settings, mapped and still text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from tallybook import sources
from tallybook.domain.period import FiscalYear
from tallybook.errors import Fault, say
from tallybook.settings import Settings, Source
from tallybook.sources import Grid, Unfit
from tallybook.tables import dates, mapping, queries, shaping, sheets, strays
from tallybook.tables.faults import CONFIG, Ledger
from tallybook.tables.rows import Origin
from tallybook.tables.schema import Table
from tallybook.tables.seen import Tally
from tallybook.tables.sheets import Mask, Odd, Sheet
from tallybook.tables.style import Style

# So many rows a sieve looks at together.
_TOGETHER = 200_000
ROW_LIMIT: int = Settings.model_fields["row_limit"].default


@dataclass(frozen=True, slots=True)
class Desk:
    """Where reading takes place: the workspace's folder, its year, the ledger of faults, folders outside, most rows.

    `days` are those that a query may ask for by name; `masks` says that no phone number is read as it is.
    """

    root: Path
    fiscal: FiscalYear
    ledger: Ledger
    read_from: tuple[str, ...] = ()
    row_limit: int = ROW_LIMIT
    days: Mapping[str, date] = field(default_factory=dict)
    masks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one file or list; `absent` are columns not found, `whole` says that no row had to be passed over.

    `stray` are the rows that are no data, and said to be none.
    """

    origin: Origin
    texts: pd.DataFrame
    odd: Mapping[str, Odd]
    lines: npt.NDArray[np.int64]
    stood: npt.NDArray[np.int64] | None
    stray: Mask
    style: Style
    absent: frozenset[str]
    whole: bool
    tally: Tally
    found: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReader:
    """Reads one source of a table; `place` is the source's key path in the settings.

    With a `sieve` the source gives several smaller parts, each with no more than the sieve leaves.
    """

    table: Table
    source: Source
    place: str
    desk: Desk
    sieve: Callable[[Part], Part] | None = None

    def parts(self) -> list[Part | None]:
        """The parts in order, None for each that could not be read; distinct rows only, where that is declared."""
        found = [self._sieved(part) for part in self._parts()]
        return _distinct(found) if self.source.distinct else found

    def _sieved(self, part: Part | None) -> Part | None:
        return part if part is None or self.sieve is None else self.sieve(part)

    def _parts(self) -> Iterator[Part | None]:
        for key, unfit in mapping.unknown_names(self.source, self.table).items():
            self._report(unfit, key)
        if not self._dates_are_known():
            yield None
        elif self.source.rows is not None:
            yield self._mapped(None, sheets.of_rows(self.source.rows))
        elif self.source.file is None:
            asked = queries.asking(self.source, self.desk.days)
            yield from self._of_grids(
                lambda: sources.database_grids(self.desk.root, asked, self.desk.read_from), self._label
            )
        elif (paths := self._paths()) is None:
            yield None
        else:
            for path in paths:
                yield from self._of_file(path)

    def _paths(self) -> tuple[Path, ...] | None:
        try:
            return sources.find(self.desk.root, self.source.file or "", self.desk.read_from)
        except Unfit as unfit:
            self._report(unfit, "file", self.source.file)
            return None

    def _dates_are_known(self) -> bool:
        try:
            if self.source.dates:
                dates.check_dates(self.source.dates)
        except Unfit as unfit:
            self._report(unfit, "dates", self.source.dates)
            return False
        return True

    def _of_file(self, path: Path) -> Iterator[Part | None]:
        file = sources.shown(self.desk.root, path)
        yield from self._of_grids(lambda: sources.grids(path, self.source), file)

    @property
    def _label(self) -> str:
        """What stands for the file's name where a database or a query is read."""
        source = self.source
        return ": ".join(part for part in (source.database, source.table or "query") if part)

    def _of_grids(self, read: Callable[[], Iterator[Grid]], file: str) -> Iterator[Part | None]:
        """A part for each sheet, up to the first that cannot be read."""
        try:
            for grid in read():
                yield from self._of_grid(grid, file)
        except Unfit as unfit:
            self._report_file(unfit, file)
            yield None

    def _of_grid(self, grid: Grid, file: str) -> Iterator[Part | None]:
        together = _TOGETHER if self.sieve else None
        try:
            for sheet in shaping.sheets_of(grid, self.source, file, self.desk.row_limit, together):
                part = self._mapped(file, sheet)
                yield None if part is None else replace(part, found=grid.found)
        except Unfit as unfit:
            self._report_file(unfit, file, grid.sheet)
            yield None

    def _mapped(self, file: str | None, sheet: Sheet) -> Part | None:
        try:
            found = mapping.apply(self.source, self.table, sheet)
        except Unfit as unfit:
            self._report_file(unfit, file, sheet.sheet)
            return None
        origin = Origin(
            table=self.table.name,
            place=self.place,
            file=file,
            names=found.names,
            constants=frozenset(self.source.constants) - frozenset(found.names),
            sheet=sheet.sheet,
            header=sheet.header,
            made=found.sheet.made,
            headings=frozenset(self.source.unpivot.into if self.source.unpivot else ()),
        )
        header = replace(origin, names=self.source.columns)
        for column, absence in found.absent.items():
            self.desk.ledger.add(header.fault(absence, column, 1, None))
        # Every row is to be reported, so none of the answers may be passed over.
        tolerated = [
            self.desk.ledger.add(origin.fault(_uneven(count, len(sheet.header)), None, line, None))
            for line, count in sheet.uneven
        ]
        return Part(
            origin=origin,
            texts=found.texts,
            odd=found.odd,
            lines=found.sheet.lines,
            stood=found.sheet.stood,
            stray=self._strays(found, origin),
            style=self._style(),
            absent=frozenset(found.absent),
            whole=not found.absent and all(tolerated),
            tally=Tally(
                read=len(sheet.lines),
                kept=found.kept,
                made=len(found.sheet.lines),
                distinct=len(found.sheet.lines),
            ),
        )

    def _strays(self, found: mapping.Mapped, origin: Origin) -> Mask:
        """The rows that are no data, each reported."""
        stray = np.zeros(len(found.sheet.lines), dtype=bool)
        named = replace(origin, names={})
        for place, column, unfit in strays.strays(found, self.table):
            stray[place] = True
            line, text = int(found.sheet.lines[place]), found.sheet.columns[column][place]
            self.desk.ledger.add(named.fault(unfit, column, line, text))
        return stray

    def _style(self) -> Style:
        source = self.source
        return Style(
            masks=self.desk.masks,
            dates=source.dates,
            thousands=source.thousands,
            decimal=source.decimal,
            scale={
                name: given if isinstance(given, Decimal) else _FACTORS[given]
                for name, given in source.scale.items()
            },
            fiscal=self.desk.fiscal,
        )

    def _report_file(self, unfit: Unfit, file: str | None, sheet: str | None = None) -> None:
        origin = Origin(
            table=self.table.name, place=self.place, file=unfit.file or file, names={}, sheet=sheet
        )
        self.desk.ledger.add(origin.fault(unfit, None, unfit.row, None))

    def _report(self, unfit: Unfit, key: str, value: str | None = None) -> None:
        self.desk.ledger.add(
            Fault(
                kind=unfit.kind,
                file=CONFIG,
                table=self.table.name,
                column=f"{self.place}.{key}",
                value=value,
                problem=unfit.problem,
                remedy=unfit.remedy,
            )
        )


def _distinct(parts: list[Part | None]) -> list[Part | None]:
    """The parts without the rows that are like an earlier one, in whichever file."""
    texts = [part.texts for part in parts if part is not None]
    if not texts:
        return parts
    first = ~pd.concat(texts).duplicated().to_numpy()
    masks = iter(np.split(first, np.cumsum([len(each) for each in texts])[:-1]))
    return [None if part is None else _once(part, next(masks)) for part in parts]


def _once(part: Part, first: Mask) -> Part:
    return replace(taken(part, first), tally=replace(part.tally, distinct=int(first.sum())))


def taken(part: Part, mask: Mask) -> Part:
    """The rows of a part for which the mask is true."""
    return replace(
        part,
        texts=part.texts[mask],
        odd={name: marks[mask] for name, marks in part.odd.items()},
        lines=part.lines[mask],
        stood=None if part.stood is None else part.stood[mask],
        stray=part.stray[mask],
    )


_FACTORS = {
    word + unit: Decimal(10) ** power
    for word, power in (("千", 3), ("万", 4), ("百万", 6), ("亿", 8))
    for unit in ("", "元")
}


def _uneven(count: int, wanted: int) -> Unfit:
    return Unfit(
        "wrong-field-count",
        say("This row has {count} fields, but the header has {wanted}.", count=count, wanted=wanted),
        say("Put a field that holds the separator between quotation marks.")
        if count > wanted
        else say(
            "Fill in what is missing, or leave a remark below the table out with without; a field that holds a line break stands between quotation marks."
        ),
    )
