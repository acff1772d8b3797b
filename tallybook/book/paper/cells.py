"""What the cells of a table are, and what room they want: the same on every kind of paper."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.paper import fit
from tallybook.book.paper.lettering import drawn, folded, pieces, spaces, width
from tallybook.book.tabular import is_short, note_key_column

_BAR, _SPARK = 5.0, 5.4
# So wide a column of sentences is at least, in ems; and a little room for bold letters.
_COMFORT, _BOLD = 8.0, 1.05
# By these names rows are known; up to this width they stay on one line.
_NAME = 14.0
# A line with the room above it, in ems; in points, how high a table is at most that is kept on one sheet.
_LINE, _LOW = 1.3, 240.0
# A row goes on to the next sheet whole; with more letters than this in a cell it may be parted.
_TALL = 500
_WORD = re.compile(r"[!-~\u00a0-\u024f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with the column and row it begins in, how many it spans, and the room it wants.

    A `short` one stays on one line; a head may have its words below each other.
    """

    entry: nodes.entry
    row: int
    column: int
    columns: int
    rows: int
    heads: bool
    total: bool
    side: str
    short: bool
    wants: fit.Column

    @property
    def tall(self) -> bool:
        """Whether it may be parted at the end of a sheet."""
        return len(self.entry.astext()) > _TALL


def cells(table: nodes.table, *, spaced: bool = False) -> tuple[Cell, ...]:
    """The cells row by row, those of the head first; `spaced` where Han and letters get a space between them."""
    note_key_column(table)
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    heads, body = list(_rows(group, nodes.thead)), list(_rows(group, nodes.tbody))
    return (
        *_placed(heads, 0, heads=True, spaced=spaced),
        *_placed(body, len(heads), heads=False, spaced=spaced),
    )


def title(table: nodes.table) -> nodes.title | None:
    """What stands above a table."""
    return next((child for child in table.children if isinstance(child, nodes.title)), None)


def lay_out(found: Sequence[Cell]) -> fit.Layout:
    """How a table of these cells gets onto a sheet."""
    return fit.lay_out(list(_columns(found)))


def is_low(found: Sequence[Cell], layout: fit.Layout) -> bool:
    """Whether a table takes so little of a sheet that it is kept on one."""
    lines: dict[int, int] = {}
    for cell in found:
        room = sum(layout.widths[cell.column : cell.column + cell.columns]) - fit.GAP
        lines[cell.row] = max(
            lines.get(cell.row, 1), math.ceil(cell.wants.natural * layout.size / max(room, 1))
        )
    high = sum(count * layout.size * _LINE + fit.GAP for count in lines.values())
    return not layout.turned and high <= _LOW


def _rows(group: nodes.tgroup, part: type[nodes.Element]) -> Iterator[nodes.row]:
    for found in group.children:
        if isinstance(found, part):
            yield from (row for row in found.children if isinstance(row, nodes.row))


def _placed(rows: Iterable[nodes.row], first: int, *, heads: bool, spaced: bool) -> Iterator[Cell]:
    """Cells in the columns that those above, which reach down to them, leave free."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows, first):
        place = 0
        for entry in (child for child in row.children if isinstance(child, nodes.entry)):
            while taken.get(place, 0) > number:
                place += 1
            columns, deep = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
            taken |= dict.fromkeys(range(place, place + columns), number + deep)
            short = is_short(entry) and not (heads and " " in entry.astext().strip())
            yield Cell(
                entry=entry,
                row=number,
                column=place,
                columns=columns,
                rows=deep,
                heads=heads,
                total=not heads and bool(row.get("total")),
                side=next(
                    (side for side in ("right", "center") if f"text-{side}" in entry["classes"]), "left"
                ),
                short=short,
                wants=_wanted(
                    entry, short=short, heads=heads, bold=heads or bool(row.get("total")), spaced=spaced
                ),
            )
            place += columns


def _columns(found: Sequence[Cell]) -> Iterator[fit.Column]:
    """What each column wants; cells that span several are fitted into what the others want."""
    for place in range(max((cell.column + cell.columns for cell in found), default=0)):
        wants = [cell.wants for cell in found if cell.columns == 1 and cell.column == place]
        yield fit.Column(
            natural=max((want.natural for want in wants), default=1.0),
            least=max((want.least for want in wants), default=1.0),
        )


def _wanted(entry: nodes.entry, *, short: bool, heads: bool, bold: bool, spaced: bool) -> fit.Column:
    text = drawn(folded(entry.astext()))
    room = width(text) + (spaces(text) if spaced else 0)
    natural = room * (_BOLD if bold else 1) + sum(map(_drawing, entry.children))
    key = entry.get("key") and not heads
    if short or (key and natural <= _NAME):
        return fit.Column(natural=natural, least=natural)
    words = max((width(word) for piece, _ in pieces(text) for word in _WORD.findall(piece)), default=0.0)
    comfort = 0 if is_short(entry) else _COMFORT
    return fit.Column(natural=natural, least=min(natural, max(words * (_BOLD if bold else 1), comfort)))


def _drawing(paragraph: nodes.Node) -> float:
    """How much room the drawings in a line take."""
    bars = sum(isinstance(child, ours.bar) for child in paragraph.children)
    sparks = sum(isinstance(child, ours.spark) for child in paragraph.children)
    return bars * _BAR + sparks * _SPARK
