"""Evidence: what is known of each KPI, in base units, with everything that follows from it by arithmetic."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from tallybook.domain.tallying import FactKind, Known
from tallybook.tally import units

_RATIOS = frozenset(
    {
        FactKind.ATTAINMENT,
        FactKind.GAP_RATE,
        FactKind.YEAR_ATTAINMENT,
        FactKind.YEAR_GAP_RATE,
        FactKind.POP,
        FactKind.YOY,
        FactKind.YOY_POINTS,
        FactKind.SHARE,
    }
)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A known value in the base unit, exact to `slack`; `scale` is the worth of the unit it is kept in."""

    id: str
    kpi: str
    kind: FactKind
    value: Decimal
    slack: Decimal
    unit: str
    scale: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that is known of one KPI, by what is said of it; `own_plan` as of its values."""

    kpi: str
    names: tuple[str, ...]
    unit: str
    period: str | None
    facts: Mapping[FactKind, Evidence]
    own_plan: bool = False

    @property
    def is_percent(self) -> bool:
        """Whether its values are percentages, which differ by points."""
        return self.unit == units.PERCENT


def subjects(known: Iterable[Known]) -> tuple[Subject, ...]:
    """The KPIs of the known values, in their order, each with what follows from them."""
    groups: dict[str, list[Known]] = {}
    for each in known:
        groups.setdefault(each.kpi, []).append(each)
    return tuple(_subject(kpi, group) for kpi, group in groups.items())


def _subject(kpi: str, group: list[Known]) -> Subject:
    written = next((each.unit for each in group if each.kind not in _RATIOS and each.unit), "")
    unit = units.parse(written)
    facts: dict[FactKind, Evidence] = {}
    for each in group:
        facts.setdefault(each.kind, _evidence(each, unit))
    with localcontext(prec=40):
        for found in _derived(facts):
            facts.setdefault(found.kind, found)
    names = dict.fromkeys(name for each in group for name in (each.kpi, *each.names))
    period = next((each.period for each in group if each.period), None)
    return Subject(
        kpi=kpi,
        names=tuple(names),
        unit=unit.base,
        period=period,
        facts=facts,
        own_plan=any(each.own_plan for each in group),
    )


def _evidence(known: Known, unit: units.Unit) -> Evidence:
    plain = known.kind in _RATIOS or known.kind is FactKind.RANK or unit.base == units.PERCENT
    scale = Decimal(1) if plain else unit.scale
    # A whole number is a count; decimals were rounded by whoever wrote them down.
    exponent = known.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else _ZERO
    return Evidence(
        id=known.id, kpi=known.kpi, kind=known.kind, value=known.value * scale, slack=step * scale / 2,
        unit=units.PERCENT if known.kind in _RATIOS else unit.base, scale=unit.scale,
    )  # fmt: skip


def _derived(facts: Mapping[FactKind, Evidence]) -> Iterator[Evidence]:
    """Differences, rates and the values compared with, where their parts are known; twice, for one may need another."""
    found = dict(facts)
    for _ in range(2):
        plans = (*_of_plan(found, *_OWN), *_of_plan(found, *_WHOLE_YEAR))
        for each in (*plans, *_of_other(found, *_YEAR), *_of_other(found, *_BEFORE)):
            if each.kind not in found:
                found[each.kind] = each
                yield each


_OWN = (FactKind.TARGET, FactKind.ATTAINMENT, FactKind.GAP, FactKind.GAP_RATE)
_WHOLE_YEAR = (FactKind.YEAR_TARGET, FactKind.YEAR_ATTAINMENT, FactKind.YEAR_GAP, FactKind.YEAR_GAP_RATE)
_YEAR = (FactKind.PRIOR_YEAR, FactKind.YOY_CHANGE, FactKind.YOY)
_BEFORE = (FactKind.PRIOR, FactKind.CHANGE, FactKind.POP)


def _of_plan(
    facts: Mapping[FactKind, Evidence], plan: FactKind, attainment: FactKind, gap: FactKind, rate: FactKind
) -> Iterator[Evidence]:
    actual, target = facts.get(FactKind.ACTUAL), facts.get(plan)
    attained = facts.get(attainment)
    if actual and target:
        yield _difference(actual, target, gap)
        if target.value > 0:
            yield _ratio(actual, target, attainment, less=0)
    if attained:
        yield _made(attained, rate, attained.value - 1, attained.slack, units.PERCENT)


def _of_other(
    facts: Mapping[FactKind, Evidence], before: FactKind, change: FactKind, rate: FactKind
) -> Iterator[Evidence]:
    actual, prior, changed = facts.get(FactKind.ACTUAL), facts.get(before), facts.get(change)
    points = facts.get(FactKind.YOY_POINTS) if before is FactKind.PRIOR_YEAR else None
    if actual and not prior and (moved := changed or points):
        yield _difference(actual, moved, before)
    if actual and prior:
        yield _difference(actual, prior, change)
        if prior.value > 0:
            yield _ratio(actual, prior, rate, less=1)
        if actual.unit == units.PERCENT and before is FactKind.PRIOR_YEAR:
            yield _difference(actual, prior, FactKind.YOY_POINTS)


def _difference(first: Evidence, second: Evidence, kind: FactKind) -> Evidence:
    return _made(first, kind, first.value - second.value, first.slack + second.slack, first.unit)


def _ratio(first: Evidence, second: Evidence, kind: FactKind, *, less: int) -> Evidence:
    ratio = first.value / second.value
    slack = (first.slack + abs(ratio) * second.slack) / second.value
    return _made(first, kind, ratio - less, slack, units.PERCENT)


def _made(source: Evidence, kind: FactKind, value: Decimal, slack: Decimal, unit: str) -> Evidence:
    return Evidence(
        id=source.id, kpi=source.kpi, kind=kind, value=value, slack=slack, unit=unit, scale=source.scale
    )
