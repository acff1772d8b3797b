"""What the sheets have in common: whom they are about, heads that stay, rows that can be filtered, and how they print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from tallybook import workbooks
from tallybook.compose.content import BookContent
from tallybook.compose.contexts import reviewed
from tallybook.compose.contexts.common import common
from tallybook.compose.management import looks
from tallybook.domain.records import Kpi
from tallybook.domain.summary import Summary
from tallybook.errors import Message
from tallybook.wording import Wording
from tallybook.workbooks import Area, Bars, Cell, Row, Sheet, row

# A line's height in points; how much of a column's width its texts keep free, and how much more for each indent.
_LINE, _EDGE, _INDENT = 15.0, 1.0, 2.0
# So many columns a title takes at least.
_ACROSS = 10
# A head that is broken wants a little more than its half, and is bold.
_SPARE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, whether numbers stand in it, its width where that does not follow from what stands in it.

    Heads of numbers take a second line where they are much wider than these.

    `marked` says that its texts begin with the mark of a judgement, `barred` that its fractions are bars, too.
    """

    head: Message | str
    right: bool = False
    marked: bool = False
    barred: bool = False
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A sheet of rows: its name, its columns, the first `stay` of which are always seen, and what is said above them."""

    name: Message
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    nothing: Message
    stay: int = 1
    said: Sequence[str] = ()


def sheet(found: Listing, book: BookContent, unit: Summary) -> Sheet:
    """The listing as a sheet of a unit's workbook."""
    name, last = book.wording.message(found.name), len(found.columns) - 1
    found = replace(found, columns=tuple(_measured(found, book)))
    above = tuple(_above(found, book, unit))
    first = len(above) + 1
    end = first + max(len(found.rows), 1) - 1
    areas = [Area(first, place, end, place) for place in range(last + 1)]
    return Sheet(
        name=name,
        rows=(*above, _heads(found.columns, book), *_rows(found, book)),
        widths=tuple((place, one.width) for place, one in enumerate(found.columns) if one.width),
        frozen=(first, found.stay),
        heads=(first - 1, first - 1),
        filtered=Area(first - 1, 0, end, last) if found.rows else None,
        highlights=looks.marked(area for area, one in zip(areas, found.columns, strict=True) if one.marked),
        bars=tuple(
            Bars(area=area, most=looks.FULL, colour=looks.BAR)
            for area, one in zip(areas, found.columns, strict=True)
            if one.barred and found.rows
        ),
        grows=True,
        foot=f"{unit.subject.name} · {name} · {book.wording.period(book.period)}",
    )


def named(kpi: Kpi) -> str:
    """A KPI with its unit, as a head says it."""
    return f"{kpi.name} ({kpi.unit})" if kpi.unit else kpi.name


def measure(kpi: Kpi, wording: Wording) -> str:
    """What a KPI's values are given in, as a head says it."""
    return f"{wording.text('Actual')} ({kpi.unit})" if kpi.unit else wording.text("Actual")


def own(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """A line as that of the unit itself."""
    return tuple(replace(cell, style=looks.whole(cell.style)) for cell in cells)


def _above(found: Listing, book: BookContent, unit: Summary) -> Iterator[Row]:
    """Lines that are printed whole over a few narrow columns, too."""
    across = max(len(found.columns), _ACROSS)
    title = f"{unit.subject.name} · {book.wording.message(found.name)}"
    lines = (
        (title, looks.TITLE),
        (_about(book, unit), looks.SOFT),
        *((said, looks.LEAD) for said in found.said),
    )
    for text, style in lines:
        cells = (Cell(text, style, across=across), *(None for _ in range(across - 1)))
        yield Row(cells, height=26 if style is looks.TITLE else None)
    yield row()


def _about(book: BookContent, unit: Summary) -> str:
    said = common(book)
    through = book.wording.text("data through {day}", day=said["through"])
    state = reviewed.state(book, unit.subject)["word"]
    return " · ".join((book.organisation, str(said["period"]), through, str(state)))


def _measured(found: Listing, book: BookContent) -> Iterator[Column]:
    """The columns; those of numbers are as wide as these, or as half their heads."""
    widths = workbooks.of_columns(row(*cells) for cells in found.rows)
    for place, one in enumerate(found.columns):
        if not one.right or one.width or place not in widths:
            yield one
            continue
        head = _said(one.head, book)
        words = max(map(workbooks.of_text, head.split()))
        least = max(words, workbooks.of_text(head) / 2 + _SPARE) + _SPARE
        yield replace(one, width=max(widths[place], least))


def _heads(columns: Sequence[Column], book: BookContent) -> Row:
    styles = (looks.HEAD_RIGHT if one.right else looks.HEAD for one in columns)
    cells = tuple(Cell(_said(one.head, book), style) for one, style in zip(columns, styles, strict=True))
    return Row(cells, height=_height(cells, columns))


def _said(head: Message | str, book: BookContent) -> str:
    return head if isinstance(head, str) else book.wording.message(head)


def _rows(found: Listing, book: BookContent) -> Iterator[Row]:
    for cells in found.rows:
        yield Row(tuple(cells), height=_height(cells, found.columns))
    if not found.rows:
        yield row(Cell(book.wording.message(found.nothing), looks.SOFT, across=len(found.columns)))


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float | None:
    """A height in which every text can be read; None where all are of one line."""
    most = max(_lines(cell, one.width) for cell, one in zip(cells, columns, strict=True))
    return most * _LINE if most > 1 else None


def _lines(cell: Cell, width: float | None) -> int:
    if not isinstance(cell.value, str):
        return 1
    room = (width or workbooks.WIDEST) - _EDGE - _INDENT * cell.style.indent
    return sum(max(1, ceil(workbooks.of_text(line) / room)) for line in cell.value.split("\n"))
