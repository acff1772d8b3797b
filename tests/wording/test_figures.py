"""Figures with the few words before them: enough to find the place, nothing of another clause."""

import pytest

from tallybook.tally import Ledger, tally
from tallybook.wording.figures import in_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我片区上半年收入120万元，收入130万元。", "收入130万元"),
        ("总销量30519.21箱，约9.39%。", "总销量30519.21箱，约9.39%"),
        ("They share the same desk. Two customers came.", "Two customers"),
        ("Net sales were 8.7 million, net margin 24%.", "net margin 24%"),
        ("1. 存款日均 4.22 亿元", "存款日均 4.22 亿元"),
    ],
)
def test_a_figure_is_shown_with_the_words_of_its_own_clause(text: str, shown: str) -> None:
    assert in_words(tally(text, Ledger.of(()))[-1], text) == shown
