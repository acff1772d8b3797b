"""Making: slices in order, one after the other, from one index of all rows."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.slices import Coverage, House, Scale, Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import SlicesError, UsageError, say
from tallybook.measures import scales
from tallybook.measures.ledger import Ledger
from tallybook.settings import Settings
from tallybook.slices.coverage import coverage
from tallybook.slices.cutting import Cutter
from tallybook.slices.house import house
from tallybook.slices.reach import Reach
from tallybook.slices.shelves import Shelves
from tallybook.slices.tree import Tree


def subjects(tables: Tables, period: Period) -> tuple[Subject, ...]:
    """Everyone a book of the period has a page for: each unit, then what is below it, then its managers.

    Depth first from the root, in the tables' order. A manager who was in several units appears once, in the
    one where he was on the last day of the period on which he was in the house.
    """
    return Tree(tables, period).subjects


def below(tables: Tables, period: Period, audience: Subject) -> frozenset[Subject]:
    """The audience and everyone below it who has a page in the period."""
    tree = Tree(tables, period)
    return frozenset(each for each in tree.subjects if audience in (each, *tree.path(each)))


def everybody(tables: Tables) -> Iterator[Subject]:
    """Every unit and every manager, of whatever time, the managers once each."""
    for unit in tables.units:
        yield Subject(kind=SubjectKind.UNIT, id=unit.unit_id, name=unit.name)
    for manager in {manager.manager_id: manager for manager in tables.managers}.values():
        yield Subject(kind=SubjectKind.MANAGER, id=manager.manager_id, name=manager.name)


def chosen(everyone: tuple[Subject, ...], ids: Iterable[str], period: Period) -> frozenset[Subject]:
    """The subjects with one of these ids, everyone where there are no ids; raises UsageError for an unknown one."""
    known, wanted = {subject.id for subject in everyone}, frozenset(ids)
    for unknown in sorted(wanted - known):
        near = difflib.get_close_matches(unknown, sorted(known), n=3, cutoff=0.4) or sorted(known)[:5]
        raise UsageError(
            say(
                "There is no manager or unit {subject} in {period}. Near to it: {near}.",
                subject=unknown,
                period=period,
                near=tuple(near),
            )
        )
    return frozenset(subject for subject in everyone if not wanted or subject.id in wanted)


def cut(tables: Tables, settings: Settings, period: Period, subjects: Iterable[Subject]) -> Iterator[Slice]:
    """The slices of some subjects, in their order; the index is made at once, each slice when it is asked for.

    Raises SlicesError for a subject that has no page in the period, or a leading KPI that is not there.
    """
    tree = Tree(tables, period)
    wanted = tuple(subjects)
    for subject in wanted:
        _check(subject, tree, period)
    known = coverage(
        tables.kpis,
        tables.actuals,
        period,
        data_through=settings.data_through,
        delivered=tables.delivered,
    )
    bench = _Bench(
        tables=tables,
        period=period,
        house=house(settings, tables.kpis),
        tree=tree,
        cutter=Cutter(Shelves(tables), period),
        coverage=known,
        scales=scales(Ledger(tables, known, settings.plans_count), period, tree.levels()),
    )
    return (_slice(bench, subject) for subject in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What all slices of a period have in common."""

    tables: Tables
    period: Period
    house: House
    tree: Tree
    cutter: Cutter
    coverage: tuple[Coverage, ...]
    scales: Mapping[Subject, tuple[Scale, ...]]


def _slice(bench: _Bench, subject: Subject) -> Slice:
    reach, cutter = Reach(bench.tree, subject), bench.cutter
    actuals, visits = tuple(cutter.actuals(reach)), cutter.visits(reach)
    problems, commitments = cutter.problems(reach), cutter.commitments(reach)
    persons = [row.manager_id for row in actuals] + [row.manager_id for row in visits]
    persons += [row.manager_id for row in problems] + [row.manager_id for row in commitments]
    named = [row.customer_id for row in actuals] + [row.customer_id for row in visits]
    inside = frozenset(reach.units)
    return Slice(
        subject=subject,
        period=bench.period,
        house=bench.house,
        path=bench.tree.path(subject),
        members=bench.tree.members(subject),
        kpis=bench.tables.kpis,
        units=tuple(unit for unit in bench.tables.units if unit.unit_id in inside),
        managers=tuple(cutter.assignments(reach, persons)),
        actuals=actuals,
        targets=tuple(cutter.targets(reach)),
        customers=cutter.customers(reach, named),
        visits=visits,
        problems=problems,
        commitments=commitments,
        coverage=bench.coverage,
        scales=bench.scales[subject],
        conduct=cutter.conduct(reach),
    )


def _check(subject: Subject, tree: Tree, period: Period) -> None:
    if subject in tree:
        return
    names = {each.slug: each for each in tree.subjects}
    nearest = difflib.get_close_matches(subject.slug, names, n=1, cutoff=0)
    raise SlicesError(
        say(
            "{subject} has no page in {period}. The nearest is {nearest}.",
            subject=subject.id,
            period=period,
            nearest=f"{names[nearest[0]].name} ({names[nearest[0]].id})" if nearest else "–",
        )
    )
