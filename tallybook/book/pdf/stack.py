"""What all parts of the translator share: contents under way, gathered from the inside out."""

from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code, Value

logger = logging.getLogger(__name__)


class Stack(SphinxTranslator):
    """A node's content is gathered between `begin` and `end`, and then put into that of the node around it."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder)
        self.page = page
        self._open: list[list[Code]] = [[]]

    def begin(self, node: Any) -> None:  # noqa: ARG002
        """From now on contents are those of this node."""
        self._open.append([])

    def close(self, node: Any) -> None:  # noqa: ARG002
        """End the node; its contents are all there is to it."""
        self.put(self.end())

    def nothing(self, node: Any) -> None:
        """Leave no trace of the node itself."""

    def skip(self, node: Any) -> None:  # noqa: ARG002
        """Leave the node out with all that is in it."""
        raise nodes.SkipNode

    def end(self) -> Code:
        """The contents of the node that was begun last."""
        return code.block(self._open.pop())

    def put(self, content: Code) -> None:
        """Add to the contents of the node that was begun last."""
        self._open[-1].append(content)

    def wrap(self, function: str, *arguments: Value, **named: Value) -> None:
        """End the node as a call with its contents as the last argument."""
        self.put(code.call(function, *arguments, self.end(), **named))

    def parts(self) -> list[Code]:
        """The contents of the node that was begun last, one by one."""
        return self._open.pop()

    def inner(self, node: nodes.Node) -> Code:
        """The contents of a node whose own part is played by somebody else."""
        self.begin(node)
        for child in node.children:
            child.walkabout(self)
        return self.end()

    def refuse(self, node: nodes.Node, why: str) -> None:
        """Complain of a node; the page and the line are added, and the build fails at its end."""
        logger.warning("%s", why, location=node)

    def spot(self, name: str) -> str:
        """The name by which a place of this page is known in a whole document."""
        return f"{self.page}#{name}"
