"""Reach: which person's rows of which days a subject's page may know."""

from collections.abc import Iterable
from datetime import date

from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures.spans import Span, common_to
from tallybook.slices.tree import Tree


class Reach:
    """A manager's page knows all rows of his and none of others; a unit's page what counts in it or below.

    In a unit count the rows of the days that a person spends there, and the rows that name it, whoever
    booked them; rows that name another unit count there and only there.
    """

    def __init__(self, tree: Tree, subject: Subject) -> None:
        self._tree = tree
        self.person = subject.id if subject.kind is SubjectKind.MANAGER else None
        self.units = tree.below(subject) if self.person is None else ()
        self._inside = frozenset(self.units)

    def stayed(self) -> frozenset[str]:
        """Everyone who was ever in the subject's reach."""
        return self._tree.homes.people(self.units) if self.person is None else frozenset((self.person,))

    def spans(self, person: str, named: str | None, window: Span) -> tuple[Span, ...]:
        """The days in the window whose amounts count, of a person and the unit that the rows name."""
        if self.person is not None:
            return (window,) if person == self.person else ()
        if named is not None:
            return (window,) if named in self._inside else ()
        return common_to(self._tree.homes.stays(person, self._inside), window)

    def knows(self, person: str, day: date) -> bool:
        """Whether what a person met with on a day belongs here."""
        return person == self.person if self.person is not None else self._home(person, day) in self._inside

    def knows_promise(self, person: str, period: Period) -> bool:
        """Whether a promise belongs here: it goes with the person, to where he stands now."""
        if self.person is not None:
            return person == self.person
        return self._tree.unit_then(person, period) in self._inside

    def looks_after(self) -> Iterable[str]:
        """The persons whose customers belong here: those who stand in the reach."""
        if self.person is not None:
            return (self.person,)
        return (subject.id for subject, unit in self._tree.standing.items() if unit in self._inside)

    def _home(self, person: str, day: date) -> str | None:
        return self._tree.homes.home(person, day)
