"""A page's nodes as Typst code."""

from tallybook.book.pdf.blocks import Blocks
from tallybook.book.pdf.callouts import Callouts
from tallybook.book.pdf.figures import Figures
from tallybook.book.pdf.marks import Marks
from tallybook.book.pdf.tables import Tables
from tallybook.book.pdf.text import Text


class Translator(Blocks, Text, Tables, Figures, Callouts, Marks):
    """Every kind of thing that a page may hold."""
