"""The story of a build: the steps in order, nothing else."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Protocol

from tallybook import book, compose, files, measures, runs, slices, stamp, tables, tally
from tallybook.book import Unshown
from tallybook.domain.facts import Fact
from tallybook.domain.pages import Page
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi, Note, Tables
from tallybook.domain.results import Failed, FailureKind, Job, Outcome, Succeeded
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.tallying import TalliedNote, TalliedPart
from tallybook.errors import Fault, FaultsError, RunsError, say
from tallybook.settings import Running
from tallybook.tables import Draft, Peek
from tallybook.workspace import Workspace

# Stands in every folder that a build made, so that `clean` removes nothing else.
MARK = ".tallybook"


class Stage(StrEnum):
    """The steps that a person waits for."""

    TABLES = "tables"
    SLICES = "slices"
    RUNS = "runs"
    PAGES = "pages"
    BOOK = "book"


class Watch(Protocol):
    """Whoever wants to know how far a build is."""

    def begin(self, stage: Stage, steps: int = 0) -> None:
        """A stage begins, of so many steps where that is known."""

    def done(self, outcome: Outcome) -> None:
        """One run has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of a build beside the workspace: where it goes, how it runs, whether all of it.

    With `subjects`, ids of managers or units, only theirs are run, and a preview is made beside the book.
    """

    folder: Path
    running: Running
    run_all: bool = False
    fail_fast: bool = False
    subjects: tuple[str, ...] = ()

    @property
    def place(self) -> Path:
        """Where the book is made: a preview never takes the place of the whole book."""
        return self.folder / "preview" if self.subjects else self.folder

    @property
    def html(self) -> Path:
        """Where the book is read."""
        return self.place / "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a build ended: where the book is and what is not in it; `unchanged` where nothing had to be done."""

    period: str
    book: Path
    pages: int
    subjects: int
    cached: int
    left_out: int
    failed: tuple[Failed, ...]
    without_note: tuple[str, ...]
    tolerated: int
    unshown: tuple[Unshown, ...] = ()
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Every KPI result of a period, with the definitions that say how to read them."""

    facts: tuple[Fact, ...]
    kpis: tuple[Kpi, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where one subject's chapter stands: whether it would run, and why it is missing where it is."""

    subject: Subject
    handed_in: bool | None
    fresh: bool
    failed: Failed | None


def check(workspace: Workspace) -> tuple[Fault, ...]:
    """Everything that a build would find wrong before it starts; returns the faults that are tolerated."""
    found = _sound(workspace, workspace.templates())
    runs.check(workspace.notebook(kind) for kind in SubjectKind)
    return found.tolerated


def annotate(workspace: Workspace, faults: Sequence[Fault], folder: Path) -> tuple[Path, ...]:
    """Copies of the files that have faults, with their cells marked; returns what was written."""
    return tables.annotate(workspace.root, faults, folder, workspace.wording)


def peek(workspace: Workspace, source: str) -> Peek:
    """What one source of the workspace gives, read as a build would."""
    return tables.peek(workspace.root, workspace.settings, source, workspace.fiscal)


def draft(workspace: Workspace, file: Path, table: str | None) -> Draft:
    """A mapping for a file, as a beginning."""
    return tables.draft(workspace.root, PurePath(os.path.relpath(file, workspace.root)).as_posix(), table)


def facts(workspace: Workspace, period: Period, subjects: tuple[str, ...] = ()) -> Measurements:
    """Every KPI result of every subject, or of some, from the same slices as the book's, without notebooks."""
    found = tables.read(workspace.root, workspace.settings)
    chosen = slices.chosen(slices.subjects(found, period), subjects, period)
    peers: dict[Subject, object] = {}
    measured: list[Fact] = []
    for slice_ in _cut(workspace, found, period):
        peers[slice_.subject] = (slice_.subject.kind, slice_.path)
        measured += measures.facts(slice_)
    notes = tuple(note for note in found.notes if note.period.same_days(period))
    ranked = compose.ranked(measured, peers, found.kpis)
    asked = tuple(fact for fact in ranked if fact.subject in chosen)
    return Measurements(facts=asked, kpis=found.kpis, notes=notes)


def tallies(measured: Measurements) -> tuple[TalliedNote, ...]:
    """Every figure of every note of a period, held against its writer's facts."""
    kpis = {kpi.kpi_id: kpi for kpi in measured.kpis}
    facts: dict[str, list[Fact]] = {}
    for fact in measured.facts:
        if fact.subject.kind is SubjectKind.MANAGER:
            facts.setdefault(fact.subject.id, []).append(fact)
    return tuple(_tallied(note, own, kpis) for note in measured.notes if (own := facts.get(note.manager_id)))


def _tallied(note: Note, facts: Sequence[Fact], kpis: Mapping[str, Kpi]) -> TalliedNote:
    ledger = tally.Ledger.of(tally.known(facts, kpis))
    return TalliedNote(
        subject=facts[0].subject,
        file=note.file,
        parts=tuple(
            TalliedPart(part=name, text=text, figures=tally.tally(text, ledger, to_come=name == "next_steps"))
            for name, text in note.parts
        ),
    )


def status(workspace: Workspace, period: Period, plan: Plan) -> tuple[State, ...]:
    """What is there of a period's book, and what a build would run."""
    found = tables.read(workspace.root, workspace.settings)
    failures = {failed.job.key: failed for failed in runs.last_failures(plan.folder)}
    writers = {note.manager_id for note in found.notes if note.period.same_days(period)}
    chosen = slices.chosen(slices.subjects(found, period), plan.subjects, period)
    jobs = [_planned(workspace, slice_, plan.folder) for slice_ in _cut(workspace, found, period)]
    return tuple(
        State(
            subject=job.subject,
            handed_in=job.subject.id in writers if job.subject.kind is SubjectKind.MANAGER else None,
            fresh=not plan.run_all and runs.find(job, plan.folder) is not None,
            failed=failures.get(job.key),
        )
        for job in jobs
        if job.subject in chosen
    )


def build(workspace: Workspace, period: Period, plan: Plan, watch: Watch) -> Report:
    """From the tables to the book; the last good book stays until the new one is whole."""
    key = _key(workspace, period, plan)
    if key and not plan.run_all and (report := stamp.find(plan.folder, key, Report, book=plan.html)):
        return replace(report, cached=report.subjects, unchanged=True)
    watch.begin(Stage.TABLES)
    templates = workspace.templates()
    found = _sound(workspace, templates)
    chosen = slices.chosen(slices.subjects(found, period), plan.subjects, period)
    with files.locked(plan.folder):
        files.write(plan.folder / MARK, "")
        watch.begin(Stage.SLICES)
        cut = tuple(_cut(workspace, found, period))
        jobs = tuple(_written(workspace, slice_, plan.folder) for slice_ in cut)
        watch.begin(Stage.RUNS, len(chosen))
        outcomes = _run(jobs, chosen, plan, watch)
        watch.begin(Stage.PAGES)
        content = _content(workspace, found, cut, outcomes)
        pages = compose.render(content, templates)
        watch.begin(Stage.BOOK)
        built = book.build(_edition(workspace, content, pages), plan.place, out=plan.html)
        report = _report(content, built, outcomes)
        if key and not report.failed:
            stamp.keep(plan.folder, key, book=plan.html, report=report)
    return report


def _key(workspace: Workspace, period: Period, plan: Plan) -> str | None:
    """What the book depends on; None where that cannot be told without reading it, and of a preview."""
    data = tables.inputs(workspace.root, workspace.settings)
    if data is None or plan.subjects:
        return None
    return stamp.key((*workspace.inputs(), *data), {"period": period.slug, "folder": str(plan.folder)})


def _sound(workspace: Workspace, templates: Mapping[str, str]) -> Tables:
    """The tables, where they and the templates are without faults; raises FaultsError with those of both."""
    found, refusals = [], []
    try:
        found.append(tables.read(workspace.root, workspace.settings))
    except FaultsError as error:
        refusals.append(error)
    try:
        compose.check_templates(templates, workspace.wording)
    except FaultsError as error:
        refusals.append(error)
    if refusals:
        raise FaultsError.joined(refusals)
    return found[0]


def _cut(workspace: Workspace, found: Tables, period: Period) -> Iterator[Slice]:
    return slices.cut(found, workspace.settings, period, slices.subjects(found, period))


def _planned(workspace: Workspace, slice_: Slice, folder: Path) -> Job:
    """The job that a build would make; nothing is written."""
    path = slices.place(slice_.subject, folder / "slices")
    return _job(workspace, slice_, path, slices.fingerprint(slice_))


def _written(workspace: Workspace, slice_: Slice, folder: Path) -> Job:
    path = slices.write(slice_, folder / "slices")
    return _job(workspace, slice_, path, files.digest(path))


def _job(workspace: Workspace, slice_: Slice, path: Path, fingerprint: str) -> Job:
    notebook = workspace.notebook(slice_.subject.kind)
    return runs.job(slice_, path, notebook=notebook, fingerprint=fingerprint)


def _run(jobs: tuple[Job, ...], chosen: Set[Subject], plan: Plan, watch: Watch) -> tuple[Outcome, ...]:
    asked = tuple(job for job in jobs if job.subject in chosen)
    if plan.run_all:
        runs.forget(asked, plan.folder)
    with runs.remembering(plan.folder, jobs) as remember:
        told = _told(plan, watch, remember)
        ran = runs.run(asked, running=plan.running, folder=plan.folder, on_done=told)
    found = {outcome.job.subject: outcome for outcome in ran}
    return tuple(found.get(job.subject) or runs.recall(job, plan.folder) for job in jobs)


def _told(plan: Plan, watch: Watch, remember: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    def done(outcome: Outcome) -> None:
        remember(outcome)
        watch.done(outcome)
        if plan.fail_fast and isinstance(outcome, Failed):
            subject = outcome.job.subject
            raise RunsError(
                say(
                    "Stopped at the first failure, as asked: {name} ({id}).", name=subject.name, id=subject.id
                )
            )

    return done


def _content(
    workspace: Workspace, found: Tables, cut: Sequence[Slice], outcomes: Sequence[Outcome]
) -> compose.BookContent:
    chapters = [compose.Chapter(slice=s, outcome=o) for s, o in zip(cut, outcomes, strict=True)]
    return compose.BookContent(
        title=workspace.title,
        organisation=workspace.settings.organisation,
        period=cut[0].period,
        kpis=found.kpis,
        lead_kpi=cut[0].house.lead_kpi,
        summaries=compose.summarise(chapters, found.notes, workspace.wording),
        tolerated=found.tolerated,
        reads=found.reads,
        data_notes=found.data_notes,
        wording=workspace.wording,
    )


def _edition(workspace: Workspace, content: compose.BookContent, pages: tuple[Page, ...]) -> book.Edition:
    return book.Edition(
        title=content.title,
        organisation=content.organisation,
        language=workspace.settings.language,
        period_label=workspace.wording.period(content.period),
        pages=pages,
        jupyter_book=workspace.book,
        handwritten=workspace.root / "book",
        logo=workspace.logo,
        favicon=workspace.favicon,
        foot=workspace.foot,
    )


def _report(content: compose.BookContent, built: book.Built, outcomes: Sequence[Outcome]) -> Report:
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    return Report(
        period=content.period.slug,
        book=built.path,
        pages=built.pages,
        subjects=len(outcomes),
        cached=sum(isinstance(outcome, Succeeded) and outcome.cached for outcome in outcomes),
        left_out=sum(outcome.kind is FailureKind.NOT_ASKED for outcome in failed),
        failed=tuple(outcome for outcome in failed if outcome.kind is not FailureKind.NOT_ASKED),
        without_note=tuple(
            summary.subject.name
            for summary in content.summaries
            if summary.subject.kind is SubjectKind.MANAGER and summary.note is None
        ),
        tolerated=len(content.tolerated),
        unshown=built.unshown,
    )
