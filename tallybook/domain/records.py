"""The canonical tables: one value for each kind of row, and all of them together."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tallybook.domain.period import Period
from tallybook.errors import Fault, Message


class Aggregate(StrEnum):
    """How the amounts of a KPI become one figure for a period."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    RATIO = "ratio"


class Better(StrEnum):
    """Which direction of a KPI is good."""

    HIGHER = "higher"
    LOWER = "lower"

    def gain(self, more: Decimal) -> Decimal:
        """How much better a figure is by so much more; below zero where it is worse."""
        return more if self is Better.HIGHER else -more


class Fulfilment(StrEnum):
    """What became of a promise, as its owner says; OPEN is the answer still owed."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A branch, region or company; the root has no parent."""

    unit_id: str
    name: str
    parent_id: str | None = None
    leader_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """One person in one unit for a time; a person who moved has several of these.

    Validity includes both days; None is open on that side.
    """

    manager_id: str
    name: str
    unit_id: str
    title: str | None = None
    grade: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether the person was in this unit on `day`."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The definition of one measure; `numerator` and `denominator` are kpi_ids of a ratio.

    A ratio whose unit is "%" is kept as a fraction and shown times one hundred.
    """

    kpi_id: str
    name: str
    unit: str
    aggregate: Aggregate
    aliases: tuple[str, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    better: Better = Better.HIGHER
    group: str | None = None
    weight: Decimal = Decimal(0)
    decimals: int = 2

    @property
    def is_percent(self) -> bool:
        """Whether its values are fractions that people read as per cent, and differ by points."""
        return self.unit == "%"

    @property
    def adds_up(self) -> bool:
        """Whether the figures of its parts make that of the whole: those of a ratio do not."""
        return self.aggregate is not Aggregate.RATIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """One amount on one date; `unit_id` only where it counts elsewhere than in the person's own unit."""

    manager_id: str
    date: dt.date
    kpi_id: str
    value: Decimal
    customer_id: str | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One planned amount for a period, of a person or of a unit itself."""

    subject_id: str
    of_unit: bool
    period: Period
    kpi_id: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer and who looks after it."""

    customer_id: str
    name: str
    manager_id: str
    tier: str | None = None
    contact: str | None = None
    phone: str | None = None
    gained_on: dt.date | None = None
    lost_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit, what the customer said, and who deals with it until when."""

    visit_id: str
    date: dt.date
    manager_id: str
    customer_id: str
    purpose: str | None = None
    need: str | None = None
    opinion: str | None = None
    handler: str | None = None
    due: dt.date | None = None
    closed_on: dt.date | None = None


def concerns(
    day: dt.date, closed_on: dt.date | None, first: dt.date, last: dt.date, *, is_open: bool
) -> bool:
    """Whether a visit or problem of a day concerns the days from `first` to `last`.

    It does if it is of one of them, or is from before and somebody (`is_open`) still had something to do in them.
    """
    if day >= first:
        return day <= last
    return is_open and (closed_on is None or closed_on >= first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem with its cause and who answers for it."""

    problem_id: str
    manager_id: str
    raised_on: dt.date
    text: str
    cause: str | None = None
    owner: str | None = None
    due: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One promised next step, made in the summary of `period`; a target makes it measurable by a KPI.

    `continues` is the id of an earlier promise that it carries over.
    """

    commitment_id: str
    manager_id: str
    period: Period
    text: str
    owner: str | None = None
    due: dt.date | None = None
    kpi_id: str | None = None
    target: Decimal | None = None
    status: Fulfilment = Fulfilment.OPEN
    reason: str | None = None
    continues: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What somebody's conduct was found worth in a period: so many points of those that an item can bring."""

    manager_id: str
    period: Period
    item: str
    points: Decimal
    full: Decimal = Decimal(100)
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a period, in Markdown as written; None where a part is missing.

    `lines` says of each part in which line of the file its text begins.
    """

    manager_id: str
    period: Period
    file: str
    achievements: str | None = None
    problems: str | None = None
    next_steps: str | None = None
    success_case: str | None = None
    failure_case: str | None = None
    promises: str | None = None
    opinions: str | None = None
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line(self, part: str, at: int) -> int | None:
        """The line of the file in which a place of a part's text stands; None where that is not known."""
        start, text = dict(self.lines).get(part), getattr(self, part)
        return None if start is None or not text else start + text.count("\n", 0, at)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What has been written, part by part."""
        names = (
            "achievements",
            "problems",
            "promises",
            "next_steps",
            "success_case",
            "failure_case",
            "opinions",
        )
        return tuple((name, text) for name in names if (text := getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """What became of a table's rows: read, then kept by its filters, made of wide ones, counted once where alike.

    `left_out` are those with tolerated faults; `used` are in the book.
    """

    table: str
    read: int
    kept: int
    made: int
    distinct: int
    left_out: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNote:
    """Something about the data that is no fault, and that a reader of their figures should know."""

    kind: str
    table: str
    count: int
    text: Message

    @property
    def is_warning(self) -> bool:
        """Whether it may well be a mistake, and so is to be told before a book is read."""
        return self.kind == "later-amounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Everything that was read and found good, with the faults that the settings declare tolerable.

    `delivered` holds for each source of actuals the KPIs that it brings.
    """

    units: tuple[Unit, ...]
    managers: tuple[Manager, ...]
    kpis: tuple[Kpi, ...]
    actuals: tuple[Actual, ...]
    targets: tuple[Target, ...] = ()
    customers: tuple[Customer, ...] = ()
    visits: tuple[Visit, ...] = ()
    problems: tuple[Problem, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    notes: tuple[Note, ...] = ()
    tolerated: tuple[Fault, ...] = ()
    reads: tuple[TableRead, ...] = ()
    data_notes: tuple[DataNote, ...] = ()
    delivered: tuple[frozenset[str], ...] = ()
