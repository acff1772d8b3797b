"""Knowing: the values that the book's own facts hold, as what figures are held against."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from tallybook.domain.facts import Fact, Measured
from tallybook.domain.records import Kpi
from tallybook.domain.tallying import FactKind, Known

_K = FactKind


def known(facts: Iterable[Fact], kpis: Mapping[str, Kpi]) -> tuple[Known, ...]:
    """Everything that a subject's facts say."""
    return tuple(value for fact in facts for value in _of_fact(fact, kpis[fact.kpi_id]))


def _of_fact(fact: Fact, kpi: Kpi) -> Iterator[Known]:
    year = _K.YOY_POINTS if kpi.is_percent else _K.YOY_CHANGE
    figures: dict[FactKind, Measured] = {
        _K.ACTUAL: fact.actual,
        _K.TARGET: fact.target,
        _K.ATTAINMENT: fact.attainment,
        _K.YEAR_TARGET: fact.year_target,
        _K.PRIOR: fact.prior.value,
        _K.CHANGE: fact.prior.change,
        _K.POP: fact.prior.rate,
        _K.PRIOR_YEAR: fact.prior_year.value,
        year: fact.prior_year.change,
        _K.YOY: fact.prior_year.rate,
    }
    values = {kind: figure.value for kind, figure in figures.items() if figure.value is not None}
    if fact.plan_days and fact.answering.value is not None and fact.target.value is not None:
        values[_K.GAP] = fact.answering.value - fact.target.value
    if fact.rank is not None:
        values[_K.RANK] = Decimal(fact.rank)
    for kind, value in values.items():
        yield Known(
            id=fact.id, kpi=kpi.name, kind=kind, value=value, unit=kpi.unit, names=kpi.aliases, period=fact.period,
            own_plan=True,
        )  # fmt: skip
