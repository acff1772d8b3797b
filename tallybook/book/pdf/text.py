"""Text and what stands in a line of it."""

from docutils import nodes

from tallybook.book.paper.lettering import drawn, folded, pieces
from tallybook.book.paper.reader import words
from tallybook.book.pdf import code
from tallybook.book.pdf.links import Links
from tallybook.book.pdf.stack import Stack


class Text(Links):
    """Words, emphasis, code in a line."""

    visit_strong = visit_emphasis = visit_subscript = visit_superscript = Stack.begin

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Put the words down as a string."""
        for piece, whole in pieces(drawn(words(node))):
            self.put(code.call("box", piece) if whole else code.string(piece))

    depart_Text = Stack.nothing  # noqa: N815

    def depart_strong(self, node: nodes.strong) -> None:  # noqa: ARG002
        """Strong words."""
        self.wrap("strong")

    def depart_emphasis(self, node: nodes.emphasis) -> None:  # noqa: ARG002
        """Emphasised words."""
        self.wrap("emph")

    def depart_subscript(self, node: nodes.subscript) -> None:  # noqa: ARG002
        """Lowered words."""
        self.wrap("sub")

    def depart_superscript(self, node: nodes.superscript) -> None:  # noqa: ARG002
        """Raised words."""
        self.wrap("super")

    # Words that are marked for some purpose of the screen's, or a place that is referred to.
    visit_inline = depart_inline = visit_abbreviation = depart_abbreviation = Stack.nothing

    def visit_literal(self, node: nodes.literal) -> None:
        """Words as they are typed."""
        self.put(code.call("typed", drawn(folded(node.astext()))))
        raise nodes.SkipNode
