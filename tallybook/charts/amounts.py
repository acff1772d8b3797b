"""Amounts in few digits: one divisor, unit and number of decimals for a whole chart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tallybook.domain.facts import Measured
from tallybook.domain.records import Kpi
from tallybook.errors import say
from tallybook.wording import Wording
from tallybook.wording.currency import currency

# What is larger does not fit over a month's column.
_MOST = 100_000
_DIGITS = 4
# What ten thousand of a unit are called, longest first.
_TEN_THOUSANDS = (("万亿", "亿亿"), ("亿", "万亿"), ("万", "亿"), ("", "万"))
# A unit that is itself so many of another is written in Chinese magnitudes in every language, and some go no further.
_MAGNITUDES = ("十", "百", "千", "万", "亿")
_LAST = ("十", "百", "千元", "千万", "千亿")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How a chart writes the amounts of one KPI: divided, in `unit`, with `decimals`; `gap_unit` of differences."""

    wording: Wording
    divisor: Decimal
    unit: str
    gap_unit: str
    decimals: int

    def text(self, value: Decimal, *, signed: bool = False) -> str:
        """A value without its unit."""
        return self.wording.number(value / self.divisor, self.decimals, signed=signed)

    def is_seen(self, value: Decimal) -> bool:
        """Whether a value is anything but 0 as it is written."""
        return bool(self._written(value))

    def tallying(self, *sums: tuple[tuple[Decimal, ...], Decimal]) -> "Amounts":
        """The same with as many more decimals, up to two, as it takes for all parts as written to add up to their totals."""
        for more in range(3):
            finer = replace(self, decimals=self.decimals + more)
            if all(finer._adds_up(parts, total) for parts, total in sums):
                return finer
        return self

    def _adds_up(self, parts: tuple[Decimal, ...], total: Decimal) -> bool:
        return sum(map(self._written, parts), Decimal(0)) == self._written(total)

    def _written(self, value: Decimal) -> Decimal:
        return self.wording.rounded(value / self.divisor, self.decimals)

    def full(self, value: Decimal) -> str:
        """A value with its unit, for a sentence."""
        return self._joined(self.text(value), self.unit)

    def gap(self, value: Decimal) -> str:
        """A difference with its sign and unit, for a sentence."""
        return self._joined(self.text(value, signed=True), self.gap_unit)

    def _joined(self, number: str, unit: str) -> str:
        """As on pages, but for a space before Chinese units: lettering sets none of its own."""
        return (
            self.wording.with_unit(number, unit) if unit.isascii() or currency(unit) else f"{number} {unit}"
        )


def amounts(kpi: Kpi, largest: Decimal, wording: Wording) -> Amounts:
    """The way to write amounts of which none is larger than `largest`, with four digits where they matter."""
    if kpi.is_percent:
        points = wording.text("pp")
        decimals = _decimals(largest * 100, kpi.decimals)
        return Amounts(wording=wording, divisor=Decimal("0.01"), unit="%", gap_unit=points, decimals=decimals)
    divisor, unit = _unit(kpi.unit, largest, wording)
    # Divided amounts have decimals even where the unit itself has none.
    most = kpi.decimals if divisor == 1 else _DIGITS
    decimals = _decimals(largest / divisor, most)
    return Amounts(wording=wording, divisor=divisor, unit=unit, gap_unit=unit, decimals=decimals)


def largest(figures: Iterable[Measured]) -> Decimal:
    """The largest of some figures regardless of its sign; 0 where there is none."""
    return max((abs(figure.value) for figure in figures if figure.value is not None), default=Decimal(0))


def _decimals(value: Decimal, most: int) -> int:
    whole = max(1, value.adjusted() + 1) if value else 1
    return max(0, min(most, _DIGITS - whole))


def _unit(unit: str, value: Decimal, wording: Wording) -> tuple[Decimal, str]:
    if value <= _MOST:
        return Decimal(1), unit
    if unit.startswith(_LAST):
        return Decimal(1), unit
    if wording.language == "zh" or unit.startswith(_MAGNITUDES):
        ten, greater = next((each, more) for each, more in _TEN_THOUSANDS if unit.startswith(each))
        return Decimal(10_000), greater + unit.removeprefix(ten)
    times, words = (
        (1, say("thousand {unit}", unit=unit))
        if value <= 1_000 * _MOST
        else (2, say("million {unit}", unit=unit))
    )
    money = currency(unit)
    return Decimal(1_000**times), (money and money.times_thousand(times)) or wording.message(words)
