"""What cells mean: amounts exact, dates never guessed, ids untouched; the properties of each."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.sources.unfit import Unfit
from tallybook.tables.cells import aliases, amount, identifier
from tallybook.tables.dates import day, period
from tallybook.tables.style import Style, visible

ISO = Style()
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WIDE = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")


def reason(read: object, text: str, style: Style = ISO) -> Unfit:
    with pytest.raises(Unfit) as caught:
        read(text, style)  # type: ignore[operator]
    return caught.value


@settings(deadline=None, max_examples=100)
@given(AMOUNTS)
def test_amounts_are_exact_in_every_notation(value: Decimal) -> None:
    for text in (f"{value:f}", f"{value:f}".translate(WIDE), f"{value:f}".replace("-", "\N{MINUS SIGN}")):
        assert amount(text, ISO) == value
    for separator in (",", " ", "'"):
        grouped = f"{value:,f}".replace(",", separator)
        assert amount(grouped, Style(thousands=separator)) == value
        assert amount(f"{value:f}", Style(thousands=separator)) == value


@settings(deadline=None, max_examples=100)
@given(AMOUNTS.filter(lambda value: abs(value) >= 1000))
def test_separators_are_never_guessed(value: Decimal) -> None:
    unfit = reason(amount, f"{value:,f}")
    assert unfit.kind == "wrong-number"
    assert 'thousands: ","' in str(unfit.remedy)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1,2",
        "1.2.3",
        "0x10",
        "1_000",
        "inf",
        "NaN",
        "1e99",
        "１２%",
        "¥5",
        "三",
        "9" * 19,
        "0." + "1" * 40,
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert reason(amount, text).kind == "wrong-number"


@pytest.mark.parametrize("text", ["1,00", "1,0000", "12,34,567", ",123"])
def test_wrong_groups_are_not_taken_for_thousands(text: str) -> None:
    assert reason(amount, text, Style(thousands=",")).kind == "wrong-number"


@settings(deadline=None, max_examples=100)
@given(DAYS)
def test_days_in_iso_and_as_declared(value: date) -> None:
    assert day(value.isoformat(), ISO) == value
    assert day(value.isoformat().translate(WIDE), ISO) == value
    for format_ in ("%d.%m.%Y", "%m/%d/%Y", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S"):
        style = Style(dates=format_)
        assert day(value.strftime(format_), style) == value
        assert period(value.strftime(format_), style).start == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2025年6月", 'with dates: "%Y年%m月" it stands for the last day of the month'),
        ("2025-06", 'with dates: "%Y-%m" it stands'),
        ("Jun 2025", 'with dates: "%b %Y" it stands'),
        ("6月", "names no year: say which day it stands for with values: {date: {6月: 2025-06-30}}"),
        ("2月份", "{date: {2月份: 2025-02-28}}"),
        ("Jun", "{date: {Jun: 2025-06-30}}"),
    ],
)
def test_a_month_in_place_of_a_day_says_what_to_declare(text: str, remedy: str) -> None:
    assert remedy in str(reason(day, text).remedy)


@settings(deadline=None, max_examples=60)
@given(DAYS.filter(lambda value: value.day <= 12 and value.year >= 1970))
def test_day_or_month_first_is_not_guessed(value: date) -> None:
    unfit = reason(day, value.strftime("%d/%m/%Y"))
    assert "is not guessed" in str(unfit.remedy)


@pytest.mark.parametrize(
    "text", ["2025-02-29", "2025-6-30", "0001-01-01", "9999-12-31", "30.06.2025", "45658", "今天"]
)
def test_what_is_no_day(text: str) -> None:
    assert reason(day, text).kind == "wrong-date"


@pytest.mark.parametrize(
    "text", ["2025-H3", "2025-W60", "0001", "9999-H1", "2025-10..2025-01", "上半年", "2025-02-30"]
)
def test_what_is_no_period(text: str) -> None:
    assert reason(period, text).kind == "bad-period"


@pytest.mark.parametrize("text", [".", "...", "a\tb", "a\x00", "a\u200bb", "\u202ea", "a\u2028b", "x" * 101])
def test_what_is_no_id(text: str) -> None:
    assert reason(identifier, text).kind == "wrong-id"


@pytest.mark.parametrize(
    "text", ["x" * 100, "a/b", "../x", "-rf", "CON", "é", "Ａ", "𠮷", "欧阳·娜", "a b", "{{ x }}"]
)
def test_strange_ids_are_ids(text: str) -> None:
    assert identifier(text, ISO) == text


def test_aliases() -> None:
    assert aliases("日均存款；存款日均、 ;日均", ISO) == ("日均存款", "存款日均", "日均")


def test_what_cannot_be_seen_is_shown_as_its_code() -> None:
    assert visible("a\x1b[31m\u202eb") == "a\\u001b[31m\\u202eb"
    assert visible("长" * 300) == "长" * 200 + "…"
