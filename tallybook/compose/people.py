"""People: a manager as a page introduces them, and where they were in the period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tallybook.domain.period import Period
from tallybook.domain.records import Manager
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Person


def person(slice_: Slice, units: Mapping[str, str]) -> Person:
    """Title and grade on the period's last day, or the last one they were here; stays only of who moved.

    `units` are the names of the book's units; one that is not in it has none. A new title or grade in the same unit is no move.
    """
    rows = sorted(slice_.managers, key=lambda row: row.valid_from or date.min)
    last = next(reversed([*_in_period(rows, slice_.period)]), None)
    stays = tuple(_in_period(_joined(rows), slice_.period))
    told = stays if len(stays) > 1 or any(_within(stay, slice_.period) for stay in stays) else ()
    return Person(
        title=last.title if last else None,
        grade=last.grade if last else None,
        moves=tuple((units.get(s.unit_id, ""), s.valid_from, s.valid_to) for s in told),
    )


def _joined(rows: Iterable[Manager]) -> list[Manager]:
    """The stays in units: rows of one unit that follow each other without a day between are one."""
    stays: list[Manager] = []
    for row in rows:
        if stays and _follows(row, stays[-1]):
            stays[-1] = replace(stays[-1], valid_to=row.valid_to)
        else:
            stays.append(row)
    return stays


def _follows(row: Manager, stay: Manager) -> bool:
    if row.unit_id != stay.unit_id or row.valid_from is None or stay.valid_to is None:
        return False
    return row.valid_from - stay.valid_to == timedelta(days=1)


def _in_period(managers: Iterable[Manager], period: Period) -> Iterator[Manager]:
    for stay in managers:
        if (stay.valid_from or date.min) <= period.end and (stay.valid_to or date.max) >= period.start:
            yield stay


def _within(stay: Manager, period: Period) -> bool:
    """Whether the person came or went on a day inside the period."""
    came = stay.valid_from is not None and period.start < stay.valid_from <= period.end
    return came or (stay.valid_to is not None and period.start <= stay.valid_to < period.end)
