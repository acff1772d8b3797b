"""Returned forms in Word: tables found by their hidden marks or their heads, every other line held against the form's own."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from tallybook.forms import layout, stamps
from tallybook.forms.layout import Kind, Section
from tallybook.forms.marks import GIVEN, NAMES, TURN, parted
from tallybook.forms.returned import OUTSIDE, Held, Returned, Table, bare, titles, twice
from tallybook.forms.word_text import Reader, settle
from tallybook.sources import documents, finding
from tallybook.sources.documents import attribute, below, name_of, walk

# The cells of a line that was given are the form's own, but for those to be answered in.
_ANSWERS = frozenset({"reason", "status", "answer"})
_PROMPTS = frozenset(titles(layout.PROMPT))
_SECTIONS = {bare(words): section for section in layout.SECTIONS for words in titles(section.title)}


def read(path: Path) -> Returned:
    """The form in a Word document; raises Unfit where the file cannot be read at all."""
    parts = documents.opened(finding.read(path))
    found = Returned(path)
    body = parts[documents.DOCUMENT]
    found.tracked = settle(body)
    _Reading(found, Reader(parts.get(documents.NUMBERING))).read(body)
    return found


class _Reading:
    """Reads a document from the top down."""

    def __init__(self, found: Returned, reader: Reader) -> None:
        self._found, self._reader = found, reader
        self._title, self._said = "", frozenset[str]()

    def read(self, body: Element) -> None:
        """Take in what belongs to the form, and tell what stands beside it."""
        blocks = list(walk(body, ("p", "tbl")))
        for block in blocks:
            if name_of(block) == "p":
                self._found.take_stamp("".join(one.text or "" for one in walk(block, ("t",))))
        if self._found.stamp is None:
            return
        self._said = frozenset(self._found.stamp.said)
        for block in blocks:
            if name_of(block) == "tbl":
                self._table([self._row(row) for row in walk(block, ("tr",))])
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Element) -> None:
        text = self._reader.text(paragraph)
        if bare(text) in _SECTIONS:
            self._title = text
        if not text.startswith("{") or stamps.read(text) is None:
            self._check_own(Held(text, self._title or _NOWHERE, self._reader.wrong))

    def _row(self, row: Element) -> list[Held | None]:
        """A row's cells by the columns in which they begin."""
        cells: list[Held | None] = [None] * _number(below(row, "trPr", "gridBefore"))
        for cell in walk(row, ("tc",)):
            text = self._reader.text(cell)
            cells.append(Held("" if text in _PROMPTS else text, "", self._reader.wrong))
            cells += [None] * (_number(below(cell, "tcPr", "gridSpan"), least=1) - 1)
        return cells

    def _table(self, rows: Sequence[list[Held | None]]) -> None:
        marked = [self._parted(row) for row in rows]
        mark, heads = marked[0] if marked else (None, [])
        if mark == TURN:
            self._found.turn = next((held for held in reversed(heads) if held and held.text), None)
            self._check_line(heads[:-1])
        elif (section := self._section(mark, heads)) is not None:
            self._section_table(section, heads, marked[1:])
        else:
            for _, row in marked:
                self._check_line(
                    [held and Held(held.text, self._title or _NOWHERE, held.wrong) for held in row]
                )

    def _parted(self, row: list[Held | None]) -> tuple[str | None, list[Held | None]]:
        """A row's mark, and its cells without it."""
        for at, held in enumerate(row):
            mark, text = parted(held.text) if held else (None, "")
            if mark and held:
                return mark, [*row[:at], Held(text, held.place, held.wrong), *row[at + 1 :]]
        return None, row

    def _section(self, mark: str | None, heads: Sequence[Held | None]) -> Section | None:
        """The section that a table is, by its mark; where that is gone, by its heads and the title above."""
        if mark in NAMES:
            return layout.named(str(mark))
        above = _SECTIONS.get(bare(self._title))
        if mark is not None or above is None:
            return None
        known = {bare(words) for column in above.columns for words in titles(column.title)}
        return above if sum(bare(_first(held)) in known for held in heads) > 1 else None

    def _section_table(
        self,
        section: Section,
        heads: Sequence[Held | None],
        rows: Sequence[tuple[str | None, list[Held | None]]],
    ) -> None:
        title = self._title or str(section.title)
        self._check_line(heads)
        names = [held and Held(_first(held), f"{title} · {_first(held)}") for held in heads]
        if section.name in self._found.sections:
            self._found.report("form-twice", *twice(section, None), next((one for one in names if one), None))
        table = Table(self._found, section, names)
        for number, (mark, row) in enumerate(rows, 1):
            placed = [
                held and Held(held.text, f"{title} · {number} · {_name(names, at)}", held.wrong)
                for at, held in enumerate(row)
            ]
            for name, held in table.named(placed):
                if name in _given(section) or (mark == GIVEN and name not in _ANSWERS):
                    self._check_own(held)
            table.add(placed, given=mark == GIVEN)

    def _check_line(self, cells: Sequence[Held | None]) -> None:
        for held in cells:
            if held is not None:
                self._check_own(held)

    def _check_own(self, held: Held) -> None:
        """What stands outside the places to be filled in must be the form's own."""
        if held.wrong is not None:
            self._found.report("form-cell", *held.wrong, held)
        for line in held.text.splitlines():
            if not self._said.issuperset(stamps.digests(line)):
                self._found.report("form-text", *OUTSIDE, Held(line, held.place))


def _given(section: Section) -> frozenset[str]:
    return frozenset(column.name for column in section.columns if column.kind is Kind.GIVEN)


def _first(held: Held | None) -> str:
    """A head's words, without the help below them."""
    return held.text.partition("\n")[0] if held else ""


def _name(heads: Sequence[Held | None], at: int) -> str:
    return _first(heads[at]) if at < len(heads) else str(at + 1)


def _number(about: Element | None, *, least: int = 0) -> int:
    found = attribute(about, "val") or ""
    return min(max(int(found), least), _MOST_COLUMNS) if found.isdecimal() and len(found) < 4 else least


_MOST_COLUMNS = 100
_NOWHERE = "¶"
