"""What came back, still as text: lines of sections whose cells know where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tallybook.domain.forms import Stamp
from tallybook.errors import Fault, Message, say
from tallybook.forms import stamps
from tallybook.forms.layout import Column, Section
from tallybook.sources.decoding import plain
from tallybook.sources.unfit import Unfit
from tallybook.wording import Wording

TABLE = "forms"
_MOST_TURNS = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A cell's text, where it stands, and what is wrong with it, if anything."""

    text: str
    place: str
    wrong: tuple[Message, Message] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A line: its cells by the names of the columns; `given` where it stood there when the form was given out."""

    cells: Mapping[str, Held]
    given: bool = False


@dataclass(slots=True)
class Returned:
    """A form as it was found in a file; `faults` are those of its shape.

    `tracked` where it held tracked changes, which were taken as accepted.
    """

    path: Path
    stamp: Stamp | None = None
    turn: Held | None = None
    sections: dict[str, list[Written]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    tracked: bool = False

    def _fault(self, kind: str, problem: Message, remedy: Message, held: Held | None = None) -> Fault:
        """Something wrong in this file."""
        return Fault(
            kind=kind,
            file=self.path.name,
            table=TABLE,
            problem=problem,
            remedy=remedy,
            cell=held.place if held else None,
            value=held.text[:100] if held and held.text else None,
        )

    def take_stamp(self, text: str) -> None:
        """Remember whose form it is, where a text says so; one file holds the form of one person."""
        if text.startswith("{") and (stamp := stamps.read(text)) is not None:
            if self.stamp not in (None, stamp):
                self.report("form-stamp", *_TWO_STAMPS)
            self.stamp = stamp

    def report_unfit(self, unfit: Unfit) -> None:
        """Remember why the file could not be read, with the line where there is one."""
        fault = self._fault(unfit.kind, unfit.problem, unfit.remedy)
        self.faults.append(replace(fault, row=unfit.row))

    def report(self, kind: str, problem: Message, remedy: Message, held: Held | None = None) -> None:
        """Remember something wrong."""
        self.faults.append(self._fault(kind, problem, remedy, held))


class Table:
    """A section under way: its columns found by their headings, in whichever order, then its lines."""

    def __init__(self, returned: Returned, section: Section, heads: Sequence[Held | None]) -> None:
        self._returned, self._section = returned, section
        known = _titles(section)
        self._columns = {
            place: column
            for place, head in enumerate(heads)
            if head and (column := known.get(bare(head.text)))
        }
        self._first = min(self._columns, default=0)
        for column in section.columns:
            if column not in self._columns.values():
                self._missing(column, next((head for head in heads if head and head.text), None))
        returned.sections.setdefault(section.name, [])

    def add(self, cells: Sequence[Held | None], *, given: bool) -> None:
        """Take in a line; text that has no place in it is told, for else it would be lost."""
        found = {}
        for place, held in enumerate(cells):
            if held is None or not (held.text or held.wrong):
                continue
            column = self._columns.get(place)
            if column is not None:
                found[column.name] = held
            elif place >= self._first or not held.text.isdecimal():
                self._returned.report("form-text", *OUTSIDE, held)
        if found:
            self._returned.sections[self._section.name].append(Written(found, given))

    def named(self, cells: Sequence[Held | None]) -> Iterator[tuple[str, Held]]:
        """The cells of a line that stand in the section's columns, by their names."""
        for place, held in enumerate(cells):
            if held is not None and place in self._columns:
                yield self._columns[place].name, held

    def _missing(self, column: Column, beside: Held | None) -> None:
        self._returned.report(
            "form-heading",
            say(
                "The heading “{heading}” of the section “{section}” is not there any more.",
                heading=column.title,
                section=self._section.title,
            ),
            say("Write it above its column again, or copy what was written into a new form."),
            Held("", beside.place) if beside else None,
        )


def _titles(section: Section) -> Mapping[str, Column]:
    """The columns by their headings in every language."""
    return {bare(title): column for column in section.columns for title in titles(column.title)}


def titles(title: Message) -> Iterator[str]:
    """A title in every language in which a form may be."""
    for language in ("zh", "en"):
        yield Wording(language).message(title)


def bare(text: str) -> str:
    """Words by which headings are known again."""
    return "".join(text.split()).casefold()


def turn(text: str) -> int | None:
    """How often something has been handed in, as it is written; None where that is no such number."""
    digits = plain(text).strip()
    # No longer than a number that may be right, with a nought or two before it.
    if not digits.isdecimal() or len(digits) > 9:
        return None
    return int(digits) if 0 < int(digits) < _MOST_TURNS else None


_TWO_STAMPS = (
    say("The file holds two forms, of different people or periods."),
    say("Hand in each form in a file of its own."),
)
OUTSIDE = (
    say("This text stands where the form has no place for it."),
    say("Move it into one of the yellow cells, or delete it."),
)


def twice(section: Section, sheet: str | None) -> tuple[Message, Message]:
    """What is said of a section that stands there a second time."""
    if sheet is None:
        return (
            say("The section “{section}” stands there a second time.", section=section.title),
            say("Keep one table of it; put what stands in the other one into that."),
        )
    return (
        say(
            "The section “{section}” stands a second time, on the sheet {sheet}.",
            section=section.title,
            sheet=sheet,
        ),
        say("Keep one sheet with the form; delete the copy."),
    )
