"""A page's nodes as Word's."""

from tallybook.book.word.blocks import Blocks
from tallybook.book.word.callouts import Callouts
from tallybook.book.word.leaf import Leaf
from tallybook.book.word.marks import Marks
from tallybook.book.word.tables import Tables
from tallybook.book.word.text import Text


class Translator(Blocks, Text, Tables, Callouts, Marks):
    """Every kind of thing that a page may hold."""

    def written(self) -> Leaf:
        """The page, once its tree was walked through."""
        self.leaf.unformed = tuple(self.unformed)
        return self.leaf
