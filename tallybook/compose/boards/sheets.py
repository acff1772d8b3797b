"""The board as a workbook: everybody on one sheet, the units on another."""

from collections.abc import Iterator
from datetime import date

from tallybook.compose.boards.chat import deadline
from tallybook.compose.boards.words import DELIVERIES, opened
from tallybook.domain.board import SECTIONS, Board, Delivery, Entry
from tallybook.errors import Message, say
from tallybook.wording import Wording
from tallybook.workbooks import Area, Cell, Highlight, Row, Sheet, Style, Workbook, row

_ACCENT, _SOFT, _FAINT = "#1F4A6F", "#55616D", "#E7EEF4"
_TITLE = Style(size=16, bold=True, ink=_ACCENT)
_TOLD = Style(ink=_SOFT, wrap=True)
# A line's height in points.
_LINE = 15.0
_HEAD = Style(bold=True, fill=_FAINT, framed=True)
_TEXT = Style(framed=True)
_WRAPPED = Style(framed=True, wrap=True)
_COUNT = Style(number="0", framed=True, align="right")
_SIGNS = (("■", Style(ink="#B3261E", bold=True)), ("▲", Style(ink="#8A5A00", bold=True)))
_ABOVE, _AT = 3, 3
_PEOPLE = (
    say("Unit"),
    say("Name"),
    say("No."),
    say("Note"),
    say("Achievements"),
    say("Problems"),
    say("Next steps"),
    say("Cases"),
    say("Promises"),
    say("Not answered"),
    say("Figures that differ"),
    say("Data notes"),
    say("To be put right"),
)
_UNITS = (say("Unit"), say("People"), say("In"), say("To be put right"), say("Faulty"), say("Missing"))
_WIDE = 44.0


def workbook(board: Board, organisation: str, today: date, wording: Wording) -> Workbook:
    """The board as an Excel file's values."""
    title = wording.text("Who has handed in: {period}", period=wording.period(board.period))
    told = f"{organisation} · {wording.text('as of {day}', day=wording.day(today))} · {deadline(board, today, wording)}"
    return Workbook(
        title=title,
        author=organisation,
        sheets=(_people(board, (title, told), wording), _units(board, (title, told), wording)),
    )


def _people(board: Board, above: tuple[str, str], wording: Wording) -> Sheet:
    rows = [Row(tuple(_person(entry, wording))) for entry in board.entries]
    last = _ABOVE + len(rows)
    return Sheet(
        name=wording.text("Board"),
        rows=(*_headed(above, _PEOPLE, wording), *rows),
        widths=((len(_PEOPLE) - 1, _WIDE),),
        frozen=(_ABOVE + 1, 2),
        heads=(_ABOVE, _ABOVE),
        filtered=Area(_ABOVE, 0, last, len(_PEOPLE) - 1),
        highlights=tuple(
            Highlight(area=Area(_ABOVE + 1, _AT, max(last, _ABOVE + 1), _AT), begins=sign, style=style)
            for sign, style in _SIGNS
        ),
        foot=above[0],
    )


def _person(entry: Entry, wording: Wording) -> Iterator[Cell]:
    yield Cell(entry.unit.name if entry.unit else None, _TEXT)
    yield Cell(entry.subject.name, _TEXT)
    yield Cell(entry.subject.id, _TEXT)
    yield Cell(wording.message(DELIVERIES[entry.delivery]), _TEXT)
    for part in SECTIONS:
        yield Cell("✓" if part in entry.parts else "–", Style(framed=True, align="center"))
    for count in (entry.cases, entry.promises, entry.unanswered, entry.differing, entry.remarks):
        yield Cell(count, _COUNT)
    yield Cell(wording.text("; ").join(opened(entry, wording)) or None, _WRAPPED)


def _units(board: Board, above: tuple[str, str], wording: Wording) -> Sheet:
    counts = [(unit.name if unit else None, own) for unit, own in board.by_unit()]
    whole = (wording.text("Altogether"), board)
    rows = [row(Cell(name, _TEXT), *_counted(own)) for name, own in (*counts, whole)]
    return Sheet(
        name=wording.text("Units"),
        rows=(*_headed(above, _UNITS, wording, lines=2), *rows),
        frozen=(_ABOVE + 1, 1),
        heads=(_ABOVE, _ABOVE),
        upright=True,
        foot=above[0],
    )


def _counted(board: Board) -> Iterator[Cell]:
    yield Cell(len(board.entries), _COUNT)
    yield Cell(board.count(Delivery.IN, Delivery.DOUBTFUL), _COUNT)
    for delivery in (Delivery.DOUBTFUL, Delivery.FAULTY, Delivery.MISSING):
        yield Cell(board.count(delivery), _COUNT)


def _headed(
    above: tuple[str, str], heads: tuple[Message, ...], wording: Wording, *, lines: int = 1
) -> tuple[Row, ...]:
    """Title, what it is of in so many lines, and the heads of the columns."""
    title, told = above
    across = len(heads)
    return (
        row(Cell(title, _TITLE, across=across), height=26),
        row(Cell(told, _TOLD, across=across), height=lines * _LINE),
        row(),
        row(*(Cell(wording.message(head), _HEAD) for head in heads)),
    )
