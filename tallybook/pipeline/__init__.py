"""The story of a build: the steps in order, nothing else."""

import os
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from tallybook import book, compose, files, garbage, review, runs, slices, stamp, tables
from tallybook.archive import Compared, Contents
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.results import Failed, Job
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Fault
from tallybook.pipeline.certificates import print_certificate
from tallybook.pipeline.differing import APPROVED, Differences, Version, differences
from tallybook.pipeline.editions import asked_for, narrowed
from tallybook.pipeline.hiding import hidden, refuse_leaks
from tallybook.pipeline.histories import history, history_page
from tallybook.pipeline.keeping import Data, keep
from tallybook.pipeline.measuring import facts, slices_of, tables_of
from tallybook.pipeline.media import check_media, for_management, word_look
from tallybook.pipeline.publishing import Putting, approved_only, list_editions, put_out
from tallybook.pipeline.reporting import report_of
from tallybook.pipeline.reproducing import again, chosen, compared, taken_out
from tallybook.pipeline.reviewing import Review, Step, look, reviewed, take
from tallybook.pipeline.running import Cut, cut_out, planned, run, run_again, warming
from tallybook.pipeline.sealing import Outline, facts_by_page, outline, remember, seal, used
from tallybook.pipeline.sheets import print_sheet
from tallybook.pipeline.soundness import edition_of, sound
from tallybook.pipeline.tallying import refuse, tallies
from tallybook.pipeline.telling import Material, Told, content_of
from tallybook.pipeline.values import MARK, Measurements, Plan, Report, Stage, State, Watch
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


@garbage.looking_seldom()
def build(workspace: Workspace, period: Period, plan: Plan, watch: Watch) -> Report:
    """From the tables to the book; the last good book stays until the new one is whole."""
    check_media(workspace, plan)
    key = _key(workspace, period, plan)
    if key and not plan.run_all and (report := stamp.find(plan.folder, key, Report, book=plan.html)):
        return replace(report, cached=report.subjects, unchanged=True, damaged=())
    with warming(workspace, plan) as server:
        return _built(workspace, period, plan, watch, key=key, server=server)


def _built(
    workspace: Workspace,
    period: Period,
    plan: Plan,
    watch: Watch,
    *,
    key: str | None,
    server: runs.ForkServer | None,
) -> Report:
    watch.begin(Stage.TABLES)
    read = used(workspace, period)
    looked_at = sound(workspace, period, plan.snapshot, noted=None if plan.run_all else plan.folder)
    wanted = asked_for(looked_at.tables, period, plan)
    files.claim(plan.folder, MARK)
    with files.locked(plan.folder):
        looked_at.note(plan.folder)
        data = keep(workspace, looked_at.tables, plan)
        watch.begin(Stage.SLICES)
        templates, cut = looked_at.templates, cut_out(workspace, period, looked_at.tables, plan)
        # Nobody needs the rows of all tables any more, but kernels their room.
        del looked_at
        garbage.give_back()
        ran = _ran(workspace, cut, wanted, plan, watch, server=server)
        del cut
        watch.begin(Stage.PAGES)
        with book.Sphinx() as sphinx:
            said = _said(workspace, period, ran, templates, data, plan, watch)
            # What is written need not be held as well, and Sphinx needs the room.
            del ran
            garbage.give_back()
            built = book.bind(
                said.book,
                out=plan.html,
                sphinx=sphinx,
                check=lambda html: (
                    refuse_leaks(workspace, html, said.report.hidden) if plan.edition else None
                ),
            )
        report = replace(said.report, unshown=built.unshown, unformed=built.unformed)
        if said.outline:
            remember(workspace, said.outline, read, plan, data)
        # A file that changed under way may have been read before or after.
        if key and not report.failed and key == _key(workspace, period, plan):
            stamp.keep(plan.folder, key, book=built.digest, report=report)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ran:
    """What the notebooks made of the whole house, what of it the book may tell, and whose kept runs were made again."""

    whole: Material
    material: Material
    damaged: tuple[str, ...]


def _ran(
    workspace: Workspace,
    cut: Cut,
    wanted: Set[Subject],
    plan: Plan,
    watch: Watch,
    *,
    server: runs.ForkServer | None,
) -> _Ran:
    watch.begin(Stage.RUNS, len(wanted))
    kept = {job for job in cut.jobs if runs.is_kept(job, plan.folder) and not plan.run_all}
    outcomes = run(cut.jobs, wanted, plan, watch, server)
    stands = reviewed(workspace, cut.found, cut.slices, outcomes)
    whole = Material(found=cut.found, cut=cut.slices, outcomes=outcomes, reviewed=stands)
    return _Ran(
        whole=whole,
        material=narrowed(workspace, whole, plan, watch),
        damaged=run_again(kept, outcomes),
    )


def _told(workspace: Workspace, ran: _Ran, templates: Mapping[str, str], data: Data, plan: Plan) -> Told:
    """From what the notebooks made to the pages."""
    material = ran.material
    content = content_of(workspace, material)
    refuse(content, workspace.settings)
    pages = compose.render(content, templates)
    return Told(
        content=content,
        pages=approved_only(content, pages) if plan.approved_only else pages,
        outcomes=material.outcomes,
        data=data,
        damaged=ran.damaged,
        hidden=hidden(workspace, ran.whole, material) if plan.edition else frozenset(),
        shown=frozenset(slice_.subject.slug for slice_ in material.cut) if plan.edition else frozenset(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A book whose pages are written, and what is still to be told of it once it is bound."""

    book: book.Written
    report: Report
    outline: Outline | None


def _said(
    workspace: Workspace,
    period: Period,
    ran: _Ran,
    templates: Mapping[str, str],
    data: Data,
    plan: Plan,
    watch: Watch,
) -> _Said:
    told = _told(workspace, ran, templates, data, plan)
    watch.begin(Stage.BOOK)
    written = book.write(
        _edition(workspace, period, told, plan), plan.place, software="" if plan.run_all else stamp.software()
    )
    return _Said(
        book=written,
        report=report_of(told, written, plan),
        outline=outline(told.content, told.outcomes) if plan.is_whole else None,
    )


def _edition(workspace: Workspace, period: Period, told: Told, plan: Plan) -> book.Edition:
    attached = facts_by_page(told.outcomes) if workspace.settings.pdf.standard == "a-3a" else {}
    return replace(
        edition_of(workspace, told.pages, workspace.wording.period(period)),
        on_paper=plan.pdf,
        word=word_look(workspace) if plan.word else None,
        data=attached,
        workbooks=for_management(told.content) if plan.excel else {},
    )


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
