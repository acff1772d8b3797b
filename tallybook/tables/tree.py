"""The units: one root, and everything else below it."""

from collections.abc import Iterator

from tallybook.errors import say
from tallybook.sources.nearest import listed
from tallybook.sources.unfit import Unfit
from tallybook.tables.rows import Rows, indices


def check_tree(units: Rows) -> None:
    """Report cycles, a second root, or the want of one."""
    ids, parents = units.columns["unit_id"], units.columns["parent_id"]
    places: dict[str, int] = {}
    for index in indices(units.filled("unit_id")):
        places.setdefault(ids[index], index)
    above: dict[str, str | None] = {unit: parents[index] for unit, index in places.items()}
    cycles = list(_cycles(above))
    for cycle in cycles:
        units.report(places[cycle[0]], "parent_id", _cycle(cycle))
    roots = [unit for unit in places if above[unit] is None]
    for unit in roots[1:]:
        units.report(places[unit], "parent_id", _second_root(unit, roots[0]))
    if places and not roots and not cycles:
        units.report(min(places.values()), "parent_id", _no_root())


def _cycles(above: dict[str, str | None]) -> Iterator[list[str]]:
    finished: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        unit: str | None = start
        while unit is not None and unit in above and unit not in finished and unit not in path:
            path[unit] = None
            unit = above[unit]
        if unit in path:
            walked = list(path)
            yield walked[walked.index(str(unit)) :]
        finished.update(path)


def _cycle(units: list[str]) -> Unfit:
    return Unfit(
        "cycle",
        say("These units lie one above the other in a circle: {units}.", units=listed([*units, units[0]])),
        say("Put the right parent_id; the topmost unit has none."),
    )


def _second_root(unit: str, root: str) -> Unfit:
    return Unfit(
        "several-roots",
        say("{unit} has no unit above it, and neither has {root}.", unit=unit, root=root),
        say("Give every unit but the topmost one its parent_id."),
    )


def _no_root() -> Unfit:
    return Unfit(
        "no-root",
        say("No unit is the topmost one: every one has a parent_id."),
        say("Leave the parent_id of the topmost unit empty."),
    )
