from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.charts.amounts import amounts, largest
from tallybook.charts.axis import spanning
from tallybook.wording import Wording
from tests.charts import samples


@pytest.mark.parametrize(
    ("unit", "most", "language", "value", "text"),
    [
        ("万元", "44165.2", "zh", "44165.2", "44,165 万元"),
        ("万元", "250000", "zh", "113642", "11.36 亿元"),
        ("元", "250000", "zh", "113642", "11.36 万元"),
        ("亿元", "250000", "zh", "113642", "11.36 万亿元"),
        ("户", "200000", "zh", "123456", "12.35 万户"),
        ("USD", "250000", "en", "113642", "113.6 thousand USD"),
        ("USD", "250000000", "en", "113642000", "113.6 million USD"),
        ("£k", "250000", "en", "113642", "£113.6m"),
        ("£", "250000000", "en", "-113642000", "−£113.6m"),
        ("£bn", "250000", "en", "113642", "113.6 thousand £bn"),
        ("万元", "250000", "en", "113642", "11.36 亿元"),
        ("千瓦时", "250000", "en", "113642", "11.36 万千瓦时"),
        ("千元", "250000", "en", "113642", "113,642 千元"),
        ("百万元", "250000", "zh", "113642", "113,642 百万元"),
        ("万元", "14.6234", "zh", "14.6234", "14.62 万元"),
        ("%", "0.0146", "zh", "0.0121", "1.21%"),
        ("万元/户", "0", "zh", "0", "0.00 万元/户"),
    ],
)
def test_amounts_have_few_digits_and_a_unit(
    unit: str, most: str, language: str, value: str, text: str
) -> None:
    written = amounts(samples.kpi("x", "x", unit), Decimal(most), Wording(language))
    assert written.full(Decimal(value)) == text


def test_counts_have_no_decimals() -> None:
    written = amounts(samples.KPIS[9], Decimal(23), Wording("zh"))
    assert written.full(Decimal(23)) == "23 户"


def test_differences_of_percentages_are_points() -> None:
    written = amounts(samples.KPIS[5], Decimal("0.0146"), Wording("en"))
    assert written.gap(Decimal("-0.0012")) == "−0.12 pp"


def test_parts_get_decimals_until_they_add_up() -> None:
    written = amounts(samples.kpi("x", "x", "元"), Decimal(9999), Wording("zh"))
    parts = (Decimal("100.4"), Decimal("100.4"))
    finer = written.tallying((parts, sum(parts)))
    assert [finer.text(part) for part in (*parts, sum(parts))] == ["100.4", "100.4", "200.8"]


def test_parts_that_never_add_up_keep_their_decimals() -> None:
    written = amounts(samples.kpi("x", "x", "元"), Decimal(9999), Wording("zh"))
    assert written.tallying(((Decimal(1) / 3,), Decimal(1))) == written


@settings(deadline=None)
@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), max_size=8))
def test_the_largest_is_never_exceeded(values: list[Decimal]) -> None:
    most = largest(map(samples.known, values))
    assert all(abs(value) <= most for value in values)
    assert most in [0, *map(abs, values)]


@settings(deadline=None)
@given(
    low=st.decimals(min_value=-1000, max_value=1000, places=2),
    span=st.decimals(min_value="0.01", max_value=1000, places=2),
)
def test_an_axis_begins_and_ends_where_it_should(low: Decimal, span: Decimal) -> None:
    axis = spanning(100, 300, low, low + span)
    assert axis.at(low) == pytest.approx(100)
    assert axis.at(low + span) == pytest.approx(300)
    assert axis.at(Decimal(0)) == axis.zero


def test_an_axis_of_one_value_has_no_length() -> None:
    assert spanning(100, 300, Decimal(5), Decimal(5)).length(Decimal(7)) == 0
