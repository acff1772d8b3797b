"""Alike notes: which note is for the most part another's, found by the short pieces that they share.

Figures, punctuation and white space do not count: who copies a colleague's page changes the figures first.
"""

import re
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
    now = [(note, found) for note, found in long if note.period.same_days(period)]
    before = [(note, found) for note, found in long if note.period.end < period.start]
    return {
        note.manager_id: tuple(
            sorted(
                _like(found, [*_others(note, now), *_own(note, before)], least), key=lambda one: -one.share
            )
        )
        for note, found in now
    }


def _like(
    found: frozenset[str], others: Sequence[tuple[Note, frozenset[str]]], least: Decimal
) -> Iterator[Alike]:
    for other, pieces_of_other in others:
        # What differs in length by more than this cannot be alike enough, and need not be looked through.
        shorter, longer = sorted((len(found), len(pieces_of_other)))
        if 2 * shorter >= least * (shorter + longer):
            share = similarity(found, pieces_of_other)
            if share >= least:
                yield Alike(manager_id=other.manager_id, period=other.period.slug, share=share)


def _others(note: Note, now: Iterable[tuple[Note, frozenset[str]]]) -> list[tuple[Note, frozenset[str]]]:
    return [(other, found) for other, found in now if other.manager_id != note.manager_id]


def _own(note: Note, before: Iterable[tuple[Note, frozenset[str]]]) -> list[tuple[Note, frozenset[str]]]:
    return [(other, found) for other, found in before if other.manager_id == note.manager_id]
