"""What all parts of the translator share: blocks gathered from the inside out, runs in the line under way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from docutils import nodes
from sphinx.builders import Builder

from tallybook.book.paper import fit
from tallybook.book.paper.reader import Reader
from tallybook.book.word.leaf import Block, Leaf
from tallybook.book.word.xml import Element, properties, text, w


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How letters look where it is not the paragraph's style that says so; sizes in points."""

    style: str | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    size: float | None = None
    raised: str | None = None

    def properties(self) -> Element | None:
        """The properties of a run with these letters."""
        half = None if self.size is None else round(self.size * 2)
        return properties(
            "rPr",
            (
                w("rStyle", val=self.style) if self.style else None,
                w("b") if self.bold else None,
                w("bCs") if self.bold else None,
                w("i") if self.italic else None,
                w("iCs") if self.italic else None,
                w("color", val=self.colour) if self.colour else None,
                w("sz", val=half) if half else None,
                w("szCs", val=half) if half else None,
                w("vertAlign", val=self.raised) if self.raised else None,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How paragraphs stand: style, indent in twips, side, the list they are in with its level, a line at an edge with width and colour."""

    style: str | None = None
    indent: int = 0
    side: str | None = None
    list: tuple[str, int] | None = None
    keep: bool = False
    edge: tuple[str, int, str] | None = None


@dataclass(slots=True)
class _Counted:
    """The number of a list's item, which stands at its first paragraph."""

    name: str
    level: int
    used: bool = False


class Stack(Reader):
    """Blocks are gathered in the flow that was opened last, runs in the line that was opened last."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder, page)
        self.leaf = Leaf(page=page)
        self.face, self.manner = Face(), Manner()
        self.item: _Counted | None = None
        self.room = fit.UPRIGHT
        self._flows: list[list[Block]] = [self.leaf.blocks]
        self._lines: list[list[Element]] = []
        self._marks: list[Element] = []
        self._before: list[tuple[Face, Manner, _Counted | None]] = []

    # What is true of everything inside a node.

    def change(self, *, face: dict[str, Any] | None = None, manner: dict[str, Any] | None = None) -> None:
        """Until `restore`, letters and paragraphs are of this kind."""
        self._before.append((self.face, self.manner, self.item))
        self.face, self.manner = replace(self.face, **(face or {})), replace(self.manner, **(manner or {}))

    def restore(self, node: Any = None) -> None:  # noqa: ARG002
        """Letters and paragraphs are as before the last `change`."""
        self.face, self.manner, self.item = self._before.pop()

    # Lines.

    def open_line(self, node: Any = None) -> None:  # noqa: ARG002
        """From now on runs are those of a new line, which begins with the places that were named before it."""
        self._lines.append(self._marks)
        self._marks = []

    def close_line(self) -> list[Element]:
        """The runs of the line that was opened last."""
        return self._lines.pop()

    def run(self, *parts: Element, face: Face | None = None) -> None:
        """Add a run to the line; where none is open, it gets a paragraph of its own."""
        made = w("r", (face or self.face).properties(), *parts)
        self.inline(made)

    @property
    def in_line(self) -> bool:
        """Whether a line is open."""
        return bool(self._lines)

    def place(self, *marks: Element) -> None:
        """Name a place: here in the line, or where the next one begins."""
        (self._lines[-1] if self._lines else self._marks).extend(marks)

    def inline(self, element: Element) -> None:
        """Add to the line that is open, or as a paragraph of its own."""
        if self._lines:
            self._lines[-1].append(element)
        else:
            self.put(self.paragraph([element]))

    def say_words(self, words: str, face: Face | None = None) -> None:
        """Add words to the line."""
        if words:
            self.run(text(words), face=face)

    # Blocks.

    def next_item(self) -> None:
        """The next paragraph begins an item of the list that was begun last."""
        if self.manner.list:
            self.item = _Counted(*self.manner.list)

    def put(self, block: Block) -> None:
        """Add a block."""
        self._flows[-1].append(block)

    def paragraph(self, runs: Iterable[Element], **own: Any) -> Element:
        """A paragraph in the manner of what it stands in; `own` is what is particular to it."""
        manner = replace(self.manner, **own)
        number = None
        if self.item and not self.item.used:
            self.item.used = True
            number = w("numPr", w("ilvl", val=self.item.level), w("numId", val=self.item.name))
        shape = properties(
            "pPr",
            (
                w("pStyle", val=manner.style) if manner.style else None,
                w("keepNext") if manner.keep else None,
                number,
                w("ind", left=manner.indent) if manner.indent and number is None else None,
                w("jc", val=manner.side) if manner.side else None,
                _edge(*manner.edge) if manner.edge else None,
            ),
        )
        return w("p", shape, *runs)

    def end_paragraph(self, **own: Any) -> None:
        """Close the line as a paragraph."""
        self.put(self.paragraph(self.close_line(), **own))

    def inner(self, children: Iterable[nodes.Node]) -> list[Block]:
        """The blocks of nodes that stand in a box of their own."""
        lines, self._lines = self._lines, []
        self.change(manner={"indent": 0, "list": None})
        self.item = None
        self._flows.append([])
        for child in children:
            child.walkabout(self)
        self.restore()
        self._lines = lines
        return self._flows.pop()


def _edge(side: str, width: int, colour: str) -> Element:
    return w("pBdr", w(side, val="single", sz=width, space=6 if side == "left" else 1, color=colour))
