"""What the settings name of the tables' rows: the leading KPI, and of editions the KPIs and the audience."""

from collections.abc import Iterator, Mapping, Sequence

from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Fault, say
from tallybook.settings import Edition, Settings
from tallybook.sources.nearest import meant
from tallybook.tables.faults import CONFIG
from tallybook.tables.rows import Rows

_KINDS = {"units": SubjectKind.UNIT, "managers": SubjectKind.MANAGER}


def unknown(settings: Settings, tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Every mention of what is in no table, with the nearest that is; nothing where a table was not read whole."""
    if (kpis := tables["kpis"]).whole and (known := kpis.known()):
        if settings.lead_kpi is not None and settings.lead_kpi not in known:
            yield _unmet("tallybook.lead_kpi", settings.lead_kpi, "kpis", tuple(known))
        yield from _unknown_kpis(settings.editions, tuple(known))
    if all(tables[name].whole for name in _KINDS):
        yield from _unknown_audiences(settings.editions, tables)


def _unknown_kpis(editions: Sequence[Edition], known: Sequence[str]) -> Iterator[Fault]:
    for number, edition in enumerate(editions, 1):
        for kpi in edition.leave_out_kpis:
            if kpi not in known:
                yield _unmet(f"tallybook.editions.{number}.leave_out_kpis", kpi, "kpis", known)


def _unknown_audiences(editions: Sequence[Edition], tables: Mapping[str, Rows]) -> Iterator[Fault]:
    ids = {name: tuple(tables[name].known()) for name in _KINDS}
    known = tuple(dict.fromkeys(id_ for each in ids.values() for id_ in each))
    pages = {Subject(kind=kind, id=id_, name="").slug for name, kind in _KINDS.items() for id_ in ids[name]}
    for number, edition in enumerate(editions, 1):
        if edition.audience not in known and edition.audience not in pages:
            column = f"tallybook.editions.{number}.audience"
            yield _unmet(column, edition.audience, " / ".join(_KINDS), known)


def _unmet(column: str, value: str, table: str, known: Sequence[str]) -> Fault:
    return Fault(
        kind="unknown-reference",
        file=CONFIG,
        column=column,
        value=value,
        problem=say("{id} is not in the table {table}.", id=value, table=table),
        remedy=meant(value, known),
    )
