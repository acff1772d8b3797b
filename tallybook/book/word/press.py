"""Pages become Word documents, the same bytes for the same pages."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from tallybook.book.contents import mark_on
from tallybook.book.language import wording_of
from tallybook.book.paper import labels, ready
from tallybook.book.paper.lettering import folded
from tallybook.book.paper.order import Document, Order, WordLook
from tallybook.book.paper.outcome import Unformed, Unprinted
from tallybook.book.pdf import drawings
from tallybook.book.pdf.drawings import Picture
from tallybook.book.word import reference, styles
from tallybook.book.word.binding import Binding
from tallybook.book.word.leaf import Leaf
from tallybook.book.word.numbering import Numbers
from tallybook.book.word.package import Package
from tallybook.book.word.reference import Reference
from tallybook.book.word.settings import settings
from tallybook.book.word.styles import Styles
from tallybook.book.word.translator import Translator
from tallybook.book.word.volume import Volume, Words
from tallybook.book.word.xml import Element, read, w, written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What all documents of a book are made of."""

    app: Sphinx
    order: Order
    leaves: Mapping[str, Leaf]
    pictures: Mapping[str, Picture]
    look: WordLook
    reference: Reference | None


def press(app: Sphinx, order: Order, look: WordLook, room: Path, out: Path) -> Iterator[Unprinted | Unformed]:
    """Make `out/NAME.docx` of every document; `room` is a folder that does not exist yet. Yields how that went."""
    import typst

    leaves = {page: _leaf(tree, paper, page) for page, tree, paper in ready.trees(app, order.pages)}
    for leaf in leaves.values():
        yield from leaf.unformed
    shown = {name: one for leaf in leaves.values() for name, one in leaf.drawings.items()}
    room.mkdir()
    try:
        made = drawings.drawn(shown, Path(app.srcdir), room)
    except typst.TypstError as error:
        yield Unprinted(page=None, text=error.message)
        return
    book = _Book(
        app=app,
        order=order,
        leaves=leaves,
        pictures=made,
        look=look,
        reference=reference.read(look.reference) if look.reference else None,
    )
    for document in order.documents:
        _write(book, document, out / f"{document.name}.docx")


def _leaf(tree: nodes.document, paper: ready.Paper, page: str) -> Leaf:
    translator = Translator(tree, paper, page)
    tree.walkabout(translator)
    return translator.written()


def _write(book: _Book, document: Document, path: Path) -> None:
    order, language = book.order, wording_of(book.app.config).language
    package = Package(
        title=f"{document.label or order.title} · {order.period}",
        author=order.organisation,
        language="zh-CN" if language == "zh" else "en",
    )
    pages = {part.page: part.depth for part in document.parts}
    numbering = book.reference.numbering if book.reference else None
    numbers = Numbers(read(numbering) if numbering else None)
    known = _styles(book, titles=max(pages.values()) + 1, chinese=language == "zh")
    binding = Binding(package, known, numbers, book.pictures, pages)
    body = Volume(binding, document, _words(book, document)).body({page: book.leaves[page] for page in pages})
    package.add("styles", written(known.root))
    if numbers:
        package.add("numbering", written(numbers.finished()))
    package.add("settings", written(settings(contents=len(pages) > 1, notes=bool(binding.notes))))
    if book.reference and book.reference.theme:
        package.add("theme/theme1", book.reference.theme)
    package.write(
        path, w("document", body), _footnotes(binding.notes, known.ids["Normal"]) if binding.notes else None
    )


def _words(book: _Book, document: Document) -> Words:
    """What stands around the pages of a document, in the language of the book."""
    order, config = book.order, book.app.config
    return Words(
        label=folded(document.label or ""),
        organisation=folded(order.organisation),
        book=f"{folded(order.title)} · {order.period}",
        contents=labels.contents(config),
        sheet=labels.sheet(config),
        signatures=labels.signatures(config),
        marks={part.page: mark_on(config.tallybook_marks, part.page) for part in document.parts},
    )


def _styles(book: _Book, *, titles: int, chinese: bool) -> Styles:
    ours = styles.house(book.look, titles=titles, chinese=chinese)
    return styles.completed(read(book.reference.styles), ours) if book.reference else ours


def _footnotes(notes: list[Element], normal: str) -> Element:
    lines = (("separator", -1), ("continuationSeparator", 0))
    shape = w("pPr", w("pStyle", val=normal), w("spacing", before=0, after=0, line=240, lineRule="auto"))
    ends = (
        w("footnote", w("p", copy.copy(shape), w("r", w(kind))), type=kind, id=number)
        for kind, number in lines
    )
    return w("footnotes", *ends, *notes)
