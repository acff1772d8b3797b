"""Shelves: the rows of all tables put where each slice finds its own without a scan."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from tallybook.domain.records import Actual, Aggregate, Manager, Tables, Target
from tallybook.measures.spans import Span

Row = TypeVar("Row")
Key = TypeVar("Key")


class Shelf:
    """The amounts of one person, KPI and unit that the rows name themselves, in the order of days."""

    def __init__(self, rows: Iterable[Actual], *, flow: bool) -> None:
        self._rows = sorted(rows, key=lambda row: (row.date, row.customer_id or "", row.value))
        self._days = [row.date for row in self._rows]
        self._flow = flow

    def within(self, spans: Iterable[Span]) -> Iterator[Actual]:
        """The rows dated in the spans; of balances also those that still stand when a span begins.

        The spans are in order and do not overlap.
        """
        taken = 0
        for span in spans:
            low, high = bisect_left(self._days, span.start), bisect_right(self._days, span.end)
            yield from self._rows[max(taken, self._opening(low, span)) : high]
            taken = max(taken, high)

    def _opening(self, low: int, span: Span) -> int:
        begins_anew = low < len(self._days) and self._days[low] == span.start
        if self._flow or begins_anew or low == 0:
            return low
        return bisect_left(self._days, self._days[low - 1])


class Shelves:
    """All rows by person, in an order that does not depend on the order of the tables' rows."""

    def __init__(self, tables: Tables) -> None:
        order = {kpi.kpi_id: place for place, kpi in enumerate(tables.kpis)}
        self.assignments = _by(sorted(tables.managers, key=_assignment_order), lambda row: row.manager_id)
        self.targets = _by(
            sorted(tables.targets, key=lambda row: (order.get(row.kpi_id, -1), _days(row))),
            lambda row: (row.of_unit, row.subject_id),
        )
        self.customers = _by(tables.customers, lambda row: row.manager_id)
        self.visits = _by(tables.visits, lambda row: row.manager_id)
        self.problems = _by(tables.problems, lambda row: row.manager_id)
        self.commitments = _by(tables.commitments, lambda row: row.manager_id)
        self.conduct = _by(tables.conduct, lambda row: row.manager_id)
        self.actuals = _shelved(tables, order)
        self.customer = {row.customer_id: row for row in tables.customers}
        self.naming: dict[str, set[str]] = defaultdict(set)
        for person, owned in self.actuals.items():
            for named in filter(None, owned):
                self.naming[named].add(person)


def _shelved(tables: Tables, order: dict[str, int]) -> dict[str, dict[str | None, list[Shelf]]]:
    rows: dict[tuple[str, str | None, str], list[Actual]] = defaultdict(list)
    for row in tables.actuals:
        rows[row.manager_id, row.unit_id, row.kpi_id].append(row)
    flows = {kpi.kpi_id for kpi in tables.kpis if kpi.aggregate is Aggregate.SUM}
    found: dict[str, dict[str | None, list[Shelf]]] = {}
    for person, named, kpi_id in sorted(rows, key=lambda key: (key[0], key[1] or "", order.get(key[2], -1))):
        shelf = Shelf(rows[person, named, kpi_id], flow=kpi_id in flows)
        found.setdefault(person, {}).setdefault(named, []).append(shelf)
    return found


def _by(rows: Iterable[Row], owner: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[owner(row)].append(row)
    return {key: tuple(owned) for key, owned in found.items()}


def _assignment_order(row: Manager) -> tuple[str, date, str]:
    return row.manager_id, row.valid_from or date.min, row.unit_id


def _days(row: Target) -> tuple[date, date, str]:
    return row.period.start, row.period.end, row.period.slug
