"""The story of a build: the steps in order, nothing else."""

import os
from collections.abc import Sequence, Set
from dataclasses import replace
from pathlib import Path, PurePath

from tallybook import apart, book, files, review, runs, slices, stamp, tables
from tallybook.archive import Compared, Contents
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.results import Failed, Job
from tallybook.domain.subjects import SubjectKind
from tallybook.errors import Fault
from tallybook.pipeline.certificates import print_certificate
from tallybook.pipeline.differing import APPROVED, Differences, Version, differences
from tallybook.pipeline.hiding import refuse_leaks
from tallybook.pipeline.histories import history, history_page
from tallybook.pipeline.hosting import Line, hosting
from tallybook.pipeline.measuring import facts, slices_of, tables_of
from tallybook.pipeline.media import check_media
from tallybook.pipeline.publishing import Putting, list_editions, put_out
from tallybook.pipeline.reproducing import again, chosen, compared, taken_out
from tallybook.pipeline.reviewing import Review, Step, look, take
from tallybook.pipeline.running import planned
from tallybook.pipeline.sealing import remember, seal
from tallybook.pipeline.sheets import print_sheet
from tallybook.pipeline.soundness import sound
from tallybook.pipeline.tallying import tallies
from tallybook.pipeline.values import MARK, Measurements, Plan, Report, Stage, State, Watch
from tallybook.pipeline.writing import write
from tallybook.tables import Draft, Peek
from tallybook.workspace import Workspace

__all__ = [
    "APPROVED",
    "MARK",
    "Differences",
    "Measurements",
    "Plan",
    "Putting",
    "Report",
    "Review",
    "Stage",
    "State",
    "Step",
    "Version",
    "Watch",
    "annotate",
    "build",
    "check",
    "differences",
    "draft",
    "facts",
    "history",
    "history_page",
    "list_editions",
    "look",
    "peek",
    "print_certificate",
    "print_sheet",
    "put_out",
    "reproduce",
    "seal",
    "status",
    "take",
    "tallies",
]


def check(workspace: Workspace, period: Period | None = None) -> Tables:
    """Everything that a build would find wrong before it starts; returns the tables as they were read.

    Where a period is named, queries that name days give no more than it needs.
    """
    found = sound(workspace, period, reference=workspace.word_reference)
    runs.check(workspace.notebook(kind) for kind in SubjectKind)
    return found.tables


def asks_by_days(workspace: Workspace) -> bool:
    """Whether any query fetches less where a period is named."""
    return tables.ask_by_days(workspace.settings)


def annotate(workspace: Workspace, faults: Sequence[Fault], folder: Path) -> tuple[Path, ...]:
    """Copies of the files that have faults, with their cells marked; returns what was written."""
    return tables.annotate(workspace.root, faults, folder, workspace.wording)


def peek(workspace: Workspace, source: str) -> Peek:
    """What one source of the workspace gives, read as a build would."""
    return tables.peek(workspace.root, workspace.settings, source, workspace.fiscal)


def draft(workspace: Workspace, file: Path, table: str | None) -> Draft:
    """A mapping for a file, as a beginning."""
    name = PurePath(os.path.relpath(file, workspace.root)).as_posix()
    return tables.draft(workspace.root, name, table, workspace.settings.read_from)


def status(workspace: Workspace, period: Period, plan: Plan) -> tuple[State, ...]:
    """What is there of a period's book, and what a build would run."""
    found = tables_of(workspace, period, plan.snapshot)
    failures = {failed.job.key: failed for failed in runs.last_failures(plan.folder)}
    begun, busy = runs.broken_off(plan.folder), files.is_locked(plan.folder)
    writers = {note.manager_id for note in found.notes if note.period.same_days(period)}
    asked = slices.chosen(slices.subjects(found, period), plan.subjects, period)
    jobs = [planned(workspace, slice_, plan.folder) for slice_ in slices_of(workspace, found, period)]
    return tuple(
        replace(_state(job, plan, failures.get(job.key), writers), begun=job.key in begun, building=busy)
        for job in jobs
        if job.subject in asked
    )


def _state(job: Job, plan: Plan, failed: Failed | None, writers: Set[str]) -> State:
    found = runs.find(job, plan.folder) is not None
    return State(
        subject=job.subject,
        handed_in=job.subject.id in writers if job.subject.kind is SubjectKind.MANAGER else None,
        fresh=found and not plan.run_all,
        failed=failed,
        damaged=not found and runs.is_kept(job, plan.folder),
    )


def build(workspace: Workspace, period: Period, plan: Plan, watch: Watch) -> Report:
    """From the tables to the book; the last good book stays until the new one is whole."""
    check_media(workspace, plan)
    key = _key(workspace, period, plan)
    if key and not plan.run_all and (report := stamp.find(plan.folder, key, Report, book=plan.html)):
        return replace(report, cached=report.subjects, unchanged=True, damaged=())
    with hosting(plan, watch) as host:
        # The rows and results of all subjects take much room, which Sphinx needs after that.
        ready = apart.call(lambda tell: write(workspace, period, plan, Line(tell)), host.hear)
        built = book.bind(
            ready.book,
            out=plan.html,
            sphinx=host.sphinx,
            check=lambda html: refuse_leaks(workspace, html, ready.report.hidden) if plan.edition else None,
        )
        report = replace(ready.report, unshown=built.unshown, unformed=built.unformed)
        if ready.outline:
            remember(workspace, ready.outline, ready.read, plan, ready.data)
        # A file that changed under way may have been read before or after.
        if key and not report.failed and key == _key(workspace, period, plan):
            stamp.keep(plan.folder, key, book=built.digest, report=report)
    return report


def reproduce(contents: Contents, into: Path, subjects: tuple[str, ...], watch: Watch) -> Compared:
    """Build a sealed book again, from its package alone, in the folder `into`, and hold it against what was sealed."""
    wanted = chosen(contents, subjects)
    found = taken_out(contents, into)
    period = Period.parse(contents.period, found.fiscal)
    plan = again(contents, found, period)
    report = build(found, period, plan, watch)
    return compared(contents, plan, report, wanted)


def _key(workspace: Workspace, period: Period, plan: Plan) -> str | None:
    """What the book depends on; None where that cannot be told without reading it, and of a preview."""
    data = tables.inputs(workspace.root, workspace.settings)
    if data is None or plan.snapshot or not plan.is_whole:
        return None
    asked = {name: str(getattr(plan, name)) for name in ("pdf", "word", "excel")}
    wanted = {"period": period.slug, "folder": str(plan.folder)} | asked
    read = (*workspace.inputs(), *data, *review.files_of(workspace.root, period))
    return stamp.key(read, wanted)
