"""Definitions: what each KPI is."""

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, common
from tallybook.compose.contexts.measured import HOW, plans_count
from tallybook.domain.records import Aggregate, Better, Kpi
from tallybook.errors import say


def definitions(book: BookContent) -> Context:
    """Everything that the template of definitions may say."""
    weight = sum(kpi.weight for kpi in book.kpis)
    return {
        **common(book),
        "kpis": [_kpi(kpi, book) for kpi in book.kpis],
        "weighted": bool(weight),
        "plans_count": plans_count(book),
        "grouped": any(kpi.group for kpi in book.kpis),
    }


def _kpi(kpi: Kpi, book: BookContent) -> Context:
    better = say("higher") if kpi.better is Better.HIGHER else say("lower")
    return {
        "name": kpi.name,
        "aliases": book.wording.listed(kpi.aliases) or NOTHING,
        "unit": kpi.unit or NOTHING,
        "group": kpi.group or NOTHING,
        "how": _how(kpi, book),
        "better": book.wording.message(better),
        "weight": book.wording.value(kpi.weight) if kpi.weight else NOTHING,
    }


def _how(kpi: Kpi, book: BookContent) -> str:
    if kpi.aggregate is not Aggregate.RATIO:
        return book.wording.message(HOW[kpi.aggregate])
    parts = (book.kpi(kpi.numerator), book.kpi(kpi.denominator))
    return " ÷ ".join(part.name if part else NOTHING for part in parts)
