"""Judging: a claim against what is known. Where it is not sure what is meant, nothing is held against the writer."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tallybook.domain.tallying import Agreement, FactKind, Measure, Mention, Tallied
from tallybook.errors import Message, say
from tallybook.tally import units
from tallybook.tally.closeness import digits, fits
from tallybook.tally.evidence import Evidence, Subject
from tallybook.tally.periods import Fit
from tallybook.tally.understanding import Claim
from tallybook.tally.years import OF_YEAR, Whose

_SIGNED = frozenset(
    {FactKind.CHANGE, FactKind.YOY_CHANGE, FactKind.POP, FactKind.YOY, FactKind.YOY_POINTS, FactKind.GAP, FactKind.GAP_RATE,
     FactKind.YEAR_GAP, FactKind.YEAR_GAP_RATE}
)  # fmt: skip
_POINTED = frozenset({FactKind.CHANGE, FactKind.YOY_POINTS, FactKind.GAP, FactKind.YEAR_GAP})
_ATTAINED = (FactKind.ATTAINMENT, FactKind.YEAR_ATTAINMENT)
# From so many digits on, an equal value is no chance even where the words do not say whose it is.
_TELLING = 5
_CERTAIN = 3
_NONE = Decimal(0)
_TO_COME = say("The sentence speaks of what is still to come.")


def judge(claim: Claim, subjects: Sequence[Subject]) -> Tallied:
    """The verdict on one claim."""
    evidence = _evidence(claim, claim.kinds, subjects)
    if claim.plan is not Whose.OWN and not OF_YEAR.keys().isdisjoint(claim.kinds):
        return _of_plans(claim, evidence, subjects)
    if claim.fit not in (None, Fit.SAME):
        return _of_another_time(claim, evidence)
    if claim.future:
        return _intended(claim, evidence)
    for fact in evidence:
        if _agrees(claim, fact):
            return _verdict(claim, Agreement.AGREES, fact)
    if slip := next(_slips(claim, evidence, subjects), None):
        return slip
    if claim.sure and evidence and _may_differ(claim, subjects) and not _is_another(claim, subjects):
        return _differs(claim, evidence[0])
    return _by_chance(claim, subjects) or _verdict(claim, Agreement.UNSUPPORTED)


def _evidence(claim: Claim, kinds: Iterable[FactKind], subjects: Sequence[Subject]) -> list[Evidence]:
    return [
        fact
        for place in claim.kpis
        for kind in kinds
        if (fact := subjects[place].facts.get(kind)) is not None
    ]


def _of_plans(claim: Claim, own: Sequence[Evidence], subjects: Sequence[Subject]) -> Tallied:
    """The verdict on what is said of the year's plan, or of one of which it is not said whose it is."""
    if claim.fit not in (None, Fit.SAME, Fit.WIDER):
        return _of_another_time(claim, own)
    of_year = _evidence(claim, [OF_YEAR.get(kind, kind) for kind in claim.kinds], subjects)
    for fact in (*of_year, *(own if claim.plan is Whose.EITHER else ())):
        if _agrees(claim, fact):
            return _verdict(claim, Agreement.AGREES, fact)
    if claim.future:
        return _verdict(claim, Agreement.UNSUPPORTED, reason=_TO_COME)
    told = [fact for fact in of_year if fact.kind in OF_YEAR.values()]
    if claim.plan is Whose.YEAR and claim.clear and (mistaken := _periods_own(claim, own, subjects)):
        why = say("The figure is that of the period's plan, not of the year's.")
        return _differs(claim, (told or [mistaken])[0], why)
    if claim.fit is Fit.WIDER:
        return _of_another_time(claim, own)
    may_differ = claim.plan is Whose.YEAR and claim.sure and _may_differ(claim, subjects)
    if told and may_differ and not _is_another(claim, subjects):
        return _differs(claim, told[0])
    unknown = None if told else say("The sentence speaks of the year's plan, of which nothing is known.")
    return _by_chance(claim, subjects) or _verdict(claim, Agreement.UNSUPPORTED, reason=unknown)


def _periods_own(claim: Claim, own: Sequence[Evidence], subjects: Sequence[Subject]) -> Evidence | None:
    """The fact of the period's own plan that a figure is to all its digits; none where that may be the year's."""
    if digits(claim.mention) < _CERTAIN or not all(subjects[place].own_plan for place in claim.kpis):
        return None
    return next((fact for fact in own if fact.kind in OF_YEAR and _agrees(claim, fact)), None)


def _may_differ(claim: Claim, subjects: Sequence[Subject]) -> bool:
    """Points said of an amount may mean too many other things, and amounts of what is known without a unit may be scaled."""
    mention = claim.mention
    if mention.measure is Measure.AMOUNT and mention.unit and not subjects[claim.kpis[0]].unit:
        return False
    if mention.measure is Measure.POINTS:
        return subjects[claim.kpis[0]].is_percent or claim.kinds == (FactKind.GAP_RATE,)
    return True


def _is_another(claim: Claim, subjects: Sequence[Subject]) -> bool:
    """Whether a figure is to all its digits another value of the same KPI: then the words, not the figure, were misread."""
    if claim.mention.measure not in (Measure.AMOUNT, Measure.POINTS, Measure.PERCENT):
        return False
    # Whoever gives last year's figure for this year's has mistaken the figure.
    mistaken = {FactKind.PRIOR_YEAR, FactKind.PRIOR} if claim.kinds == (FactKind.ACTUAL,) else set()
    ruled_out = {*claim.kinds, *mistaken, FactKind.RANK}
    others = (fact for fact in subjects[claim.kpis[0]].facts.values() if fact.kind not in ruled_out)
    return digits(claim.mention) >= _CERTAIN and any(
        fits(claim.mention, fact.value, _NONE) for fact in others
    )


def _of_another_time(claim: Claim, evidence: Sequence[Evidence]) -> Tallied:
    """A figure said of another period: wrong where it is this period's own under a longer period's name."""
    own = next((fact for fact in evidence if _agrees(claim, fact)), None)
    if own and claim.fit is Fit.WIDER and digits(claim.mention) >= _CERTAIN and claim.clear:
        return _verdict(
            claim,
            Agreement.DIFFERS,
            own,
            say("The figure is that of the period reported, not of the longer one that the sentence names."),
        )
    return _verdict(claim, Agreement.UNSUPPORTED, reason=say("The sentence speaks of another period."))


def _intended(claim: Claim, evidence: Sequence[Evidence]) -> Tallied:
    target = next((f for f in evidence if f.kind is FactKind.TARGET and _agrees(claim, f)), None)
    if target:
        return _verdict(claim, Agreement.AGREES, target)
    return _verdict(claim, Agreement.UNSUPPORTED, reason=_TO_COME)


def _agrees(claim: Claim, fact: Evidence) -> bool:
    mention = claim.mention
    if mention.measure is Measure.TIMES:
        return _times(mention, fact, growth=claim.growth and not mention.relative)
    if mention.measure is Measure.PERCENT and fact.kind in _POINTED and fact.unit == units.PERCENT:
        return False
    if mention.measure is Measure.POINTS and fact.kind in (FactKind.YOY, FactKind.POP):
        return False
    return _close(mention, fact) and _same_way(claim, fact)


def _close(mention: Mention, fact: Evidence) -> bool:
    if fits(mention, fact.value, fact.slack):
        return True
    bare = mention.measure is Measure.AMOUNT and not mention.unit and fact.scale != 1
    return bare and fits(mention, fact.value / fact.scale, fact.slack / fact.scale)


def _times(mention: Mention, fact: Evidence, *, growth: bool) -> bool:
    value = fact.value if growth or fact.kind in _ATTAINED else fact.value + 1
    return fits(mention, value, fact.slack)


def _same_way(claim: Claim, fact: Evidence) -> bool:
    if fact.kind not in _SIGNED or not claim.direction or fact.value == 0:
        return True
    way = -1 if claim.mention.value < 0 else 1
    return (fact.value > 0) == (claim.direction * way > 0)


def _slips(claim: Claim, evidence: Sequence[Evidence], subjects: Sequence[Subject]) -> Iterator[Tallied]:
    """The classic slips: per cent for points, points for per cent, "grew 6.9 times" for "is 6.9 times", the sign."""
    mention = claim.mention
    for fact in evidence:
        percent = fact.unit == units.PERCENT
        if mention.measure is Measure.PERCENT and fact.kind in _POINTED and percent:
            yield from _percent_for_points(claim, fact, subjects)
        elif (
            mention.measure is Measure.POINTS
            and fact.kind in (FactKind.YOY, FactKind.POP)
            and _close(mention, fact)
        ):
            if claim.clear:
                yield _differs(claim, fact, say("This is a rate of change, in per cent and not in points."))
        elif mention.measure is Measure.TIMES and claim.sure and not mention.relative:
            if fact.kind not in _ATTAINED and _times(mention, fact, growth=not claim.growth):
                yield _differs(
                    claim, fact, say("To grow by so many times is one more than to be so many times.")
                )
        elif claim.sure and _close(mention, fact) and not _same_way(claim, fact):
            yield _differs(claim, fact, say("It went the other way."))


def _percent_for_points(claim: Claim, fact: Evidence, subjects: Sequence[Subject]) -> Iterator[Tallied]:
    rates = {FactKind.YOY_POINTS: FactKind.YOY, FactKind.CHANGE: FactKind.POP}
    rate = subjects[claim.kpis[0]].facts.get(rates.get(fact.kind, FactKind.GAP_RATE))
    if rate and _close(claim.mention, rate) and _same_way(claim, rate):
        yield _verdict(claim, Agreement.AGREES, rate)
    elif _close(claim.mention, fact) and claim.clear:
        yield _differs(claim, fact, say("Percentages differ by percentage points, not by per cent."))


def _by_chance(claim: Claim, subjects: Sequence[Subject]) -> Tallied | None:
    """A long figure that is exactly a known value, though the words do not say whose."""
    mention = claim.mention
    if mention.measure is not Measure.AMOUNT or digits(mention) < _TELLING or not mention.unit:
        return None
    for subject in subjects:
        for kind in (FactKind.ACTUAL, FactKind.TARGET):
            fact = subject.facts.get(kind)
            if (
                fact
                and not subject.is_percent
                and units.alike(mention.unit, subject.unit)
                and _close(mention, fact)
            ):
                return _verdict(claim, Agreement.AGREES, fact)
    return None


def _differs(claim: Claim, fact: Evidence, why: Message | None = None) -> Tallied:
    return _verdict(claim, Agreement.DIFFERS, fact, why)


def _verdict(
    claim: Claim, verdict: Agreement, fact: Evidence | None = None, reason: Message | None = None
) -> Tallied:
    return Tallied(
        mention=claim.mention,
        verdict=verdict,
        kpi=fact.kpi if fact else None,
        kind=fact.kind if fact else None,
        fact_id=fact.id if fact else None,
        expected=_expected(claim, fact) if fact else None,
        reason=reason,
    )


def _expected(claim: Claim, fact: Evidence) -> Decimal:
    """The known value in the terms of the mention: a multiple where one is written."""
    if claim.mention.measure is Measure.TIMES and fact.kind not in _ATTAINED and not claim.growth:
        return fact.value + 1
    return fact.value
