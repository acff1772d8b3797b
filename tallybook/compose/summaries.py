"""Summaries: for each subject what its slice and its results say, joined with notes and promises.

`summarise(chapters, notes, wording) -> tuple[Summary, ...]`, one for each chapter in their order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tallybook.compose import people, ranking, remarks, scores, verdicts
from tallybook.compose.findings import Page, findings
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi, Note
from tallybook.domain.results import Outcome, Results, Succeeded
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Carried, Member, Promise, Standing, Summary
from tallybook.settings import Findings
from tallybook.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What is known of one subject before it is told: the rows it may know, and how its run ended."""

    slice: Slice
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What a page says of others: results and notes by subject, places in the whole house, units' names."""

    results: Mapping[Subject, Results]
    managers: Mapping[str, Results]
    notes: Mapping[str, Note]
    standings: Mapping[Subject, tuple[Standing, ...]]
    units: Mapping[str, str]
    visited: bool
    settings: Findings
    carried: Mapping[str, int]
    people: Counter[Subject]
    wording: Wording


def summarise(
    chapters: Sequence[Chapter],
    notes: Iterable[Note],
    wording: Wording,
    settings: Findings | None = None,
    carried: Mapping[str, int] | None = None,
    *,
    compared_from: int = 1,
) -> tuple[Summary, ...]:
    """One summary for each chapter, in their order; facts are ranked among subjects of the same unit.

    `carried` says of promises that are to be listed how many times they were carried over; among fewer than
    `compared_from` people nobody is ranked.
    """
    if not chapters:
        return ()
    first = chapters[0].slice
    results = _results(chapters, first.kpis, compared_from)
    facts = [fact for found in results.values() for fact in found.facts]
    house = _House(
        results=results,
        managers={s.id: found for s, found in results.items() if s.kind is SubjectKind.MANAGER},
        notes={note.manager_id: note for note in notes if note.period.same_days(first.period)},
        standings=ranking.standings(facts, first.kpis, compared_from),
        units={s.id: s.name for c in chapters if (s := c.slice.subject).kind is SubjectKind.UNIT},
        visited=any(chapter.slice.visits for chapter in chapters),
        settings=settings or Findings(),
        carried=carried or {},
        people=Counter(unit for chapter in chapters for unit in _units_of(chapter.slice)),
        wording=wording,
    )
    return tuple(_summary(chapter, house) for chapter in chapters)


def _results(chapters: Sequence[Chapter], kpis: Sequence[Kpi], compared_from: int) -> dict[Subject, Results]:
    """The results of the runs that succeeded, their facts ranked."""
    found = {c.slice.subject: c.outcome.results for c in chapters if isinstance(c.outcome, Succeeded)}
    peers = {c.slice.subject: (c.slice.subject.kind, c.slice.path) for c in chapters}
    facts: dict[Subject, list[Fact]] = defaultdict(list)
    all_facts = [fact for each in found.values() for fact in each.facts]
    for fact in ranking.ranked(all_facts, peers, kpis, compared_from):
        facts[fact.subject].append(fact)
    return {subject: replace(each, facts=tuple(facts[subject])) for subject, each in found.items()}


def _summary(chapter: Chapter, house: _House) -> Summary:
    slice_, subject, outcome = chapter.slice, chapter.slice.subject, chapter.outcome
    is_manager = subject.kind is SubjectKind.MANAGER
    steps = tuple(c for c in slice_.commitments if c.period.same_days(slice_.period))
    results, note = house.results.get(subject), house.notes.get(subject.id) if is_manager else None
    promises, members = tuple(_promises(slice_, house)), tuple(_members(slice_, house))
    own = promises if is_manager else ()
    return Summary(
        subject=subject,
        period=slice_.period.slug,
        path=slice_.path,
        results=results,
        failure=None if isinstance(outcome, Succeeded) else outcome,
        findings=findings(_page(slice_, results, promises, members, house)) if results else (),
        note=note,
        person=people.person(slice_, house.units) if is_manager else None,
        members=members,
        few=slice_.few,
        promises=promises,
        next_steps=steps,
        carried=tuple(
            Carried(commitment=step, times=house.carried[step.commitment_id])
            for step in steps
            if step.commitment_id in house.carried
        ),
        problems=slice_.problems,
        customers=slice_.customers,
        visits=tuple(visit for visit in slice_.visits if visit.date in slice_.period),
        remarks=tuple(remarks.remarks(slice_, results, note=note, promises=own, wording=house.wording)),
        score=scores.score(results.facts, slice_.kpis) if results else None,
        standings=house.standings.get(subject, ()),
    )


def _page(
    slice_: Slice,
    results: Results,
    promises: Sequence[Promise],
    members: Sequence[Member],
    house: _House,
) -> Page:
    return Page(
        slice=slice_,
        results=results,
        wording=house.wording,
        settings=house.settings,
        promises=promises,
        members=members,
        standings=house.standings.get(slice_.subject, ()),
        visited=house.visited,
    )


def _promises(slice_: Slice, house: _House) -> Iterator[Promise]:
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    for commitment in slice_.commitments:
        if commitment.period.same_days(slice_.period.previous):
            results = house.managers.get(commitment.manager_id)
            yield verdicts.promise(commitment, results.facts if results else (), kpis)


def _members(slice_: Slice, house: _House) -> Iterator[Member]:
    """The subjects directly below, by the facts that count in this unit, ranked among their kind."""
    own = house.results.get(slice_.subject)
    facts: dict[Subject, list[Fact]] = defaultdict(list)
    for fact in own.members if own else ():
        facts[fact.subject].append(fact)
    found = {member: scores.score(facts[member], slice_.kpis) for member in slice_.members}
    small = {member for member in slice_.members if _is_small(member, house)}
    ranks = _ranks({member: None if member in small else value for member, value in found.items()})
    for member in slice_.members:
        yield Member(
            subject=member,
            rank=ranks[member],
            score=found[member],
            facts=tuple(facts[member]),
            failed=member not in house.results,
            handed_in=member.kind is SubjectKind.UNIT or member.id in house.notes,
            is_small=member in small,
        )


def _units_of(slice_: Slice) -> tuple[Subject, ...]:
    """The units in which a person counts; of a unit none."""
    return slice_.path if slice_.subject.kind is SubjectKind.MANAGER else ()


def _is_small(member: Subject, house: _House) -> bool:
    return member.kind is SubjectKind.UNIT and house.people[member] < house.settings.ranked_from


def _ranks(found: Mapping[Subject, Decimal | None]) -> dict[Subject, int | None]:
    ranks: dict[Subject, int | None] = {}
    for kind in SubjectKind:
        alike = {subject: value for subject, value in found.items() if subject.kind is kind}
        ranks |= dict(zip(alike, scores.places(list(alike.values())), strict=True))
    return ranks
