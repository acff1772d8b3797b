"""What definitions of KPIs say."""

from decimal import Decimal

import pytest

from tallybook.domain.records import Better


@pytest.mark.parametrize(
    ("better", "change", "gain"),
    [
        (Better.HIGHER, Decimal("2.5"), Decimal("2.5")),
        (Better.HIGHER, Decimal(-1), Decimal(-1)),
        (Better.LOWER, Decimal("2.5"), Decimal("-2.5")),
        (Better.LOWER, Decimal(-1), Decimal(1)),
        (Better.LOWER, Decimal(0), Decimal(0)),
    ],
)
def test_a_change_is_a_gain_where_it_leads_the_right_way(
    better: Better, change: Decimal, gain: Decimal
) -> None:
    assert better.gain(change) == gain
