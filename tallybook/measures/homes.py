"""Homes: in which unit a person is on which day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from tallybook.domain.records import Manager
from tallybook.measures.spans import Span, common, merged

Timeline = tuple[tuple[Span, str], ...]


class Homes:
    """Everybody's assignments as stretches that never overlap.

    Where two assignments of a person cover one day, the one that began later holds, and of those the one
    that is named later: so each day belongs to one unit and is counted once.
    """

    def __init__(self, managers: Iterable[Manager]) -> None:
        assignments: dict[str, list[Manager]] = defaultdict(list)
        for manager in managers:
            assignments[manager.manager_id].append(manager)
        self._timelines = {person: _timeline(rows) for person, rows in assignments.items()}
        self._stays = {
            (person, unit): merged(span for span, home in line if home == unit)
            for person, line in self._timelines.items()
            for unit in {home for _, home in line}
        }
        self._people: dict[str, list[str]] = defaultdict(list)
        for person, unit in self._stays:
            self._people[unit].append(person)
        self._present = {person: merged(span for span, _ in line) for person, line in self._timelines.items()}
        self._asked: dict[tuple[str, frozenset[str]], tuple[Span, ...]] = {}

    def present(self, person: str) -> tuple[Span, ...]:
        """The days on which the person was in the house."""
        return self._present.get(person, ())

    def stays(self, person: str, units: frozenset[str]) -> tuple[Span, ...]:
        """The days on which the person was in one of the units."""
        asked = (person, units)
        if asked not in self._asked:
            line = self._timelines.get(person, ())
            self._asked[asked] = merged(span for span, home in line if home in units)
        return self._asked[asked]

    def people(self, units: Iterable[str]) -> frozenset[str]:
        """Everyone who was ever in one of the units."""
        return frozenset(person for unit in units for person in self._people.get(unit, ()))

    def home(self, person: str, day: date) -> str | None:
        """The unit in which the person was on that day."""
        line = self._timelines.get(person, ())
        return next((unit for span, unit in line if span.start <= day <= span.end), None)

    def last_home(self, person: str, window: Span) -> tuple[str, date] | None:
        """Unit and day of the last day of the window on which the person was in the house."""
        for span, unit in reversed(self._timelines.get(person, ())):
            if part := common(span, window):
                return unit, part.end
        return None


def _timeline(rows: list[Manager]) -> Timeline:
    if len(rows) == 1:
        return ((_validity(rows[0]), rows[0].unit_id),) if _validity(rows[0]).days > 0 else ()
    spans = [_validity(row) for row in rows]
    borders = sorted(
        {span.start for span in spans}
        | {span.end + timedelta(days=1) for span in spans if span.end != date.max}
    )
    ends = [border - timedelta(days=1) for border in borders[1:]] + [date.max]
    line = []
    for part in map(Span, borders, ends):
        holding = [
            (span.start, place)
            for place, span in enumerate(spans)
            if span.start <= part.start and part.end <= span.end
        ]
        if holding:
            line.append((part, rows[max(holding)[1]].unit_id))
    return tuple(line)


def _validity(row: Manager) -> Span:
    return Span(row.valid_from or date.min, row.valid_to or date.max)
