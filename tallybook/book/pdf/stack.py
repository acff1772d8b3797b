"""What all parts of the translator share: contents under way, gathered from the inside out."""

from typing import Any

from docutils import nodes
from sphinx.builders import Builder

from tallybook.book.paper.reader import Reader
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code, Value


class Stack(Reader):
    """A node's content is gathered between `begin` and `end`, and then put into that of the node around it."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder, page)
        self._open: list[list[Code]] = [[]]

    def begin(self, node: Any) -> None:  # noqa: ARG002
        """From now on contents are those of this node."""
        self._open.append([])

    def close(self, node: Any) -> None:  # noqa: ARG002
        """End the node; its contents are all there is to it."""
        self.put(self.end())

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
