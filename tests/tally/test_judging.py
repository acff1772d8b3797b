"""Judging figures: against facts, against their own sentence, and with reasons to leave them alone."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.domain.tallying import Agreement, FactKind, Known, Tallied
from tallybook.tally import Ledger, tally
from tests import hostile
from tests.tally import corpus

NOTHING = Ledger.of(())


def known(kpi: str, unit: str, period: str | None = None, **values: str) -> list[Known]:
    return [
        Known(
            id=f"{kpi}-{kind}", kpi=kpi, kind=FactKind(kind), value=Decimal(value), unit=unit, period=period
        )
        for kind, value in values.items()
    ]


def differing(text: str, ledger: Ledger = NOTHING) -> list[Tallied]:
    return [found for found in tally(text, ledger) if found.verdict is Agreement.DIFFERS]


def test_an_increase_and_its_rate_must_belong_together_without_any_data() -> None:
    (wrong,) = differing("总销量30519.21箱，比去年同期上升2857.07箱，约9.39%。")
    assert wrong.mention.text == "9.39%"
    assert round(wrong.expected or 0, 4) == Decimal("0.1033")
    assert not differing("总销量30519.21箱，比去年同期上升2857.07箱，约10.33%。")


@pytest.mark.parametrize(
    "text",
    [
        "{} of the orders were met on time ({} of 233).",
        "233户中有{1}户达标，达标率{0}。",
        "Of 233 orders, {1} were on time, a rate of {0}.",
    ],
)
def test_a_rate_must_be_that_of_its_count_and_base(text: str) -> None:
    (found,) = differing(text.format("97.2%", "216"))
    assert round(found.expected or 0, 3) == Decimal("0.927")
    assert not differing(text.format("92.7%", "216"))


def test_an_efficiency_is_held_against_what_is_known_of_it() -> None:
    ledger = Ledger.of(known("Efficiency", "%", actual=str(Decimal(216) / 233)))
    (found,) = differing("Efficiency was 97.2 %.", ledger)
    assert found.fact_id == "Efficiency-actual"
    assert not differing("Efficiency was 92.7 %.", ledger)


@pytest.mark.parametrize("turn", ["净", "毛", "前", "后", "税前"])
def test_a_character_that_makes_another_thing_of_a_kpi_leaves_nothing_to_hold_against(turn: str) -> None:
    ledger = Ledger.of(known("利润", "万元", actual="100"))
    (plain,) = tally("利润120万元。", ledger)
    (turned,) = tally(f"{turn}利润120万元。", ledger)
    assert (plain.verdict, turned.verdict) == (Agreement.DIFFERS, Agreement.UNSUPPORTED)


def test_parts_and_their_total() -> None:
    (found,) = differing("城区120户、乡镇85户，合计215户。")
    assert (found.mention.text, found.expected) == ("215户", 205)
    assert not differing("共215户，其中城区120户，乡镇85户。")


def test_grew_by_and_is_so_many_times() -> None:
    ledger = Ledger.of(known("充电桩", "台", actual="690", prior_year="100"))
    assert not differing("充电桩是去年同期的6.9倍。", ledger)
    assert not differing("充电桩同比增长5.9倍。", ledger)
    (found,) = differing("充电桩同比增长6.9倍。", ledger)
    assert found.reason


def test_per_cent_and_points() -> None:
    ledger = Ledger.of(known("不良率", "%", actual="0.0398", prior="0.0307"))
    assert not differing("不良率环比上升0.91个百分点。", ledger)
    (found,) = differing("不良率环比上升0.91%。", ledger)
    assert "points" in str(found.reason)


def test_the_sign_of_a_change() -> None:
    ledger = Ledger.of(known("中收", "万元", actual="186.4", prior_year="201.32"))
    assert not differing("中收同比下降7.41%。", ledger)
    (found,) = differing("中收同比增长7.41%。", ledger)
    assert found.expected is not None
    assert found.expected < 0


def test_a_half_year_is_not_the_year() -> None:
    ledger = Ledger.of(known("投放额", "万元", "2025-H1", actual="12248.50", attainment="0.906"))
    assert len(differing("全年投放额12248.50万元，完成全年计划的90.6%。", ledger)) == 2
    assert not differing("上半年投放额12248.50万元，完成计划的90.6%。", ledger)
    assert not differing("全年投放额预计26000万元。", ledger)


def test_a_list_by_hand_may_mean_the_years_plan() -> None:
    ledger = Ledger.of(known("销量", "箱", "2025-01..2025-10", actual="30519.21", attainment="0.8316"))
    assert not differing("1-10月销量30519.21箱，完成全年目标的83.16%。", ledger)
    assert not differing("1-10月销量30519.21箱，完成全年目标的83%。", ledger)


def test_the_plan_of_a_whole_year_is_that_of_the_period() -> None:
    ledger = Ledger.of(known("销量", "箱", "2025", actual="36000", target="36700"))
    assert not differing("销量36000箱，完成全年计划的98.1%。", ledger)
    assert len(differing("销量36000箱，完成全年计划的89.1%。", ledger)) == 1


def test_a_reason_waives_and_no_reason_does_not() -> None:
    ledger = Ledger.of(known("走访", "次", actual="233"))
    (waived,) = tally("走访260次（不核对：含电话走访）。", ledger)
    assert waived.verdict is Agreement.WAIVED
    assert str(waived.reason) == "含电话走访"
    assert differing("走访260次（不核对：）。", ledger)
    (also,) = tally("走访260次 (not checked: calls included).", ledger)
    assert also.verdict is Agreement.WAIVED


def test_tables_are_read_by_row_and_column() -> None:
    ledger = Ledger.of(known("存款日均", "万元", actual="42201.5", target="41000"))
    table = "| 指标 | 实际 | 计划 | 完成率 |\n| --- | ---: | ---: | ---: |\n| 存款日均 | {} | 41,000 万元 | {} |\n"
    assert [found.verdict for found in tally(table.format("4.22 亿元", "102.93%"), ledger)] == [
        Agreement.AGREES
    ] * 3
    assert [found.mention.text for found in differing(table.format("4.52 亿元", "109.23%"), ledger)] == [
        "4.52 亿元",
        "109.23%",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "为云岭轴承办理首笔走访{}次。",
        "其中走访{}次由同事完成。",
        "全行走访{}次。",
        "明年走访{}次。",
        "手机银行签约{}次。",
        "走访中发现客户投诉{}次。",
        "走访，另外接待来访{}次。",
        "去年走访{}次。",
    ],
)
def test_nobody_is_accused_for_what_may_mean_something_else(text: str) -> None:
    ledger = Ledger.of(known("走访", "次", actual="233"))
    assert not differing(text.format(77), ledger)


UNITS = {"箱": 1, "万箱": 10**4}
FORMS = (
    "销量{}，形势良好。",
    "完成销量{}。",
    "本期销量达到{}，再创新高。",
    "销量{}，完成计划。",
)


@settings(deadline=None)
@given(
    st.decimals(min_value=100, max_value=10**8, places=2),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(FORMS),
)
def test_any_value_in_any_form_agrees_and_any_other_differs(value: Decimal, unit: str, form: str) -> None:
    ledger = Ledger.of(known("销量", "箱", actual=str(value)))
    for grouped in (",", ""):
        right = format(round(value / UNITS[unit], 4), f"{grouped}f") + unit
        wrong = format(round(value * Decimal("1.1") / UNITS[unit], 4), f"{grouped}f") + unit
        assert [found.verdict for found in tally(form.format(right), ledger)] == [Agreement.AGREES]
        assert [found.verdict for found in tally(form.format(wrong), ledger)] == [Agreement.DIFFERS]


@settings(deadline=None)
@given(
    st.decimals(min_value=-90, max_value=900, places=2).filter(lambda value: abs(value) > 1),
    st.sampled_from(["同比{}{}%", "比去年同期{}{}%", "较上年同期{}{}％"]),
)
def test_any_rate_agrees_with_its_sign_only(rate: Decimal, form: str) -> None:
    ledger = Ledger.of(known("销量", "箱", actual="100", yoy=str(rate / 100)))
    right, wrong = ("增长", "下降") if rate > 0 else ("下降", "增长")
    assert [f.verdict for f in tally("销量" + form.format(right, abs(rate)), ledger)] == [Agreement.AGREES]
    assert [f.verdict for f in tally("销量" + form.format(wrong, abs(rate)), ledger)] == [Agreement.DIFFERS]


@settings(deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=12))
def test_no_text_and_no_name_is_too_strange(text: str, name: str) -> None:
    ledger = Ledger.of(known(name, name, actual="1.5", target="0", prior_year="0", yoy="0.1"))
    for found in tally(f"{text}{name}1.5{name}，同比增长3%，{text}", ledger):
        assert found.mention.text


def test_hostile_texts_are_read_as_text() -> None:
    ledger = Ledger.of(corpus.worlds()["bank"][:30])
    texts = (*hostile.PAYLOADS.values(), *hostile.NARRATIVES.values())
    assert len(texts) > 50
    for value in texts:
        tally(f"存款日均{value}万元，完成{value}", ledger)


def test_a_long_note_takes_no_time() -> None:
    ledger = Ledger.of(corpus.worlds()["bank"])
    line = "存款日均 4.22 亿元，完成计划的 102.93%，同比增加 4,444.40 万元，增长 11.77%，主要靠结算资金。\n"
    begun = time.process_time()
    assert len(tally((line * 200)[:10_000], ledger)) > 500
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "piece", ["1 ", "1户，", "存款日均1户", "5户中3户，率60%，", "（不核对：", "| 1 ", "revenue 5 up "]
)
def test_much_of_the_same_takes_little_time(piece: str) -> None:
    ledger = Ledger.of(corpus.worlds()["bank"])
    begun = time.process_time()
    tally(piece * (10_000 // len(piece)), ledger)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "text",
    [
        "存款余额没有达到1300万元。",
        "存款余额尚未达到1400万元。",
        "存款余额不是1400万元。",
        "存款余额若达到1400万元，可完成任务。",
        "存款余额原为1250万元，现为1286.5万元。",
        "存款余额曾达1400万元。",
        "日均存款余额1250万元。",
        "存款余额时点1286.5万元，日均1250万元。",
        "存款余额同比多增20万元。",
        "完成存款余额1300万元的计划的98.96%。",
        "存款余额中有12万元为保证金。",
        "Revenue was not $1.5 million.",
        "Revenue in March was $0.2 million.",
    ],
)
def test_what_is_not_so_or_only_a_part_is_held_against_nobody(text: str) -> None:
    balance = known("存款余额", "万元", actual="1286.5", target="1300", prior_year="1200")
    revenue = known("revenue", "USD", actual="1200000", prior_year="1000000")
    assert not differing(text, Ledger.of([*balance, *revenue]))
