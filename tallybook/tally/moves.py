"""Moves: from one value to another, held against the change that is told next: 由 2 亿元增加到 2.5 亿元，增长 25%."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tallybook.domain.tallying import FactKind, Hedge, Measure
from tallybook.tally.closeness import fits_range, reckon
from tallybook.tally.lexicon import Tag
from tallybook.tally.understanding import Claim

_K = FactKind
_CHANGES = frozenset({Tag.UP, Tag.DOWN, Tag.GROWTH, Tag.SHRINKAGE})
_ODD = frozenset({Tag.PART, Tag.TURN, Tag.PLAN, Tag.SHARE, Tag.RANK, Tag.TO, Tag.FROM})
# What is compared with another time than the one that the move began at says nothing of the move.
_BASES = frozenset({Tag.YOY, Tag.LAST_YEAR, Tag.POP, Tag.LAST_TIME})


def moves(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Decimal, FactKind | None]]:
    """Changes that the two values right before them contradict, and what they come to."""
    for first, last, told in zip(claims, claims[1:], claims[2:], strict=False):
        if _is_move(first, last) and _tells(told, first):
            expected, found = _reckoned(first, last, told)
            if found and not fits_range(told.mention, found):
                yield told, expected, None


def _is_move(first: Claim, last: Claim) -> bool:
    """由 A 到 B in one clause, both of one unit and given firmly."""
    alike = (first.mention.measure, first.mention.unit) == (last.mention.measure, last.mention.unit)
    firm = {first.mention.hedge, last.mention.hedge} == {Hedge.NONE}
    whole = first.mention.upper is None and last.mention.upper is None
    to = last.tags <= {Tag.TO, Tag.UP, Tag.DOWN, Tag.FILL}
    return alike and firm and whole and to and {Tag.FROM, Tag.TO} <= first.tags and first.mention.value > 0


def _tells(told: Claim, first: Claim) -> bool:
    """Whether a figure is the change of the move before it."""
    return (
        told.clear
        and told.sentence == first.sentence
        and told.mention.hedge is Hedge.NONE
        and bool(_CHANGES & told.tags)
        and not (_ODD | _BASES) & told.tags
    )


def _reckoned(first: Claim, last: Claim, told: Claim) -> tuple[Decimal, tuple[Decimal, Decimal] | None]:
    before, after, measure = first.mention, last.mention, told.mention.measure
    if before.measure is Measure.PERCENT or measure is Measure.AMOUNT:
        if measure is Measure.PERCENT or measure is Measure.TIMES:
            return Decimal(0), None
        if measure is Measure.AMOUNT and (before.measure, before.unit) != (measure, told.mention.unit):
            return Decimal(0), None
        return abs(after.value - before.value), _span(reckon(lambda a, b: b - a, before, after))
    if before.measure is not Measure.AMOUNT or measure not in (Measure.PERCENT, Measure.TIMES):
        return Decimal(0), None
    return abs(after.value / before.value - 1), _span(
        reckon(lambda a, b: b / a - 1 if a else b, before, after)
    )


def _span(found: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """The sizes of a range of changes."""
    low, high = sorted(map(abs, found))
    return (Decimal(0), high) if found[0] < 0 < found[1] else (low, high)
