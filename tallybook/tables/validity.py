"""Time: who was where on which day, and dates that must follow one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import numpy as np

from tallybook.errors import Message, say
from tallybook.sources.nearest import listed
from tallybook.sources.unfit import Unfit
from tallybook.tables.rows import Rows, indices
from tallybook.tables.sheets import Mask


@dataclass(frozen=True, slots=True, order=True)
class _Stretch:
    first: date
    last: date
    index: int
    sound: bool = True


def check_order(rows: Rows) -> None:
    """Report rows whose later date lies before the earlier one."""
    for earlier, later in rows.table.earlier:
        first, second = rows.columns[earlier], rows.columns[later]
        for index in indices(rows.filled(earlier, later)):
            if first[index] > second[index]:
                rows.report(index, later, _out_of_order(earlier, later, first[index]))


def check_overlaps(managers: Rows) -> None:
    """Report a manager who is in two units, or twice in one, on the same day."""
    for found in _stretches(managers).values():
        stretches = [stretch for stretch in found if stretch.sound]
        for latest, stretch in zip(_latest(stretches), stretches[1:], strict=False):
            if stretch.first <= latest.last:
                managers.report(stretch.index, "valid_from", _overlap(managers.place(latest.index)))


def check_covered(rows: Rows, managers: Rows) -> None:
    """Report what is dated on a day when its manager was in no unit."""
    stretches, ids = _stretches(managers), rows.columns["manager_id"]
    for index in indices(outside(rows, managers)):
        rows.report(index, "date", _outside(ids[index], stretches[ids[index]]))


def outside(rows: Rows, managers: Rows) -> Mask:
    """Which rows are dated on a day when their manager was in no unit; of one who is unknown none."""
    stretches = _stretches(managers)
    pairs = rows.frame(rows.filled("manager_id", "date"), ("manager_id", "date"))
    found = {
        (manager, day)
        for manager, day in pairs.drop_duplicates().itertuples(index=False, name=None)
        if manager in stretches and not any(one.first <= day <= one.last for one in stretches[manager])
    }
    mask = np.zeros(len(rows.lines), dtype=bool)
    if found:
        mask[[index for index, *pair in pairs.itertuples(name=None) if tuple(pair) in found]] = True
    return mask


def _latest(stretches: list[_Stretch]) -> Iterator[_Stretch]:
    """Of each stretch and those before it the one that ends last."""
    return accumulate(stretches, lambda one, other: other if other.last > one.last else one)


def _stretches(managers: Rows) -> Mapping[str, list[_Stretch]]:
    """When each manager was there; one whose dates are out of order counts as always, having a fault already."""
    ids, begins, ends = (managers.columns[name] for name in ("manager_id", "valid_from", "valid_to"))
    stretches: dict[str, list[_Stretch]] = {}
    for index in indices(managers.filled("manager_id")):
        first, last = begins[index] or date.min, ends[index] or date.max
        sound = first <= last
        stretch = _Stretch(first, last, index) if sound else _Stretch(date.min, date.max, index, sound=False)
        stretches.setdefault(ids[index], []).append(stretch)
    return {manager: sorted(found) for manager, found in stretches.items()}


def _out_of_order(earlier: str, later: str, first: date) -> Unfit:
    return Unfit(
        "dates-out-of-order",
        say("{later} lies before {earlier}, {day}.", later=later, earlier=earlier, day=first),
        say("Put the date right that is wrong; the same day is allowed."),
    )


def _overlap(other: Message) -> Unfit:
    return Unfit(
        "overlapping-validity",
        say("The person is already somewhere on this day, in {place}.", place=other),
        say("Let the earlier row end with valid_to on the day before this one begins."),
    )


def _outside(manager: str, stretches: list[_Stretch]) -> Unfit:
    return Unfit(
        "outside-validity",
        say("{manager} was in no unit on this day.", manager=manager),
        say(
            "The table managers has {stretches}; put the date right there or here.",
            stretches=listed([_shown(stretch) for stretch in stretches]),
        ),
    )


def _shown(stretch: _Stretch) -> str:
    first, last = (
        "…" if day in (date.min, date.max) else day.isoformat() for day in (stretch.first, stretch.last)
    )
    return f"{first} – {last}"
