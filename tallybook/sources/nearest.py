"""The known word that somebody most likely meant."""

import difflib
from collections.abc import Collection

from tallybook.errors import Message, say

# Comparing one text with each of very many takes too long to be worth a hint.
_MANY = 3000


def nearest(text: str, known: Collection[str]) -> str | None:
    """The known word nearest to `text`; None where none is near."""
    for plain in (_folded, _bare):
        for word in known:
            if plain(word) == plain(text):
                return word
    found = difflib.get_close_matches(text, known, n=1, cutoff=0.5) if len(known) <= _MANY else []
    return found[0] if found else None


def meant(text: str, known: Collection[str]) -> Message:
    """What to write instead: the nearest known word, else the known words."""
    near = nearest(text, known)
    if near is not None:
        return say("Did you mean {word}?", word=near)
    if not known:
        return say("Check how it is written.")
    return say("Known are: {words}.", words=listed(known))


def listed(words: Collection[str], limit: int = 12) -> str:
    """The words one after the other, cut where there are too many to read."""
    shown = ", ".join(list(words)[:limit])
    return f"{shown}, …" if len(words) > limit else shown


def _folded(text: str) -> str:
    return text.casefold()


def _bare(text: str) -> str:
    return text.casefold().lstrip("0").removesuffix(".0").replace(" ", "")
