"""Figures as people quote them in prose, and the four ways in which some of them go wrong."""

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from tools.demo.figures import Figures
from tools.demo.house import Person
from tools.demo.kpis import BY_ID

_GOOD_FROM = Decimal("0.97")
_BEFORE = {"2025-H1": ("2024-H1", "同比"), "2024-H2": ("2024-H1", "较上半年")}


class Mistake(Enum):
    """What is wrong with a figure in a note."""

    RATE = "the increase and its rate do not belong together"
    POINTS = "a difference in percentage points is called per cent"
    PERIOD = "a half-year's figure is called the year's"
    FIGURE = "last year's figure stands for this year's"


_BOASTED = (Mistake.RATE, Mistake.PERIOD, Mistake.FIGURE)


class Quoted(NamedTuple):
    """A figure with the words that sentences need, or the whole sentence where it goes wrong in its wording."""

    kpi_id: str
    good: bool
    words: dict[str, str]
    sentence: str = ""


def quoted(
    figures: Figures, person: Person, kpi_id: str, period: str, *, mistake: Mistake | None
) -> Quoted | None:
    """A person's figure as it will be quoted; None where there is no figure, no plan or nothing before."""
    before, since = _BEFORE[period]
    actual, planned = figures.actual(person, kpi_id, period), figures.planned(person, kpi_id, period)
    prior = figures.actual(person, kpi_id, before)
    if actual is None or not planned:
        return None
    if not prior:
        # Who has only just come compares with nothing.
        prior, since = planned, "比计划"
    change, rate = actual - prior, (actual - prior) / prior
    lower = BY_ID[kpi_id].better == "越低越好"
    words = {
        "a": _with_unit(prior if mistake is Mistake.FIGURE else actual, kpi_id),
        "p": _with_unit(planned, kpi_id),
        "t": f"{actual / planned * 100:.2f}%",
        "g": _gap(abs(actual - planned), kpi_id),
        "side": "高" if actual > planned else "低",
        "d": _with_unit(abs(change), kpi_id),
        "r": f"{abs(rate) * 100 - (2 if mistake is Mistake.RATE else 0):.2f}%",
        "w": "增加" if change >= 0 else "减少",
        "v": "增长" if change >= 0 else "下降",
        "since": since,
    }
    good = actual <= planned if lower else actual / planned >= _GOOD_FROM
    return Quoted(kpi_id, good or mistake in _BOASTED, words, _worded(mistake, words, figures, person))


def _worded(mistake: Mistake | None, words: dict[str, str], figures: Figures, person: Person) -> str:
    match mistake:
        case Mistake.RATE:
            return "存款日均 {a}，{since}{w} {d}，增幅 {r}，完成计划 {t}。".format(**words)
        case Mistake.PERIOD:
            return "全年累计投放贷款 {a}，完成全年计划的 {t}。".format(**words)
        case Mistake.FIGURE:
            return "实现中间业务收入 {a}，完成计划 {t}。".format(**words)
        case Mistake.POINTS:
            now, then = (figures.actual(person, "npl_ratio", each) for each in ("2025-H1", "2024-H2"))
            rise = ((now or Decimal(0)) - (then or Decimal(0))) * 100
            return f"期末不良贷款率 {words['a']}，较年初上升 {rise:.2f}%，清收压力较大。"
        case None:
            return ""


def _with_unit(value: Decimal, kpi_id: str) -> str:
    kpi = BY_ID[kpi_id]
    if kpi.unit == "%":
        return f"{value * 100:.2f}%"
    if kpi.unit == "万元" and value >= 30000:
        return f"{value / 10000:.2f} 亿元"
    return f"{value:,.{kpi.decimals}f} {kpi.unit}"


def _gap(value: Decimal, kpi_id: str) -> str:
    return f"{value * 100:.2f}" if BY_ID[kpi_id].unit == "%" else _with_unit(value, kpi_id)
