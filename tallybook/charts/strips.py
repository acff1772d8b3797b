"""Strips: variances of months in a row above the columns they belong to."""

from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import lettering, marks
from tallybook.charts.months import Months
from tallybook.charts.sheet import Sheet, Words
from tallybook.charts.style import INK, QUIET, SMALL, is_good, judged
from tallybook.domain.records import Better

_LABEL = 12.0
_WIDE = 14.0
# Title and unit stand left of the axis, one over and one under it.
_TITLE = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Variances with their texts; a value of 1 is `per_unit` points long, and none is drawn longer than `most`.

    `pins` are relative variances, on the axis of the previous year; bars are absolute ones, on that of plan.
    """

    title: str
    unit: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    per_unit: float
    most: float
    pins: bool
    better: Better

    @property
    def above(self) -> float:
        """How much room there must be over the axis, labels included."""
        return self._room([value for value in self.values if value is not None and value >= 0])

    @property
    def below(self) -> float:
        """How much room there must be under the axis."""
        return self._room([value for value in self.values if value is not None and value < 0])

    def reach(self, value: Decimal) -> float:
        """How far a variance is drawn from the axis, upwards negative."""
        return -max(-self.most, min(self.most, float(value) * self.per_unit))

    def is_cut(self, value: Decimal) -> bool:
        """Whether a variance is longer than what is drawn of it."""
        return abs(float(value)) * self.per_unit > self.most + 0.01

    def _room(self, values: list[Decimal]) -> float:
        longest = max((abs(self.reach(value)) for value in values), default=-_LABEL)
        return max(longest + _LABEL, _TITLE)


def draw(sheet: Sheet, strip: Strip, months: Months, zero: float) -> None:
    """The strip with its axis at the height `zero`."""
    for place, value in enumerate(strip.values):
        if value is not None:
            _variance(sheet, strip, (months.middle(place), zero), value)
    axis = marks.prior_axis if strip.pins else marks.plan_axis
    axis(sheet, (months.left, zero), (months.end, zero))
    for place, value in enumerate(strip.values):
        if value is not None:
            beyond = zero + strip.reach(value) + (-7 if value >= 0 else 7)
            beyond += (-3 if value >= 0 else 3) if strip.pins else 0
            size = lettering.fitting(strip.texts[place], SMALL, months.pitch)
            words = Words(side="center", size=size, color=INK)
            sheet.text((months.middle(place), beyond), strip.texts[place], words)
    sheet.text((0, zero - 6), strip.title, Words(size=SMALL, color=INK))
    sheet.text((0, zero + 6), strip.unit, Words(size=SMALL, color=QUIET, room=months.left - 4))


def _variance(sheet: Sheet, strip: Strip, foot: tuple[float, float], value: Decimal) -> None:
    x, zero = foot
    reach = strip.reach(value)
    good = is_good(value, strip.better)
    if strip.pins:
        marks.pin(sheet, foot, (x, zero + reach), good=good)
    else:
        sheet.box((x - _WIDE / 2, zero), (_WIDE, reach), judged(good))
    if strip.is_cut(value):
        marks.cut(sheet, (x, zero + reach / 2), 5.0 if strip.pins else _WIDE, upright=True)
