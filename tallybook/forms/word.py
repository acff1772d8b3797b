"""A form as a Word document: tables whose yellow cells are to be filled in, and a hidden line that says whose it is.

Nothing in it is locked, for programs differ in what a locked document lets people write. So the form remembers its
own lines: whatever else stands outside the yellow cells when it comes back is told, and not lost.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tallybook.book import WordLook
from tallybook.book.word import look, sheets, styles
from tallybook.book.word.package import Package
from tallybook.book.word.settings import settings
from tallybook.book.word.xml import Element, w, written
from tallybook.domain.facts import Fact
from tallybook.domain.forms import Form
from tallybook.domain.records import Kpi
from tallybook.errors import Message
from tallybook.forms import layout, stamps, telling
from tallybook.forms.layout import SECTIONS, Column, Section, Slot
from tallybook.forms.marks import GIVEN, RESULTS, TURN, mark
from tallybook.forms.word_cells import Entry, hidden, line, table
from tallybook.wording import Wording

_ROOM = look.TURNED_ROOM
_NARROW = {
    "kpi_id": 2000,
    "measure": 2000,
    "customer": 2600,
    "target": 1600,
    "status": 1500,
    "due": 1700,
    "date": 1700,
}
_OTHERS, _FIGURE, _TURN = 1250, 1900, 900
_HIGH = 560


def write(form: Form, wording: Wording, fonts: WordLook) -> bytes:
    """The form as a Word document, the same bytes for the same form."""
    body = _Body(form, wording)
    body.fill()
    name, chinese = telling.title(form, wording), wording.language == "zh"
    package = Package(title=name, author=form.organisation, language="zh-CN" if chinese else "en")
    head = sheets.head(form.organisation, wording.period(form.period), "", turned=True)
    sheet = wording.text("Page {number} of {all}", number="{number}", all="{all}")
    edges = (package.edge(head, foot=False), package.edge(sheets.foot(name, sheet, turned=True), foot=True))
    package.add("styles", written(styles.house(fonts, titles=1, chinese=chinese).root))
    package.add("settings", written(settings()))
    made = io.BytesIO()
    package.write(made, w("document", w("body", *body.elements, sheets.section(*edges, turned=True))), None)
    return made.getvalue()


class _Body:
    """The document under way, from the top down; it notes each line that is its own."""

    def __init__(self, form: Form, wording: Wording) -> None:
        self._form, self._wording = form, wording
        self._said: dict[str, None] = {}
        self.elements: list[Element] = []

    def fill(self) -> None:
        """Put down everything, and the stamp last of all, for it names all lines."""
        form, wording = self._form, self._wording
        self._line("Heading1", telling.title(form, wording))
        self._line("Subtitle", " · ".join(telling.told(form, wording)))
        self._line(
            "TallybookSmall",
            wording.text(
                "Please fill in the yellow cells, save, and send the file back; its name does not matter. "
                "Text may be as long as you like: a row grows with it, and Enter begins a new line. "
                "Lines may be added to a table; what stands outside the yellow cells is not collected."
            ),
        )
        self._turn()
        self._results()
        for section in SECTIONS:
            self._section(section)
        stamp = replace(form.stamp, sections=layout.asked(form, wording), said=tuple(self._said))
        self.elements.insert(0, hidden(stamps.written(stamp)))

    def _turn(self) -> None:
        label = self._wording.text("Handed in for the … time (raise it when you hand in again)")
        cells = (Entry(words=label, mark=mark(TURN), right=True), Entry(words="1", open=True))
        self._table([cells], (_ROOM - _TURN, _TURN))

    def _results(self) -> None:
        form, wording = self._form, self._wording
        shown = [(fact, kpi) for fact in form.facts if (kpi := form.kpi(fact.kpi_id)) is not None]
        if not shown:
            return
        self._begin(
            wording.text("KPI results so far"),
            wording.text("From the data; nothing is to be filled in here."),
        )
        names = [self._say(head) for head in telling.HEADS]
        heads = [
            Entry(words=name, heads=True, right=at > 0, mark="" if at else mark(RESULTS))
            for at, name in enumerate(names)
        ]
        rows = [heads, *(list(self._result(fact, kpi)) for fact, kpi in shown)]
        figures = len(names) - 1
        self._table(rows, (_ROOM - figures * _FIGURE, *(_FIGURE for _ in range(figures))))

    def _result(self, fact: Fact, kpi: Kpi) -> Iterator[Entry]:
        wording = self._wording
        yield Entry(words=f"{kpi.name} ({kpi.unit})" if kpi.unit else kpi.name)
        figures = [wording.rate(fact.attainment, signed=False)]
        bare = replace(kpi, unit="%" if kpi.is_percent else "")
        figures += [wording.measured(figure, bare) for figure in (fact.actual, fact.target)]
        for other in (fact.prior_year, fact.prior):
            if kpi.is_percent and other.change.value is not None:
                figures.append(wording.points(other.change.value, kpi.decimals))
            else:
                figures.append(wording.rate(other.rate))
        yield from (Entry(words=figure, right=True) for figure in figures)

    def _section(self, section: Section) -> None:
        lines = layout.lines(section, self._form, self._wording)
        if not lines:
            return
        self._begin(self._say(section.title), self._say(section.help))
        columns = [column for column in telling.placed(section) if column]
        rows = [self._heads(section, columns)]
        for line_ in lines:
            slots = dict(zip(columns, line_, strict=True))
            cells = [self._entry(column, slot) for column, slot in slots.items()]
            if not line_[0].open:
                cells[0] = replace(cells[0], mark=mark(GIVEN))
            rows.append(cells)
        self._table(rows, _widths(columns), high=_HIGH)

    def _heads(self, section: Section, columns: Sequence[Column]) -> list[Entry]:
        heads = [
            Entry(words=self._say(c.title), help=self._say(c.help) if c.help else "", heads=True)
            for c in columns
        ]
        return [replace(heads[0], mark=mark(section.name)), *heads[1:]]

    def _entry(self, column: Column, slot: Slot) -> Entry:
        value = slot.value
        words = self._wording.day(value) if isinstance(value, date) else value or ""
        options = telling.options(column, self._form, self._wording) if slot.open else ()
        return Entry(words=words, open=slot.open, options=options, prompt=self._say(layout.PROMPT))

    def _begin(self, title: str, help_: str) -> None:
        self._line("Heading2", title)
        self._line("TallybookSmall", help_, keep=True)

    def _line(self, style: str, words: str, *, keep: bool = False) -> None:
        self._said |= dict.fromkeys(stamps.digests(words))
        self.elements.append(line(style, words, keep=keep))

    def _table(self, rows: Sequence[Sequence[Entry]], widths: Sequence[int], *, high: int = 0) -> None:
        for entry in (entry for row in rows for entry in row if not entry.open):
            self._said |= dict.fromkeys((*stamps.digests(entry.words), *stamps.digests(entry.help)))
        self.elements.append(table(rows, widths, high=high))

    def _say(self, message: Message) -> str:
        return self._wording.message(message)


def _widths(columns: Sequence[Column]) -> list[int]:
    """Narrow columns as wide as what stands in them; wide ones share the rest, the first the greater part."""
    narrow = {column: _NARROW.get(column.name, _OTHERS) for column in columns if not column.wide}
    wide = [column for column in columns if column.wide]
    left = _ROOM - sum(narrow.values())
    first = round(left * 0.55)
    return [
        narrow[column] if column in narrow else first if column is wide[0] else left - first
        for column in columns
    ]
