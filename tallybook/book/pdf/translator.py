"""A page's nodes as Typst code."""

from docutils import nodes

from tallybook.book.language import say
from tallybook.book.pdf.blocks import Blocks
from tallybook.book.pdf.callouts import Callouts
from tallybook.book.pdf.figures import Figures
from tallybook.book.pdf.marks import Marks
from tallybook.book.pdf.tables import Tables
from tallybook.book.pdf.text import Text


class Translator(Blocks, Text, Tables, Figures, Callouts, Marks):
    """Every kind of thing that a page may hold; of what it does not know, the words are kept and it is said."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Say on which page there is what nobody knows; its contents are written all the same."""
        self.refuse(node, say(self.config, "{name} has no form on paper", name=type(node).__name__))

    def unknown_departure(self, _node: nodes.Node) -> None:
        """It was said already."""
