"""Values go to JSON and back unchanged, and equal values give equal bytes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import codec
from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Commitment, Fulfilment

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
ACTUALS = st.builds(
    Actual,
    manager_id=TEXT,
    date=st.dates(),
    kpi_id=TEXT,
    value=st.decimals(allow_nan=False, allow_infinity=False, places=4),
    customer_id=st.none() | TEXT,
)


@settings(deadline=None, max_examples=50)
@given(ACTUALS)
def test_a_value_comes_back_as_it_was(actual: Actual) -> None:
    assert codec.decode(Actual, codec.encode(actual)) == actual


@settings(deadline=None, max_examples=50)
@given(ACTUALS)
def test_plain_data_come_back_too(actual: Actual) -> None:
    assert codec.load(Actual, codec.dump(actual)) == actual


def test_trailing_zeros_of_money_survive() -> None:
    amount = Actual(manager_id="007", date=date(2025, 1, 1), kpi_id="NO", value=Decimal("1.10"))
    assert str(codec.decode(Actual, codec.encode(amount)).value) == "1.10"


def test_nested_values_and_words_of_a_list_survive() -> None:
    promise = Commitment(
        commitment_id="c",
        manager_id="m",
        period=Period.parse("2025-W01"),
        text="走访",
        status=Fulfilment.PARTLY,
    )
    assert codec.decode(Commitment, codec.encode(promise)) == promise


@settings(deadline=None, max_examples=50)
@given(st.lists(ACTUALS))
def test_many_come_back_the_same_where_equal_ones_are_shared(actuals: list[Actual]) -> None:
    sharing = codec.Sharing()
    for part in (actuals[:1], actuals[1:]):
        text = codec.encode(tuple(part), tuple[Actual, ...])
        assert repr(sharing.decode(tuple[Actual, ...], text)) == repr(tuple(part))


def test_what_is_written_alike_is_one_value_and_what_is_equal_but_written_otherwise_another() -> None:
    sharing = codec.Sharing()
    values = (Decimal("1.10"), Decimal("1.1"))
    row = Actual(manager_id="007", date=date(2025, 1, 1), kpi_id="NO", value=values[0])
    one, same = (sharing.decode(Actual, codec.encode(row)) for _ in values)
    other = sharing.decode(Actual, codec.encode(replace(row, value=values[1])))
    assert one.value is same.value
    assert one.date is other.date
    assert str(other.value) == "1.1"


@pytest.mark.parametrize(
    ("name", "wrong"), [("value", '"x"'), ("value", "[]"), ("value", '"NaN"'), ("date", '"2025-02-30"')]
)
def test_what_is_no_date_or_decimal_is_refused_where_they_are_shared(name: str, wrong: str) -> None:
    right = {"manager_id": '"007"', "date": '"2025-01-01"', "kpi_id": '"NO"', "value": '"1"'}
    text = ", ".join(f'"{key}": {value}' for key, value in (right | {name: wrong}).items())
    with pytest.raises(codec.CodecError, match=name):
        codec.Sharing().decode(Actual, f"{{{text}}}".encode())


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"manager_id": 1}', "\x00"])
def test_what_is_not_the_value_is_refused(text: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.decode(Actual, text)


def test_the_same_value_gives_the_same_bytes_whatever_order_it_was_made_in() -> None:
    one = Actual(manager_id="甲", date=date(2025, 1, 1), kpi_id="k", value=Decimal(1))
    same = Actual(value=Decimal(1), kpi_id="k", date=date(2025, 1, 1), manager_id="甲")
    assert codec.encode(one) == codec.encode(same)
    assert "甲" in codec.encode(one).decode()
