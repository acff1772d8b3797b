"""Closeness: whether a written figure is the known value, in the precision in which it is written."""

from collections.abc import Callable
from decimal import Decimal

from tallybook.domain.tallying import Hedge, Mention

_HALF = Decimal("0.5")
# "About" allows more the rounder the figure is; "nearly" may be a tenth below, and "over" a good half above.
_ABOUT = {1: Decimal("0.08"), 2: Decimal("0.03")}
_ROUGHLY = Decimal("0.01")
_NEARLY = Decimal("0.12")
_WELL_OVER = Decimal("1.5")

Range = tuple[Decimal, Decimal]


def span(mention: Mention) -> Range:
    """The values that a writer may have meant: all that rounding, cutting off and the hedge allow.

    A figure with decimals may have been cut off instead of rounded; a whole one is taken to be rounded.
    """
    low, high = abs(mention.value), abs(mention.upper if mention.upper is not None else mention.value)
    step = mention.step
    below, above = step * _HALF, step if _is_long(mention) else step * _HALF
    match mention.hedge:
        case Hedge.ABOUT:
            room = max(step, high * _ABOUT.get(_digits(mention), _ROUGHLY) if _digits(mention) < 3 else step)
            return low - room, high + room
        case Hedge.NEARLY:
            room = max(step, high * _NEARLY) if _digits(mention) < 3 else step
            return low - room, high + below
        case Hedge.OVER:
            return low - _edge(mention), max(high * _WELL_OVER, high + step)
        case Hedge.UNDER:
            return low - max(low, step), high + _edge(mention)
        case Hedge.NONE:
            return low - below, high + above


def fits(mention: Mention, expected: Decimal, slack: Decimal) -> bool:
    """Whether the known value, itself exact to `slack`, is among those; signs are compared elsewhere."""
    low, high = span(mention)
    return low - slack <= abs(expected) <= high + slack


def fits_range(mention: Mention, found: Range) -> bool:
    """Whether the written figure and a reckoned range have anything in common."""
    low, high = span(mention)
    return low <= found[1] and found[0] <= high


def reckon(reckoning: Callable[..., Decimal], *mentions: Mention) -> Range:
    """The least and the greatest result of a reckoning with figures as they are written."""
    corners: list[list[Decimal]] = [[]]
    for mention in mentions:
        corners = [[*corner, end] for corner in corners for end in span(mention)]
    results = [reckoning(*corner) for corner in corners]
    return min(results), max(results)


def _edge(mention: Mention) -> Decimal:
    """What a bound gives way: half a digit where it is exact, next to nothing where it is round."""
    return mention.step * (_HALF if _is_long(mention) else _HALF / 25)


def _is_long(mention: Mention) -> bool:
    return _digits(mention) > 2


def _digits(mention: Mention) -> int:
    """How many digits the writer gives, leading and closing zeros of whole numbers left out."""
    if not mention.step:
        return 1
    count = abs(int(mention.value / mention.step))
    text = str(count)
    return len(text.rstrip("0")) or 1


def digits(mention: Mention) -> int:
    """The significant digits of a figure."""
    return _digits(mention)
