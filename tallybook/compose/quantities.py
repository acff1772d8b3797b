"""Amounts with their units, as a sentence says them."""

from dataclasses import replace
from decimal import Decimal

from tallybook.domain.facts import Measured
from tallybook.domain.records import Kpi
from tallybook.wording import Wording


def quantity(value: Decimal, kpi: Kpi, wording: Wording) -> str:
    """A KPI's value with its unit; the per cent sign belongs to the number already."""
    amount = wording.amount(value, kpi)
    return amount if kpi.is_percent else wording.with_unit(amount, kpi.unit)


def difference(change: Decimal, kpi: Kpi, wording: Wording) -> str:
    """How far two values of a KPI are apart, without a sign: points for percentages."""
    if kpi.is_percent:
        return wording.text("{points} pp", points=wording.number(abs(change) * 100, kpi.decimals))
    return quantity(abs(change), kpi, wording)


def vanishes(change: Decimal, kpi: Kpi, wording: Wording) -> bool:
    """Whether a difference is too small to be seen in the KPI's decimals."""
    return wording.rounded(_scaled(change, kpi), kpi.decimals) == 0


def rounded(value: Decimal, kpi: Kpi, wording: Wording) -> Decimal:
    """A KPI's value as it is shown."""
    shown = wording.rounded(_scaled(value, kpi), kpi.decimals)
    return shown / 100 if kpi.is_percent else shown


def remainder(left: Decimal, kpi: Kpi, wording: Wording) -> str:
    """What is left over where nothing should be, with its sign; never rounded to nothing."""
    decimals = max(kpi.decimals, -_scaled(left, kpi).adjusted())
    return wording.amount(left, replace(kpi, decimals=decimals), signed=True)


def known(figure: Measured) -> Decimal:
    """The value of a figure that is there."""
    if figure.value is None:
        raise ValueError(f"there is no figure: {figure.missing}")
    return figure.value


def _scaled(value: Decimal, kpi: Kpi) -> Decimal:
    return value * 100 if kpi.is_percent else value
