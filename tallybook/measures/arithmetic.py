"""Decimal arithmetic that loses nothing but the tail of a division."""

from contextlib import AbstractContextManager
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, localcontext
from fractions import Fraction

# Sums and products of money stay exact here; what was never exact, a quotient, is kept to as many digits as
# Python's own context has, so that whoever calculates on with it is not surprised.
_SUMS = Context(prec=100, rounding=ROUND_HALF_EVEN)
_QUOTIENTS = Context(prec=28, rounding=ROUND_HALF_EVEN)


def exact() -> AbstractContextManager[Context]:
    """A context in which sums, differences and products of amounts are exact."""
    return localcontext(_SUMS)


def quotient(dividend: Decimal, divisor: Decimal | int) -> Decimal:
    """The quotient, rounded once to 28 significant digits, half to even."""
    return _QUOTIENTS.divide(dividend, Decimal(divisor))


def decimal(fraction: Fraction) -> Decimal:
    """The fraction as a decimal: exactly where that is possible, else as a quotient."""
    context = _SUMS.copy()
    value = context.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    if context.flags[Inexact]:
        return quotient(Decimal(fraction.numerator), fraction.denominator)
    return value
