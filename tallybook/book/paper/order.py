"""What is asked for on paper: which documents, and what stands on all of them; it travels to Sphinx's process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallybook.book.contents import ROOT, SUBJECTS, Chapter

BOOK = "book"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page in a document, and how many pages it stands below."""

    page: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF or Word file by its name without ending; `label` says whom it is about, None of the whole book."""

    name: str
    label: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLook:
    """The fonts of Word documents, and the document that their styles are taken from, if there is one."""

    font: str = "宋体"
    heading_font: str = "黑体"
    latin_font: str = "Times New Roman"
    latin_heading_font: str = "Arial"
    reference: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All documents of a book, in which forms, and the words that they share.

    `data`, JSON lists by the names of pages, are attached to PDF files. `workbooks` names the pages that have an Excel
    file beside them.
    """

    title: str
    organisation: str
    period: str
    documents: tuple[Document, ...]
    data: dict[str, str]
    pdf: bool = True
    word: WordLook | None = None
    workbooks: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files, those of each form with the whole book first."""
        papers = (f"{document.name}{ending}" for ending in self._endings for document in self.documents)
        return (*papers, *map(workbook, self.workbooks))

    @property
    def beside(self) -> dict[str, list[str]]:
        """The files by the page that leads to them: of the cover and of the units at the top the whole book.

        The cover leads to the first of the workbooks, that of the whole house.
        """
        whole = [part.page for part in self.documents[0].parts if part.depth == 0]
        led = {page: BOOK for page in whole if page == ROOT or page.startswith(SUBJECTS)}
        led |= {document.name: document.name for document in self.documents if document.label is not None}
        found = {page: [f"{name}{ending}" for ending in self._endings] for page, name in led.items()}
        for page in self.workbooks:
            found.setdefault(page, []).append(workbook(page))
        for page in self.workbooks[:1]:
            found.setdefault(ROOT, []).append(workbook(page))
        return found

    @property
    def _endings(self) -> tuple[str, ...]:
        return tuple(ending for ending, asked in ((".pdf", self.pdf), (".docx", self.word)) if asked)

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page that is in any of them."""
        return tuple({part.page: None for document in self.documents for part in document.parts})


def workbook(page: str) -> str:
    """The file of a page's workbook."""
    return f"{page}.xlsx"


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
