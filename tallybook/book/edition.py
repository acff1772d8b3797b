"""What a book is made of, before anything is on the disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook.book.paper.order import Order, WordLook
from tallybook.book.paper.outcome import Unformed
from tallybook.domain.pages import Page

if TYPE_CHECKING:
    from tallybook.book.kept import Made, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One book: its pages, first of them `index`, and what it is called.

    `jupyter_book` is the workspace's own part of `_config.yml`. `handwritten` is the folder of the analyst's
    own pages and pictures; it may be missing. `logo` and `favicon` are pictures; `foot` is plain text.
    `on_paper` asks for PDF files beside the pages; they hold `data`, JSON by the names of pages, where there is any.
    `word` asks for Word documents, and says what they look like. `workbooks` are Excel files by the names of the pages
    beside which they are put, that of the whole house first.
    """

    title: str
    organisation: str
    language: str
    period_label: str
    pages: tuple[Page, ...]
    jupyter_book: Mapping[str, object] = field(default_factory=dict)
    handwritten: Path | None = None
    logo: Path | None = None
    favicon: Path | None = None
    foot: str = ""
    on_paper: bool = False
    word: WordLook | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    workbooks: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, str]:
        """The words across pages, such as that they are drafts, by the pages' names."""
        return {page.slug: page.mark for page in self.pages if page.mark}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A book whose source is on the disk, in `folder/source`: all of it that is not, before it is bound.

    `names` are its pages in reading order, `drawings` the digests of its figures, `words` what stands on all pages;
    `last` is the book from which unchanged pages are taken.
    """

    folder: Path
    names: tuple[str, ...]
    drawings: frozenset[str]
    words: str
    order: Order | None
    workbooks: Mapping[str, bytes]
    made: "Made"
    last: "Record"
    software: str

    @property
    def papers(self) -> tuple[str, ...]:
        """The files beside its pages, of each kind that of the whole book first."""
        return self.order.files if self.order else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """A character for which the book's fonts have no sign: on which page, and between which words."""

    page: str
    character: str
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Where the book is, the digest of its folder, how many pages it has, the handwritten ones included, and what its fonts lack.

    `papers` are its PDF, Word and Excel files, of each that of the whole book first; `unformed` is what stands
    in them as plain words only.
    """

    path: Path
    digest: str
    pages: int
    unshown: tuple[Unshown, ...] = ()
    papers: tuple[Path, ...] = ()
    unformed: tuple[Unformed, ...] = ()
