"""Tallying: the figures that people write, what is known, and whether the two agree."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tallybook.domain.subjects import Subject
from tallybook.errors import Message


class Agreement(StrEnum):
    """The verdict on a written figure: it agrees, differs, nothing is known of it, or it is waived."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNSUPPORTED = "unsupported"
    WAIVED = "waived"


class Measure(StrEnum):
    """What kind of quantity a figure is; a percentage is a fraction, and so are points."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"
    RANK = "rank"


class Hedge(StrEnum):
    """How firmly a figure is given: as it stands, about, nearly, at least, at most."""

    NONE = "none"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UNDER = "under"


class FactKind(StrEnum):
    """What is said of a KPI; `gap` and `gap_rate` are its distance to the plan, in its unit and as a fraction.

    Those of the year are of the plan of the whole year that the period lies in.
    """

    ACTUAL = "actual"
    TARGET = "target"
    ATTAINMENT = "attainment"
    GAP = "gap"
    GAP_RATE = "gap_rate"
    YEAR_TARGET = "year_target"
    YEAR_ATTAINMENT = "year_attainment"
    YEAR_GAP = "year_gap"
    YEAR_GAP_RATE = "year_gap_rate"
    PRIOR = "prior"
    PRIOR_YEAR = "prior_year"
    CHANGE = "change"
    YOY_CHANGE = "yoy_change"
    POP = "pop"
    YOY = "yoy"
    YOY_POINTS = "yoy_points"
    SHARE = "share"
    RANK = "rank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure in a text: where it stands, its exact value and unit, and how exactly it is written.

    `value` is in the base unit (元, not 万元; fractions, not per cent); of a range it is the lower end and
    `upper` the other. `step` is the worth of the last digit written. `relative` marks multiples that speak
    of the whole and not of the growth, such as 翻一番 and "doubled".
    """

    text: str
    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    measure: Measure
    hedge: Hedge = Hedge.NONE
    upper: Decimal | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One known value of a KPI, in the unit that is written; `period` as people write it, where it is known.

    `own_plan` says that the plan is certainly the period's own, and not that of the year.
    """

    id: str
    kpi: str
    kind: FactKind
    value: Decimal
    unit: str = ""
    names: tuple[str, ...] = ()
    period: str | None = None
    own_plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """A figure with its verdict: the fact it was held against, what it should be, and why.

    `expected` is in the terms of the mention's value; `reason` says what is wrong, or gives the writer's waiver.
    """

    mention: Mention
    verdict: Agreement
    kpi: str | None = None
    kind: FactKind | None = None
    fact_id: str | None = None
    expected: Decimal | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalliedPart:
    """One part of a note, its text, and every figure in it with its verdict."""

    part: str
    text: str
    figures: tuple[Tallied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalliedNote:
    """A person's note with every figure in it tallied."""

    subject: Subject
    file: str
    parts: tuple[TalliedPart, ...]

    @property
    def figures(self) -> tuple[Tallied, ...]:
        """The figures of all parts, in order."""
        return tuple(figure for part in self.parts for figure in part.figures)
