"""Every column of text is prose, names somebody, or is known to be neither: none is forgotten where texts are masked."""

import typing

from tallybook.domain.prose import PERSONS, PROSE
from tallybook.domain.records import Tables

TABLES = (
    *("units", "managers", "kpis", "actuals", "targets", "customers", "visits", "problems"),
    *("commitments", "conduct", "notes"),
)
NEITHER = {
    "units": {"name"},
    "managers": {"name", "title", "grade"},
    "kpis": {"name", "unit", "aliases", "numerator", "denominator", "group"},
    "customers": {"name", "tier", "phone"},
    "commitments": {"continues"},
    "conduct": {"item"},
    "notes": {"file"},
}


def test_every_column_of_text_is_accounted_for() -> None:
    kinds = typing.get_type_hints(Tables)
    for table in TABLES:
        columns = typing.get_type_hints(typing.get_args(kinds[table])[0])
        texts = {name for name, kind in columns.items() if kind is str or str in typing.get_args(kind)}
        told = {*PROSE.get(table, ()), *PERSONS.get(table, ())}
        assert told <= texts
        assert {name for name in texts if not name.endswith("_id")} == told | NEITHER.get(table, set()), table
