"""A form as an Excel file: one sheet to be filled in, and a hidden one that says whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from tallybook import workbooks
from tallybook.domain.facts import Fact, Measured
from tallybook.domain.forms import Form
from tallybook.domain.records import Kpi
from tallybook.errors import Message
from tallybook.forms import layout, looks, stamps, telling
from tallybook.forms.layout import SECTIONS, Column, Kind, Section, Slot
from tallybook.forms.marks import END, GIVEN, HEAD, MARKS, TURN
from tallybook.wording import Wording
from tallybook.workbooks import Area, Cell, Row, of_text

FIRST = 1
_WIDTHS = (0.0, 9.0, 54.0, 44.0, 14.0, 14.0, 17.0, 13.0)
_LAST = len(_WIDTHS) - 1
_ACROSS = _LAST - FIRST + 1
_LINE, _LEAST = 17.0, 27.0


def write(form: Form, wording: Wording) -> bytes:
    """The form as an Excel file."""
    sheet = _Sheet(form, wording)
    name = wording.text("Summary")
    stamp = replace(form.stamp, sections=layout.asked(form, wording))
    return workbooks.write(
        workbooks.Workbook(
            title=telling.title(form, wording),
            author=form.organisation,
            sheets=(
                workbooks.Sheet(
                    name=name,
                    rows=tuple(sheet.rows),
                    widths=tuple(enumerate(_WIDTHS)),
                    bars=tuple(sheet.bars),
                    entries=tuple(sheet.entries),
                    protected=True,
                    grows=True,
                    foot=telling.title(form, wording),
                ),
                workbooks.Sheet(
                    name="tallybook", rows=(workbooks.row(Cell(stamps.written(stamp))),), hidden=True
                ),
            ),
        )
    )


class _Sheet:
    """The sheet under way, from the top down."""

    def __init__(self, form: Form, wording: Wording) -> None:
        self._form, self._wording = form, wording
        self.rows: list[Row] = []
        self.bars: list[workbooks.Bars] = []
        self.entries: list[workbooks.Choice | workbooks.Days | workbooks.Numbers | workbooks.Help] = []
        self._head()
        self._results()
        for section in SECTIONS:
            self._section(section)
        self._put(self._mark(END))

    def _head(self) -> None:
        form, wording = self._form, self._wording
        self._put(None, Cell(telling.title(form, wording), looks.TITLE, across=_ACROSS), height=30)
        self._put(None, Cell(" · ".join(telling.told(form, wording)), looks.SOFT, across=_ACROSS))
        how = wording.text(
            "Please fill in the yellow cells, save, and send the file back; its name does not matter. "
            "Text may be as long as you like: a row grows with it, and Alt+Enter begins a new line within a cell."
        )
        self._put(None, Cell(how, looks.HELP, across=_ACROSS), height=18)
        label = wording.text("Handed in for the … time (raise it when you hand in again)")
        turn = (Cell(label, looks.HELP_RIGHT, across=_ACROSS - 1), *(None,) * (_ACROSS - 2))
        self._put(self._mark(TURN), *turn, Cell(1, looks.TURN))
        self.entries.append(
            workbooks.Numbers(
                area=self._area(_LAST, _LAST),
                help=(
                    wording.text("Handed in"),
                    wording.text("1, 2, 3 …: of two files the one with the greater number counts."),
                ),
            )
        )

    def _results(self) -> None:
        form, wording = self._form, self._wording
        shown = [(fact, kpi) for fact in form.facts if (kpi := form.kpi(fact.kpi_id)) is not None]
        if not shown:
            return
        self._begin(
            None,
            wording.text("KPI results so far"),
            wording.text("From the data; nothing is to be filled in here."),
        )
        names = [self._say(head) for head in telling.HEADS]
        heads = [Cell(names[0], looks.HEAD, across=2), None]
        heads += [Cell(name, looks.HEAD_RIGHT) for name in names[1:]]
        self._put(None, *heads, height=_height(heads, _LINE))
        first = len(self.rows)
        for fact, kpi in shown:
            self._put(None, *self._result(fact, kpi), height=_LINE)
        area = Area(first, FIRST + 2, len(self.rows) - 1, FIRST + 2)
        self.bars.append(workbooks.Bars(area=area, most=looks.FULL, colour=looks.BAR))

    def _result(self, fact: Fact, kpi: Kpi) -> Iterator[Cell | None]:
        unit = f" ({kpi.unit})" if kpi.unit else ""
        yield Cell(kpi.name + unit, looks.GIVEN, across=2)
        yield None
        amount = workbooks.percent(kpi.decimals) if kpi.is_percent else workbooks.amount(kpi.decimals)
        yield self._figure(fact.attainment, workbooks.percent(1))
        yield self._figure(fact.actual, amount)
        yield self._figure(fact.target, amount)
        for other in (fact.prior_year, fact.prior):
            if kpi.is_percent and other.change.value is not None:
                points = self._wording.points(other.change.value, kpi.decimals)
                yield Cell(points, replace(looks.GIVEN, align="right"))
            else:
                yield self._figure(other.rate, workbooks.percent(1, signed=True))

    def _figure(self, figure: Measured, code: str) -> Cell:
        if figure.value is None:
            return Cell(self._wording.rate(figure), replace(looks.GIVEN_SOFT, align="right"))
        return Cell(figure.value, replace(looks.GIVEN, number=code, align="right"))

    def _section(self, section: Section) -> None:
        lines = layout.lines(section, self._form, self._wording)
        if not lines:
            return
        self._begin(section.name, self._say(section.title), self._say(section.help))
        columns = telling.placed(section)
        heads = [Cell(self._say(c.title), looks.HEAD, across=c.across) if c else None for c in columns]
        self._put(self._mark(HEAD), *heads, height=_height(heads, _LINE))
        first = len(self.rows)
        for number, line in enumerate(lines, 1):
            slots = iter(line)
            cells = [self._cell(column, next(slots)) if column else None for column in columns]
            if columns[0] is None:
                cells[0] = Cell(number, looks.NUMBER)
            self._put(self._mark(GIVEN) if not line[0].open else None, *cells, height=_height(cells))
        for place, column in enumerate(columns, FIRST):
            if column is not None:
                self._enter(column, Area(first, place, len(self.rows) - 1, place))

    def _cell(self, column: Column, slot: Slot) -> Cell:
        style = looks.OPEN if slot.open else looks.GIVEN
        if column.kind is Kind.DAY or isinstance(slot.value, date):
            style = replace(style, number=workbooks.day(self._wording.language), align="left")
        elif column.kind is not Kind.NUMBER:
            # What is written there stays text, whatever it looks like.
            style = replace(style, number="@")
        return Cell(slot.value, style, across=column.across)

    def _enter(self, column: Column, area: Area) -> None:
        """What may be entered into a column, and the help that is shown beside its cells."""
        help_ = (self._say(column.title), self._say(column.help)) if column.help else None
        options = telling.options(column, self._form, self._wording)
        if options:
            refusal = (self._say(column.title), self._wording.text("Please choose from the list."))
            self.entries.append(workbooks.Choice(area=area, options=options, help=help_, refusal=refusal))
        elif column.kind is Kind.DAY:
            refusal = (
                self._say(column.title),
                self._wording.text("Please write a date, such as 2025-09-30."),
            )
            first, last = date(2000, 1, 1), date(2099, 12, 31)
            self.entries.append(
                workbooks.Days(area=area, first=first, last=last, help=help_, refusal=refusal)
            )
        elif column.kind is Kind.NUMBER:
            refusal = (self._say(column.title), self._wording.text("Please write a number."))
            self.entries.append(workbooks.Numbers(area=area, help=help_, refusal=refusal))
        elif help_ is not None:
            self.entries.append(workbooks.Help(area=area, help=help_))

    def _begin(self, mark: str | None, title: str, help_: str) -> None:
        self._put(None)
        self._put(self._mark(mark) if mark else None, Cell(title, looks.SECTION, across=_ACROSS), height=22)
        self._put(None, Cell(help_, looks.HELP, across=_ACROSS))

    def _mark(self, name: str) -> Cell:
        return Cell(MARKS + name, looks.SOFT)

    def _put(self, *cells: Cell | None, height: float | None = None) -> None:
        self.rows.append(Row(cells, height=height))

    def _area(self, left: int, right: int) -> Area:
        """Cells of the row that was put last."""
        return Area(len(self.rows) - 1, left, len(self.rows) - 1, right)

    def _say(self, message: Message) -> str:
        return self._wording.message(message)


def _height(cells: Sequence[Cell | None], least: float = _LEAST) -> float:
    """A line's height in points: room for what stands in it already, and for a word or two where nothing does."""
    placed = zip(cells, _WIDTHS[FIRST:], strict=False)
    texts = [(str(cell.value or ""), width * cell.across) for cell, width in placed if cell]
    most = max(sum(max(1, ceil(of_text(line) / width)) for line in text.split("\n")) for text, width in texts)
    return max(least, most * _LINE)
