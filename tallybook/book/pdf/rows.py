"""How high rows of one line are, so that Typst need not set every cell twice to find it out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.paper.cells import Cell
from tallybook.book.paper.fit import Layout
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code

# Around what a cell holds, in points, as `house/tables.typ` has it.
_BESIDE, _ABOVE = 7.0, 6.4
# The height of the book's capital letters in ems, by which Typst measures a line; how much smaller those of heads are.
_CAPITAL, _HEAD = 0.733, 0.93
# How high drawings are, in points, as `house/marks.typ` has them.
_DRAWINGS: dict[type[nodes.Node], float] = {ours.bar: 6.0, ours.spark: 8.0}
# What makes no line higher than its letters.
_LETTERS = (
    nodes.Text,
    nodes.strong,
    nodes.emphasis,
    nodes.inline,
    nodes.reference,
    ours.delta,
    ours.judgement,
)
# Bold letters are up to a seventh wider than those that are reckoned with.
_BOLD = 1.15


def heights(found: Sequence[Cell], layout: Layout) -> Iterator[Code]:
    """How high each row is: in points where that is certain beforehand, else `auto`."""
    for _, row in groupby(found, key=lambda cell: cell.row):
        high = _height(list(row), layout)
        yield Code("auto") if high is None else code.points(high)


def fits(cell: Cell, layout: Layout) -> bool:
    """Whether it certainly stays on one line without being told to."""
    room = sum(layout.widths[cell.column : cell.column + cell.columns]) - _BESIDE
    return cell.wants.natural * layout.size * _BOLD <= room


def _height(row: Iterable[Cell], layout: Layout) -> float | None:
    highest = 0.0
    for cell in row:
        if not _is_line(cell, layout):
            return None
        letters = _CAPITAL * layout.size * (_HEAD if cell.heads else 1)
        drawings = (_DRAWINGS.get(type(part), 0.0) for part in cell.entry.findall())
        highest = max(highest, letters, *drawings)
    return highest + _ABOVE


def _is_line(cell: Cell, layout: Layout) -> bool:
    """Whether a cell holds one line of nothing but letters and drawings, and reaches down to no other row."""
    if cell.rows > 1 or len(cell.entry.children) != 1 or not (cell.short or fits(cell, layout)):
        return False
    line, *parts = cell.entry.children[0].findall()
    return isinstance(line, nodes.paragraph) and bool(parts) and all(map(_is_low, parts))


def _is_low(part: nodes.Node) -> bool:
    return isinstance(part, _LETTERS) or type(part) in _DRAWINGS
