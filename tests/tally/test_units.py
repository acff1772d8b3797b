"""Units: what they are worth, however they are written."""

from decimal import Decimal

import pytest

from tallybook.tally import units


@pytest.mark.parametrize(
    ("text", "base", "scale"),
    [
        ("万元", "元", 10_000),
        ("万元/户", "元/户", 10_000),
        ("million USD", "美元", 10**6),
        ("£k", "英镑", 1000),
        ("£ k", "英镑", 1000),
        ("$m", "美元", 10**6),
        ("US$bn", "美元", 10**9),
        ("€ million", "欧元", 10**6),
        ("USD k", "美元", 1000),
        ("k €", "欧元", 1000),
        ("£", "英镑", 1),
        ("£x", "£x", 1),
    ],
)
def test_a_unit_is_its_base_and_how_many_of_it(text: str, base: str, scale: int) -> None:
    assert units.parse(text) == units.Unit(base, Decimal(scale))
