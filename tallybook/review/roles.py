"""Who may do what, by the organisation table: who leads which unit, and which unit is above which."""

from collections.abc import Collection, Iterator, Mapping

from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.reviewing import Action
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Message, ReviewError, UsageError, say
from tallybook.sources.nearest import meant

_NOBODY_PUBLISHES = say(
    "Nobody leads the topmost unit: fill in its leader_id in the table units, or name people under "
    "review.publishers in the settings."
)


def named(everyone: Collection[Subject], id_: str, period: Period) -> Subject:
    """The subject of this id or page; raises UsageError with the nearest right one."""
    alike = [subject for subject in everyone if subject.id == id_]
    if len(alike) > 1:
        raise UsageError(
            say(
                "{subject} is the id of a unit and of a manager: write {pages}.",
                subject=id_,
                pages=" / ".join(subject.slug for subject in alike),
            )
        )
    known = {subject.id: subject for subject in everyone} | {s.slug: s for s in everyone}
    if id_ not in known:
        raise UsageError(
            say(
                "There is no manager or unit {subject} in {period}. {hint}",
                subject=id_,
                period=period,
                hint=meant(id_, [subject.id for subject in everyone]),
            )
        )
    return known[id_]


class Roles:
    """The people of a period's house.

    `top` are those who review what has no unit above it; `publishers` may publish, those and who leads such a
    unit where none are named.
    """

    def __init__(
        self,
        tables: Tables,
        paths: Mapping[Subject, tuple[Subject, ...]],
        top: tuple[str, ...],
        publishers: tuple[str, ...] = (),
    ) -> None:
        self._paths = paths
        self._top = top
        self._named = publishers
        self._leaders = {unit.unit_id: unit.leader_id for unit in tables.units if unit.leader_id}
        self.names = {manager.manager_id: manager.name for manager in tables.managers}

    def subject(self, id_: str, period: Period) -> Subject:
        """The subject of this id or page; raises UsageError with the nearest right one."""
        return named(tuple(self._paths), id_, period)

    def person(self, id_: str) -> str:
        """The person of this id; raises UsageError with the nearest right one."""
        known = tuple(dict.fromkeys((*self.names, *self._top, *self._named)))
        if id_ in known:
            return id_
        if not id_:
            raise UsageError(
                say(
                    "Say who acts: --by ID, or the environment's TALLYBOOK_BY; an id of the table {table}.",
                    table="managers",
                )
            )
        raise UsageError(
            say(
                "{person} is nobody's id in the table {table}. {hint}",
                person=id_,
                table="managers",
                hint=meant(id_, known),
            )
        )

    def check(self, person: str, action: Action, subject: Subject) -> None:
        """Raise ReviewError where the person has not the role for this, and name who has."""
        own = person in self.authors(subject)
        if action in (Action.APPROVE, Action.RETURN) and own:
            raise ReviewError(
                say(
                    "{person} cannot review their own summary. {remedy}",
                    person=self.label(person),
                    remedy=self._who(subject),
                )
            )
        allowed = set(self.reviewers(subject))
        if action in (Action.SUBMIT, Action.REOPEN):
            allowed |= self.authors(subject)
        if person not in allowed:
            raise ReviewError(
                say(
                    "{person} leads no unit above {subject}. {remedy}",
                    person=self.label(person),
                    subject=f"{subject.name} ({subject.id})",
                    remedy=self._who(subject),
                )
            )

    def check_publisher(self, person: str) -> None:
        """Raise ReviewError where the person may not publish, and name who may."""
        allowed = self.publishers()
        if person in allowed:
            return
        who = tuple(map(self.label, allowed))
        raise ReviewError(
            say(
                "{person} may not publish. {remedy}",
                person=self.label(person),
                remedy=say("Who may: {people}.", people=who) if allowed else _NOBODY_PUBLISHES,
            )
        )

    def publishers(self) -> tuple[str, ...]:
        """Who may publish: those whom the settings name, else who leads a topmost unit, and who reviews it."""
        leaders = (self._leaders.get(one.id) for one, path in self._paths.items() if not path)
        return self._named or tuple(dict.fromkeys((*filter(None, leaders), *self._top)))

    def authors(self, subject: Subject) -> frozenset[str]:
        """Whose summary it is: the person's own, or the leader's of the unit."""
        if subject.kind is SubjectKind.MANAGER:
            return frozenset({subject.id})
        return frozenset(filter(None, (self._leaders.get(subject.id),)))

    def reviewers(self, subject: Subject) -> tuple[str, ...]:
        """Who may approve or return it: the nearest leader above first."""
        return tuple(dict.fromkeys(self._above(subject)))

    def _above(self, subject: Subject) -> Iterator[str]:
        own = self.authors(subject)
        for unit in reversed(self._paths[subject]):
            leader = self._leaders.get(unit.id)
            if leader and leader not in own:
                yield leader
        yield from (person for person in self._top if person not in own)

    def label(self, person: str) -> str:
        """A person's name and id."""
        return f"{self.names[person]} ({person})" if person in self.names else person

    def _who(self, subject: Subject) -> Message:
        found = self.reviewers(subject)
        if found:
            return say("Who may: {people}.", people=tuple(map(self.label, found)))
        return say(
            "Nobody leads a unit above it: fill in leader_id in the table units, or name people under review.top in the settings."
        )
