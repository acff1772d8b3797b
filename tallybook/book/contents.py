"""The order of the book: what stands where, checked before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tallybook.domain.pages import Page
from tallybook.errors import BookError, say

ROOT = "index"
RESERVED = frozenset({ROOT, "search", "genindex"})
SUBJECTS = ("unit-", "manager-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page with the pages below it; `label` is None where the page's own title will do."""

    name: str
    label: str | None = None
    sections: tuple["Chapter", ...] = ()

    def names(self) -> Iterator[str]:
        """This page and all below it, in reading order."""
        yield self.name
        for section in self.sections:
            yield from section.names()


def arrange(pages: tuple[Page, ...], handwritten: tuple[str, ...]) -> tuple[Chapter, ...]:
    """The chapters under the cover: handwritten ones, then those about the whole, then the units.

    Raises BookError where two pages share a name, a page stands under one that is not there, or the cover
    is missing.
    """
    _one_page_a_name([page.slug for page in pages] + list(handwritten))
    below = _children(pages)
    chapters = tuple(_chapter(page, below) for page in sorted(below.get(ROOT, []), key=_about_a_subject))
    found = tuple(Chapter(name=name) for name in handwritten) + chapters
    _nothing_lost(pages, found)
    return found


def mark_on(marks: Mapping[str, str], name: str) -> str:
    """The word across a page; pages that are about no subject have that of the cover."""
    return marks.get(name, "") if name.startswith(SUBJECTS) else marks.get(ROOT, "")


def _children(pages: tuple[Page, ...]) -> dict[str, list[Page]]:
    below: dict[str, list[Page]] = {}
    for page in pages:
        if page.slug != ROOT:
            below.setdefault(page.parent or ROOT, []).append(page)
    return below


def _chapter(page: Page, below: dict[str, list[Page]]) -> Chapter:
    sections = tuple(_chapter(child, below) for child in below.get(page.slug, ()))
    return Chapter(name=page.slug, label=page.label, sections=sections)


def _about_a_subject(page: Page) -> bool:
    return page.slug.startswith(SUBJECTS)


def _one_page_a_name(names: list[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise BookError(say("Two pages of the book share the name {name}.", name=twice[0]))
    if ROOT not in names:
        raise BookError(say("The book has no cover: there is no page named {name}.", name=ROOT))


def _nothing_lost(pages: tuple[Page, ...], chapters: Iterable[Chapter]) -> None:
    placed = {name for chapter in chapters for name in chapter.names()} | {ROOT}
    for page in pages:
        if page.slug not in placed:
            raise BookError(
                say(
                    "Page {page} has no place in the book: the page above it, {parent}, is missing.",
                    page=page.slug,
                    parent=page.parent,
                )
            )
