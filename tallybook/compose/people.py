"""People: a manager as a page introduces them, and where they were in the period."""

from collections.abc import Iterable, Iterator
from datetime import date

from tallybook.domain.period import Period
from tallybook.domain.records import Manager
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Person


def person(slice_: Slice) -> Person:
    """Title and grade on the period's last day, or the last one they were here; stays only of who moved."""
    stays = sorted(_in_period(slice_.managers, slice_.period), key=lambda stay: stay.valid_from or date.min)
    last = stays[-1] if stays else None
    told = stays if len(stays) > 1 or any(_within(stay, slice_.period) for stay in stays) else []
    names = {subject.id: subject.name for subject in slice_.path} | {u.unit_id: u.name for u in slice_.units}
    return Person(
        title=last.title if last else None,
        grade=last.grade if last else None,
        moves=tuple((names.get(s.unit_id, s.unit_id), s.valid_from, s.valid_to) for s in told),
    )


def _in_period(managers: Iterable[Manager], period: Period) -> Iterator[Manager]:
    for stay in managers:
        if (stay.valid_from or date.min) <= period.end and (stay.valid_to or date.max) >= period.start:
            yield stay


def _within(stay: Manager, period: Period) -> bool:
    """Whether the person came or went on a day inside the period."""
    came = stay.valid_from is not None and period.start < stay.valid_from <= period.end
    return came or (stay.valid_to is not None and period.start <= stay.valid_to < period.end)
