"""Tables: heads that are repeated, columns as wide as the paper allows, totals that stand out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.pdf import code, fit
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.lettering import drawn, folded, pieces, width
from tallybook.book.pdf.links import Links
from tallybook.book.pdf.stack import Stack
from tallybook.book.tabular import is_short, note_key_column

_BAR, _SPARK = 5.0, 5.4
# So wide a column of sentences is at least, in ems; and a little room for bold letters.
_COMFORT, _BOLD = 8.0, 1.05
# By these names rows are known; up to this width they stay on one line.
_NAME = 14.0
# A row goes on to the next sheet whole; with more letters than this in a cell it may be parted.
_TALL = 500
_WORD = re.compile(r"[!-~\u00a0-\u024f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell as code, how many columns it stands in, and what room it wants."""

    written: Code
    columns: int
    rows: int
    wants: fit.Column


class Tables(Links):
    """A table is one call: how it is laid out, the cells of its head, the cells below."""

    visit_sortable = depart_sortable = Stack.nothing

    def visit_table(self, node: nodes.table) -> None:
        """Write the cells, and lay the table out by what room they want."""
        note_key_column(node)
        title = next((self.inner(child) for child in node.children if isinstance(child, nodes.title)), None)
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        self.waiting = []
        heads = [self._row(row, "head-cell") for row in _rows(group, nodes.thead)]
        waiting, self.waiting = self.waiting, None
        for name in waiting:
            self.put(code.call("spot", name))
        rows = [self._row(row, "cell") for row in _rows(group, nodes.tbody)]
        layout = fit.lay_out(list(_columns([*heads, *rows])))
        self.put(
            code.call(
                "tabled",
                code.array(map(code.points, layout.widths)),
                code.points(layout.size),
                code.array(cell.written for row in heads for cell in row),
                code.array(cell.written for row in rows for cell in row),
                title=title,
                turned=layout.turned,
            )
        )
        raise nodes.SkipNode

    def _row(self, row: nodes.row, function: str) -> list[_Cell]:
        bold = function == "head-cell" or bool(row.get("total"))
        return [
            self._cell(entry, function, bold=bold) for entry in row.children if isinstance(entry, nodes.entry)
        ]

    def _cell(self, entry: nodes.entry, function: str, *, bold: bool) -> _Cell:
        content, short = self.inner(entry), is_short(entry)
        side = next((side for side in ("right", "center") if f"text-{side}" in entry["classes"]), "left")
        columns, rows = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
        written = code.call(
            function,
            code.call("box", content) if short else content,
            Code(side),
            columns,
            rows,
            bold and function == "cell",
            len(entry.astext()) > _TALL,
        )
        return _Cell(
            written=written, columns=columns, rows=rows, wants=_wanted(entry, short=short, bold=bold)
        )


def _rows(group: nodes.tgroup, part: type[nodes.Element]) -> Iterator[nodes.row]:
    for found in group.children:
        if isinstance(found, part):
            yield from (row for row in found.children if isinstance(row, nodes.row))


def _columns(rows: list[list[_Cell]]) -> Iterator[fit.Column]:
    """What each column wants; cells that span several are fitted into what the others want."""
    wants: dict[int, list[fit.Column]] = {}
    taken: dict[int, int] = {}
    for row in rows:
        place = 0
        for cell in row:
            while taken.get(place, 0):
                taken[place] -= 1
                place += 1
            for each in range(place, place + cell.columns):
                wants.setdefault(each, []).extend([cell.wants] if cell.columns == 1 else ())
                taken[each] = cell.rows - 1
            place += cell.columns
    for place in sorted(wants):
        natural = max((want.natural for want in wants[place]), default=1.0)
        yield fit.Column(natural=natural, least=max((want.least for want in wants[place]), default=1.0))


def _wanted(entry: nodes.entry, *, short: bool, bold: bool) -> fit.Column:
    text = drawn(folded(entry.astext()))
    natural = width(text) * (_BOLD if bold else 1) + sum(map(_drawing, entry.children))
    if short or (entry.get("key") and natural <= _NAME):
        return fit.Column(natural=natural, least=natural)
    words = max((width(word) for piece, _ in pieces(text) for word in _WORD.findall(piece)), default=0.0)
    return fit.Column(natural=natural, least=min(natural, max(words, _COMFORT)))


def _drawing(paragraph: nodes.Node) -> float:
    """How much room the drawings in a line take."""
    bars = sum(isinstance(child, ours.bar) for child in paragraph.children)
    sparks = sum(isinstance(child, ours.spark) for child in paragraph.children)
    return bars * _BAR + sparks * _SPARK
