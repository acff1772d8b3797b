"""Alike notes: which note is for the most part another's, found by the short pieces that they share.

Figures, punctuation and white space do not count: who copies a colleague's page changes the figures first.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tallybook.domain.period import Period
from tallybook.domain.records import Note
from tallybook.domain.summary import Alike

_PIECE = 4
# Of a few words it says nothing that others wrote them too.
_LEAST = 60
_NOT_WORDS = re.compile(r"[\W\d_]+")


def pieces(text: str) -> frozenset[str]:
    """Every four letters in a row, as often as may be counted once."""
    letters = _NOT_WORDS.sub("", text).casefold()
    return frozenset(letters[place : place + _PIECE] for place in range(len(letters) - _PIECE + 1))


def similarity(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """How much of two texts is the same, from 0 to 1: twice what they share over what both have."""
    both = len(one) + len(other)
    return Decimal(2 * len(one & other)) / both if both else Decimal(0)


def alike(notes: Iterable[Note], period: Period, least: Decimal) -> dict[str, tuple[Alike, ...]]:
    """For each writer in the period the notes that his is like: colleagues' of it, and earlier ones of his own."""
    known = [(note, pieces("\n".join(text for _, text in note.parts))) for note in notes]
    long = [(note, found) for note, found in known if len(found) >= _LEAST]
    near = _Near([found for _, found in long], least)
    return {
        note.manager_id: tuple(
            sorted(
                _like(note, found, (long[place] for place in near.to(found)), least),
                key=lambda one: -one.share,
            )
        )
        for note, found in long
        if note.period.same_days(period)
    }


def _like(
    note: Note, found: frozenset[str], others: Iterable[tuple[Note, frozenset[str]]], least: Decimal
) -> Iterator[Alike]:
    """Of these notes, those of colleagues of the same days, then earlier ones of the writer's own."""
    some = [(other, pieces) for other, pieces in others if _is_compared(note, other)]
    for other, pieces_of_other in sorted(some, key=lambda each: each[0].manager_id == note.manager_id):
        share = similarity(found, pieces_of_other)
        if share >= least:
            yield Alike(manager_id=other.manager_id, period=other.period.slug, share=share)


def _is_compared(note: Note, other: Note) -> bool:
    if other.manager_id == note.manager_id:
        return other.period.end < note.period.start
    return other.period.same_days(note.period)


class _Near:
    """Finds the texts that may be alike without holding each against each.

    Texts that are alike share so many pieces that they also share one of each one's rarest, as many as would not
    be enough by themselves (the prefix filter of Chaudhuri, Ganti and Kaushik, ICDE 2006).
    """

    def __init__(self, texts: Sequence[frozenset[str]], least: Decimal) -> None:
        self._times = Counter(piece for text in texts for piece in text)
        self._least = least
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for piece in self._rarest(text):
                self._having[piece].append(place)

    def to(self, text: frozenset[str]) -> list[int]:
        """The places of the texts that may be alike to one of them, itself included, in order."""
        return sorted({place for piece in self._rarest(text) for place in self._having[piece]})

    def _rarest(self, text: frozenset[str]) -> list[str]:
        ordered = sorted(text, key=lambda piece: (self._times[piece], piece))
        shared = math.ceil(len(text) * self._least / (2 - self._least))
        return ordered[: len(text) - shared + 1]
