"""Units form a tree exactly where nothing is reported."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.domain.period import CALENDAR_YEAR
from tallybook.errors import TablesError
from tallybook.settings import Source
from tallybook.tables.faults import Ledger
from tallybook.tables.loading import load
from tallybook.tables.parts import Desk
from tallybook.tables.schema import UNITS
from tallybook.tables.tree import check_tree

PARENTS = st.integers(1, 8).flatmap(
    lambda count: st.lists(st.none() | st.integers(0, count - 1), min_size=count, max_size=count)
)


def is_tree(parents: list[int | None]) -> bool:
    """Whether every unit reaches the one root by going up."""
    if parents.count(None) != 1:
        return False
    for start in range(len(parents)):
        unit: int | None = start
        for _ in parents:
            unit = parents[unit] if unit is not None else None
        if unit is not None:
            return False
    return True


@settings(deadline=None, max_examples=150)
@given(PARENTS)
def test_any_house(parents: list[int | None]) -> None:
    rows = tuple(
        {"unit_id": str(unit), "name": "x", "parent_id": None if parent is None else str(parent)}
        for unit, parent in enumerate(parents)
    )
    ledger = Ledger()
    check_tree(load(UNITS, (Source(rows=rows),), Desk(Path(), CALENDAR_YEAR, ledger)))
    if is_tree(parents):
        ledger.settle()
    else:
        with pytest.raises(TablesError) as caught:
            ledger.settle()
        assert {fault.kind for fault in caught.value.faults} <= {"cycle", "several-roots", "no-root"}
