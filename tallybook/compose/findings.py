"""Findings: the sentences that the data themselves say, most important first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tallybook.compose import quantities, scores
from tallybook.domain.facts import Fact, Status
from tallybook.domain.records import Aggregate, Better, Kpi
from tallybook.domain.results import Results
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Promise, Verdict
from tallybook.errors import Message, say
from tallybook.wording import Wording


def overview(
    slice_: Slice, results: Results, promises: Sequence[Promise], wording: Wording
) -> Iterator[Message]:
    """Two to five sentences: the leading KPI, how many are on target, best and worst, promises."""
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    lead = next(fact for fact in results.facts if fact.kpi_id == slice_.house.lead_kpi)
    yield _leading(lead, kpis[lead.kpi_id], wording)
    if change := _changed(lead, kpis[lead.kpi_id], wording):
        yield change
    judged = [fact for fact in results.facts if fact.status is not Status.NONE]
    if judged:
        good = sum(fact.status is Status.GOOD for fact in judged)
        yield say("{good} of {count} KPIs with a plan are on target.", good=good, count=len(judged))
    yield from _extremes(judged, kpis, wording)
    if promises:
        kept = sum(promise.verdict is Verdict.KEPT for promise in promises)
        yield say(
            "Of {count} promises of the period before {kept} were kept.", count=len(promises), kept=kept
        )


def _leading(fact: Fact, kpi: Kpi, wording: Wording) -> Message:
    if fact.actual.value is None:
        return say("{kpi}: no data for this period.", kpi=kpi.name)
    value = quantities.quantity(fact.actual.value, kpi, wording)
    if fact.attainment.value is None:
        return say("{kpi} is {value}; {why}.", kpi=kpi.name, value=value, why=wording.rate(fact.attainment))
    attained = wording.percent(fact.attainment.value)
    if kpi.aggregate is not Aggregate.SUM:
        return say("{kpi} is {value}, {attained} of plan.", kpi=kpi.name, value=value, attained=attained)
    ahead = fact.attainment.value - fact.time_progress
    points = wording.text("{points} points", points=wording.number(abs(ahead) * 100, 1))
    where = say("ahead of") if ahead >= 0 else say("behind")
    return say(
        "{kpi} is {value}, {attained} of plan, {points} {where} time progress.",
        kpi=kpi.name,
        value=value,
        attained=attained,
        points=points,
        where=where,
    )


def _changed(fact: Fact, kpi: Kpi, wording: Wording) -> Message | None:
    change = fact.prior_year.change.value
    if change is None:
        return None
    by = quantities.change(change, kpi, wording)
    if fact.prior_year.rate.value is None:
        return say("Against last year it changed by {change}.", change=by)
    return say(
        "Against last year it changed by {change} ({rate}).",
        change=by,
        rate=wording.rate(fact.prior_year.rate),
    )


def _extremes(judged: Sequence[Fact], kpis: dict[str, Kpi], wording: Wording) -> Iterator[Message]:
    # Only where more is better does a percentage of plan say by itself which way it goes.
    found = [
        (scores.achievement(fact, kpis[fact.kpi_id]) or Decimal(0), fact)
        for fact in judged
        if kpis[fact.kpi_id].better is Better.HIGHER
    ]
    if len(found) < 2:
        return
    best, worst = max(found, key=lambda pair: pair[0])[1], min(found, key=lambda pair: pair[0])[1]
    yield say(
        "Furthest ahead of plan is {best} ({high}), furthest behind {worst} ({low}).",
        best=kpis[best.kpi_id].name,
        high=wording.rate(best.attainment, signed=False),
        worst=kpis[worst.kpi_id].name,
        low=wording.rate(worst.attainment, signed=False),
    )
