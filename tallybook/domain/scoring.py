"""Score cards: what a person's points are made of, line by line, and the grade that they bring."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tallybook.errors import Message


class CardPart(StrEnum):
    """The two parts of a score card."""

    RESULTS = "results"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One line: its weight in points, what was reached of it as a fraction, what of that counts, and the points.

    Points are weight times what counts, rounded. `why` says where what counts is not what was reached, and `note` who
    gave conduct points for what. All but `why` are None of a KPI that does not count.
    """

    part: CardPart
    name: str
    weight: Decimal | None = None
    reached: Decimal | None = None
    counts: Decimal | None = None
    points: Decimal | None = None
    why: Message | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """A grade, the share of people that it is for, how many that is, and how many have it."""

    name: str
    share: Decimal
    people: int
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """A person's points with their lines; `total` is None, and `missing` says why, where a part cannot be told.

    `place` is the one among all whose points are known. `grade` is None, and `missing` says why, where grades cannot
    be given yet. `allotments` are those of the whole house.
    """

    abnormal: bool
    weights: tuple[tuple[CardPart, Decimal], ...]
    lines: tuple[ScoreLine, ...]
    floor: Decimal
    cap: Decimal
    ties: str
    total: Decimal | None
    missing: Message | None = None
    place: int | None = None
    among: int = 0
    grade: str | None = None
    allotments: tuple[Allotment, ...] = ()

    def points(self, part: CardPart) -> Decimal:
        """The points of one part."""
        return sum(
            (line.points for line in self.lines if line.part is part and line.points is not None), Decimal(0)
        )
