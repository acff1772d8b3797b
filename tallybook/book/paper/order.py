"""What is asked for on paper: which PDF files, and what stands on all of them; it travels to Sphinx's process."""

from collections.abc import Iterator
from dataclasses import dataclass

from tallybook.book.contents import ROOT, SUBJECTS, Chapter

BOOK = "book"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page in a document, and how many pages it stands below."""

    page: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF file by its name without ending; `label` says whom it is about, None of the whole book."""

    name: str
    label: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All PDF files of a book, and the words that they share; `data` are JSON lists by the names of pages."""

    title: str
    organisation: str
    period: str
    documents: tuple[Document, ...]
    data: dict[str, str]

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page that is in any of them."""
        return tuple({part.page: None for document in self.documents for part in document.parts})


def documents(chapters: tuple[Chapter, ...]) -> tuple[Document, ...]:
    """The whole book first, then a document for every subject; the unit at the top has the book itself."""
    whole = [Part(page=ROOT, depth=0), *(part for chapter in chapters for part in _parts(chapter, 0))]
    below = (section for chapter in chapters for section in _below(chapter))
    return (Document(name=BOOK, label=None, parts=tuple(whole)), *(_of_subject(each) for each in below))


def _below(chapter: Chapter) -> Iterator[Chapter]:
    for section in chapter.sections:
        if section.name.startswith(SUBJECTS):
            yield section
        yield from _below(section)


def _of_subject(chapter: Chapter) -> Document:
    return Document(name=chapter.name, label=chapter.label, parts=tuple(_parts(chapter, 0)))


def _parts(chapter: Chapter, depth: int) -> Iterator[Part]:
    yield Part(page=chapter.name, depth=depth)
    for section in chapter.sections:
        yield from _parts(section, depth + 1)
