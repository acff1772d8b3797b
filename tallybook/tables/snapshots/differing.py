"""What has changed from one snapshot to another: rows added, removed, and changed, by their keys."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tallybook.sources import duck
from tallybook.tables.schema import NOTES, TABLES
from tallybook.tables.snapshots import texts
from tallybook.tables.snapshots.keeping import Snapshot

Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that is other than it was; `old` and `new` hold what differs, of a row added or removed all of it."""

    how: Literal["added", "removed", "changed"]
    key: Cells
    old: Cells
    new: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How many rows of a table are other than they were, and some of them."""

    table: str
    added: int
    removed: int
    changed: int
    rows: tuple[RowChange, ...] = ()


def changes(old: Snapshot, new: Snapshot, most: int) -> tuple[TableChange, ...]:
    """Every table in which there is a difference, with at most so many of its rows."""
    found = (_of_table(name, old, new, most) for name in (*(table.name for table in TABLES), NOTES))
    return tuple(change for change in found if change is not None)


def count(found: Sequence[TableChange]) -> int:
    """How many rows are other than they were."""
    return sum(change.added + change.removed + change.changed for change in found)


def _of_table(name: str, old: Snapshot, new: Snapshot, most: int) -> TableChange | None:
    files = old.tables(name), new.tables(name)
    if files[0] and files[1] and [*map(_bytes, files[0])] == [*map(_bytes, files[1])]:
        return None
    with closing(duck.connect()) as connection:
        duck.view(connection, "old", files[0], texts.columns(name))
        duck.view(connection, "new", files[1], texts.columns(name))
        connection.execute(f"CREATE TABLE changes AS {_query(name)}")
        counted = dict(connection.execute("SELECT how, count(*) FROM changes GROUP BY how").fetchall())
        if not counted:
            return None
        rows = tuple(_rows(name, connection.execute(f"SELECT * FROM changes LIMIT {most:d}").fetchall()))
    return TableChange(
        table=name,
        added=counted.get("added", 0),
        removed=counted.get("removed", 0),
        changed=counted.get("changed", 0),
        rows=rows,
    )


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _query(name: str) -> str:
    """What is in one and not in the other, row for row; several rows of one key answer to each other in order."""
    key, every = [_quoted(column) for column in texts.KEYS[name]], [*map(_quoted, texts.columns(name))]
    order = f"row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {', '.join(every)}) AS nth"
    same = " AND ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in (*key, "nth"))
    cells = ", ".join(f"{side}.{column}" for side in "ab" for column in every)
    kind = "CASE WHEN a.nth IS NULL THEN 'added' WHEN b.nth IS NULL THEN 'removed' ELSE 'changed' END AS how"
    first = ", ".join(f"coalesce(a.{column}, b.{column}) NULLS FIRST" for column in key)
    return (
        f"SELECT {kind}, {cells} FROM (SELECT *, {order} FROM (FROM old EXCEPT ALL FROM new)) a "
        f"FULL JOIN (SELECT *, {order} FROM (FROM new EXCEPT ALL FROM old)) b ON {same} ORDER BY {first}, how"
    )


def _rows(name: str, found: Sequence[Sequence[str | None]]) -> Iterator[RowChange]:
    columns, key = texts.columns(name), texts.KEYS[name]
    for row in found:
        how, old, new = row[0], row[1 : 1 + len(columns)], row[1 + len(columns) :]
        before, after = dict(zip(columns, old, strict=True)), dict(zip(columns, new, strict=True))
        known = after if how == "added" else before
        other = [column for column in columns if column not in key and before[column] != after[column]]
        yield RowChange(
            how=how,  # type: ignore[arg-type]
            key={column: known[column] for column in key},
            old={column: before[column] for column in other} if how != "added" else {},
            new={column: after[column] for column in other} if how != "removed" else {},
        )


def _quoted(name: str) -> str:
    return '"' + name + '"'
