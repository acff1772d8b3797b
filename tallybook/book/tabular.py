"""Tables as HTML: they say which cell heads which, keep their key column and scroll inside themselves."""

import re
import unicodedata
from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator

from tallybook.book.language import say

# A date, an amount or a name that would look torn on two lines; a Han character is two places wide.
_SHORT = 20
_LETTER = re.compile(r"[^\W\d_]")


class BookTranslator(HTML5Translator):
    """Sphinx's HTML with tables as a book of figures needs them."""

    def visit_table(self, node: Element) -> None:
        """Begin a table in a region that scrolls by itself and takes the keyboard."""
        note_key_column(node)
        label = self.attval(say(self.config, "Table"))
        self.body.append(f'<div class="tb-scroll" role="region" tabindex="0" aria-label="{label}">\n')
        super().visit_table(node)

    def depart_table(self, node: Element) -> None:
        """End a table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_row(self, node: Element) -> None:
        """Begin a row; a total stands out."""
        self.body.append(self.starttag(node, "tr", "", CLASS="tb-total" if node.get("total") else ""))

    def visit_entry(self, node: Element) -> None:
        """Begin a cell: a header says of what it is the header."""
        heads, key = isinstance(node.parent.parent, nodes.thead), node.get("key", False)
        attributes: dict[str, Any] = {"CLASS": _classes(node)}
        if heads or key:
            attributes["scope"] = "col" if heads else "row"
        for side, spans in (("rowspan", "morerows"), ("colspan", "morecols")):
            if spans in node:
                attributes[side] = node[spans] + 1
        tag = "th" if heads or key else "td"
        self.body.append(self.starttag(node, tag, "", **attributes))
        self.context.append(f"</{tag}>\n")

    def depart_entry(self, node: Element) -> None:  # noqa: ARG002
        """End a cell."""
        self.body.append(self.context.pop())


def note_key_column(table: Element) -> None:
    """Find the column by which a row is known, and rows that are totals, and note both on the nodes."""
    rows = [row for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]
    heads = [row for head in table.findall(nodes.thead) for row in head.findall(nodes.row)]
    column = next((place for place in range(_width(rows)) if _names_something(rows, place)), 0)
    for row in [*heads, *rows]:
        for cell in _cells(row)[column : column + 1]:
            cell["key"] = True
    for row in rows:
        row["total"] = any(_is_strong(cell) for cell in _cells(row)[column : column + 1])


def _classes(cell: Element) -> str:
    names = {"tb-key": cell.get("key", False), "tb-short": is_short(cell)}
    return " ".join(name for name, holds in names.items() if holds)


def is_short(cell: Element) -> bool:
    """Whether a cell stays on one line."""
    return _places(cell.astext()) <= _SHORT


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element)]


def _width(rows: list[nodes.row]) -> int:
    return min((len(row.children) for row in rows), default=0)


def _names_something(rows: list[nodes.row], place: int) -> bool:
    return any(_LETTER.search(_cells(row)[place].astext()) for row in rows)


def _is_strong(cell: Element) -> bool:
    inner = [part for child in cell.children for part in child.children if part.astext()]
    return bool(inner) and all(isinstance(part, nodes.strong) for part in inner)
