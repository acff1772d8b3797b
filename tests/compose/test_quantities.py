"""Quantities: amounts with their units as a sentence says them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose import quantities
from tallybook.domain.facts import Measured, Missing
from tests.compose.making import EN, LOANS, RATE, ZH, kpi


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        ("万元", "12.50 万元", "12.50万元"),
        ("USD", "12.50 USD", "12.50 USD"),
        ("", "12.50", "12.50"),
        ("£k", "£12.50k", "£12.50k"),
        ("US$ million", "US$12.50 million", "US$12.50 million"),
        ("$/order", "12.50 $/order", "12.50 $/order"),
        ("%", "1250.00%", "1250.00%"),
    ],
)
def test_a_unit_follows_as_the_language_has_it(unit: str, english: str, chinese: str) -> None:
    of, value = kpi(unit=unit), Decimal("12.5")
    assert quantities.quantity(value, of, EN) == english.replace("1250", "1,250")
    assert quantities.quantity(value, of, ZH) == chinese.replace("1250", "1,250")


def test_a_sign_stands_before_the_currency() -> None:
    assert EN.with_unit(EN.number(Decimal("-12.5"), 1), "£k") == "−£12.5k"
    assert EN.with_unit(EN.number(Decimal("12.5"), 1, signed=True), "€bn") == "+€12.5bn"


def test_a_difference_has_no_sign_and_is_in_points_for_percentages() -> None:
    assert quantities.difference(Decimal("-12.5"), LOANS, EN) == "12.50 万元"
    assert quantities.difference(Decimal("-0.0125"), RATE, EN) == "1.25 pp"
    assert quantities.difference(Decimal("-0.0125"), RATE, ZH) == "1.25 个百分点"


@given(st.decimals(-1, 1, places=6), st.sampled_from([LOANS, RATE]))
def test_a_difference_vanishes_where_its_digits_would_all_be_nothing(value: Decimal, of: object) -> None:
    digits = quantities.difference(value, of, EN).split()[0]
    assert quantities.vanishes(value, of, EN) is (Decimal(digits) == 0)


@given(st.decimals(-1000, 1000, places=12).filter(bool), st.sampled_from([LOANS, RATE]))
def test_what_is_left_over_is_never_rounded_to_nothing(value: Decimal, of: object) -> None:
    shown = quantities.remainder(value, of, EN)
    assert any(digit in shown for digit in "123456789")
    assert shown[0] == ("+" if value > 0 else "−")


@pytest.mark.parametrize(
    ("left", "shown"),
    [("12.345", "+12.34"), ("-0.5", "−0.50"), ("0.004", "+0.004"), ("-1E-9", "−0.000000001")],
)
def test_what_is_left_over_has_as_many_decimals_as_it_needs(left: str, shown: str) -> None:
    assert quantities.remainder(Decimal(left), LOANS, EN) == shown


def test_a_figure_that_is_not_there_is_not_known() -> None:
    assert quantities.known(Measured(Decimal(1))) == 1
    with pytest.raises(ValueError, match="no_prior"):
        quantities.known(Measured(missing=Missing.NO_PRIOR))
