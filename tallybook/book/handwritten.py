"""The analyst's own pages: which there are, and everything that keeps them out of a book."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook import files, temporary
from tallybook.book.contents import RESERVED, ROOT
from tallybook.book.edition import Edition
from tallybook.domain.pages import Page
from tallybook.errors import BookError, Fault, FaultsError, Message, PagesError, reason, say

if TYPE_CHECKING:
    from tallybook.book.process import Complaint

FOLDER = "book"
_FIRST = "preface"


def pages(folder: Path | None) -> tuple[Path, ...]:
    """The pages by name, the preface first; raises PagesError where one cannot be part of a book."""
    found = _found(folder)
    if faults := list(_misplaced(found, frozenset())):
        raise _refused(faults)
    return found


def check(edition: Edition, names: tuple[str, ...] | None) -> None:
    """Have the pages read as in a build, beside nothing but the names of the book's own pages.

    Where these are not known, links are not looked at. Raises PagesError with all that is wrong, BookError
    where the book's settings are.
    """
    found = _found(edition.handwritten)
    if not found:
        return
    faults = [*_misplaced(found, frozenset(names or ())), *_unreadable(found)]
    if not faults:
        faults += _read(edition, found, names)
    if faults:
        raise _refused(faults)


def _found(folder: Path | None) -> tuple[Path, ...]:
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(folder.glob("*.md"), key=lambda page: (page.stem != _FIRST, page.name)))


def _misplaced(found: Sequence[Path], taken: frozenset[str]) -> Iterator[Fault]:
    for page in found:
        if page.stem in RESERVED | taken:
            yield _fault(
                page.name,
                None,
                say("This name is kept for a page of the book itself."),
                say("Give the file another name."),
            )
        elif not page.resolve().is_relative_to(page.parent.resolve()):
            yield _fault(
                page.name,
                None,
                say("This is a link that leads out of the folder."),
                say("Put the file itself into the folder."),
            )


def _unreadable(found: Sequence[Path]) -> Iterator[Fault]:
    for page in found:
        try:
            page.read_text("utf-8")
        except UnicodeDecodeError as error:
            line = page.read_bytes()[: error.start].count(b"\n") + 1
            yield _fault(page.name, line, say("This is not UTF-8 text."), say("Save the file as UTF-8."))
        except OSError as error:
            yield _fault(
                page.name,
                None,
                say("The file cannot be read: {reason}.", reason=reason(error)),
                say("See to it that it can be read."),
            )


def _read(edition: Edition, found: Sequence[Path], names: tuple[str, ...] | None) -> Iterator[Fault]:
    """What Sphinx complains of, told of the files as the analyst knows them."""
    from tallybook.book import process

    texts = "".join(page.read_text("utf-8") for page in found)
    # A house has more pages than a check has time for: those that nobody names are left out.
    stubs = tuple(_stub(name) for name in (ROOT, *(n for n in names or () if n != ROOT and n in texts)))
    own = {page.name for page in found}
    complaints = _complaints(replace(edition, pages=stubs))
    for complaint in complaints:
        if complaint.page not in own:
            raise BookError(process.told(complaints))
        problem, remedy = _explained(complaint.text)
        if names is not None or remedy is not _A_LINK:
            yield _fault(complaint.page, complaint.line, problem, remedy)


def _complaints(edition: Edition) -> "tuple[Complaint, ...]":
    from tallybook.book import process, source

    with temporary.folder() as made, files.writing(made.path):
        names = source.write(edition, made.path / "source")
        return process.complaints(made, pages=len(names))


def _stub(name: str) -> Page:
    return Page(slug=name, title=name, label=name, text=f"# {name}\n")


def _explained(complaint: str) -> tuple[Message, Message]:
    """A complaint in our words where it is a usual one."""
    for pattern, problem, remedy in _USUAL:
        if met := re.search(pattern, complaint):
            return Message(problem.template, tuple(sorted(met.groupdict().items()))), remedy
    reason = _KIND_OF_SPHINX.sub("", complaint).rstrip("。.")
    return say("The page cannot be taken into the book: {reason}.", reason=reason), _plain()


def _plain() -> Message:
    from tallybook.book.hardening import FOR_EVERYBODY

    return say(
        "Write it in plain Markdown: headings, text, lists, tables, links, pictures; of the directives there are {names}.",
        names=tuple(sorted(FOR_EVERYBODY)),
    )


def _fault(name: str, line: int | None, problem: Message, remedy: Message) -> Fault:
    return Fault(kind="handwritten-page", file=f"{FOLDER}/{name}", row=line, problem=problem, remedy=remedy)


def _refused(faults: Sequence[Fault]) -> FaultsError:
    return PagesError(say("Faults in pages written by hand: {count}.", count=len(faults)), faults)


_KIND_OF_SPHINX = re.compile(r"\s*\[[a-z_]+\.[a-z_]+\]$")
_NO_TARGET = say("A link leads to {address}, which is not there.")
_A_LINK = say(
    "A link may lead to a page of the book, such as {page}, or to an address with http, https or mailto.",
    page="methods.md",
)
_A_HEADING = say("Begin with one # and go down by one # at a time.")
_USUAL = (
    (r"cross-reference target not found: '(?P<address>.*)'", _NO_TARGET, _A_LINK),
    (r"unknown document: '(?P<address>.*)'", _NO_TARGET, _A_LINK),
    (r"undefined label: '(?P<address>.*)'", _NO_TARGET, _A_LINK),
    (
        r"local id not found in doc '(?P<page>.*)': '(?P<address>.*)'",
        say("A link leads to {address} in {page}, which is not there."),
        _A_LINK,
    ),
    (
        r"image file not readable: (?P<picture>\S+)",
        say("There is no picture {picture}."),
        say("Put it into the folder book, and name it as it lies there."),
    ),
    (r"\[myst\.header\]", say("A heading is missing above this one."), _A_HEADING),
)
