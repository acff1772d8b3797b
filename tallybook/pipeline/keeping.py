"""What was read for a book is kept, and held against what was read for it before."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from tallybook import files
from tallybook.domain.records import Tables
from tallybook.errors import UsageError
from tallybook.pipeline.values import MARK, Plan
from tallybook.tables import snapshots
from tallybook.tables.snapshots import Snapshot, TableChange
from tallybook.workspace import Workspace

_FILE = "snapshot.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What a book was made of, as far as it is kept, and what is other in it than in the book before."""

    snapshot: Snapshot | None = None
    changed: tuple[TableChange, ...] = ()


def keep(workspace: Workspace, found: Tables, plan: Plan) -> Data:
    """Keep the tables where the settings and what is installed allow it; nothing of a preview."""
    most = workspace.settings.snapshots
    if plan.snapshot is not None:
        return _remembered(plan.snapshot, plan)
    if (
        plan.snapshots is None
        or plan.subjects
        or plan.edition
        or not most
        or not importlib.util.find_spec("duckdb")
    ):
        return Data()
    files.claim(plan.snapshots, MARK)
    return _remembered(snapshots.keep(found, plan.snapshots, most), plan)


def _remembered(snapshot: Snapshot, plan: Plan) -> Data:
    """Note of what the book is made now; compare with what it was made of, where that is still kept."""
    before = _before(plan.folder / _FILE, plan.snapshots or snapshot.folder.parent)
    changed = snapshots.changes(before, snapshot, 0) if before else ()
    files.write(plan.folder / _FILE, snapshot.digest)
    return Data(snapshot=snapshot, changed=changed)


def _before(file: Path, folder: Path) -> Snapshot | None:
    try:
        return snapshots.find(folder, file.read_text(encoding="utf-8"))
    except (OSError, UsageError):
        return None
