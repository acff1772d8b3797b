"""What people promised for the next half-year, and what they say became of it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tools.demo import promise_stock
from tools.demo.calendar import half
from tools.demo.chance import Chance
from tools.demo.diary import scaled
from tools.demo.figures import Figures
from tools.demo.house import Person
from tools.demo.kpis import BY_ID

OPEN = "待答复"
_DONE, _PARTLY, _NOT, _DROPPED = "已完成", "部分完成", "未完成", "已终止"
_NAMES = {"2024-H2": "2025年上半年", "2025-H1": "2025年下半年"}
_DUE = {
    "2024-H2": (date(2025, 3, 31), date(2025, 4, 30), date(2025, 6, 30)),
    "2025-H1": (date(2025, 9, 30), date(2025, 10, 31), date(2025, 12, 31)),
}
# What the second half of 2025 is expected to bring over the first.
_NEXT = {"deposit_avg": 1.06, "fee_income": 1.05, "loan_issued": 0.98}


class Promise(NamedTuple):
    """A line of the table of promises; `period` is the one in whose summary it was made."""

    manager_id: str
    period: str
    text: str
    owner: str
    due: date
    kpi_id: str
    target: Decimal | None
    status: str
    reason: str


def promises(person: Person, figures: Figures, seed: int) -> Iterator[Promise]:
    """Three or four promises in each of the last two half-years in which the person was there."""
    chance = Chance(seed, "promises", person.manager_id)
    for period in _NAMES:
        if person.there(half(period)[1]):
            for kpi_id, target, text in _chosen(person, period, figures, chance):
                yield _promise(person, period, (kpi_id, target, text), figures, chance)


def _chosen(
    person: Person, period: str, figures: Figures, chance: Chance
) -> Iterator[tuple[str, Decimal | None, str]]:
    stock = [line for line in promise_stock.MEASURED if line[0] != "intl_settle" or person.trade]
    lines, seen = chance.some_of(stock, 4), set()
    if person.risk[1] > 0.02:
        lines = [promise_stock.RISK, *lines]
    for kpi_id, text, share, places in lines[:3]:
        planned = figures.planned(person, kpi_id, "2025-H1")
        if planned is None or kpi_id in seen:
            continue
        seen.add(kpi_id)
        later = _NEXT.get(kpi_id, 1.0) if period == "2025-H1" else 1.0
        target = scaled(planned * Decimal(str(share)) * Decimal(str(later)), places)
        yield kpi_id, target, text.format(period=_NAMES[period], value=_written(kpi_id, target))
    for text in chance.some_of(promise_stock.FREE, chance.whole(1, 2)):
        yield "", None, text


def _promise(
    person: Person,
    period: str,
    what: tuple[str, Decimal | None, str],
    figures: Figures,
    chance: Chance,
) -> Promise:
    kpi_id, target, text = what
    status = _status(person, kpi_id, target, figures, chance) if period == "2024-H2" else OPEN
    return Promise(
        person.manager_id,
        period,
        text,
        person.name if chance.happens(0.85) else "支行负责人",
        _DUE[period][2] if kpi_id else chance.one_of(_DUE[period]),
        kpi_id,
        target,
        status,
        chance.one_of(promise_stock.REASONS[status]) if status in promise_stock.REASONS else "",
    )


def _status(person: Person, kpi_id: str, target: Decimal | None, figures: Figures, chance: Chance) -> str:
    """Mostly what the figures say; some do not answer, some give up, one in twelve says too much."""
    if not person.there(half("2025-H1")[1]) or chance.happens(0.08):
        return OPEN
    if target is None or chance.happens(0.08):
        return chance.weighted((_DONE, _PARTLY, _NOT, _DROPPED), (6, 3, 1.5, 1))
    reached = figures.actual(person, kpi_id, "2025-H1") or Decimal(0)
    ratio = target / reached if BY_ID[kpi_id].better == "越低越好" and reached else reached / target
    if ratio >= 1:
        return _DONE
    return _PARTLY if ratio >= Decimal("0.8") else _NOT


def _written(kpi_id: str, target: Decimal) -> str:
    if BY_ID[kpi_id].unit == "%":
        return f"{target * 100:.2f}"
    return f"{target:,}"
