"""Characters for which the book's fonts have no sign: they stand in the pages, for a reader's own fonts may have one."""

import functools
import unicodedata
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from tallybook.book import texts
from tallybook.book.edition import Unshown

_AROUND = 8


def unshown(html: Path, names: tuple[str, ...]) -> tuple[Unshown, ...]:
    """Each such character once for each page, with the words around it, in reading order."""
    return tuple(found for name in names for found in _on_page(html, name))


def _on_page(html: Path, name: str) -> Iterator[Unshown]:
    text, _ = texts.read((html / f"{name}.html").read_text("utf-8"))
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
