"""Tables: heads that are repeated, columns as wide as the paper allows, totals that stand out."""

from docutils import nodes

from tallybook.book.paper import cells
from tallybook.book.paper.cells import Cell
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.links import Links
from tallybook.book.pdf.stack import Stack


class Tables(Links):
    """A table is one call: how it is laid out, the cells of its head, the cells below."""

    visit_sortable = depart_sortable = Stack.nothing

    def visit_table(self, node: nodes.table) -> None:
        """Write the cells, and lay the table out by what room they want."""
        found, title = cells.cells(node), cells.title(node)
        heading = None if title is None else self.inner(title)
        self.waiting = []
        heads = [self._cell(cell) for cell in found if cell.heads]
        waiting, self.waiting = self.waiting, None
        for name in waiting:
            self.put(code.call("spot", name))
        rows = [self._cell(cell) for cell in found if not cell.heads]
        layout = cells.lay_out(found)
        self.put(
            code.call(
                "tabled",
                code.array(map(code.points, layout.widths)),
                code.points(layout.size),
                code.array(heads),
                code.array(rows),
                title=heading,
                turned=layout.turned,
                whole=cells.is_low(found, layout),
            )
        )
        raise nodes.SkipNode

    def _cell(self, cell: Cell) -> Code:
        content = self.inner(cell.entry)
        return code.call(
            "head-cell" if cell.heads else "cell",
            code.call("box", content) if cell.short else content,
            Code(cell.side),
            cell.columns,
            cell.rows,
            cell.total,
            cell.tall,
        )
