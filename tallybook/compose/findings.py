"""Findings: the sentences that the data themselves say, most important first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tallybook.compose import quantities
from tallybook.domain.facts import Fact, Status
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Better, Kpi
from tallybook.domain.results import Results
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Member, Promise, Verdict
from tallybook.errors import Message, say
from tallybook.wording import Wording

MOST = 5
_FULL = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the sentences are about, and how numbers are written in them."""

    kpis: Mapping[str, Kpi]
    wording: Wording


def overview(
    slice_: Slice,
    results: Results,
    *,
    promises: Sequence[Promise],
    members: Sequence[Member],
    wording: Wording,
) -> Iterator[Message]:
    """At most five sentences; what makes the others less certain comes right after the first."""
    told = _Told(kpis={kpi.kpi_id: kpi for kpi in slice_.kpis}, wording=wording)
    lead = next((fact for fact in results.facts if fact.kpi_id == slice_.house.lead_kpi), None)
    sentences = (
        _leading(lead, told) if lead else None,
        _incomplete(lead, slice_.period, told) if lead else None,
        _unreconciled(results, told),
        _changed(lead, told) if lead else None,
        _judged(results.facts, told),
        _ranked(members, told),
        _promised(promises, told),
    )
    yield from [sentence for sentence in sentences if sentence][:MOST]


def _leading(fact: Fact, told: _Told) -> Message:
    kpi, wording = told.kpis[fact.kpi_id], told.wording
    if fact.actual.value is None:
        return say("{kpi}: no data for this period.", kpi=kpi.name)
    value = quantities.quantity(fact.actual.value, kpi, wording)
    if fact.attainment.value is None:
        return say("{kpi} is {value}; {why}.", kpi=kpi.name, value=value, why=wording.rate(fact.attainment))
    attained = wording.percent(fact.attainment.value)
    if kpi.aggregate is not Aggregate.SUM or fact.time_progress == _FULL:
        return say("{kpi} is {value}, {attained} of plan.", kpi=kpi.name, value=value, attained=attained)
    ahead = fact.attainment.value - fact.time_progress
    points = wording.number(abs(ahead) * 100, 1)
    if wording.rounded(ahead * 100, 1) == 0:
        return say(
            "{kpi} is {value}, {attained} of plan, in step with the time that has passed.",
            kpi=kpi.name, value=value, attained=attained,
        )  # fmt: skip
    if ahead < 0:
        return say(
            "{kpi} is {value}, {attained} of plan, {points} points less than the time that has passed.",
            kpi=kpi.name, value=value, attained=attained, points=points,
        )  # fmt: skip
    return say(
        "{kpi} is {value}, {attained} of plan, {points} points more than the time that has passed.",
        kpi=kpi.name, value=value, attained=attained, points=points,
    )  # fmt: skip


def _incomplete(fact: Fact, period: Period, told: _Told) -> Message | None:
    if fact.complete or fact.through is None:
        return None
    passed = Decimal((fact.through - period.start).days + 1) / period.days
    return say(
        "The data end on {day}, when {progress} of the period had passed.",
        day=fact.through,
        progress=told.wording.percent(passed),
    )


def _unreconciled(results: Results, told: _Told) -> Message | None:
    names = [told.kpis[line.kpi_id].name for line in results.reconciliation if line.difference]
    if not names:
        return None
    return say("The members' figures do not add up to the unit's in {kpis}.", kpis=_listed(names, told))


def _changed(fact: Fact, told: _Told) -> Message | None:
    change, kpi, rate = fact.prior_year.change.value, told.kpis[fact.kpi_id], fact.prior_year.rate.value
    if change is None:
        return None
    named = {"kpi": kpi.name, "change": quantities.difference(change, kpi, told.wording)}
    if quantities.vanishes(change, kpi, told.wording):
        return say("{kpi} is the same as a year ago.", kpi=kpi.name)
    if rate is None:
        if change > 0:
            return say("{kpi} is {change} more than a year ago.", **named)
        return say("{kpi} is {change} less than a year ago.", **named)
    named["rate"] = told.wording.percent(abs(rate))
    if change > 0:
        return say("{kpi} is {change} or {rate} more than a year ago.", **named)
    return say("{kpi} is {change} or {rate} less than a year ago.", **named)


def _judged(facts: Sequence[Fact], told: _Told) -> Message | None:
    judged = [fact for fact in facts if fact.status is not Status.NONE]
    if not judged:
        return None
    good = sum(fact.status is Status.GOOD for fact in judged)
    counted = {"good": good, "count": len(judged)}
    # Only where more is better does a percentage of plan say by itself which way it goes.
    plain = [fact for fact in judged if told.kpis[fact.kpi_id].better is Better.HIGHER]
    ordered = sorted(plain, key=lambda fact: quantities.known(fact.attainment))
    if not ordered or ordered[0].attainment == ordered[-1].attainment:
        return say("{good} of {count} KPIs with a plan are on target.", **counted)
    return say(
        "{good} of {count} KPIs with a plan are on target; {best} attained most of its plan ({high}), {worst} the least ({low}).",
        best=told.kpis[ordered[-1].kpi_id].name,
        high=told.wording.rate(ordered[-1].attainment, signed=False),
        worst=told.kpis[ordered[0].kpi_id].name,
        low=told.wording.rate(ordered[0].attainment, signed=False),
        **counted,
    )


def _ranked(members: Sequence[Member], told: _Told) -> Message | None:
    scored = sorted(((m.score, m) for m in members if m.score is not None), key=lambda pair: -pair[0])
    if not scored or scored[0][0] == scored[-1][0]:
        return None
    (high, first), (low, last) = scored[0], scored[-1]
    return say(
        "Of {count} members {first} leads with a score of {high}, {last} is last with {low}.",
        count=len(scored),
        first=first.subject.name,
        high=told.wording.percent(high),
        last=last.subject.name,
        low=told.wording.percent(low),
    )


def _promised(promises: Sequence[Promise], told: _Told) -> Message | None:
    if not promises:
        return None
    counted = Counter(promise.verdict for promise in promises)
    known = {
        Verdict.KEPT: say("{number} kept", number=counted[Verdict.KEPT]),
        Verdict.PARTLY: say("{number} partly kept", number=counted[Verdict.PARTLY]),
        Verdict.BROKEN: say("{number} not kept", number=counted[Verdict.BROKEN]),
        Verdict.DROPPED: say("{number} dropped", number=counted[Verdict.DROPPED]),
        Verdict.UNANSWERED: say("{number} not answered", number=counted[Verdict.UNANSWERED]),
    }
    counts = [told.wording.message(known[verdict]) for verdict in known if counted[verdict]]
    return say(
        "Last period's promises ({count}): {counts}.",
        count=len(promises),
        counts=_listed(counts, told),
    )


def _listed(names: Sequence[str], told: _Told) -> str:
    return ("、" if told.wording.language == "zh" else ", ").join(names)
