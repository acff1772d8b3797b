"""Scores and places: one figure for how a subject did, and who comes first."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tallybook.domain.facts import Fact
from tallybook.domain.records import Aggregate, Better, Kpi

CAP = Decimal("1.5")
_NOTHING = Decimal(0)


def score(facts: Iterable[Fact], kpis: Iterable[Kpi]) -> Decimal | None:
    """The weighted mean of what was attained, as a fraction; 1 is the plan.

    Each KPI counts with its weight and with `achievement`, cut to between 0 and 150 %. KPIs without an
    attainment, and sums of whose planned days none has passed, do not count; where no KPI has a weight, all count alike. None where nothing counts.
    """
    of = {kpi.kpi_id: kpi for kpi in kpis}
    reached = [(of[f.kpi_id], value) for f in facts if (value := achievement(f, of[f.kpi_id])) is not None]
    weighted = any(kpi.weight for kpi in of.values())
    weights = [kpi.weight if weighted else Decimal(1) for kpi, _ in reached]
    if not sum(weights):
        return None
    parts = (weight * capped(value) for weight, (_, value) in zip(weights, reached, strict=True))
    return sum(parts, _NOTHING) / sum(weights)


def achievement(fact: Fact, kpi: Kpi) -> Decimal | None:
    """Attainment where more is better; where less is better plan over actual, so that more is good again.

    Of a sum it is measured against the share of time that has passed, as the status is.
    """
    attained = fact.attainment.value
    asked = fact.time_progress if kpi.aggregate is Aggregate.SUM else Decimal(1)
    if attained is None or not asked:
        return None
    if kpi.better is Better.HIGHER:
        return attained / asked
    return CAP if attained <= 0 else asked / attained


def capped(value: Decimal) -> Decimal:
    """An achievement between 0 and 150 %."""
    return max(_NOTHING, min(CAP, value))


def places(values: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """The place of each value, 1 for the greatest; equals share a place, and who has none has no place."""
    ordered = sorted((value for value in values if value is not None), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return tuple(None if value is None else first[value] for value in values)
