"""A page written once for all documents that hold it.

What only a document can number is named in it: `list:…` where a list's number goes, `note:…` a footnote's,
`drawing:…` a picture's, `web:…` an address, `PAGE#PLACE` a place, `heading:LEVEL` a heading's style.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from tallybook.book.paper.outcome import Unformed
from tallybook.book.pdf.drawings import Drawing
from tallybook.book.word.xml import Element

LIST, NOTE, DRAWING, WEB, HEADING = "list:", "note:", "drawing:", "web:", "heading:"


@dataclass(frozen=True, slots=True)
class Turned:
    """What stands on a sheet of its own that is turned."""

    elements: tuple[Element, ...]


Block: TypeAlias = "Element | Turned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list: how it counts, from where, and how deep it lies in others."""

    form: str
    start: int
    level: int


@dataclass(slots=True, kw_only=True)
class Leaf:
    """A page: what stands on it from top to bottom, what its footnotes say, its lists, the drawings it shows.

    `unformed` are the kinds of things on it that paper has no form for.
    """

    page: str
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Element]] = field(default_factory=dict)
    lists: dict[str, Listing] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    unformed: tuple[Unformed, ...] = ()
