"""Ways from one place to another, and notes at the foot of the sheet."""

from typing import Any
from urllib.parse import unquote

from docutils import nodes

from tallybook.book.word import boxes
from tallybook.book.word.leaf import NOTE, WEB
from tallybook.book.word.stack import Face, Manner, Stack
from tallybook.book.word.xml import tag, text, w

_ADDRESSES = ("http://", "https://", "mailto:")
_FACE = "Hyperlink"


class Links(Stack):
    """References, their targets, footnotes."""

    def visit_reference(self, node: nodes.reference) -> None:
        """Begin words that lead somewhere."""
        if self._leads(node):
            self.change(face={"style": _FACE})
            self.open_line()

    def depart_reference(self, node: nodes.reference) -> None:
        """Words that lead to a place in the document, where it is in it, or to an address."""
        where = self._leads(node)
        if where:
            words = self.close_line()
            self.restore()
            self.inline(_link(where, words))

    def _leads(self, node: nodes.reference) -> dict[str, str] | None:
        address = node.get("refuri", "")
        if "refid" in node:
            return {"w:anchor": self.spot(node["refid"])}
        if node.get("internal"):
            page, _, place = unquote(address).partition("#")
            return {"w:anchor": f"{page}#{place}"}
        return {"r:id": f"{WEB}{address}"} if address.lower().startswith(_ADDRESSES) else None

    visit_target = depart_target = Stack.nothing
    # Notes stand where they are referred to.
    visit_footnote = Stack.skip

    def mark(self, node: nodes.Element) -> None:
        """Let the node be found by its names."""
        for name in self.names(node):
            self.place(*bookmark(name))

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """A note, put down where it is referred to first; later its number is said again."""
        spot, note = self.spot(node["refid"]), self.note(node["refid"])
        face = Face(style="FootnoteReference")
        if note is None or spot in self.leaf.notes:
            self.say_words(node.astext(), face)
        else:
            self.leaf.notes[spot] = []
            self.leaf.notes[spot] = self._written(note)
            self.run(w("footnoteReference", id=f"{NOTE}{spot}"), face=face)
        raise nodes.SkipNode

    def _written(self, note: nodes.Element) -> list[Any]:
        before, self.face, self.manner = (self.face, self.manner), Face(), Manner(style="FootnoteText")
        blocks = boxes.ended(self.inner(note.children))
        self.face, self.manner = before
        number = [w("r", Face(style="FootnoteReference").properties(), w("footnoteRef")), w("r", text(" "))]
        first = next((block for block in blocks if block.tag == tag("w:p")), None)
        if first is None:
            first = w("p", w("pPr", w("pStyle", val="FootnoteText")))
            blocks.insert(0, first)
        place = 1 if first.find(tag("w:pPr")) is not None else 0
        first[place:place] = number
        return blocks


def bookmark(name: str) -> tuple[Any, Any]:
    """The two ends of a place; documents give both their number."""
    return w("bookmarkStart", id=name, name=name), w("bookmarkEnd", id=name)


def _link(where: dict[str, str], words: list[Any]) -> Any:
    made = w("hyperlink", *words, history="1")
    for attribute, value in where.items():
        made.set(tag(attribute), value)
    return made
