"""Verdicts: what became of a promise, by the figures where a KPI measures it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tallybook.domain.facts import Fact
from tallybook.domain.records import Aggregate, Better, Commitment, Fulfilment, Kpi
from tallybook.domain.summary import Promise, Verdict
from tallybook.errors import say
from tallybook.wording import Wording

PARTLY_FROM = Decimal("0.8")
_COUNTED = {
    Verdict.KEPT: say("{number} kept"),
    Verdict.PARTLY: say("{number} partly kept"),
    Verdict.BROKEN: say("{number} not kept"),
    Verdict.DROPPED: say("{number} dropped"),
    Verdict.UNANSWERED: say("{number} not answered"),
}
_SAID = {
    Fulfilment.OPEN: Verdict.UNANSWERED,
    Fulfilment.DONE: Verdict.KEPT,
    Fulfilment.PARTLY: Verdict.PARTLY,
    Fulfilment.NOT_DONE: Verdict.BROKEN,
    Fulfilment.DROPPED: Verdict.DROPPED,
}


def promise(commitment: Commitment, facts: Iterable[Fact], kpis: Mapping[str, Kpi]) -> Promise:
    """The verdict on a promise from its owner's facts of the period for which it was made.

    A dropped promise stays dropped, if its owner says why; without a reason it counts as not answered. Else, where it names a KPI and a target and there is a figure, it is kept
    when the target is reached, partly kept from 80 % of it on (where less is better: when the target is at
    least 80 % of the figure), and broken otherwise. Else it is what the owner says. While the period's data
    go on, only a sum that has reached its target already is kept; nothing else is decided.
    """
    fact = next((fact for fact in facts if fact.kpi_id == commitment.kpi_id), None)
    reached = fact.actual.value if fact else None
    if fact and reached is not None and commitment.target is not None:
        kpi = kpis[fact.kpi_id]
        verdict = _judged(reached, commitment.target, kpi.better)
        if _answer(commitment) is not Verdict.DROPPED and _decided(fact, kpi, verdict):
            return Promise(commitment=commitment, verdict=verdict, reached=reached, computed=True)
    return Promise(commitment=commitment, verdict=_answer(commitment), reached=reached)


def contradicts(promise: Promise) -> bool:
    """Whether the owner gave an answer that the figures do not bear out."""
    return promise.computed and said(promise) not in (Verdict.UNANSWERED, promise.verdict)


def said(promise: Promise) -> Verdict:
    """What the owner says became of a promise."""
    return _answer(promise.commitment)


def lacks_reason(commitment: Commitment) -> bool:
    """Whether a promise is said to be dropped, and nobody says why."""
    return commitment.status is Fulfilment.DROPPED and not (commitment.reason or "").strip()


def outcomes(promises: Iterable[Promise], wording: Wording) -> str:
    """How many promises met with each verdict, in words; a verdict that none met with is not told."""
    counted = Counter(promise.verdict for promise in promises)
    told = [
        wording.text(words.template, number=counted[verdict])
        for verdict, words in _COUNTED.items()
        if counted[verdict]
    ]
    return wording.text(", ").join(told)


def _answer(commitment: Commitment) -> Verdict:
    return Verdict.UNANSWERED if lacks_reason(commitment) else _SAID[commitment.status]


def _decided(fact: Fact, kpi: Kpi, verdict: Verdict) -> bool:
    only_grows = kpi.aggregate is Aggregate.SUM and kpi.better is Better.HIGHER
    return fact.complete or (only_grows and verdict is Verdict.KEPT)


def _judged(reached: Decimal, target: Decimal, better: Better) -> Verdict:
    wanted, got = (target, reached) if better is Better.HIGHER else (reached, target)
    if got >= wanted:
        return Verdict.KEPT
    return Verdict.PARTLY if wanted > 0 and got >= PARTLY_FROM * wanted else Verdict.BROKEN
