"""Characters for which the book's fonts have no sign: they stand in the pages, for a reader's own fonts may have one."""

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from importlib import resources

from tallybook.book import texts
from tallybook.book.edition import Unshown
from tallybook.book.looks import Look

_AROUND = 8


def unshown(looks: Mapping[str, Look], names: tuple[str, ...], around: str) -> tuple[Unshown, ...]:
    """Each such character once for each page, with the words around it, in reading order.

    `around` are the words that stand around every page; what they hold counts as the first page's.
    """
    found = {name: dict(looks[name].unshown) for name in names}
    first = found[names[0]]
    found[names[0]] = first | {each: words for each, words in _in(around) if each not in first}
    return tuple(
        Unshown(page=name, character=character, around=words)
        for name, some in found.items()
        for character, words in some.items()
    )


def in_page(page: str) -> Iterator[tuple[str, str]]:
    """Those in the words of a page and its pictures, each once, with what stands around it."""
    text, _ = texts.read(page)
    yield from _in(" ".join([text, *texts.of_pictures(page)]))


def _in(text: str) -> Iterator[tuple[str, str]]:
    for character in dict.fromkeys(text):
        if not character.isascii() and ord(character) not in _covered() and not is_unseen(character):
            place = text.index(character)
            yield character, text[max(0, place - _AROUND) : place + _AROUND + 1]


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
