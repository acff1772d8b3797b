"""Masking: the tables as the readers of an edition may see them, before any slice is cut from them."""

import difflib
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

from tallybook.domain import phones
from tallybook.domain.prose import PERSONS, PROSE
from tallybook.domain.records import Customer, Kpi, Note, Tables
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.errors import SlicesError, say
from tallybook.settings import Edition
from tallybook.words import Words

# Nothing else of a row can hold a name that is masked.
_TEXTS = {table: (*PROSE.get(table, ()), *PERSONS.get(table, ())) for table in PROSE | PERSONS}
_FEW = 2


def shown(tables: Tables, rules: Edition) -> Tables:
    """The tables without what the rules leave out, and with what they mask masked wherever it is written."""
    masked = secrets(tables, rules)
    found = _without_kpis(_without(tables, rules.leave_out), left_out_kpis(tables, rules))
    if "customers.name" in rules.mask:
        found = _listed(found)
    for table, column in (place.split(".") for place in rules.mask):
        rows = tuple(_masked_column(row, column) for row in getattr(found, table))
        found = replace(found, **{table: rows})
    words, numbers = Words(word for word in masked if len(word) >= _FEW), "customers.phone" in rules.mask
    if not masked and not numbers:
        return found
    masked_tables = {
        table: tuple(_masked_texts(row, columns, words, numbers=numbers) for row in getattr(found, table))
        for table, columns in _TEXTS.items()
    }
    return replace(found, **masked_tables)


def secrets(tables: Tables, rules: Edition) -> frozenset[str]:
    """Everything that stands in a column that the rules mask, as it is written there."""
    found: set[str | None] = set()
    for table, column in (place.split(".") for place in rules.mask):
        found |= {getattr(row, column) for row in getattr(tables, table)}
    if "customers.name" in rules.mask:
        found |= set(_unlisted(tables))
    return frozenset(word for word in found if word and word != masked_name(word))


def left_out_kpis(tables: Tables, rules: Edition) -> tuple[Kpi, ...]:
    """The KPIs that the rules leave out, and the ratios made of them; raises SlicesError for one that is not there."""
    known = [kpi.kpi_id for kpi in tables.kpis]
    for unknown in (each for each in rules.leave_out_kpis if each not in known):
        near = difflib.get_close_matches(unknown, known, n=1, cutoff=0) or known
        raise SlicesError(
            say(
                "The edition {edition} leaves out the KPI {kpi}, which is not in the table kpis. The nearest is "
                "{nearest}.",
                edition=rules.name,
                kpi=unknown,
                nearest=near[0],
            )
        )
    gone = frozenset(rules.leave_out_kpis)
    return tuple(kpi for kpi in tables.kpis if gone & {kpi.kpi_id, kpi.numerator, kpi.denominator} - {None})


def uncompared(slice_: Slice, rules: Edition) -> Slice:
    """The slice; where too few people stand in its unit to be compared, without them as members."""
    people = [member for member in slice_.members if member.kind is SubjectKind.MANAGER]
    if not people or len(people) >= rules.compared_from:
        return slice_
    units = tuple(member for member in slice_.members if member.kind is SubjectKind.UNIT)
    return replace(slice_, members=units, few=True)


def masked_name(name: str) -> str:
    """The first letter and two asterisks, however long the name is."""
    return f"{name[:1]}**" if name else name


def _escaped(name: str) -> str:
    # In Markdown two asterisks begin bold text.
    return masked_name(name).replace("*", r"\*")


def _without(tables: Tables, left_out: Iterable[str]) -> Tables:
    for place in left_out:
        table, _, column = place.partition(".")
        rows = getattr(tables, table) if column else ()
        tables = replace(tables, **{table: tuple(replace(row, **{column: None}) for row in rows)})
    if "customers" in left_out:
        tables = replace(
            tables,
            actuals=tuple(replace(row, customer_id=None) for row in tables.actuals),
            visits=tuple(replace(row, customer_id="") for row in tables.visits),
        )
    return tables


def _without_kpis(tables: Tables, left_out: Iterable[Kpi]) -> Tables:
    gone: Set[str] = {kpi.kpi_id for kpi in left_out}
    if not gone:
        return tables
    if len(gone) == len(tables.kpis):
        raise SlicesError(say("An edition leaves out all KPIs: there is nothing to measure."))
    return replace(
        tables,
        kpis=tuple(kpi for kpi in tables.kpis if kpi.kpi_id not in gone),
        actuals=tuple(row for row in tables.actuals if row.kpi_id not in gone),
        targets=tuple(row for row in tables.targets if row.kpi_id not in gone),
        commitments=tuple(row for row in tables.commitments if row.kpi_id not in gone),
        delivered=tuple(kpis - gone for kpis in tables.delivered),
    )


def _listed(tables: Tables) -> Tables:
    """The tables with a row for each customer who has none: pages call such a one by the id, which is masked as well."""
    ids = {name: f"customer-{number}" for number, name in enumerate(_unlisted(tables), start=1)}
    return replace(
        tables,
        customers=(
            *tables.customers,
            *(Customer(customer_id=id_, name=name, manager_id="") for name, id_ in ids.items()),
        ),
        actuals=tuple(_renamed(row, ids) for row in tables.actuals) if ids else tables.actuals,
        visits=tuple(_renamed(row, ids) for row in tables.visits),
    )


def _unlisted(tables: Tables) -> tuple[str, ...]:
    """The ids of customers who are in no table of customers."""
    listed = {customer.customer_id for customer in tables.customers}
    named = {row.customer_id for row in tables.actuals} | {row.customer_id for row in tables.visits}
    return tuple(sorted(filter(None, named - listed)))


def _renamed(row: Any, ids: Mapping[str, str]) -> Any:
    return replace(row, customer_id=ids[row.customer_id]) if row.customer_id in ids else row


def _masked_column(row: Any, column: str) -> Any:
    text = getattr(row, column)
    if text is None:
        return row
    return replace(row, **{column: phones.masked_phone(text) if column == "phone" else masked_name(text)})


def _masked_texts(row: Any, columns: Iterable[str], words: Words, *, numbers: bool) -> Any:
    texts = {column: text for column in columns if (text := getattr(row, column))}
    by = _escaped if isinstance(row, Note) else masked_name
    masked = {column: words.replaced(text, by) for column, text in texts.items()}
    if numbers:
        masked = {column: phones.masked(text) for column, text in masked.items()}
    return replace(row, **masked) if masked != texts else row
