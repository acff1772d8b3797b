"""Columns measured out: a KPI's months with their scale, before the first line is drawn."""

from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import marks
from tallybook.charts.amounts import Amounts, amounts
from tallybook.charts.months import Months
from tallybook.charts.scene import Scene
from tallybook.domain.facts import Course, Measured, Point
from tallybook.domain.records import Kpi
from tallybook.domain.slices import Scale

LABEL = 13.0
"""The room that a label over or under a column takes."""

_BASE = 72.0
_GAP = 22.0
_ENLARGED = (50, 20, 10, 5, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Actual, plan and previous year of each month; a value of 1 is `per_unit` points high."""

    scene: Scene
    kpi: Kpi
    points: tuple[Point, ...]
    months: Months
    amounts: Amounts
    per_unit: float

    @property
    def values(self) -> list[Decimal]:
        """All values of all scenarios."""
        return [value for point in self.points for value in known(point)]

    @property
    def planned(self) -> bool:
        """Whether any month has a plan."""
        return any(point.target.value is not None for point in self.points)

    @property
    def recalled(self) -> bool:
        """Whether any month has a previous year."""
        return any(point.prior_year.value is not None for point in self.points)

    @property
    def below(self) -> float:
        """How far columns reach under the base line, with their labels."""
        lowest = min([Decimal(0), *self.values])
        return float(-lowest) * self.per_unit + (LABEL if lowest < 0 else 0)

    @property
    def above(self) -> float:
        """How far they reach over it."""
        return float(max([Decimal(0), *self.values])) * self.per_unit + LABEL

    @property
    def gaps(self) -> tuple[Decimal | None, ...]:
        """The variance to plan of each month."""
        return tuple(difference(point.actual, point.target) for point in self.points)

    @property
    def enlarged(self) -> int:
        """How many times the gaps to plan are drawn larger than the columns, so that small ones are seen."""
        longest = max((abs(gap) for gap in self.gaps if gap is not None), default=Decimal(0))
        length = float(longest) * self.per_unit
        return next((times for times in _ENLARGED if 0 < length * times <= _GAP), 1)


def measured_out(scene: Scene, course: Course, scale: Scale | None) -> Columns:
    """The columns of a course, on the common scale where there is one and it is large enough."""
    values = [value for point in course.points for value in known(point)]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    top = max(high, scale.maximum) if scale else high
    # A common scale holds for what is above the line; what is below it makes the figure taller.
    span = top if scale else top - low
    shown = amounts(scene.kpi(course.kpi_id), max(top, -low), scene.wording)
    return Columns(
        scene=scene,
        kpi=scene.kpi(course.kpi_id),
        points=course.points,
        months=Months(
            scene=scene,
            slugs=tuple(point.month for point in course.points),
            left=marks.beside_axis(shown.unit, shown.gap_unit),
            unfinished=frozenset(point.month for point in course.points if _is_unfinished(point)),
        ),
        amounts=shown,
        per_unit=_BASE / float(span) if span else 0.0,
    )


def known(point: Point) -> list[Decimal]:
    """The values that a month has."""
    figures = (point.actual, point.target, point.prior_year)
    return [figure.value for figure in figures if figure.value is not None]


def difference(figure: Measured, other: Measured) -> Decimal | None:
    """One value less the other, where there are both."""
    if figure.value is None or other.value is None:
        return None
    return figure.value - other.value


def _is_unfinished(point: Point) -> bool:
    return point.actual.value is not None and not point.complete
