"""How a table gets onto the paper: its columns' widths, its letters' size, and whether the sheet is turned."""

from collections.abc import Sequence
from dataclasses import dataclass

UPRIGHT, TURNED = 481.0, 728.0
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
GAP = 8.0
_WIDER = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column holds, in ems: its widest cell on one line, and the width below which it is ugly."""

    natural: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Widths in points, gaps included, and the size of the letters in points."""

    widths: tuple[float, ...]
    size: float
    turned: bool = False


def lay_out(columns: Sequence[Column], *, upright: float = UPRIGHT) -> Layout:
    """The largest letters with which no column is ugly; on a turned sheet only where none are small enough."""
    for room, turned in ((upright, False), (TURNED, True)):
        for size in _SIZES:
            if sum(column.least * size + GAP for column in columns) <= room:
                return Layout(widths=_shared(columns, size, room), size=size, turned=turned)
    return Layout(widths=_squeezed(columns, _SIZES[-1]), size=_SIZES[-1], turned=True)


def _shared(columns: Sequence[Column], size: float, room: float) -> tuple[float, ...]:
    """Every column as wide as it would like to be, or its part of what there is above the least."""
    natural = [column.natural * size + GAP for column in columns]
    if sum(natural) <= room:
        wider = min(room / sum(natural), _WIDER)
        return tuple(width * wider for width in natural)
    least = [column.least * size + GAP for column in columns]
    wanted = sum(natural) - sum(least)
    share = (room - sum(least)) / wanted
    return tuple(low + (high - low) * share for low, high in zip(least, natural, strict=True))


def _squeezed(columns: Sequence[Column], size: float) -> tuple[float, ...]:
    least = [column.least * size + GAP for column in columns]
    return tuple(width * TURNED / sum(least) for width in least)
