"""Scales: nice common maxima that tell nothing precise."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook.measures.axes import nice
from tests.measures.house import booked, cut, person, planned, tables

D = Decimal


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", "1"), ("1.01", "2"), ("2.1", "2.5"), ("2.6", "5"), ("5.1", "10"), ("99.1", "100"),
     ("0.021", "0.025"), ("1234567", "2000000"), ("0.00012", "0.0002")],
)  # fmt: skip
def test_nice(value: str, expected: str) -> None:
    assert str(nice(D(value))) == expected


@checked(deadline=None)
@given(st.decimals("0.0001", "1e15", allow_nan=False, allow_infinity=False))
def test_nice_is_never_less_and_never_more_than_twice_and_a_half(value: Decimal) -> None:
    assert value <= nice(value) <= value * D("2.5")
    assert nice(nice(value)) == nice(value)


def test_a_level_shares_its_scales() -> None:
    rows = [booked("m", "2025-02-01", 3), booked("m", "2025-03-01", 4), booked("n", "2025-02-01", 130)]
    found = tables([person("m", "b1"), person("n", "b2")], rows, [planned("m", "2025-04", 210)])
    maxima = {
        s: {scale.kpi_id: scale.maximum for scale in cut(found, s).scales} for s in ("m", "n", "b1", "h")
    }
    assert maxima == {"m": {"sales": 250}, "n": {"sales": 250}, "b1": {"sales": 250}, "h": {"sales": 250}}


def test_the_size_counts_whatever_the_sign_and_nothing_has_no_scale() -> None:
    rows = [booked("m", "2025-02-01", -30), booked("m", "2025-02-01", 0, "costs")]
    scales = cut(tables([person("m", "b1")], rows), "m").scales
    assert [(scale.kpi_id, scale.maximum) for scale in scales] == [("sales", D(50))]
