"""The labelled corpus: how seldom somebody is wrongly accused, and how much of what is wrong is found."""

import pytest

from tallybook.domain.tallying import Agreement
from tallybook.tally import Ledger, find, tally
from tests.tally import corpus


@pytest.mark.parametrize(
    ("name", "precise", "complete"),
    [
        ("tuning", 1.0, 1.0),
        ("offices", 1.0, 0.93),
        ("years", 1.0, 1.0),
        ("branches", 1.0, 0.95),
        ("held_out", 0.98, 0.95),
        ("fresh", 0.98, 0.95),
    ],
)
def test_what_differs_is_found_and_nothing_else_is_accused(
    name: str, precise: float, complete: float
) -> None:
    given, meant = 0, 0
    right = 0
    for sentence in corpus.read(name):
        found = {
            (one.mention.start, one.mention.end)
            for one in tally(sentence.text, Ledger.of(sentence.known))
            if one.verdict is Agreement.DIFFERS
        }
        labelled = {(x.start, x.end) for x in sentence.labels if x.verdict is Agreement.DIFFERS}
        given, meant, right = given + len(found), meant + len(labelled), right + len(found & labelled)
    assert right / given >= precise
    assert right / meant >= complete


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("存款由2.00亿元增加到2.50亿元，增长20%。", "20%"),
        ("存款由2.00亿元增加到2.50亿元，增加6,000万元。", "6,000万元"),
        ("不良率由1.5%下降到1.2%，下降0.5个百分点。", "0.5个百分点"),
        ("用户从100户增加到690户，增长6.9倍。", "6.9倍"),
        ("Sales rose from 1,000 units to 1,200 units, an increase of 25%.", "25%"),
        ("去年完成400箱，今年完成480箱，增长25%。", "25%"),
        ("一季度300万元、二季度350万元，上半年合计660万元。", "660万元"),
    ],
)
def test_a_move_and_its_change_must_belong_together(text: str, wrong: str) -> None:
    found = [one.mention.text for one in tally(text, Ledger.of(())) if one.verdict is Agreement.DIFFERS]
    assert found == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "存款由2亿元增加到2.5亿元，同比增长12%。",
        "存款由2.00亿元增加到2.50亿元，贷款增长20%。",
        "存款由2.00亿元增加到2.50亿元，增长约20%。",
        "存款由2.00亿元增加到2.50亿元，其中储蓄增长20%。",
        "由5人增加到8个部门，增长20%。",
    ],
)
def test_what_may_be_another_change_is_held_against_nothing(text: str) -> None:
    assert not [one for one in tally(text, Ledger.of(())) if one.verdict is Agreement.DIFFERS]


def test_a_figure_right_behind_a_date_is_one() -> None:
    assert [one.text for one in find("一季度300万元，6月52次，6月30日5户。")] == ["300万元", "52次", "5户"]
