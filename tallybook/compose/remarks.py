"""Remarks: what a reader must know of the data before trusting a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tallybook.compose import quantities, verdicts
from tallybook.compose.narratives import narrate
from tallybook.domain.facts import Comparison, Fact, Missing, TargetRule
from tallybook.domain.records import Kpi, Note
from tallybook.domain.results import Results
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Promise
from tallybook.errors import Message, say
from tallybook.wording import Wording

PARTS = {
    "achievements": say("Achievements"),
    "problems": say("Problems"),
    "promises": say("Last period's promises"),
    "next_steps": say("Next steps"),
    "success_case": say("A success worth learning from"),
    "failure_case": say("A failure worth learning from"),
    "opinions": say("Customers' opinions"),
}


def remarks(
    slice_: Slice,
    results: Results | None,
    *,
    note: Note | None,
    promises: Sequence[Promise],
    wording: Wording,
) -> Iterator[Message]:
    """Everything incomplete, repaired or contradictory about one subject's chapter."""
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    if results:
        yield from _of_facts(results.facts, kpis, wording)
        yield from _of_comparisons(results.facts, kpis, wording)
        yield from _of_reconciliation(results, kpis, wording)
    yield from _of_promises(promises)
    yield from _of_note(note)


def _of_facts(facts: Sequence[Fact], kpis: dict[str, Kpi], wording: Wording) -> Iterator[Message]:
    ends = defaultdict(list)
    for fact in facts:
        if not fact.complete and fact.through is not None:
            ends[fact.through].append(fact)
    for day, found in sorted(ends.items()):
        yield say(
            "The data of {kpis} end on {day}; they are compared with the same stretch of the other periods.",
            kpis=_names(found, kpis, wording),
            day=day,
        )
    without = [fact for fact in facts if fact.through is None]
    if without:
        yield say("There are no data in this period for {kpis}.", kpis=_names(without, kpis, wording))
    monthly = [fact for fact in facts if fact.actual.missing is Missing.MONTHLY]
    if monthly:
        yield say(
            "The data of {kpis} come by the month; there are no figures for a shorter period.",
            kpis=_names(monthly, kpis, wording),
        )
    partly = [fact for fact in facts if fact.target_rule is TargetRule.PARTS_INCOMPLETE]
    if partly:
        yield say(
            "The plan of {kpis} is put together from parts that do not fill the period.",
            kpis=_names(partly, kpis, wording),
        )
    members = [fact for fact in facts if fact.target_rule is TargetRule.MEMBERS_INCOMPLETE]
    for fact in facts:
        if fact.plan_days is not None:
            yield say(
                "The plan of {kpi} is for {start} to {end}; {value} was reached in these days, and the attainment is that.",
                kpi=kpis[fact.kpi_id].name,
                start=fact.plan_days.start,
                end=fact.plan_days.end,
                value=wording.measured(fact.plan_days.actual, kpis[fact.kpi_id]),
            )
    if members:
        yield say(
            "The plan of {kpis} is that of the members, of whom some have none or only one for part of the period.",
            kpis=_names(members, kpis, wording),
        )


def _of_comparisons(facts: Sequence[Fact], kpis: dict[str, Kpi], wording: Wording) -> Iterator[Message]:
    negative = [fact for fact in facts if _is_below_nothing(fact.prior_year)]
    if negative:
        yield say(
            "Last year's value of {kpis} was negative; the change is divided by it without its sign.",
            kpis=_names(negative, kpis, wording),
        )
    negative = [fact for fact in facts if _is_below_nothing(fact.prior)]
    if negative:
        yield say(
            "In the period before the value of {kpis} was negative; the change is divided by it without its sign.",
            kpis=_names(negative, kpis, wording),
        )
    year = [f for f in facts if f.prior_year.value.value is not None and not f.prior_year.complete]
    if year:
        yield say(
            "Last year's data do not cover the whole stretch compared: {kpis}.",
            kpis=_names(year, kpis, wording),
        )
    before = [f for f in facts if f.prior.value.value is not None and not f.prior.complete]
    if before:
        yield say(
            "The data of the period before do not cover the whole stretch compared: {kpis}.",
            kpis=_names(before, kpis, wording),
        )


def _is_below_nothing(other: Comparison) -> bool:
    """Whether a rate of change was found against a negative value, which turns its meaning."""
    return other.rate.value is not None and quantities.known(other.value) < 0


def _of_reconciliation(results: Results, kpis: dict[str, Kpi], wording: Wording) -> Iterator[Message]:
    for line in results.reconciliation:
        if line.difference:
            yield say(
                "{kpi}: members and unassigned differ from the total by {difference}.",
                kpi=kpis[line.kpi_id].name,
                difference=quantities.remainder(line.difference, kpis[line.kpi_id], wording),
            )


def _of_promises(promises: Sequence[Promise]) -> Iterator[Message]:
    for promise in promises:
        if verdicts.contradicts(promise):
            yield say(
                "“{text}”: the owner's answer and the figures disagree; the figures decide.",
                text=promise.commitment.text,
            )


def _of_note(note: Note | None) -> Iterator[Message]:
    for part, name in PARTS.items():
        text = getattr(note, part, None)
        for remark in narrate(text).remarks if text else ():
            yield say("{part}: {remark}", part=name, remark=remark)


def _names(facts: Iterable[Fact], kpis: dict[str, Kpi], wording: Wording) -> str:
    return wording.listed(tuple(kpis[fact.kpi_id].name for fact in facts))
