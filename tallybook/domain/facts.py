"""Facts: one KPI result of one subject and period, with everything it is compared with."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from tallybook.domain.subjects import Subject


class Missing(StrEnum):
    """Why a figure is not there."""

    NO_DATA = "no_data"
    MONTHLY = "monthly"
    NO_TARGET = "no_target"
    TARGET_ZERO = "target_zero"
    TARGET_NEGATIVE = "target_negative"
    NO_PRIOR = "no_prior"
    PRIOR_ZERO = "prior_zero"
    DENOMINATOR_ZERO = "denominator_zero"
    IN_POINTS = "in_points"
    NO_PEERS = "no_peers"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, unrounded, or the reason why there is none."""

    value: Decimal | None = None
    missing: Missing | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise ValueError("a measured figure has either a value or a reason")


class TargetRule(StrEnum):
    """By which rule the planned amount of a period was found."""

    EXACT = "exact"
    PARTS = "parts"
    PARTS_INCOMPLETE = "parts_incomplete"
    DAYS = "days"
    OVERLAPPING = "overlapping"
    WINDOWS = "windows"
    MEMBERS = "members"
    MEMBERS_INCOMPLETE = "members_incomplete"
    NONE = "none"


class Status(StrEnum):
    """The judgement on a KPI result: on target, to be watched, off target, or not judged."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A KPI's value in another period, and the change since.

    `change` is in the KPI's unit (of a percentage: a fraction, shown as points); `rate` is the change over
    the absolute prior value. `complete` is false where the other period's data do not cover the stretch
    that is compared. `attainment` is that of the other period, where both periods are over.
    """

    period: str
    start: date
    end: date
    value: Measured
    change: Measured
    rate: Measured
    complete: bool = True
    attainment: Measured = Measured(missing=Missing.NO_TARGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDays:
    """The days that a plan is for, where these are not the period's own, and the KPI's figure for them."""

    start: date
    end: date
    actual: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One KPI result, unrounded; ratios and percentages as fractions.

    `through` is the last day that the data cover; `complete` says whether that is the period's last day.
    `time_progress` is the share that has passed by `through` of the period's days on which the subject is there;
    of a sum with a plan of the days planned, in a unit's plan each member's days by the weight of his plan.
    `plan_days` is set where plan and attainment are of other days than the period's. `year_target` is the plan of the
    whole year that the period is a part of, where no day of it is left without one.
    """

    subject: Subject
    period: str
    kpi_id: str
    actual: Measured
    target: Measured
    attainment: Measured
    prior: Comparison
    prior_year: Comparison
    status: Status
    complete: bool
    through: date | None
    time_progress: Decimal
    target_rule: TargetRule
    rule: str
    rank: int | None = None
    peers: int | None = None
    plan_days: PlanDays | None = None
    year_target: Measured = Measured(missing=Missing.NO_TARGET)

    @property
    def answering(self) -> Measured:
        """The figure that answers to the plan: that of its days where they are not the period's."""
        return self.plan_days.actual if self.plan_days else self.actual

    @property
    def id(self) -> str:
        """The name under which a page and an audit find this fact."""
        return f"{self.subject.kind}:{self.subject.id}/{self.period}/{self.kpi_id}"

    def ranked(self, rank: int | None, peers: int) -> "Fact":
        """This fact with its place among `peers` subjects of the same level; 1 is best."""
        return replace(self, rank=rank, peers=peers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One month of a KPI's course: actual, plan, and the same month last year."""

    month: str
    actual: Measured
    target: Measured
    prior_year: Measured
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A KPI over consecutive months, oldest first."""

    kpi_id: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one customer brought, of the subject's total; `cumulative` counts from the largest down."""

    customer_id: str
    name: str
    value: Decimal
    share: Measured
    cumulative: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How a flow KPI is spread over customers; `top_fifth` is what the largest 20 %, rounded up, of them bring.

    `top_fifth_before` is the same of the same stretch last year, where its data cover it.
    """

    kpi_id: str
    customers: int
    shares: tuple[Share, ...]
    top_fifth: Measured
    unassigned: Decimal
    top_fifth_before: Measured = Measured(missing=Missing.NO_PRIOR)

    @property
    def top(self) -> int:
        """How many customers the largest 20 % of them are."""
        return -(-self.customers // 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one member adds to a unit's figure and to its plan; of a daily average by the days he was there.

    `partly` says that this is so: that he was there for some of the days only.
    """

    subject: Subject
    actual: Measured
    target: Measured
    partly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """The next period's plan of a sum by month; of nobody where a unit's plan is more or less than its members'.

    `months` are the amounts of the months in `names`; they add up to `total` exactly.
    """

    kpi_id: str
    subject: Subject | None
    total: Decimal
    months: tuple[Decimal, ...]
    names: tuple[str, ...]


class Against(StrEnum):
    """What a figure is held against where its difference is explained."""

    PLAN = "plan"
    PRIOR_YEAR = "prior_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What one customer or member adds to a difference."""

    id: str
    name: str
    difference: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Who makes the difference of a KPI to its plan or to last year; `base` is what it is held against.

    The causes are all that are known, those first that move the figure most in the direction of the whole;
    with `rest`, what belongs to none of them, they add up to `total`.
    """

    kpi_id: str
    against: Against
    base: Decimal
    total: Decimal
    causes: tuple[Cause, ...]

    @property
    def rest(self) -> Decimal:
        """What belongs to none of the causes."""
        with localcontext(prec=200):
            return self.total - sum((cause.difference for cause in self.causes), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Whether the members' figures and what belongs to nobody add up to the unit's own figure."""

    kpi_id: str
    members: Decimal
    unassigned: Decimal
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """What is left over, exactly; zero when the unit reconciles."""
        with localcontext(prec=200):
            return self.total - self.members - self.unassigned
