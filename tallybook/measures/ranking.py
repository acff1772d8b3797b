"""Ranking: the place of each subject among those of its kind, 1 best, equals sharing a place."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from tallybook.domain.facts import Fact
from tallybook.domain.records import Better, Kpi


def ranked(facts: tuple[Fact, ...], kpis: Iterable[Kpi]) -> tuple[Fact, ...]:
    """The same facts in the same order, each with its rank among the subjects of its kind.

    By attainment where every one of them has one, else by the actual figure; who has none has no rank.
    """
    better = {kpi.kpi_id: kpi.better for kpi in kpis}
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.subject.kind, fact.kpi_id].append(fact)
    places = {
        fact.id: placed
        for (_, kpi_id), group in groups.items()
        for fact, placed in zip(group, _places(_scores(group), better[kpi_id]), strict=True)
    }
    return tuple(fact.ranked(*places[fact.id]) for fact in facts)


def _scores(group: list[Fact]) -> list[Decimal | None]:
    attained = [fact.attainment.value for fact in group]
    return [fact.actual.value for fact in group] if None in attained else attained


def _places(scores: list[Decimal | None], better: Better) -> list[tuple[int | None, int]]:
    known = sorted((score for score in scores if score is not None), reverse=better is Better.HIGHER)
    first = {score: place for place, score in reversed(list(enumerate(known, start=1)))}
    return [(None if score is None else first[score], len(known)) for score in scores]
