"""Characters for which the book's fonts have no sign: they stand in the pages, for a reader's own fonts may have one."""

import functools
import unicodedata
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from tallybook.book import texts
from tallybook.book.edition import Unshown

_AROUND = 8


def unshown(html: Path, names: tuple[str, ...], around: str) -> tuple[Unshown, ...]:
    """Each such character once for each page, with the words around it, in reading order.

    `around` are the words that stand around every page; what they hold counts as the first page's.
    """
    pages = {name: _said(html, name) for name in names}
    pages[names[0]] += f" {around}"
    return tuple(found for name, text in pages.items() for found in _in(text, name))


def _said(html: Path, name: str) -> str:
    """The words of a page and its pictures."""
    page = (html / f"{name}.html").read_text("utf-8")
    text, _ = texts.read(page)
    return " ".join([text, *texts.of_pictures(page)])


def _in(text: str, name: str) -> Iterator[Unshown]:
    for character in dict.fromkeys(text):
        if not character.isascii() and ord(character) not in _covered() and not is_unseen(character):
            place = text.index(character)
            around = text[max(0, place - _AROUND) : place + _AROUND + 1]
            yield Unshown(page=name, character=character, around=around)


def is_unseen(character: str) -> bool:
    """Joiners, selectors of variants and spaces: nobody misses a sign for them."""
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return is_selector or unicodedata.category(character) in ("Cf", "Zs")


@functools.cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with (
        resources.as_file(resources.files("tallybook") / "fonts" / "NotoSansSC-Regular.ttf") as path,
        TTFont(path, lazy=True) as font,
    ):
        return frozenset(font.getBestCmap())
