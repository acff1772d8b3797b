"""What is shown of a source, and a mapping drafted from a file: values for people to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from tallybook.errors import Fault, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows of a file or list were read, kept by the filters, made of them, and left when each counts once."""

    read: int
    kept: int
    made: int
    distinct: int

    @classmethod
    def sum(cls, tallies: Iterable[Self]) -> Self:
        """What several come to."""
        several = list(tallies)
        return cls(
            read=sum(one.read for one in several),
            kept=sum(one.kept for one in several),
            made=sum(one.made for one in several),
            distinct=sum(one.distinct for one in several),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """One file or sheet that was read: how many rows, and what had to be found out to read it."""

    name: str
    sheet: str | None
    tally: Tally
    found: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenColumn:
    """How one canonical column was taken, and a cell of it as it was written and as it was understood."""

    name: str
    taken: Message
    means: Message
    filled: int
    distinct: int
    written: str | None
    understood: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peek:
    """All that there is to see of a source."""

    place: str
    files: tuple[SeenFile, ...]
    columns: tuple[SeenColumn, ...]
    unused: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A source for a table as it could stand in the settings; what is missing in it, and what it leaves unused.

    `others` are the tables that the file may be for as well; `likely` is false where it fits none of them well.
    """

    table: str
    source: Mapping[str, object]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    others: tuple[str, ...] = ()
    likely: bool = True
