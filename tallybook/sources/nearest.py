"""The known word that somebody most likely meant."""

import difflib
from collections.abc import Collection

from tallybook.errors import Message, say
from tallybook.sources.decoding import plain

# Comparing one text with each of very many takes too long to be worth a hint.
_MANY = 3000
# Below this share of letters in common, two words are merely about as long as each other.
_NEAR = 0.6


def nearest(text: str, known: Collection[str]) -> str | None:
    """The known word nearest to `text`; None where none is near."""
    for shape in (_folded, _bare):
        for word in known:
            if shape(word) == shape(text):
                return word
    if len(known) > _MANY:
        return None
    # 00124 is no slip of 00123: both may be people, and the hint would put one's amounts on the other.
    alike = [word for word in known if _digits(word) == _digits(text)]
    found = difflib.get_close_matches(text, alike, n=1, cutoff=_NEAR)
    return found[0] if found else None


def meant(text: str, known: Collection[str]) -> Message:
    """What to write instead: the nearest known word, else the known words."""
    near = nearest(text, known)
    if near is not None:
        return say("Did you mean {word}?", word=near)
    if not known:
        return say("Check how it is written.")
    return say("Known are: {words}.", words=listed(known))


def listed(words: Collection[str], limit: int = 12) -> tuple[str, ...]:
    """The words for a message to name one after the other, cut where there are too many to read."""
    return (*list(words)[:limit], *(("…",) if len(words) > limit else ()))


def _folded(text: str) -> str:
    return plain(text).casefold()


def _bare(text: str) -> str:
    return _folded(text).lstrip("0").removesuffix(".0").replace(" ", "")


def _digits(text: str) -> list[str]:
    """A text's digits but for their order, in which fingers slip, and for zeros, which programs add and drop."""
    return sorted(letter for letter in text if letter.isdigit() and letter != "0")
