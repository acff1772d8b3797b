"""What the rows of one table, or of two, must agree on."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tallybook.domain.records import Aggregate
from tallybook.errors import Fault, Message, say
from tallybook.sources.unfit import Unfit
from tallybook.tables.faults import CONFIG, Ledger
from tallybook.tables.rows import Rows, indices


def check_ratios(kpis: Rows) -> None:
    """Report ratios that are not one amount over another, and parts of a ratio where there is none."""
    aggregates = dict(zip(kpis.columns["kpi_id"], kpis.columns["aggregate"], strict=True))
    columns = (kpis.columns[name] for name in ("kpi_id", "numerator", "denominator"))
    parts = {kpi: (above, below) for kpi, above, below in zip(*columns, strict=True)}
    for index in indices(kpis.filled("kpi_id", "aggregate")):
        row = {name: kpis.columns[name][index] for name in kpis.table.names}
        for name in ("numerator", "denominator"):
            problem = _ratio_problem(row, name) or _circle_problem(row, name, parts, aggregates)
            if problem is not None:
                kpis.report(index, name, _wrong_ratio(problem))


def check_amounts(actuals: Rows, kpis: Rows) -> None:
    """Report amounts of a ratio: it is computed from its parts, and an amount of its own would be lost."""
    ratios = {
        identifier
        for identifier, aggregate in zip(kpis.columns["kpi_id"], kpis.columns["aggregate"], strict=True)
        if aggregate is Aggregate.RATIO
    }
    ids = actuals.columns["kpi_id"]
    of_ratio = np.fromiter((identifier in ratios for identifier in ids), dtype=bool, count=len(ids))
    for index in indices(of_ratio & actuals.filled("kpi_id")):
        actuals.report(index, "kpi_id", _amount_of_ratio(ids[index]))


def check_subjects(targets: Rows) -> None:
    """Report targets that are of nobody, or of a manager and a unit at once; an id that cannot be read is one."""
    managers, units = (
        pd.notna(targets.columns[name]) | targets.unread.get(name, False)
        for name in ("manager_id", "unit_id")
    )
    for index in indices((managers == units) & ~targets.left_out):
        targets.report(index, "manager_id", _wrong_subject(both=bool(managers[index])))


def check_points(conduct: Rows) -> None:
    """Report conduct that was given more points than there are to be had."""
    points, full = conduct.columns["points"], conduct.columns["full"]
    for index in indices(conduct.filled("points", "full")):
        if points[index] > full[index]:
            conduct.report(index, "points", _too_many(full[index]))


def check_rows(rows: Rows, ledger: Ledger) -> None:
    """Report a table without which there is no book, and which is empty."""
    if rows.whole and rows.left_out.all():
        ledger.add(
            Fault(
                kind="no-rows",
                file=next((origin.file for origin in rows.origins if origin.file), CONFIG),
                table=rows.table.name,
                problem=say("The table {table} has no rows.", table=rows.table.name),
                remedy=say("Check the file, and what the settings say under where."),
            )
        )


def _ratio_problem(row: Mapping[str, object], name: str) -> Message | None:
    part = row[name]
    if row["aggregate"] is not Aggregate.RATIO:
        return say("Only a ratio has a {part}.", part=name) if part else None
    if part is None:
        return say("This ratio has no {part}.", part=name)
    if part == row["kpi_id"]:
        return say("This ratio is its own {part}.", part=name)
    return None


def _circle_problem(
    row: Mapping[str, object],
    name: str,
    parts: Mapping[str, tuple[str | None, str | None]],
    aggregates: Mapping[str, Aggregate | None],
) -> Message | None:
    """A part that is a ratio; where that leads back to where it began, with the whole circle."""
    part = row[name]
    if aggregates.get(str(part)) is not Aggregate.RATIO:
        return None
    circle = _way(str(part), str(row["kpi_id"]), parts, frozenset())
    if circle:
        return say(
            "These ratios are made of one another: {way}.", way=" → ".join((str(row["kpi_id"]), *circle))
        )
    return say("{kpi} is a ratio itself.", kpi=part)


def _way(
    start: str, end: str, parts: Mapping[str, tuple[str | None, str | None]], seen: frozenset[str]
) -> tuple[str, ...]:
    """The ratios from one to another, each a part of the one before; empty where there is no way."""
    if start == end:
        return (end,)
    for part in parts.get(start, ()) if start not in seen else ():
        if part and (rest := _way(part, end, parts, seen | {start})):
            return (start, *rest)
    return ()


def _wrong_ratio(problem: Message) -> Unfit:
    return Unfit(
        "wrong-ratio",
        problem,
        say("A ratio names two other KPIs that have amounts, as numerator and as denominator."),
    )


def _amount_of_ratio(kpi: str) -> Unfit:
    return Unfit(
        "amount-of-ratio",
        say("{kpi} is a ratio; it is computed and has no amounts of its own.", kpi=kpi),
        say("Give the amounts of its numerator and denominator instead."),
    )


def _wrong_subject(*, both: bool) -> Unfit:
    return Unfit(
        "wrong-subject",
        say("This target is of a manager and of a unit.")
        if both
        else say("This target is of nobody: manager_id and unit_id are empty."),
        say("Fill in manager_id or unit_id, not both."),
    )


def _too_many(full: object) -> Unfit:
    return Unfit(
        "out-of-range",
        say("More points than the item can bring, {full}.", full=str(full)),
        say("Put points or full right."),
    )
