"""Apportioning: a total shared out by weights, so that the parts as written add up to it exactly."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

_EXACT = Context(prec=100)
_NOTHING = Decimal(0)


def shares(total: Decimal, weights: Sequence[Decimal], decimals: int) -> tuple[Decimal, ...]:
    """A total shared out by weights, rounded so that the parts add up to it exactly: largest remainders first.

    In steps of the decimals asked for, finer where the total is; evenly where no weight is above nothing. Of
    equal remainders the first counts as the larger.
    """
    step = Fraction(1, 10 ** max(decimals, -int(total.as_tuple().exponent)))
    above = [Fraction(max(weight, _NOTHING)) for weight in weights]
    known = above if any(above) else [Fraction(1)] * len(above)
    steps = Fraction(total) / step
    ideal = [steps * weight / sum(known) for weight in known]
    whole_steps = [value.__floor__() for value in ideal]
    left = int(steps) - sum(whole_steps)
    order = sorted(range(len(ideal)), key=lambda place: (whole_steps[place] - ideal[place], place))
    for place in order[:left]:
        whole_steps[place] += 1
    return tuple(_decimal(step * count) for count in whole_steps)


def _decimal(value: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
