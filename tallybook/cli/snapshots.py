"""Snapshots on the terminal: which there are, and what is other in one than in another."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from tallybook import workspace
from tallybook.cli import show, verbs
from tallybook.errors import UsageError, say
from tallybook.sources.finding import check_installed
from tallybook.tables import snapshots
from tallybook.tables.snapshots import RowChange, Snapshot, TableChange
from tallybook.wording import Wording

_HEADS = (say("Snapshot"), say("Last read"), say("Rows"))
_HOW = {"added": say("added"), "removed": say("removed"), "changed": say("changed")}
_SIGNS = {"added": "+", "removed": "−", "changed": "~"}


def show_list(root: Path, path_output: Path | None, *, as_json: bool) -> None:
    """Every snapshot with the time at which its data were last read."""
    found = workspace.find(root)
    kept = snapshots.listed(verbs.snapshots_folder(found, path_output))
    if as_json:
        verbs.print_json([_plain(one) for one in kept])
        return
    wording = found.wording
    if not kept:
        click.echo(wording.text("There is no snapshot yet; each build keeps what it has read."))
        return
    rows = [[one.id, _read_at(one), _counted(one, wording)] for one in kept]
    for line in show.aligned([[wording.message(head) for head in _HEADS], *rows], widest=120):
        click.echo(line)


def show_diff(
    root: Path,
    names: tuple[str | None, str | None],
    path_output: Path | None,
    *,
    limit: int,
    as_json: bool,
) -> None:
    """What is other in the second snapshot than in the first."""
    found = workspace.find(root)
    check_installed("duckdb", "sql")
    old, new = _chosen(verbs.snapshots_folder(found, path_output), names)
    changed = snapshots.changes(old, new, limit)
    if as_json:
        verbs.print_json(plain(old, new, changed))
        return
    for line in lines(old, new, changed, found.wording):
        click.echo(line)


def lines(old: Snapshot, new: Snapshot, changed: Sequence[TableChange], wording: Wording) -> Iterator[str]:
    """The differences as a person reads them."""
    yield wording.text("From {old} to {new}:", old=old.id, new=new.id)
    if not changed:
        yield wording.text("Nothing is other than it was.")
    for one in changed:
        yield f"{one.table}: {summary(one, wording)}"
        yield from (f"  {_line(row, wording)}" for row in one.rows)
        if rest := snapshots.count([one]) - len(one.rows):
            yield "  " + wording.text("… and {count} more", count=rest)


def summary(change: TableChange, wording: Wording) -> str:
    """How many rows of a table were added, removed and changed."""
    counts = {"added": change.added, "removed": change.removed, "changed": change.changed}
    told = [f"{wording.message(_HOW[how])} {count}" for how, count in counts.items() if count]
    return wording.text(", ").join(told)


def plain(old: Snapshot, new: Snapshot, changed: Sequence[TableChange]) -> dict[str, object]:
    """The same for machines."""
    return {
        "old": old.digest,
        "new": new.digest,
        "tables": [
            {
                "table": one.table,
                "added": one.added,
                "removed": one.removed,
                "changed": one.changed,
                "rows": [
                    {"how": row.how, "key": row.key, "old": row.old, "new": row.new} for row in one.rows
                ],
            }
            for one in changed
        ],
    }


def _chosen(kept: Path, names: tuple[str | None, str | None]) -> tuple[Snapshot, Snapshot]:
    """Both snapshots by name; those left out are the last one, and the one before."""
    old, new = names
    if old and new:
        return snapshots.find(kept, old), snapshots.find(kept, new)
    known = snapshots.listed(kept)
    if old and known:
        return snapshots.find(kept, old), known[0]
    if len(known) < 2:
        raise UsageError(say("There are no two snapshots to be compared; each build keeps what it has read."))
    return known[1], known[0]


def _line(row: RowChange, wording: Wording) -> str:
    key = wording.text(", ").join(value for value in row.key.values() if value is not None)
    named = dict.fromkeys((*row.old, *row.new))
    if row.how == "changed":
        told = [f"{name} {_cell(row.old, name)} → {_cell(row.new, name)}" for name in named]
    else:
        told = [f"{name} {_cell(row.new or row.old, name)}" for name in named if (row.new or row.old)[name]]
    return f"{_SIGNS[row.how]} {key}" + (
        f"{wording.text(': ')}{wording.text(', ').join(told)}" if told else ""
    )


def _cell(cells: Mapping[str, str | None], name: str) -> str:
    text = cells.get(name)
    return "–" if text is None else " ".join(text.split())[:60]


def _plain(one: Snapshot) -> dict[str, object]:
    return {"digest": one.digest, "read": _read_at(one), "rows": dict(one.rows), "folder": str(one.folder)}


def _read_at(one: Snapshot) -> str:
    return datetime.fromtimestamp(one.read_at).astimezone().isoformat(" ", "seconds")


def _counted(one: Snapshot, wording: Wording) -> str:
    return wording.text(", ").join(f"{name} {count}" for name, count in one.rows.items() if count)
