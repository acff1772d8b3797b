"""A document from its first sheet to its last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallybook.book.paper.order import Document, Part
from tallybook.book.word import sheets
from tallybook.book.word.binding import Binding
from tallybook.book.word.leaf import Leaf
from tallybook.book.word.xml import Element, w


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands around the pages; `marks` are the words that are said of pages nobody answers for."""

    label: str
    organisation: str
    book: str
    contents: str
    sheet: str
    signatures: tuple[str, ...]
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """Sheets of one page that are all upright, or all turned."""

    page: str
    turned: bool
    elements: list[Element]


class Volume:
    """A document under way: every page on sheets of its own, with its title at their head."""

    def __init__(self, binding: Binding, document: Document, words: Words) -> None:
        self._binding, self._document, self._words = binding, document, words
        self._edges: dict[tuple[str, str, bool], tuple[str, str]] = {}

    def body(self, leaves: Mapping[str, Leaf]) -> Element:
        """The whole document, bound."""
        sections = self._sections(leaves)
        elements: list[Element] = []
        for section in sections[:-1]:
            sheets.end_section(section.elements, self._end(section, leaves))
            elements += section.elements
        return w("body", *elements, *sections[-1].elements, self._end(sections[-1], leaves))

    def _sections(self, leaves: Mapping[str, Leaf]) -> list[_Section]:
        first, *others = self._document.parts
        whole, several = self._document.label is None, bool(others)
        opening = self._page(first, leaves, cover=whole)
        contents = [_Section(first.page, False, self._contents(leaves))] if several else []
        if whole:
            opening += contents
        else:
            opening[-1].elements.extend(self._own(sheets.signatures(self._words.signatures)))
            if several:
                contents[0].elements[:0] = self._own(
                    sheets.title_sheet(self._words.label, self._words.organisation, self._words.book)
                )
            opening = [*contents, *opening]
        return [*opening, *(section for part in others for section in self._page(part, leaves))]

    def _page(self, part: Part, leaves: Mapping[str, Leaf], *, cover: bool = False) -> list[_Section]:
        blocks = self._binding.leaf(leaves[part.page], cover=cover)
        return [_Section(part.page, turned, elements) for turned, elements in sheets.parted(blocks)]

    def _contents(self, leaves: Mapping[str, Leaf]) -> list[Element]:
        """The contents name every page but a cover, which the reader has seen."""
        first = 1 if self._document.label is None else 0
        entries = [
            (part.depth + 1, leaves[part.page].title, part.page) for part in self._document.parts[first:]
        ]
        return self._own(sheets.contents(self._words.contents, entries))

    def _end(self, section: _Section, leaves: Mapping[str, Leaf]) -> Element:
        """What ends a section: its sheets' head, foot and shape; equal heads and feet are kept once."""
        key = (leaves[section.page].title, self._words.marks.get(section.page, ""), section.turned)
        if key not in self._edges:
            title, mark, turned = key
            head = sheets.head(self._words.organisation, title, mark, turned=turned)
            foot = sheets.foot(self._words.book, self._words.sheet, turned=turned)
            package = self._binding.package
            self._edges[key] = (
                package.edge(self._binding.own(head), foot=False),
                package.edge(self._binding.own(foot), foot=True),
            )
        return sheets.section(*self._edges[key], turned=section.turned)

    def _own(self, elements: Sequence[Element]) -> list[Element]:
        return [self._binding.own(element) for element in elements]
