"""What every reader gives: rows of text cells, each with its number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple


class Oddity(IntEnum):
    """What a workbook's cell holds that its text does not show."""

    DATE = 1
    """A date, whatever it was before the workbook took it for one."""
    LONG = 2
    """A number with more digits than a workbook keeps."""
    ERROR = 3
    """An error such as #REF!."""
    UNCALCULATED = 4
    """A formula whose result was not saved."""
    COVERED = 5
    """A cell hidden under a merged one."""


NONE_ODD: Mapping[int, Oddity] = MappingProxyType({})


class Row(NamedTuple):
    """One row: the number a person sees beside it, its cells as text, and which of them are odd, by place."""

    line: int
    cells: Sequence[str]
    odd: Mapping[int, Oddity] = NONE_ODD


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of one file or sheet, read as they are asked for; `found` is what had to be found out to read it."""

    rows: Iterator[Row]
    sheet: str | None = None
    found: Mapping[str, str] = field(default_factory=dict)
