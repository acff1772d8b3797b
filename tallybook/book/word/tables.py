"""Tables: heads that are repeated, columns as wide as the sheet allows, totals that stand out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from tallybook.book.paper import cells, fit
from tallybook.book.paper.cells import Cell
from tallybook.book.word import boxes, look
from tallybook.book.word.leaf import Turned
from tallybook.book.word.links import Links
from tallybook.book.word.stack import Stack
from tallybook.book.word.xml import Element, properties, w

_SIDES, _ENDS = 70, 50
_THIN, _THICK = 4, 8


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell's place in a row; `below` where it began in a row above."""

    cell: Cell
    below: bool


class Tables(Links):
    """A table with its title above, on a turned sheet where it needs one."""

    visit_sortable = depart_sortable = Stack.nothing

    def visit_table(self, node: nodes.table) -> None:
        """Write the cells, and lay the table out by what room they want."""
        found, title = cells.cells(node, spaced=True), cells.title(node)
        layout = cells.lay_out(found)
        inside = self.room < fit.UPRIGHT
        widths = _narrowed(layout.widths, self.room) if inside else layout.widths
        written = [] if title is None else self._title(title)
        low = not inside and cells.is_low(found, layout)
        written += [self._table(found, widths, layout.size, whole=low), boxes.gap()]
        if layout.turned and not inside:
            self.put(Turned(tuple(written)))
        else:
            for block in written:
                self.put(block)
        raise nodes.SkipNode

    def _title(self, title: nodes.title) -> list[Element]:
        self.open_line()
        for child in title.children:
            child.walkabout(self)
        return [self.paragraph(self.close_line(), style="TallybookStrong")]

    def _table(self, found: Sequence[Cell], widths: Sequence[float], size: float, *, whole: bool) -> Element:
        """The table; a `whole` one is kept on one sheet, of any other the last row is on none alone."""
        columns = [look.twips(width) for width in widths]
        rows = list(_rows(found, len(columns)))
        last = len(rows) - 1
        held = range(last) if whole else range(max(last - 1, 1), last)
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblW", w=sum(columns), type="dxa"),
                w("tblInd", w=self.manner.indent, type="dxa") if self.manner.indent else None,
                w("tblLayout", type="fixed"),
                w("tblBorders", boxes.edge("bottom", _THICK, look.INK)),
                boxes.margins(_SIDES, _ENDS),
                w("tblLook", val="0020" if found[0].heads else "0000"),
            ),
            w("tblGrid", *(w("gridCol", w=column) for column in columns)),
            *(self._row(row, columns, size, held=place in held) for place, row in enumerate(rows)),
        )

    def _row(
        self, row: Sequence[_Slot | None], columns: Sequence[int], size: float, *, held: bool
    ) -> Element:
        own = [slot.cell for slot in row if slot]
        return w(
            "tr",
            properties(
                "trPr",
                (
                    None if any(cell.tall for cell in own) else w("cantSplit"),
                    w("tblHeader") if any(cell.heads for cell in own) else None,
                ),
            ),
            *(self._cell(slot, columns, size, held=held) for slot in row),
        )

    def _cell(self, slot: _Slot | None, columns: Sequence[int], size: float, *, held: bool) -> Element:
        """A cell; where there is none, an empty one, for every row has them all."""
        if slot is None:
            return w("tc", boxes.gap())
        cell = slot.cell
        width = sum(columns[cell.column : cell.column + cell.columns])
        heavy = cell.heads or cell.total
        self.change(
            face={"size": size, "bold": heavy, "colour": look.SOFT if cell.heads else None},
            manner={
                "style": "TallybookCell",
                "side": None if cell.side == "left" else cell.side,
                "keep": held,
            },
        )
        room, self.room = self.room, (width - 2 * _SIDES) / 20
        content = [] if slot.below else self.inner(cell.entry.children)
        self.room = room
        self.restore()
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=width, type="dxa"),
                w("gridSpan", val=cell.columns) if cell.columns > 1 else None,
                w("vMerge", val=None if slot.below else "restart") if cell.rows > 1 else None,
                w(
                    "tcBorders",
                    boxes.edge("top", _THICK, look.INK) if cell.total else None,
                    boxes.edge(
                        "bottom", _THICK if cell.heads else _THIN, look.INK if cell.heads else look.LINE
                    ),
                ),
                w("noWrap") if cell.short else None,
                w("vAlign", val="bottom" if cell.heads else "center"),
            ),
            *boxes.ended(content or [self.paragraph([], style="TallybookCell")]),
        )


def _rows(found: Sequence[Cell], columns: int) -> Iterator[list[_Slot | None]]:
    """The slots of every row: cells that begin in it, and those that reach down into it."""
    for number in range(max((cell.row + cell.rows for cell in found), default=0)):
        here = {cell.column: cell for cell in found if cell.row <= number < cell.row + cell.rows}
        row: list[_Slot | None] = []
        place = 0
        while place < columns:
            cell = here.get(place)
            row.append(None if cell is None else _Slot(cell, below=cell.row < number))
            place += cell.columns if cell else 1
        yield row


def _narrowed(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Widths with which a table fits into what it stands in."""
    part = min(1.0, room / sum(widths))
    return tuple(width * part for width in widths)
