"""What every translator of pages for paper does alike."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from tallybook.book.language import say
from tallybook.book.paper import pictures
from tallybook.book.paper.lettering import folded
from tallybook.book.paper.outcome import Unformed

logger = logging.getLogger(__name__)
# Their names are marked where their titles, numbers and dots are written, or by nobody.
_OTHERWISE = (nodes.document, nodes.section, nodes.footnote, nodes.footnote_reference, nodes.list_item)


class Reader(SphinxTranslator):
    """Nodes left out with or without what is in them, complaints with page and line, places by their names."""

    # How a place is written is each paper's matter.
    mark: Callable[[Any], None]

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder)
        self.page = page
        self.unformed: dict[Unformed, None] = {}
        self._spots: set[str] = set()

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Let whatever has a name be found by it, whatever it is: a reference that leads nowhere stops a paper."""
        if isinstance(node, nodes.Element) and not isinstance(node, _OTHERWISE):
            self.mark(node)
        super().dispatch_visit(node)

    def nothing(self, node: Any) -> None:
        """Leave no trace of the node itself."""

    def skip(self, node: Any) -> None:  # noqa: ARG002
        """Leave the node out with all that is in it."""
        raise nodes.SkipNode

    def refuse(self, node: nodes.Node, why: str) -> None:
        """Complain of a node; the page and the line are added, and the build fails at its end."""
        place = node
        while not place.line and place.parent is not None:
            place = place.parent
        logger.warning("%s", why, location=place)

    def said_of(self, picture: nodes.image) -> str:
        """The words for those who do not see a picture; it is refused without them, or where it is damaged."""
        name, alt = picture["uri"], picture.get("alt", "").strip()
        if not alt or alt == name:
            self.refuse(picture, say(self.config, "the picture {name} has no alternative text", name=name))
            raise nodes.SkipNode
        if not pictures.is_readable(Path(self.builder.srcdir) / name):
            self.refuse(picture, say(self.config, "the picture {name} is damaged", name=name))
            raise nodes.SkipNode
        return alt

    def unknown_visit(self, node: Any) -> None:
        """Note what nobody knows; its words are written all the same, those of a block as a paragraph."""
        self.unformed[Unformed(page=self.page, node=type(node).__name__)] = None
        if _is_line(node):
            self.visit_paragraph(node)

    def unknown_departure(self, node: Any) -> None:
        """End the paragraph."""
        if _is_line(node):
            self.depart_paragraph(node)

    def spot(self, name: str) -> str:
        """The name by which a place of this page is known in a whole document."""
        return f"{self.page}#{name}"

    def names(self, node: nodes.Element) -> list[str]:
        """The names of a node that are not taken, in the form that references use."""
        found = [self.spot(name) for name in node["ids"]]
        fresh = [name for name in dict.fromkeys(found) if name not in self._spots]
        self._spots.update(fresh)
        return fresh

    def note(self, name: str) -> nodes.Element | None:
        """What a footnote of this page says, without its number."""
        for note in self.document.findall(nodes.footnote):
            if name in note["ids"]:
                words = (child for child in note.children if not isinstance(child, nodes.label))
                return nodes.Element("", *words)
        return None


def is_place(paragraph: nodes.Element) -> bool:
    """Whether a paragraph says nothing and only names places: as an empty line it would part a heading from its text."""
    return bool(paragraph.children) and all(map(_says_nothing, paragraph.children))


def words(node: nodes.Text) -> str:
    """The words of a text, white space folded; at the beginning of a line there is none, as on the screen."""
    found = folded(node.astext())
    if found.startswith(" ") and isinstance(node.parent, nodes.paragraph):
        # The node itself, for another text of the paragraph may be equal to it.
        before = itertools.takewhile(lambda child: child is not node, node.parent.children)
        return found.lstrip(" ") if all(map(_says_nothing, before)) else found
    return found


def _says_nothing(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline | nodes.target) and not node.children


def _is_line(node: nodes.Node) -> bool:
    """Whether words stand in the node itself, and the node in no line."""
    in_line = isinstance(node, nodes.Inline) or isinstance(node.parent, nodes.TextElement)
    return not in_line and any(isinstance(child, nodes.Text | nodes.Inline) for child in node.children)
