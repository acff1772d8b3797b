"""Summaries: for each subject what its slice and its results say, joined with notes and promises."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tallybook.compose import findings, scores, verdicts
from tallybook.domain.facts import Fact, TargetRule
from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Kpi, Manager, Note
from tallybook.domain.results import Outcome, Results, Succeeded
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Member, Person, Promise, Summary
from tallybook.errors import Message, say
from tallybook.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What is known of one subject before it is told: the rows it may know, and how its run ended."""

    slice: Slice
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """Everybody's results, for what a page says of others: ranks, and who handed in."""

    results: Mapping[Subject, Results]
    notes: Mapping[str, Note]
    wording: Wording


def summarise(chapters: Sequence[Chapter], notes: Iterable[Note], wording: Wording) -> tuple[Summary, ...]:
    """One summary for each chapter, in their order."""
    results = {
        chapter.slice.subject: chapter.outcome.results
        for chapter in chapters
        if isinstance(chapter.outcome, Succeeded)
    }
    ranks = ranked(
        [fact for found in results.values() for fact in found.facts], _peers(chapters), _kpis(chapters)
    )
    by_subject: dict[Subject, list[Fact]] = defaultdict(list)
    for fact in ranks:
        by_subject[fact.subject].append(fact)
    house = _House(
        results={
            subject: replace(found, facts=tuple(by_subject[subject])) for subject, found in results.items()
        },
        notes={
            note.manager_id: note for note in notes if chapters and note.period == chapters[0].slice.period
        },
        wording=wording,
    )
    return tuple(_summary(chapter, house) for chapter in chapters)


def ranked(facts: Sequence[Fact], peers: Mapping[Subject, object], kpis: Sequence[Kpi]) -> tuple[Fact, ...]:
    """The facts with their places among subjects that share a key in `peers`: those of the same unit.

    By achievement where everyone has one, else by actual; 1 is best.
    """
    groups: dict[tuple[object, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[peers.get(fact.subject), fact.kpi_id].append(fact)
    of = {kpi.kpi_id: kpi for kpi in kpis}
    places = {
        fact.id: (place, len(group))
        for group in groups.values()
        for fact, place in zip(group, scores.places(_standards(group, of[group[0].kpi_id])), strict=True)
    }
    return tuple(fact.ranked(*places[fact.id]) for fact in facts)


def _standards(group: Sequence[Fact], kpi: Kpi) -> list[Decimal | None]:
    attained = [scores.achievement(fact, kpi) for fact in group]
    if None not in attained:
        return attained
    sign = 1 if kpi.better == "higher" else -1
    return [None if fact.actual.value is None else sign * fact.actual.value for fact in group]


def _peers(chapters: Sequence[Chapter]) -> dict[Subject, object]:
    return {c.slice.subject: (c.slice.subject.kind, c.slice.path) for c in chapters}


def _kpis(chapters: Sequence[Chapter]) -> tuple[Kpi, ...]:
    return chapters[0].slice.kpis if chapters else ()


def _summary(chapter: Chapter, house: _House) -> Summary:
    slice_, outcome = chapter.slice, chapter.outcome
    subject = slice_.subject
    results = house.results.get(subject)
    promises = tuple(_promises(slice_, house))
    note = house.notes.get(subject.id) if subject.kind is SubjectKind.MANAGER else None
    return Summary(
        subject=subject,
        period=slice_.period.slug,
        path=slice_.path,
        results=results,
        failure=None if isinstance(outcome, Succeeded) else outcome,
        overview=tuple(findings.overview(slice_, results, promises, house.wording)) if results else (),
        note=note,
        person=_person(slice_) if subject.kind is SubjectKind.MANAGER else None,
        members=tuple(_members(slice_, house)),
        promises=promises,
        next_steps=tuple(c for c in slice_.commitments if c.period == slice_.period),
        problems=slice_.problems,
        customers=slice_.customers,
        visits=tuple(visit for visit in slice_.visits if visit.date in slice_.period),
        remarks=tuple(_remarks(slice_, results, note)),
        score=scores.score(results.facts, slice_.kpis) if results else None,
    )


def _promises(slice_: Slice, house: _House) -> Iterator[Promise]:
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    for commitment in slice_.commitments:
        if commitment.period == slice_.period.previous:
            yield verdicts.promise(commitment, _facts_of(commitment, house), kpis)


def _facts_of(commitment: Commitment, house: _House) -> tuple[Fact, ...]:
    for subject, results in house.results.items():
        if subject.kind is SubjectKind.MANAGER and subject.id == commitment.manager_id:
            return results.facts
    return ()


def _members(slice_: Slice, house: _House) -> Iterator[Member]:
    facts: dict[Subject, list[Fact]] = defaultdict(list)
    own = house.results.get(slice_.subject)
    for fact in own.members if own else ():
        facts[fact.subject].append(fact)
    found = [scores.score(facts[member], slice_.kpis) for member in slice_.members]
    for member, value, place in zip(slice_.members, found, scores.places(found), strict=True):
        yield Member(
            subject=member,
            rank=place,
            score=value,
            facts=tuple(facts[member]),
            failed=member not in house.results,
            handed_in=member.kind is SubjectKind.UNIT or member.id in house.notes,
        )


def _person(slice_: Slice) -> Person:
    stays = sorted(_in_period(slice_.managers, slice_.period), key=lambda stay: stay.valid_from or date.min)
    names = {subject.id: subject.name for subject in slice_.path} | {u.unit_id: u.name for u in slice_.units}
    last = stays[-1] if stays else None
    moves = tuple(
        (names.get(stay.unit_id, stay.unit_id), stay.valid_from, stay.valid_to)
        for stay in stays
        if len(stays) > 1 or _within(stay, slice_.period)
    )
    return Person(title=last.title if last else None, grade=last.grade if last else None, moves=moves)


def _in_period(managers: Iterable[Manager], period: Period) -> Iterator[Manager]:
    for stay in managers:
        if (stay.valid_from or date.min) <= period.end and (stay.valid_to or date.max) >= period.start:
            yield stay


def _within(stay: Manager, period: Period) -> bool:
    joined = stay.valid_from is not None and stay.valid_from in period and stay.valid_from != period.start
    return joined or (stay.valid_to is not None and stay.valid_to in period and stay.valid_to != period.end)


def _remarks(slice_: Slice, results: Results | None, note: Note | None) -> Iterator[Message]:
    names = {kpi.kpi_id: kpi.name for kpi in slice_.kpis}
    if slice_.subject.kind is SubjectKind.MANAGER and note is None:
        yield say("The note for this period has not been handed in.")
    for fact in results.facts if results else ():
        name = names[fact.kpi_id]
        if not fact.complete and fact.through is not None:
            yield say(
                "{kpi}: the data end on {day}; it is compared with the same stretch.",
                kpi=name,
                day=fact.through,
            )
        if fact.target_rule is TargetRule.PARTS_INCOMPLETE:
            yield say(
                "{kpi}: the plan is the sum of those inside the period, which do not fill it.", kpi=name
            )
        if not fact.prior_year.complete and fact.prior_year.value.value is not None:
            yield say("{kpi}: last year's data do not cover the whole stretch compared.", kpi=name)
    for line in results.reconciliation if results else ():
        if line.difference:
            yield say(
                "{kpi}: members and unassigned differ from the total by {difference}.",
                kpi=names[line.kpi_id],
                difference=line.difference,
            )
