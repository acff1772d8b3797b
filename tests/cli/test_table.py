"""Facts for other programs: exact numbers, reasons for missing ones, nothing a spreadsheet would run."""

import json
from decimal import Decimal

import pytest

from tallybook.cli import table


def test_numbers_keep_every_digit_in_json() -> None:
    text = table.as_json([{"a": Decimal("12345678901234567890.1234"), "b": None, "c": True, "d": "汉"}])
    assert "12345678901234567890.1234" in text
    assert json.loads(text)[0]["d"] == "汉"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_a_text_that_looks_like_a_formula_is_made_harmless(name: str) -> None:
    assert table.as_csv([{"name": name, "value": Decimal("-1")}]).splitlines()[1].lstrip('"').startswith("'")


def test_negative_numbers_stay_numbers() -> None:
    assert table.as_csv([{"value": Decimal("-1.50")}]).splitlines()[1] == "-1.50"


def test_no_facts_are_an_empty_table() -> None:
    assert table.as_csv([]) == ""
    assert json.loads(table.as_json([])) == []
