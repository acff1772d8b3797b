"""Finding figures: every form with its exact value, and what only looks like one."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tallybook.domain.tallying import Hedge, Measure
from tallybook.tally import find
from tests.tally import corpus


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit", "step"),
    [
        ("销量30519.21箱", "30519.21箱", "30519.21", "箱", "0.01"),
        ("收入14.62亿元", "14.62亿元", "1462000000", "元", "1000000"),
        ("共1.2万户", "1.2万户", "12000", "户", "1000"),
        ("共一万二千户", "一万二千户", "12000", "户", "1000"),
        ("共一万二户", "一万二户", "12000", "户", "1000"),
        ("完成99.41%", "99.41%", "0.9941", "%", "0.0001"),
        ("完成九成", "九成", "0.9", "%", "0.1"),
        ("完成三成五", "三成五", "0.35", "%", "0.01"),
        ("高18个百分点", "18个百分点", "0.18", "pp", "0.01"),
        ("高15个基点", "15个基点", "0.0015", "pp", "0.0001"),
        ("百分之十点三", "百分之十点三", "0.103", "%", "0.001"),
        ("增长6.9倍", "6.9倍", "6.9", "x", "0.1"),
        ("同比翻一番", "翻一番", "2", "x", "0.1"),
        ("完成３０％", "３０％", "0.3", "%", "0.01"),
        ("4亿2201万元", "4亿2201万元", "422010000", "元", "10000"),
        ("户均4,588.35万元/户", "4,588.35万元/户", "45883500", "元/户", "100"),
        ("about 12,000 of them", "12,000", "12000", "", "1"),
        ("about 12k of them", "12k", "12000", "", "1000"),
        ("made $1.46 billion", "$1.46 billion", "1460000000", "美元", "10000000"),
        ("RMB 14.62 million", "RMB 14.62 million", "14620000", "元", "10000"),
        ("one hundred and twenty percent", "one hundred and twenty percent", "1.2", "%", "0.01"),
        ("twelve thousand customers", "twelve thousand customers", "12000", "户", "1000"),
        ("one point five billion dollars", "one point five billion dollars", "1500000000", "美元", "100000000"),
        ("增长-3.2%", "-3.2%", "-0.032", "%", "0.001"),
        ("不良率1.2‰", "1.2‰", "0.0012", "%", "0.0001"),
    ],
)  # fmt: skip
def test_each_form_is_read_exactly(text: str, figure: str, value: str, unit: str, step: str) -> None:
    (found,) = find(text)
    assert (found.text, found.unit) == (figure, unit)
    assert (found.value, found.step) == (Decimal(value), Decimal(step))
    assert text[found.start : found.end] == figure


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("增长8%—12%", "0.08", "0.12"),
        ("达41000-43000万元", "410000000", "430000000"),
        ("5至8户", "5", "8"),
        ("between $1.4 and $1.5 billion", "1400000000", "1500000000"),
    ],
)
def test_a_range_is_one_figure(text: str, lower: str, upper: str) -> None:
    (found,) = find(text)
    assert (found.value, found.upper) == (Decimal(lower), Decimal(upper))


def test_two_ends_of_a_change_are_two_figures() -> None:
    assert [found.text for found in find("由8.1%提高到9.2%")] == ["8.1%", "9.2%"]
    assert [found.upper for found in find("从100台至690台")] == [None, None]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("约9.39%", Hedge.ABOUT),
        ("近30%", Hedge.NEARLY),
        ("超过30%", Hedge.OVER),
        ("30%以上", Hedge.OVER),
        ("20余户", Hedge.OVER),
        ("不足30%", Hedge.UNDER),
        ("30%左右", Hedge.ABOUT),
        ("more than 30%", Hedge.OVER),
        ("nearly 30%", Hedge.NEARLY),
        ("增长30%", Hedge.NONE),
    ],
)
def test_hedges_are_heard(text: str, hedge: Hedge) -> None:
    (found,) = find(text)
    assert found.hedge is hedge


@pytest.mark.parametrize("text", ["排名第3", "位列第三名", "ranked 3rd", "ranked No. 3", "ranked third"])
def test_ranks_are_figures(text: str) -> None:
    (found,) = find(text)
    assert (found.measure, found.value) == (Measure.RANK, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025年6月30日", "2025-06-30", "1-10月", "上半年、第三季度、2025-H1、Q3", "四、五月份", "每月 5 日前", "三个月",
        "1. 抓存款", "（2）抓走访", "一、主要业绩", "3.2 分析", "第一，第二，第三",
        "13800001234", "139 0000 1234", "0571-88001234", "400-820-1234", "拨打95598", "+86 571 8800 1234",
        "第12条和第3.2节", "银发〔2024〕12号文", "v1.2.3", "版本 2.0", "ISO 9001", "section 3.4", "clause 14(b)",
        "工号m005", "编号A-1032", "账号6222021234567890", "5G、4S店、B2B", "00231",
        "一户一策", "统一部署", "千方百计", "三家子公司", "两个专项", "14:30", "5 p.m. on May 5", "in 2025", "30 September",
        "https://example.com/2025/10?id=3312", "12 Harbour Road",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert [found.text for found in find(text)] == []


amounts = st.decimals(min_value=0, max_value=10**11, places=2)
UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8, "户": 1, "万户": 10**4, "箱": 1, "亿千瓦时": 10**8}


@settings(deadline=None)
@example(Decimal("2082.01"), "万元", False, False)
@example(Decimal("13000000000.00"), "万元", False, False)
@given(amounts, st.sampled_from(sorted(UNITS)), st.booleans(), st.booleans())
def test_any_amount_written_any_way_is_found(value: Decimal, unit: str, grouped: bool, wide: bool) -> None:
    written = f"{value:,}" if grouped else f"{value}"
    if wide:
        written = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c == "." else c for c in written)
    (found,) = find(f"本期完成{written}{unit}，")
    assert found.value == value * UNITS[unit]
    assert found.text == written + unit


@settings(deadline=None)
@given(st.integers(min_value=10, max_value=99_999_999))
def test_any_whole_number_in_chinese_words_is_read(value: int) -> None:
    (found,) = find(f"完成{chinese(value)}箱")
    assert found.value == value


def chinese(value: int) -> str:
    """The usual way to write a whole number below a hundred million."""
    high, low = divmod(value, 10_000)
    words = section(low)
    if high:
        words = section(high) + "万" + ("零" if low and low < 1000 else "") + words
    return words


def section(value: int) -> str:
    words, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            words += ("零" if zero and words else "") + "一二三四五六七八九"[digit - 1] + name
        zero = not digit
    return words


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_any_percentage_is_found(value: Decimal) -> None:
    for written in (f"{value}%", f"{value} percent", f"{value}％"):
        (found,) = find(f"同比 {written}")
        assert (found.value, found.measure) == (value / 100, Measure.PERCENT)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    for found in find(text):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "piece", ["1 ", "一", "千万", "1,", "1.", "1-", "twenty ", "第", "1至", "(", "\n", "排名"]
)
def test_much_of_the_same_takes_little_time(piece: str) -> None:
    find(piece * (10_000 // len(piece)))


@pytest.mark.parametrize("name", ["tuning", "held_out"])
def test_the_corpus_is_found(name: str) -> None:
    right = written = labelled = 0
    for sentence in corpus.read(name):
        found = {(m.start, m.end) for m in find(sentence.text, {known.unit for known in sentence.known})}
        meant = {(label.start, label.end) for label in sentence.labels}
        right, written, labelled = right + len(found & meant), written + len(found), labelled + len(meant)
    assert labelled > 300
    assert right / written >= 0.98
    assert right / labelled >= 0.98


@pytest.mark.parametrize("mark", ["\u200b", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202c"])
def test_invisible_marks_part_no_number_from_its_unit(mark: str) -> None:
    found = find(f"总销量{mark}30519.21{mark}箱，增长10.33{mark}%。")
    assert [(each.value, each.unit) for each in found] == [
        (Decimal("30519.21"), "箱"),
        (Decimal("0.1033"), "%"),
    ]
