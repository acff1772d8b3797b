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
_WITH_REASON = (_PARTLY, _NOT, _DROPPED)
_NAMES = {"2024-H2": "2025年上半年", "2025-H1": "2025年下半年"}
_DUE = {
    "2024-H2": (date(2025, 3, 31), date(2025, 4, 30), date(2025, 6, 30)),
    "2025-H1": (date(2025, 9, 30), date(2025, 10, 31), date(2025, 12, 31)),
}
# What the second half of 2025 is expected to bring over the first.
_NEXT = {"deposit_avg": Decimal("1.06"), "fee_income": Decimal("1.05"), "loan_issued": Decimal("0.98")}


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


class _Meant(NamedTuple):
    """What is promised, before it is known what became of it; reasons are for in part, not, and dropped."""

    text: str
    reasons: tuple[str, ...]
    kpi_id: str = ""
    target: Decimal | None = None


def promises(person: Person, figures: Figures, seed: int) -> Iterator[Promise]:
    """Three to five promises in each of the last two half-years in which the person was there."""
    chance = Chance(seed, "promises", person.manager_id)
    for period in _NAMES:
        if person.there(half(period)[1]):
            measured = list(_measured(person, period, figures, chance))
            free = chance.some_of(promise_stock.FREE, chance.whole(1, 2))
            for meant in [*measured, *(_Meant(text, tuple(reasons)) for text, *reasons in free)]:
                yield _promise(person, period, meant, figures, chance)


def _measured(person: Person, period: str, figures: Figures, chance: Chance) -> Iterator[_Meant]:
    stock = [kind for kind in promise_stock.MEASURED if kind.kpi_id != "intl_settle" or person.trade]
    kinds, seen = chance.some_of(stock, 4), set()
    if person.risk[1] > 0.02:
        kinds = [promise_stock.RISK, *kinds]
    for kind in kinds[:3]:
        planned = figures.planned(person, kind.kpi_id, "2025-H1")
        if planned and kind.kpi_id not in seen:
            seen.add(kind.kpi_id)
            base = planned * Decimal(kind.share)
            if period == "2025-H1" and kind.kpi_id in _NEXT:
                # Nobody promises less than has been reached already.
                base = max(base, figures.actual(person, kind.kpi_id, period) or base) * _NEXT[kind.kpi_id]
            target = scaled(base, kind.places)
            text = kind.text.format(period=_NAMES[period], value=_written(kind.kpi_id, target))
            yield _Meant(text, (kind.partly, kind.missed), kind.kpi_id, target)


def _promise(person: Person, period: str, meant: _Meant, figures: Figures, chance: Chance) -> Promise:
    status = _status(person, meant, figures, chance) if period == "2024-H2" else OPEN
    place = _WITH_REASON.index(status) if status in _WITH_REASON else None
    return Promise(
        person.manager_id,
        period,
        meant.text,
        person.name if chance.happens(0.85) else "支行负责人",
        _DUE[period][2] if meant.kpi_id else chance.one_of(_DUE[period]),
        meant.kpi_id,
        meant.target,
        status,
        "" if place is None else meant.reasons[place],
    )


def _status(person: Person, meant: _Meant, figures: Figures, chance: Chance) -> str:
    """Mostly what the figures say; some do not answer, and one in twelve says too much."""
    if not person.there(half("2025-H1")[1]) or chance.happens(0.08):
        return OPEN
    if meant.target is None:
        return chance.weighted((_DONE, *_WITH_REASON), (6, 3, 1.5, 1))
    reached = figures.actual(person, meant.kpi_id, "2025-H1") or Decimal(0)
    lower = BY_ID[meant.kpi_id].better == "越低越好"
    ratio = meant.target / reached if lower and reached else reached / meant.target
    if ratio >= 1 or chance.happens(0.08):
        return _DONE
    return _PARTLY if ratio >= Decimal("0.8") else _NOT


def _written(kpi_id: str, target: Decimal) -> str:
    if BY_ID[kpi_id].unit == "%":
        return f"{target * 100:.2f}"
    return f"{target:,}"
