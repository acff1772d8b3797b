"""The nearest known word: slips of the finger are seen through, other words are not guessed at."""

import pytest

from tallybook.sources.nearest import meant, nearest

COLUMNS = ("manager_id", "date", "kpi_id", "value", "customer_id", "unit_id")
PEOPLE = ("00123", "00456", "NO", "m-17", "李诺")


@pytest.mark.parametrize(
    ("text", "known", "word"),
    [
        ("manger_id", COLUMNS, "manager_id"),
        ("Value", COLUMNS, "value"),
        ("customer", COLUMNS, "customer_id"),
        ("123", PEOPLE, "00123"),
        ("123.0", PEOPLE, "00123"),
        ("００１２３", PEOPLE, "00123"),
        ("00132", PEOPLE, "00123"),
        ("M-17", PEOPLE, "m-17"),
        ("存在的问提", ("主要业绩", "存在问题"), "存在问题"),
        ("下一步计划", ("主要业绩", "下一步工作"), "下一步工作"),
    ],
)
def test_a_slip_of_the_finger(text: str, known: tuple[str, ...], word: str) -> None:
    assert nearest(text, known) == word


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("date", ("name", "leader_id")),
        ("行号", ("工号", "姓名")),
        ("00124", PEOPLE),
        ("m-18", PEOPLE),
        ("b9", ("b1", "b2")),
        ("人均产能", ("主要业绩", "存在问题")),
    ],
)
def test_another_word_is_not_guessed_at(text: str, known: tuple[str, ...]) -> None:
    assert nearest(text, known) is None
    assert str(meant(text, known)) == f"Known are: {', '.join(known)}."
