"""All tables of a workspace, read and checked as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tallybook import garbage
from tallybook.domain import phones
from tallybook.domain.period import FiscalYear
from tallybook.domain.records import Commitment, Customer, DataNote, Tables, Target
from tallybook.domain.slices import PlansCount
from tallybook.errors import Fault, say
from tallybook.settings import Settings
from tallybook.sources.nearest import listed, nearest
from tallybook.tables import (
    consistency,
    dated_plans,
    keys,
    mentions,
    quality,
    references,
    schema,
    steps,
    tree,
    validity,
)
from tallybook.tables.faults import CONFIG, TOLERABLE, Ledger
from tallybook.tables.loading import load
from tallybook.tables.notes import read_notes
from tallybook.tables.parts import Desk
from tallybook.tables.rows import Rows


def read_tables(root: Path, settings: Settings, days: Mapping[str, date]) -> Tables:
    """Read every table, check it, and raise TablesError with all faults at once."""
    with garbage.not_looking():
        return _read_tables(root, settings, days)


def read_some(root: Path, settings: Settings, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """The records of some tables, each checked by itself; raises TablesError with all their faults."""
    ledger = Ledger((tolerance.table, tolerance.kind) for tolerance in settings.tolerate)
    year = settings.fiscal_year
    fiscal = FiscalYear(first_month=year.first_month, named_by_end=year.named_by == "end")
    desk = Desk(root, fiscal, ledger, settings.read_from, settings.row_limit, {}, settings.phones.masked)
    wanted = [table for table in schema.TABLES if table.name in names]
    found = {table.name: load(table, getattr(settings.tables, table.name), desk) for table in wanted}
    ledger.settle()
    return {name: tuple(_records(rows)) for name, rows in found.items()}


def read_promises(root: Path, settings: Settings) -> tuple[Commitment, ...]:
    """The promises that are made in tables of notes, of those notes that can be read."""
    ledger = Ledger()
    year = settings.fiscal_year
    fiscal = FiscalYear(first_month=year.first_month, named_by_end=year.named_by == "end")
    desk = Desk(root, fiscal, ledger, settings.read_from, settings.row_limit, {}, settings.phones.masked)
    managers, kpis = (
        load(table, getattr(settings.tables, table.name), desk) for table in (schema.MANAGERS, schema.KPIS)
    )
    notes = read_notes(desk, settings.notes, managers)
    return steps.take_in(notes, (), _kpi_names(kpis), ledger)[1]


def _read_tables(root: Path, settings: Settings, days: Mapping[str, date]) -> Tables:
    ledger = Ledger((tolerance.table, tolerance.kind) for tolerance in settings.tolerate)
    for fault in _unknown_tolerances(settings):
        ledger.add(fault)
    year = settings.fiscal_year
    fiscal = FiscalYear(first_month=year.first_month, named_by_end=year.named_by == "end")
    desk = Desk(root, fiscal, ledger, settings.read_from, settings.row_limit, days, settings.phones.masked)
    tables: dict[str, Rows] = {}
    for table in schema.TABLES:
        if (declared := getattr(settings.tables, table.name)) is not None:
            tables[table.name] = load(table, declared, desk, tables)
    _check(tables, ledger)
    for fault in mentions.unknown(settings, tables):
        ledger.add(fault)
    notes = read_notes(desk, settings.notes, tables["managers"])
    declared = tuple(_records(tables["commitments"])) if "commitments" in tables else ()
    notes, commitments = steps.take_in(notes, declared, _kpi_names(tables["kpis"]), ledger)
    ledger.settle()
    records = {name: tuple(_records(rows)) for name, rows in tables.items()}
    records["commitments"] = commitments
    if desk.masks:
        records["customers"] = (*records.get("customers", ()), *_known_by_phone(records))
    ended: tuple[DataNote, ...] = ()
    if "targets" in records and settings.plans_count is not PlansCount.DATE:
        declared_plans = records["targets"]
        records["targets"] = dated_plans.lasting(declared_plans)
        ended = dated_plans.without_end(len(declared_plans), len(records["targets"]))
    return Tables(
        **records,
        notes=notes,
        tolerated=ledger.tolerated,
        delivered=_delivered(tables["actuals"]),
        reads=tuple(quality.reads(tables)),
        data_notes=(*quality.notes(tables, settings.data_through), *ended),
    )


def _check(tables: Mapping[str, Rows], ledger: Ledger) -> None:
    units, managers, kpis = tables["units"], tables["managers"], tables["kpis"]
    for rows in tables.values():
        validity.check_order(rows)
        if rows.table.key:
            keys.check_duplicates(rows)
        if rows.table.id:
            keys.check_alike(rows)
    validity.check_overlaps(managers)
    consistency.check_ratios(kpis)
    if "targets" in tables:
        consistency.check_subjects(tables["targets"])
    if "conduct" in tables:
        consistency.check_points(tables["conduct"])
    references.check_references(tables)
    consistency.check_amounts(tables["actuals"], kpis)
    for name in ("actuals", "visits"):
        if name in tables:
            validity.check_covered(tables[name], managers)
    tree.check_tree(units)
    for rows in tables.values():
        if rows.table.must_have_rows:
            consistency.check_rows(rows, ledger)


def _known_by_phone(records: Mapping[str, tuple[Any, ...]]) -> Iterator[Customer]:
    """A masked name for every customer in no table whose id is a phone number: pages call such a one by the id."""
    listed = {customer.customer_id for customer in records.get("customers", ())}
    named = {row.customer_id for table in ("actuals", "visits") for row in records.get(table, ())}
    for id_ in sorted(filter(None, named - listed)):
        if phones.is_phone(id_):
            yield Customer(customer_id=id_, name=phones.masked(id_), manager_id="")


def _delivered(actuals: Rows) -> tuple[frozenset[str], ...]:
    """The KPIs that each source brings; the files of one pattern are one source."""
    found: dict[str, set[str]] = {}
    kept = ~actuals.left_out
    for origin, kpi_id in zip(actuals.origin[kept], actuals.columns["kpi_id"][kept], strict=True):
        found.setdefault(actuals.origins[origin].place, set()).add(kpi_id)
    return tuple(frozenset(kpi_ids) for kpi_ids in found.values())


def _kpi_names(kpis: Rows) -> dict[str, str]:
    """The kpi_id for each id, name and alias by which people call a KPI."""
    found: dict[str, str] = {}
    for kpi in _records(kpis) if kpis.whole else ():
        found |= dict.fromkeys((kpi.kpi_id, kpi.name, *kpi.aliases), kpi.kpi_id)
    return found


def _records(rows: Rows) -> Iterator[Any]:
    if rows.table is schema.TARGETS:
        return (_target(**values) for values in rows.records())
    return (rows.table.record(**values) for values in rows.records())


def _target(*, manager_id: str | None, unit_id: str | None, **rest: Any) -> Target:
    return Target(subject_id=manager_id or unit_id or "", of_unit=manager_id is None, **rest)


def _unknown_tolerances(settings: Settings) -> Iterator[Fault]:
    known = [*(table.name for table in schema.TABLES), schema.NOTES]
    for number, tolerance in enumerate(settings.tolerate, 1):
        for key, word, words in (("table", tolerance.table, known), ("kind", tolerance.kind, TOLERABLE)):
            if word not in words:
                near = nearest(word, words)
                allowed = say("Known are: {words}.", words=listed(words, len(words)))
                yield Fault(
                    kind="unknown-tolerance",
                    file=CONFIG,
                    column=f"tallybook.tolerate.{number}.{key}",
                    value=word,
                    problem=say("{word} cannot be tolerated: there is no such {key}.", word=word, key=key),
                    remedy=say("Did you mean {word}? {rest}", word=near, rest=allowed) if near else allowed,
                )
