"""Amounts with their units, as a sentence says them."""

from decimal import Decimal

from tallybook.domain.facts import Measured
from tallybook.domain.records import Kpi
from tallybook.wording import Wording


def quantity(value: Decimal, kpi: Kpi, wording: Wording) -> str:
    """A KPI's value with its unit; the per cent sign belongs to the number already."""
    amount = wording.amount(value, kpi)
    return amount if kpi.is_percent else amount + _gap(kpi) + kpi.unit


def change(value: Decimal, kpi: Kpi, wording: Wording) -> str:
    """A signed difference between two values with its unit."""
    amount = wording.change(value, kpi)
    return amount if kpi.is_percent else amount + _gap(kpi) + kpi.unit


def known(figure: Measured) -> Decimal:
    """The value of a figure that is there."""
    if figure.value is None:
        raise ValueError(f"there is no figure: {figure.missing}")
    return figure.value


def _gap(kpi: Kpi) -> str:
    return " " if kpi.unit.isascii() and kpi.unit else ""
