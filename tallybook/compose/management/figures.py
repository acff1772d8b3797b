"""Figures as cells: numbers rounded as the book shows them, or the word that says why there is none."""

from dataclasses import replace
from decimal import Decimal

from tallybook import workbooks
from tallybook.compose.contexts.measured import judged
from tallybook.compose.management import looks
from tallybook.domain.facts import Comparison, Fact, Measured, Status
from tallybook.domain.records import Kpi
from tallybook.wording import Wording
from tallybook.workbooks import Cell

_NOTHING = "–"
# Rates stand everywhere with one decimal.
_DECIMALS = 1


def value(figure: Measured, kpi: Kpi, wording: Wording) -> Cell:
    """A KPI's value."""
    if figure.value is None:
        return Cell(wording.measured(figure, kpi), looks.WORD)
    return amount(figure.value, kpi, wording)


def amount(found: Decimal, kpi: Kpi, wording: Wording, *, signed: bool = False) -> Cell:
    """An amount of a KPI."""
    if kpi.is_percent:
        return _percent(found, kpi.decimals, wording, signed=signed)
    code = workbooks.amount(kpi.decimals, signed=signed)
    return Cell(wording.rounded(found, kpi.decimals), replace(looks.RIGHT, number=code))


def rate(figure: Measured, wording: Wording, *, signed: bool = False) -> Cell:
    """A rate as per cent."""
    if figure.value is None:
        return Cell(wording.rate(figure), looks.WORD)
    return _percent(figure.value, _DECIMALS, wording, signed=signed)


def attainment(fact: Fact, wording: Wording) -> Cell:
    """An attainment in the colour of its judgement, which stands before it as a shape, too."""
    cell = rate(fact.attainment, wording)
    mark = looks.MARKS.get(fact.status)
    if mark is None or fact.attainment.value is None:
        return cell
    code = workbooks.marked(cell.style.number, mark)
    return replace(cell, style=looks.judged(replace(cell.style, number=code), fact.status))


def gap(fact: Fact, kpi: Kpi, wording: Wording) -> Cell:
    """What is missing to the plan or left over."""
    actual, target = fact.answering.value, fact.target.value
    if actual is None or target is None:
        return nothing()
    return difference(actual - target, kpi, wording)


def difference(change: Decimal, kpi: Kpi, wording: Wording) -> Cell:
    """A difference between two values of a KPI, judged by which way is good; of percentages in points."""
    cell = amount(change, kpi, wording, signed=True)
    if kpi.is_percent:
        code = workbooks.amount(kpi.decimals, signed=True, unit=wording.text("{points} pp", points=""))
        points = wording.rounded(change * 100, kpi.decimals)
        cell = Cell(points, replace(cell.style, number=code))
    return replace(cell, style=looks.judged(cell.style, Status(judged(change, kpi))))


def change(other: Comparison, kpi: Kpi, wording: Wording) -> Cell:
    """The change since another period, in the KPI's unit."""
    return nothing() if other.change.value is None else difference(other.change.value, kpi, wording)


def variance(other: Comparison, kpi: Kpi, wording: Wording) -> Cell:
    """The change since another period as the pages tell it: a rate, of percentages points."""
    if kpi.is_percent and other.change.value is not None:
        return difference(other.change.value, kpi, wording)
    cell = rate(other.change if kpi.is_percent else other.rate, wording, signed=True)
    if other.rate.value is None or kpi.is_percent:
        return cell
    return replace(cell, style=looks.judged(cell.style, Status(judged(other.rate.value, kpi))))


def status(found: Status, wording: Wording) -> Cell:
    """A judgement as shape and word."""
    if found not in looks.MARKS:
        return Cell(_NOTHING, looks.TEXT)
    return Cell(f"{looks.MARKS[found]} {wording.message(looks.WORDS[found])}", looks.TEXT)


def nothing() -> Cell:
    """A figure that there cannot be."""
    return Cell(_NOTHING, looks.WORD)


def _percent(fraction: Decimal, decimals: int, wording: Wording, *, signed: bool) -> Cell:
    shown = wording.rounded(fraction * 100, decimals).scaleb(-2)
    return Cell(shown, replace(looks.RIGHT, number=workbooks.percent(decimals, signed=signed)))
