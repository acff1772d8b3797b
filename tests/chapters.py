"""A finished book chapter by chapter: what it says on the screen, in its PDF files and in its Word documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import yaml
from bs4 import Tag
from docx import Document
from docx.oxml.ns import qn

from tallybook.book.paper.lettering import drawn
from tallybook.book.word.binding import anchor
from tallybook.wording import Wording
from tests.book.pdf import reading
from tests.book.pdf.reading import letters

CONTENTS = tuple(Wording(language).text("Contents") for language in ("zh", "en"))
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Chapter:
    """A page as the screen shows it."""

    html: Path

    @cached_property
    def title(self) -> str:
        """Its heading, as a line of letters."""
        heading = reading.article_of(self.html).find("h1")
        assert isinstance(heading, Tag)
        return letters(heading.get_text())

    @cached_property
    def on_paper(self) -> str:
        """Its letters as a PDF file has them: those in drawings, and the signs of lists, among them."""
        return reading.of_screen(self.html, lambda image: written_in(self.html.parent / str(image["src"])))

    @cached_property
    def in_word(self) -> str:
        """Its letters as a Word document has them, which counts lists by itself and holds drawings as pictures."""
        return letters(reading.article_of(self.html).get_text())

    @cached_property
    def pictures(self) -> list[str]:
        """What its drawings say to those who do not see them, in a line of text and apart from it."""
        return [str(image["alt"]) for image in reading.article_of(self.html).select("img")]

    @cached_property
    def heads(self) -> list[str]:
        """The heads of its tables, which paper repeats."""
        return reading.heads(self.html)


@cache
def written_in(drawing: Path) -> str:
    """The letters in a drawing, in its own order."""
    texts = ElementTree.parse(drawing).iter(f"{_SVG}text")
    return letters(drawn("".join("".join(text.itertext()) for text in texts)))


@dataclass(frozen=True)
class Book:
    """The folder of a finished book."""

    folder: Path

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every page in the order of the contents."""
        toc = yaml.safe_load((self.folder.parent / "source" / "_toc.yml").read_text("utf-8"))
        return tuple(Chapter(self.folder / f"{name}.html") for name in ("index", *_files(toc["chapters"])))

    def of(self, document: Path) -> tuple[Chapter, ...]:
        """The chapters that a document of the book holds: all, or its own and those below it."""
        every = self.chapters
        if document.stem == "book":
            return every
        toc = yaml.safe_load((self.folder.parent / "source" / "_toc.yml").read_text("utf-8"))
        names = set(_files([_entry(toc["chapters"], document.stem)]))
        return tuple(chapter for chapter in every if chapter.html.stem in names)

    def documents(self, ending: str) -> list[Path]:
        """The files of one medium."""
        return sorted(self.folder.glob(f"*.{ending}"))


def _files(entries: Sequence[Any]) -> Iterator[str]:
    for entry in entries:
        yield entry["file"]
        yield from _files(entry.get("sections", ()))


def _entry(entries: Sequence[Any], name: str) -> Any:
    for entry in entries:
        if entry["file"] == name:
            return entry
        if found := _entry(entry.get("sections", ()), name):
            return found
    return None


def in_pdf(document: Path, chapters: Sequence[Chapter]) -> dict[Path, tuple[str, ...]]:
    """The sheets of each chapter in a PDF file, by its bookmarks; those of the contents are left out."""
    with pypdfium2.PdfDocument(document) as opened:
        marks = iter([(letters(mark.get_title()), mark.get_dest().get_index()) for mark in opened.get_toc()])
    # A bookmark is looked for behind that of the chapter before.
    first = [next(sheet for title, sheet in marks if title == drawn(each.title)) for each in chapters]
    sheets = reading.read(document).sheets
    last = [*first[1:], len(sheets)]
    if document.stem == "book":
        last[0] = next(place for place, sheet in enumerate(sheets) if letters(sheet).startswith(CONTENTS))
    return {
        chapter.html: sheets[begin:end] for chapter, begin, end in zip(chapters, first, last, strict=True)
    }


@dataclass
class Part:
    """A chapter in a Word document: its letters, and what is said of its pictures."""

    text: str = ""
    pictures: tuple[str, ...] = ()


def in_word(document: Path, chapters: Sequence[Chapter]) -> dict[Path, Part]:
    """Each chapter in a Word document, from the place that its name leads to up to the next one's or the contents."""
    places = {anchor(f"{chapter.html.stem}#"): chapter.html for chapter in chapters}
    found = {chapter.html: Part() for chapter in chapters}
    here = Part()
    for block in Document(str(document)).element.body:
        names = [mark.get(qn("w:name")) for mark in block.iter(qn("w:bookmarkStart"))]
        here = next((found[places[name]] for name in names if name in places), here)
        if any(style.get(qn("w:val")) == "TOCHeading" for style in block.iter(qn("w:pStyle"))):
            here = Part()
        here.text += letters("".join(text.text or "" for text in block.iter(qn("w:t"))))
        here.pictures += tuple(each.get("descr") for each in block.iter(qn("wp:docPr")))
    return found


@dataclass
class Held:
    """How many chapters of documents were held against the screen, and by document and page where they part."""

    read: int = 0
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, document: Path, chapter: Chapter, found: str | None) -> None:
        """Count a chapter, and keep where it parts."""
        self.read += 1
        if found:
            self.wrong[document.name, chapter.html.stem] = found


def pdf_held(book: Book, language: str) -> Held:
    """Every chapter of every PDF file, held against its page."""
    held = Held()
    for document in book.documents("pdf"):
        chapters = book.of(document)
        for chapter, sheets in zip(chapters, in_pdf(document, chapters).values(), strict=True):
            said = chapter.on_paper + _signed(document, chapter is chapters[0], language)
            held.add(document, chapter, reading.differing(said, sheets, chapter.heads))
    return held


def word_held(book: Book, language: str) -> Held:
    """Every chapter of every Word document, held against its page."""
    held = Held()
    for document in book.documents("docx"):
        chapters = book.of(document)
        for chapter, part in zip(chapters, in_word(document, chapters).values(), strict=True):
            said = chapter.in_word + _signed(document, chapter is chapters[0], language)
            held.add(document, chapter, None if part.text == said else parting(said, part.text))
    return held


def _signed(document: Path, first: bool, language: str) -> str:
    """What stands under the first chapter of a document of somebody's own: the places for signatures."""
    return letters(reading.SIGNED[language]) if first and document.stem != "book" else ""


def parting(shown: str, told: str) -> str:
    """Where two texts part."""
    place = next(
        (place for place, (one, other) in enumerate(zip(shown, told, strict=False)) if one != other),
        min(len(shown), len(told)),
    )
    start = max(0, place - 20)
    return f"{shown[start : place + 60]!r} is {told[start : place + 60]!r}"
