"""What every translator of pages for paper does alike."""

from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from tallybook.book.language import say

logger = logging.getLogger(__name__)


class Reader(SphinxTranslator):
    """Nodes left out with or without what is in them, complaints with page and line, places by their names."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder)
        self.page = page
        self._spots: set[str] = set()

    def nothing(self, node: Any) -> None:
        """Leave no trace of the node itself."""

    def skip(self, node: Any) -> None:  # noqa: ARG002
        """Leave the node out with all that is in it."""
        raise nodes.SkipNode

    def refuse(self, node: nodes.Node, why: str) -> None:
        """Complain of a node; the page and the line are added, and the build fails at its end."""
        logger.warning("%s", why, location=node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Say on which page there is what nobody knows; its contents are written all the same."""
        self.refuse(node, say(self.config, "{name} has no form on paper", name=type(node).__name__))

    def unknown_departure(self, _node: nodes.Node) -> None:
        """It was said already."""

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
