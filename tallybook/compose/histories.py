"""A subject's history in words: figures with their judgement, corrections, what became of promises."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from tallybook.compose import verdicts
from tallybook.compose.contexts.promised import VERDICTS
from tallybook.domain.facts import Fact, Measured, Status
from tallybook.domain.history import History, Seal, Term
from tallybook.domain.records import Commitment, Kpi
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Promise, Verdict
from tallybook.wording import Wording

_FROM_BEST = (Verdict.KEPT, Verdict.PARTLY, Verdict.BROKEN, Verdict.DROPPED, Verdict.UNANSWERED)
MARKS = {Status.GOOD: "●", Status.WATCH: "▲", Status.BAD: "■", Status.NONE: ""}


def promises(slice_: Slice, facts: Mapping[str, tuple[Fact, ...]]) -> tuple[Promise, ...]:
    """What became of the promises made for a slice's period, by the facts of those who made them."""
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    return tuple(
        verdicts.promise(commitment, facts.get(commitment.manager_id, ()), kpis)
        for commitment in slice_.commitments
        if commitment.period.same_days(slice_.period.previous)
    )


def promised(slice_: Slice) -> tuple[Commitment, ...]:
    """The promises made in a slice's period, for the one after it."""
    return tuple(one for one in slice_.commitments if one.period.same_days(slice_.period))


def cell(term: Term | None, kpi: Kpi, wording: Wording) -> tuple[str, str]:
    """A figure with its judgement and the star of a correction; and its attainment, where there is one."""
    fact = term and term.fact(kpi.kpi_id)
    if not term or not fact:
        return "–", ""
    star = "*" if term.is_changed(kpi.kpi_id) else ""
    figure = f"{MARKS[fact.status]} {wording.measured(fact.actual, kpi)}{star}".strip()
    rated = fact.attainment.value is not None
    return figure, wording.rate(fact.attainment, signed=False) if rated else ""


def missing(told: History, wording: Wording) -> str:
    """Which periods in between are not there; nothing where all are."""
    if not told.missing:
        return ""
    return wording.text(
        "Nothing sealed of {periods}.",
        periods=wording.text(", ").join(wording.period(period) for period in told.missing),
    )


def corrections(told: History, wording: Wording) -> Iterator[str]:
    """What every star stands for: from version to version, what was told and what holds instead."""
    for term in told.terms:
        for kpi in told.kpis:
            yield from _changes(term, kpi.name, _value_in(kpi, wording), wording)
            plan = wording.text("plan of {kpi}", kpi=kpi.name)
            yield from _changes(term, plan, _plan_in(kpi, wording), wording)
        told_then = {p.commitment.commitment_id: p for seal in term.seals for p in seal.promises}
        for one in told_then.values():
            name = wording.text("promise “{promise}”", promise=one.commitment.text)
            yield from _changes(term, name, _fate_in(one, wording), wording)


def is_changed(term: Term, promise: Promise) -> bool:
    """Whether an earlier version told something else of a promise."""
    seen = [seal.promise(promise.commitment.commitment_id) for seal in term.seals]
    return len({one and (one.verdict, one.commitment.text) for one in seen}) > 1


def verdict(promise: Promise, wording: Wording) -> str:
    """What became of a promise, as shape and word."""
    return wording.message(VERDICTS[promise.verdict])


def tally(term: Term, wording: Wording) -> str:
    """How many of a period's promises met with each verdict, the best first."""
    counted = Counter(promise.verdict for promise in term.newest.promises)
    return wording.text(", ").join(
        f"{wording.message(VERDICTS[kind])} {counted[kind]}" for kind in _FROM_BEST if counted[kind]
    )


def owner(term: Term, commitment: Commitment) -> str:
    """Whose promise it is; on a unit's page also who made it, where somebody else is to keep it."""
    maker = term.name(commitment.manager_id) if term.people else ""
    return " · ".join(dict.fromkeys(name for name in (maker, commitment.owner or "") if name))


def _changes(term: Term, name: str, words: Callable[[Seal], str], wording: Wording) -> Iterator[str]:
    for before, seal in zip(term.seals, term.seals[1:], strict=False):
        if (old := words(before)) != (new := words(seal)):
            yield wording.text(
                "* {period}, {what}: sealed as {old} in {first}, corrected in {version} to {new}.",
                period=wording.period(term.period),
                what=name,
                old=old,
                first=before.version,
                version=seal.version,
                new=new,
            )


def _value_in(kpi: Kpi, wording: Wording) -> Callable[[Seal], str]:
    return lambda seal: _figure(fact.actual if (fact := seal.fact(kpi.kpi_id)) else None, kpi, wording)


def _plan_in(kpi: Kpi, wording: Wording) -> Callable[[Seal], str]:
    return lambda seal: _figure(fact.target if (fact := seal.fact(kpi.kpi_id)) else None, kpi, wording)


def _figure(found: Measured | None, kpi: Kpi, wording: Wording) -> str:
    return wording.measured(found, kpi) if found else "–"


def _fate_in(promise: Promise, wording: Wording) -> Callable[[Seal], str]:
    def fate(seal: Seal) -> str:
        found = seal.promise(promise.commitment.commitment_id)
        if not found:
            return wording.text("not there")
        same = found.commitment.text == promise.commitment.text
        return verdict(found, wording) + (
            "" if same else wording.text(" (“{text}”)", text=found.commitment.text)
        )

    return fate
