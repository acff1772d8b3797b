"""Ranking: the place of each fact among those of other subjects, and of a manager in the whole house."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tallybook.compose import scores
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Standing


def ranked(
    facts: Sequence[Fact], peers: Mapping[Subject, object], kpis: Iterable[Kpi], compared_from: int = 1
) -> tuple[Fact, ...]:
    """The facts with their places among subjects that share a key in `peers`: those of the same unit.

    By attainment where everyone has one, else by the actual figure; 1 is best, equals share a place. Among fewer
    people than `compared_from` nobody has a place.
    """
    groups: dict[tuple[object, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[peers.get(fact.subject), fact.kpi_id].append(fact)
    of = {kpi.kpi_id: kpi for kpi in kpis}
    places = {
        fact.id: place
        for group in groups.values()
        for fact, place in zip(group, _places(group, of[group[0].kpi_id]), strict=True)
    }
    return tuple(fact.ranked(*_shown(fact, *places[fact.id], compared_from)) for fact in facts)


def _shown(fact: Fact, rank: int | None, peers: int, compared_from: int) -> tuple[int | None, int]:
    are_few = fact.subject.kind is SubjectKind.MANAGER and peers < compared_from
    return None if are_few else rank, peers


def standings(
    facts: Iterable[Fact], kpis: Iterable[Kpi], compared_from: int = 1
) -> dict[Subject, tuple[Standing, ...]]:
    """Each manager's place among all managers of the house, KPI by KPI."""
    managers = [fact for fact in facts if fact.subject.kind is SubjectKind.MANAGER]
    moves = _moves(managers, {kpi.kpi_id: kpi for kpi in kpis})
    found: dict[Subject, list[Standing]] = defaultdict(list)
    for fact in ranked(managers, {}, kpis, compared_from):
        if fact.rank is not None and fact.peers is not None:
            before, now, among = moves.get(fact.id, (None, None, 0))
            found[fact.subject].append(
                Standing(
                    kpi_id=fact.kpi_id, rank=fact.rank, peers=fact.peers, before=before, now=now, among=among
                )
            )
    return {subject: tuple(places) for subject, places in found.items()}


def _moves(facts: Iterable[Fact], kpis: Mapping[str, Kpi]) -> dict[str, tuple[int | None, int | None, int]]:
    """The places before and now of each fact, among those of its KPI that have a figure in both periods.

    Both by the same standard: by attainment where everyone has one in both periods, else by the figures. Not
    while the period goes on.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.complete and fact.actual.value is not None and fact.prior.value.value is not None:
            groups[fact.kpi_id].append(fact)
    found: dict[str, tuple[int | None, int | None, int]] = {}
    for kpi_id, group in groups.items():
        attained = [(fact.prior.attainment.value, fact.attainment.value) for fact in group]
        if any(None in pair for pair in attained):
            attained = [(fact.prior.value.value, fact.actual.value) for fact in group]
        better = kpis[kpi_id].better
        before, now = (
            scores.places([None if one is None else better.gain(one) for one in column])
            for column in zip(*attained, strict=True)
        )
        for fact, then, place in zip(group, before, now, strict=True):
            found[fact.id] = (then, place, len(group))
    return found


def _places(group: Sequence[Fact], kpi: Kpi) -> list[tuple[int | None, int]]:
    standards = _standards(group, kpi)
    known = sum(standard is not None for standard in standards)
    return [(place, known) for place in scores.places(standards)]


def _standards(group: Sequence[Fact], kpi: Kpi) -> list[Decimal | None]:
    attained = [fact.attainment.value for fact in group]
    figures = [fact.actual.value for fact in group] if None in attained else attained
    return [None if figure is None else kpi.better.gain(figure) for figure in figures]
