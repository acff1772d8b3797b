"""References: every id that a row names is one that a row of the other table has."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from tallybook.errors import Message, say
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables.faults import LIMIT
from tallybook.tables.rows import Rows, indices
from tallybook.tables.schema import Column
from tallybook.tables.strays import is_total, total


def check_references(tables: Mapping[str, Rows]) -> None:
    """Report unknown ids, again where tolerated rows left out take others with them.

    Ids of customers are not checked where no table of customers is declared, nor against a table of which
    rows could not be read.
    """
    out = -1
    while out != (out := _left_out(tables)):
        for rows in tables.values():
            for column in rows.table.columns:
                known = tables.get(column.refers or "")
                if known is not None and known.whole and not _is_missed(known):
                    _check(rows, column, known)


def _check(rows: Rows, column: Column, target: Rows) -> None:
    known = target.known()
    filled = rows.filled(column.name)
    ids = rows.columns[column.name]
    strangers = [identifier for identifier in dict.fromkeys(ids[filled]) if identifier not in known]
    named = _named(target)
    unknown = {
        identifier: _unknown(
            identifier,
            target.table.name,
            _by_name(column.name, identifier, named[identifier])
            if identifier in named
            else meant(identifier, known if number < LIMIT else ()),
        )
        for number, identifier in enumerate(strangers)
    }
    if unknown:
        wrong = np.fromiter((identifier in unknown for identifier in ids), dtype=bool, count=len(ids))
        for index in indices(wrong & filled):
            rows.report(index, column.name, unknown[ids[index]])


def _named(target: Rows) -> dict[str, str]:
    """The ids by the names of what they are of; a name that several have stands for none."""
    assert target.table.id is not None
    if "name" not in target.columns:
        return {}
    filled = target.filled(target.table.id, "name")
    pairs = dict.fromkeys(
        zip(target.columns["name"][filled], target.columns[target.table.id][filled], strict=True)
    )
    often = Counter(name for name, _ in pairs)
    return {name: identifier for name, identifier in pairs if often[name] == 1}


def _by_name(column: str, name: str, identifier: str) -> Message:
    return say(
        "That is the name of {id}: write the id, or declare values: {example}.",
        id=identifier,
        example=f"{{{column}: {{{name}: {identifier}}}}}",
    )


def _is_missed(target: Rows) -> bool:
    """An empty table that must have rows is reported as such, not once more by each row that refers to it."""
    return target.table.must_have_rows and not target.known()


def _left_out(tables: Mapping[str, Rows]) -> int:
    return sum(int(rows.left_out.sum()) for rows in tables.values())


def _unknown(identifier: str, table: str, hint: Message) -> Unfit:
    if is_total(identifier):
        return total(say("{value} is no id: this is a row of totals.", value=identifier))
    return Unfit(
        "unknown-reference",
        say("{id} is not in the table {table}.", id=identifier, table=table),
        hint,
    )
