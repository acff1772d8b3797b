"""Leaves in a document: what they name gets its number, picture, address or place there."""

import copy
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tallybook.book.pdf.drawings import Picture
from tallybook.book.word import styles
from tallybook.book.word.drawn import inline
from tallybook.book.word.leaf import HEADING, NOTE, WEB, Block, Leaf, Turned
from tallybook.book.word.numbering import Numbers
from tallybook.book.word.package import Package
from tallybook.book.word.styles import Styles
from tallybook.book.word.xml import Element, tag, w

if TYPE_CHECKING:
    from docx.opc.part import Part

_VAL, _ID, _NAME, _ANCHOR = tag("w:val"), tag("w:id"), tag("w:name"), tag("w:anchor")
_STYLE, _RUN_STYLE, _NUMBER = tag("w:pStyle"), tag("w:rStyle"), tag("w:numId")
_NOTE, _LINK, _SHOWN = tag("w:footnoteReference"), tag("w:hyperlink"), tag("w:drawing")
_BEGIN = tag("w:bookmarkStart")
_MARKS = (_BEGIN, tag("w:bookmarkEnd"))
_BOUND = (_STYLE, _RUN_STYLE, _NUMBER, _NOTE, *_MARKS, _LINK, _SHOWN)


class Binding:
    """A document under way: `pages` are those in it, the deepest of them so many below the first."""

    def __init__(
        self,
        package: Package,
        known: Styles,
        numbers: Numbers,
        pictures: Mapping[str, Picture],
        pages: Mapping[str, int],
    ) -> None:
        self.package, self.numbers = package, numbers
        self.notes: list[Element] = []
        self._styles, self._pictures, self._pages = known, pictures, pages
        self._deepest = max(pages.values(), default=0)
        self._places = self._shown = 0

    def leaf(self, leaf: Leaf, *, cover: bool = False) -> list[Block]:
        """A page's blocks as they stand in this document; on the `cover` its title is the document's."""
        lists = self.numbers.add(leaf.lists)
        depth = self._pages[leaf.page]
        notes = {name: self._note(blocks, depth, lists) for name, blocks in leaf.notes.items()}
        names = lists | notes | ({f"{HEADING}1": "Title"} if cover else {})
        return [self._block(block, depth, names) for block in leaf.blocks]

    def own(self, element: Element, part: "Part | None" = None) -> Element:
        """An element that is of no page."""
        self._bind(element, 0, {}, part or self.package.document)
        return element

    def _block(self, block: Block, depth: int, names: Mapping[str, str]) -> Block:
        if isinstance(block, Turned):
            return Turned(
                tuple(self._copy(each, depth, names, self.package.document) for each in block.elements)
            )
        return self._copy(block, depth, names, self.package.document)

    def _note(self, blocks: list[Element], depth: int, lists: Mapping[str, str]) -> str:
        number = len(self.notes) + 1
        content = (self._copy(each, depth, lists, self.package.footnotes) for each in blocks)
        self.notes.append(w("footnote", *content, id=number))
        return str(number)

    def _copy(self, element: Element, depth: int, names: Mapping[str, str], part: "Part") -> Element:
        made = copy.deepcopy(element)
        self._bind(made, depth, names, part)
        return made

    def _bind(self, root: Element, depth: int, names: Mapping[str, str], part: "Part") -> None:
        for element in list(root.iter(*_BOUND)):
            kind = element.tag
            if kind == _STYLE:
                self._style(element, depth, names)
            elif kind == _RUN_STYLE:
                element.set(_VAL, self._styles.ids[element.get(_VAL)])
            elif kind == _NUMBER:
                element.set(_VAL, names[element.get(_VAL)])
            elif kind == _NOTE:
                element.set(_ID, names[element.get(_ID).removeprefix(NOTE)])
            elif kind in _MARKS:
                self._mark(element)
            elif kind == _LINK:
                self._link(element, part)
            elif kind == _SHOWN and element.get(_NAME):
                self._show(element, part)

    def _style(self, element: Element, depth: int, names: Mapping[str, str]) -> None:
        """Titles of pages by how deep they stand; headings within pages always below those of all pages."""
        name = element.get(_VAL)
        if name.startswith(HEADING):
            level = int(name.removeprefix(HEADING))
            place = depth + 1 if level == 1 else self._deepest + level
            name = names.get(name, f"Heading{min(place, styles.HEADINGS)}")
        element.set(_VAL, self._styles.ids[name])

    def _mark(self, element: Element) -> None:
        """The two ends of a place follow each other."""
        if element.tag == _BEGIN:
            self._places += 1
            element.set(_NAME, anchor(element.get(_NAME)))
        element.set(_ID, str(self._places))

    def _link(self, element: Element, part: "Part") -> None:
        """Lead to a place in the document or an address; words that lead nowhere are words."""
        address, place = element.get(tag("r:id")), element.get(_ANCHOR)
        if address:
            element.set(tag("r:id"), self.package.address(part, address.removeprefix(WEB)))
        elif place.partition("#")[0] in self._pages:
            element.set(_ANCHOR, anchor(place))
        else:
            _unwrap(element)

    def _show(self, element: Element, part: "Part") -> None:
        picture = self._pictures[element.get(_NAME)]
        room, alt = float(element.get(tag("w:room"))), element.get(tag("w:alt"))
        self._shown += 1
        relation = self.package.picture(part, picture.data)
        element.getparent().replace(element, inline(picture, relation, self._shown, alt, room))


def anchor(place: str) -> str:
    """The name of a place as Word allows it."""
    return f"tb_{hashlib.sha256(place.encode()).hexdigest()[:24]}"


def _unwrap(link: Element) -> None:
    above, place = link.getparent(), link.getparent().index(link)
    for style in list(link.iter(_RUN_STYLE)):
        style.getparent().remove(style)
    runs = list(link)
    above.remove(link)
    above[place:place] = runs
