"""Ways from one place to another, and notes at the foot of the sheet."""

from urllib.parse import unquote

from docutils import nodes
from sphinx.builders import Builder

from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.stack import Stack

_ADDRESSES = ("http://", "https://", "mailto:")


class Links(Stack):
    """References, their targets, footnotes."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder, page)
        self._noted: set[str] = set()
        # Places in what may stand on several sheets, such as a table's head; they are marked before it.
        self.waiting: list[str] | None = None

    visit_reference = Stack.begin

    def depart_reference(self, node: nodes.reference) -> None:
        """Words that lead to a place in the document, where it is in it, or to an address."""
        address = node.get("refuri", "")
        if "refid" in node:
            self.wrap("goto", Code("here"), self.page, self.spot(node["refid"]))
        elif node.get("internal"):
            page, _, place = unquote(address).partition("#")
            self.wrap("goto", Code("here"), page, f"{page}#{place}")
        elif address.lower().startswith(_ADDRESSES):
            self.wrap("web", address)
        else:
            self.put(self.end())

    visit_target = depart_target = Stack.nothing
    # Notes stand where they are referred to.
    visit_footnote = Stack.skip

    def mark(self, node: nodes.Element) -> None:
        """Let the node be found by its names."""
        for name in self.names(node):
            if self.waiting is None:
                self.put(code.call("spot", name))
            else:
                self.waiting.append(name)

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """A note, put down where it is referred to first."""
        name = node["refid"]
        note = self.note(name)
        if name in self._noted or note is None:
            self.put(code.call("note-again", self.spot(name)))
        else:
            self._noted.add(name)
            self.put(code.call("note", self.spot(name), self.inner(note)))
        raise nodes.SkipNode
