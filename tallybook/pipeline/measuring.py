"""What is measured without notebooks: every KPI result."""

from collections.abc import Iterator

from tallybook import compose, measures, slices, tables
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.pipeline.values import Measurements
from tallybook.tables import snapshots
from tallybook.tables.snapshots import Snapshot
from tallybook.workspace import Workspace


def slices_of(workspace: Workspace, found: Tables, period: Period) -> Iterator[Slice]:
    """The slices of every subject of a period."""
    return slices.cut(found, workspace.settings, period, slices.subjects(found, period))


def tables_of(workspace: Workspace, period: Period | None, snapshot: Snapshot | None = None) -> Tables:
    """The tables, of queries that name days only what the period needs; or those of a snapshot."""
    if snapshot is not None:
        declared = snapshots.settings_of(snapshot, workspace.root, workspace.settings)
        return snapshots.read(snapshot, tables.read(workspace.root, declared), workspace.fiscal)
    if period is None:
        return tables.read(workspace.root, workspace.settings)
    days = {
        "history_start": slices.history_start(period),
        "period_start": period.start,
        "period_end": period.end,
    }
    return tables.read(workspace.root, workspace.settings, days)


def facts(workspace: Workspace, period: Period, subjects: tuple[str, ...] = ()) -> Measurements:
    """Every KPI result of every subject, or of some, from the same slices as the book's, without notebooks."""
    found = tables_of(workspace, period)
    chosen = slices.chosen(slices.subjects(found, period), subjects, period)
    peers: dict[Subject, object] = {}
    measured: list[Fact] = []
    for slice_ in slices_of(workspace, found, period):
        peers[slice_.subject] = (slice_.subject.kind, slice_.path)
        measured += measures.facts(slice_)
    notes = tuple(note for note in found.notes if note.period.same_days(period))
    ranked = compose.ranked(measured, peers, found.kpis)
    asked = tuple(fact for fact in ranked if fact.subject in chosen)
    return Measurements(facts=asked, kpis=found.kpis, notes=notes)
