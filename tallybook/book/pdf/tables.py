"""Tables: heads that are repeated, columns as wide as the paper allows, totals that stand out."""

from collections.abc import Sequence

from docutils import nodes

from tallybook.book.paper import cells
from tallybook.book.paper.cells import Cell
from tallybook.book.paper.fit import Layout
from tallybook.book.pdf import code, rows
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.links import Links
from tallybook.book.pdf.stack import Stack


class Tables(Links):
    """A table is one call: how it is laid out, the cells of its head, the cells below."""

    visit_sortable = depart_sortable = Stack.nothing

    def visit_table(self, node: nodes.table) -> None:
        """Write the cells, and lay the table out by what room they want."""
        found, title = cells.cells(node), cells.title(node)
        layout, sides = cells.lay_out(found), _sides(found)
        heading = None if title is None else self.inner(title)
        self.waiting = []
        heads = [self._cell(cell, layout, sides) for cell in found if cell.heads]
        waiting, self.waiting = self.waiting, None
        for name in waiting:
            self.put(code.call("spot", name))
        body = [self._cell(cell, layout, sides) for cell in found if not cell.heads]
        self.put(
            code.call(
                "tabled",
                code.array(map(code.points, layout.widths)),
                code.points(layout.size),
                code.array(heads),
                code.array(body),
                sides=code.array(sides),
                rows=code.array(rows.heights(found, layout)),
                title=heading,
                turned=layout.turned,
                whole=cells.is_low(found, layout),
            )
        )
        raise nodes.SkipNode

    def _cell(self, cell: Cell, layout: Layout, sides: Sequence[Code]) -> Code:
        """A cell; where it is like most of its column, its content alone."""
        content = self.inner(cell.entry)
        if cell.short and not rows.fits(cell, layout):
            content = code.call("box", content)
        apart = cell.heads or cell.total or cell.tall or cell.columns > 1 or cell.rows > 1
        if not apart and cell.side == sides[cell.column]:
            return content
        return code.call(
            "head-cell" if cell.heads else "cell",
            content,
            Code(cell.side),
            cell.columns,
            cell.rows,
            cell.total,
            cell.tall,
        )


def _sides(found: Sequence[Cell]) -> list[Code]:
    """To which side the cells below the head stand in each column, as that of them says which comes last."""
    sides = {cell.column: cell.side for cell in found if not cell.heads}
    width = max((cell.column + cell.columns for cell in found), default=0)
    return [Code(sides.get(place, "left")) for place in range(width)]
