"""The tree of subjects: units depth first, each with its managers after its sub-units."""

from collections import defaultdict
from collections.abc import Iterator

from tallybook.domain.period import Period
from tallybook.domain.records import Manager, Tables
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures.homes import Homes
from tallybook.measures.spans import Span


class Tree:
    """Who stands where in a period.

    A manager stands once, in the unit where he was on the last day of the period on which he was in the
    house; who had no day in the period stands nowhere. A unit stands even if nobody is in it.
    """

    def __init__(self, tables: Tables, period: Period) -> None:
        self.homes = Homes(tables.managers)
        self._window = Span(period.start, period.end)
        self._names = {unit.unit_id: unit.name for unit in tables.units}
        self._parents = {unit.unit_id: unit.parent_id for unit in tables.units}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for unit_id, parent_id in self._parents.items():
            self._children[parent_id].append(unit_id)
        self.standing = dict(self._standing(tables))
        self._managers: dict[str, list[Subject]] = defaultdict(list)
        for subject, unit_id in self.standing.items():
            self._managers[unit_id].append(subject)
        self.subjects = tuple(self._below(None))
        self._subjects = frozenset(self.subjects)

    def __contains__(self, subject: Subject) -> bool:
        return subject in self._subjects

    def below(self, subject: Subject) -> tuple[str, ...]:
        """The unit and all units below it, depth first."""
        return (
            subject.id,
            *(child for unit in self._children.get(subject.id, ()) for child in self.below(self._unit(unit))),
        )

    def members(self, subject: Subject) -> tuple[Subject, ...]:
        """The subjects directly below a unit, in order; none below a manager."""
        if subject.kind is SubjectKind.MANAGER:
            return ()
        return (*map(self._unit, self._children.get(subject.id, ())), *self._managers.get(subject.id, ()))

    def path(self, subject: Subject) -> tuple[Subject, ...]:
        """The units from the root down to the one above the subject."""
        manager = subject.kind is SubjectKind.MANAGER
        above = self.standing[subject] if manager else self._parents[subject.id]
        found: list[Subject] = []
        while above is not None:
            found.insert(0, self._unit(above))
            above = self._parents[above]
        return tuple(found)

    def levels(self) -> tuple[tuple[Subject, ...], ...]:
        """The subjects that are compared with each other: all managers, and units of the same depth."""
        found: dict[int, list[Subject]] = defaultdict(list)
        for subject in self.subjects:
            found[-1 if subject.kind is SubjectKind.MANAGER else len(self.path(subject))].append(subject)
        return tuple(tuple(level) for level in found.values())

    def unit_then(self, person: str, period: Period) -> str | None:
        """Where the person stands in this tree's period or, if nowhere, stood in another one."""
        last = self.homes.last_home(person, self._window) or self.homes.last_home(
            person, Span(period.start, period.end)
        )
        return last[0] if last else None

    def _standing(self, tables: Tables) -> Iterator[tuple[Subject, str]]:
        # One row for each person, so that the order is the table's; the name is that of the last assignment.
        rows: dict[str, list[Manager]] = defaultdict(list)
        for row in tables.managers:
            rows[row.manager_id].append(row)
        for person, assignments in rows.items():
            if last := self.homes.last_home(person, self._window):
                unit_id, day = last
                row = next(each for each in assignments if each.unit_id == unit_id and each.covers(day))
                yield Subject(kind=SubjectKind.MANAGER, id=person, name=row.name), unit_id

    def _below(self, parent: str | None) -> Iterator[Subject]:
        for unit_id in self._children.get(parent, ()):
            yield self._unit(unit_id)
            yield from self._below(unit_id)
            yield from self._managers.get(unit_id, ())

    def _unit(self, unit_id: str) -> Subject:
        return Subject(kind=SubjectKind.UNIT, id=unit_id, name=self._names[unit_id])
