"""Text and what stands in a line of it."""

from docutils import nodes

from tallybook.book.paper.lettering import folded
from tallybook.book.paper.reader import words
from tallybook.book.word.links import Links
from tallybook.book.word.stack import Stack


class Text(Links):
    """Words, emphasis, code in a line."""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Put the words down; between blocks, white space says nothing."""
        said = words(node)
        if self.in_line or said.strip():
            self.say_words(said)

    depart_Text = Stack.nothing  # noqa: N815

    def visit_strong(self, node: nodes.strong) -> None:  # noqa: ARG002
        """Strong words."""
        self.change(face={"bold": True})

    def visit_emphasis(self, node: nodes.emphasis) -> None:  # noqa: ARG002
        """Emphasised words."""
        self.change(face={"italic": True})

    def visit_subscript(self, node: nodes.subscript) -> None:  # noqa: ARG002
        """Lowered words."""
        self.change(face={"raised": "subscript"})

    def visit_superscript(self, node: nodes.superscript) -> None:  # noqa: ARG002
        """Raised words."""
        self.change(face={"raised": "superscript"})

    depart_strong = depart_emphasis = depart_subscript = depart_superscript = Stack.restore

    # Words that are marked for some purpose of the screen's, or a place that is referred to.
    visit_inline = depart_inline = visit_abbreviation = depart_abbreviation = Stack.nothing

    def visit_literal(self, node: nodes.literal) -> None:
        """Words as they are typed."""
        self.change(face={"style": "TallybookTyped"})
        self.say_words(folded(node.astext()))
        self.restore()
        raise nodes.SkipNode
