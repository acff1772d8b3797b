"""Alike notes: colleagues' of the period and earlier ones of the same person, whatever figures were changed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.alike import alike, pieces
from tallybook.domain.period import Period
from tallybook.domain.records import Note

NOW = Period.parse("2025-H1")
LONG = (
    "今年上半年围绕稳存款、调结构、控风险的要求抓好日常营销，贷款投放额二千万元，期间几次大额进出都提前做了衔接，"
    "没有出现大的波动，资产质量保持稳定。牵头完成项目贷款申报，从受理到首笔提款用了二十六天，客户评价较好。"
)
OTHER = (
    "我把精力放在园区新落户企业上，逐户登门，一家一策设计结算方案，带动代发工资和票据业务同步增长；"
    "不足之处是续贷材料准备偏晚，有两户险些逾期，今后提前四十五天启动，并请风险经理一起把关，减少反复。"
)


def note(who: str, text: str, period: Period = NOW) -> Note:
    return Note(manager_id=who, period=period, file=f"{who}.md", achievements=text)


def found(*notes: Note, least: str = "0.8") -> dict[str, list[tuple[str, str]]]:
    like = alike(notes, NOW, Decimal(least))
    return {who: [(one.manager_id, one.period) for one in rows] for who, rows in like.items()}


def test_a_colleague_s_page_with_other_figures_is_alike_for_both() -> None:
    copied = LONG.replace("二千万元", "2,350.5 万元").replace("、", "，")
    assert found(note("a", LONG), note("b", copied), note("c", OTHER)) == {
        "a": [("b", "2025-H1")], "b": [("a", "2025-H1")], "c": [],
    }  # fmt: skip


def test_an_earlier_note_counts_of_the_same_person_only_and_a_later_one_never() -> None:
    before, later = NOW.previous, NOW.next
    assert found(
        note("a", LONG), note("a", LONG, before), note("b", LONG, before), note("a", LONG, later)
    ) == {"a": [("a", "2024-H2")]}


@given(
    st.lists(
        st.lists(st.sampled_from((LONG[:70], LONG[70:], OTHER[:60], OTHER[60:])), min_size=1), max_size=6
    ),
    st.sampled_from([Decimal(least) for least in ("0.05", "0.3", "0.5", "0.8", "1")]),
)
def test_none_is_missed_that_holding_each_against_each_would_find(
    texts: list[list[str]], least: Decimal
) -> None:
    notes = [note(str(place), "".join(parts)) for place, parts in enumerate(texts)]
    long = [(one.manager_id, pieces(one.achievements or "")) for one in notes]
    long = [(who, own) for who, own in long if len(own) >= 60]
    wanted = {
        who: {
            other: share for other, theirs in long if other != who and (share := shared(own, theirs)) >= least
        }
        for who, own in long
    }
    like = alike(notes, NOW, least)
    assert {who: {one.manager_id: one.share for one in rows} for who, rows in like.items()} == wanted


def shared(one: frozenset[str], other: frozenset[str]) -> Decimal:
    return Decimal(2 * len(one & other)) / (len(one) + len(other))


@pytest.mark.parametrize(("least", "count"), [("0.3", 1), ("0.8", 0)])
def test_half_of_it_is_alike_where_the_setting_says_so(least: str, count: int) -> None:
    assert len(found(note("a", LONG), note("b", LONG[:50] + OTHER), least=least)["a"]) == count


def test_of_a_few_words_nothing_is_said() -> None:
    assert found(note("a", "同上，无补充。"), note("b", "同上，无补充。")) == {}
