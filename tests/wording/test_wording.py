"""Numbers and dates as people of each language write them, rounded as the house does it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import codec
from tallybook.domain.facts import Measured, Missing
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.results import FailureKind
from tallybook.domain.slices import Rounding
from tallybook.errors import Message, say
from tallybook.wording import _FAILURES, _MISSING, Wording

ZH, EN = Wording("zh"), Wording("en")
HALF_UP = Wording("en", Rounding.HALF_UP)
MONEY = Kpi(kpi_id="d", name="存款", unit="万元", aggregate=Aggregate.LAST)
RATE = Kpi(kpi_id="r", name="不良率", unit="%", aggregate=Aggregate.RATIO)


@pytest.mark.parametrize(
    ("value", "decimals", "even", "up"),
    [
        ("2.5", 0, "2", "3"),
        ("0.125", 2, "0.12", "0.13"),
        ("1234567.5", 0, "1,234,568", "1,234,568"),
        ("-0.4", 0, "0", "0"),
    ],
)
def test_rounding_happens_as_configured(value: str, decimals: int, even: str, up: str) -> None:
    assert EN.number(Decimal(value), decimals) == even
    assert HALF_UP.number(Decimal(value), decimals) == up


def test_minus_is_a_real_minus_and_plus_only_where_asked() -> None:
    assert EN.number(Decimal("-1.5"), 1) == "\N{MINUS SIGN}1.5"
    assert EN.number(Decimal("1.5"), 1, signed=True) == "+1.5"
    assert EN.number(Decimal("0.04"), 1, signed=True) == "0.0"


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.integers(0, 6))
def test_a_written_number_reads_back_within_its_precision(value: Decimal, decimals: int) -> None:
    written = ZH.number(value, decimals).replace(",", "").replace("\N{MINUS SIGN}", "-")
    assert abs(Decimal(written) - value) <= Decimal(1).scaleb(-decimals) / 2


def test_percentages_and_points_are_different_things() -> None:
    assert ZH.amount(Decimal("0.0123"), RATE) == "1.23%"
    assert ZH.change(Decimal("-0.0123"), RATE) == "\N{MINUS SIGN}1.23 个百分点"
    assert EN.change(Decimal("12.3"), MONEY) == "+12.30"


def test_a_missing_figure_says_why() -> None:
    assert ZH.measured(Measured(missing=Missing.NO_TARGET), MONEY) == "无计划"
    assert EN.rate(Measured(missing=Missing.PRIOR_ZERO)) == "prior value is 0"
    assert EN.rate(Measured(Decimal("0.218"))) == "+21.8%"


def test_every_reason_has_its_words() -> None:
    assert set(_MISSING) == set(Missing)
    assert set(_FAILURES) == set(FailureKind)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2025-H1", "2025年上半年", "first half of 2025"),
        ("2025-Q3", "2025年第三季度", "Q3 2025"),
        ("2025-06", "2025年6月", "June 2025"),
        ("2025-W01", "2025年第1周", "week 1 of 2025"),
        ("2025-06-30", "2025年6月30日", "30 June 2025"),
        ("2025-01..2025-10", "2025年1月至10月", "January to October 2025"),
        ("2024-11..2025-02", "2024年11月至2025年2月", "November 2024 to February 2025"),
    ],
)
def test_periods_have_names(period: str, zh: str, en: str) -> None:
    assert ZH.period(Period.parse(period)) == zh
    assert EN.period(Period.parse(period)) == en


def test_a_message_is_translated_with_all_it_holds() -> None:
    inner = say("It must be at least {limit}.", limit=Decimal("1.50"))
    assert (
        ZH.message(say("{one} Or: {other}", one=inner, other=date(2025, 1, 2)))
        == "不得小于 1.5。或者：2025年1月2日"
    )
    assert EN.message(inner) == "It must be at least 1.5."


def test_names_in_a_row_are_separated_as_the_language_does_it() -> None:
    message = say("Known are: {words}.", words=("甲", "乙"))
    assert ZH.message(message) == "可用的有：甲、乙。"
    assert EN.message(codec.load(Message, codec.dump(message))) == str(message) == "Known are: 甲, 乙."
