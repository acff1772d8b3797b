"""Wide tables made long: each amount a row of its own, with the heading that it stood under."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from tallybook.errors import say
from tallybook.settings.sources import Unpivot
from tallybook.sources import Oddity, Unfit
from tallybook.sources.nearest import meant
from tallybook.tables.patterns import matching
from tallybook.tables.shaping import JOINT
from tallybook.tables.sheets import Odd, Sheet


def long(sheet: Sheet, wanted: Unpivot, nothing: Collection[str] = ()) -> Sheet:
    """Every filled cell of the columns wanted as a row, and every formula without a result.

    `nothing` are the texts that stand for an empty cell. Raises Unfit where headings are not as they must be.
    """
    places = _places(sheet, wanted)
    headings = [_parts(sheet.header[place], wanted) for place in places]
    wide = np.column_stack([sheet.columns[sheet.header[place]] for place in places])
    odd = _odd(sheet, places)
    filled = (pd.notna(wide) & ~pd.DataFrame(wide).isin(list(nothing)).to_numpy()) | (
        odd == Oddity.UNCALCULATED
    )
    rows, chosen = np.nonzero(filled)
    taken = {name: column[rows] for name, column in sheet.columns.items()}
    parts = {
        name: np.array([heading[number] for heading in headings], dtype=object)[chosen]
        for number, name in enumerate(wanted.into)
    }
    marks = {name: marks[rows] for name, marks in sheet.odd.items()}
    return Sheet(
        header=sheet.header,
        columns={**taken, **parts, wanted.value: wide[filled]},
        lines=sheet.lines[rows],
        odd={**marks, wanted.value: odd[filled]},
        uneven=sheet.uneven,
        sheet=sheet.sheet,
        made=frozenset((*wanted.into, wanted.value)),
        stood=np.array(places, dtype=np.int64)[chosen],
    )


def _places(sheet: Sheet, wanted: Unpivot) -> list[int]:
    found: dict[int, None] = {}
    for pattern in wanted.columns:
        places = [place for place, name in enumerate(sheet.header) if name and matching(pattern, name)]
        if not places:
            raise Unfit(
                "missing-column",
                say("The file has no column {column}.", column=pattern),
                meant(pattern, sheet.header),
                row=1,
            )
        found |= dict.fromkeys(places)
    names = [sheet.header[place] for place in found]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise Unfit(
            "repeated-column",
            say("The file has several columns {column}.", column=repeated),
            say("Give each column a name of its own."),
            row=1,
        )
    return list(found)


def _parts(heading: str, wanted: Unpivot) -> list[str]:
    """What a heading gives to each column that it goes into."""
    parts = heading.split(JOINT) if len(wanted.into) > 1 else [heading]
    if len(parts) != len(wanted.into):
        raise Unfit(
            "wrong-heading",
            say("The heading {heading} has not {count} parts.", heading=heading, count=len(wanted.into)),
            say("Check how many rows make the header, and how many columns unpivot names under into."),
            row=1,
        )
    return parts


def _odd(sheet: Sheet, places: list[int]) -> Odd:
    none = np.zeros(len(sheet.lines), dtype=np.int8)
    return np.column_stack([sheet.odd.get(sheet.header[place], none) for place in places])
