"""The review of a period: what somebody did is added to its log, and what the log proves is told."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tallybook import compose, files, measures, publish, review, runs, slices
from tallybook.domain import phones
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi, Note, Tables
from tallybook.domain.results import Outcome, Results, Succeeded
from tallybook.domain.reviewing import Action, Change, Comment, Event, Kept, Part, Reviewed, ReviewState
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import FilesError, ReviewError, say
from tallybook.pipeline.measuring import slices_of, tables_of
from tallybook.pipeline.running import planned
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What somebody wants to do: with whose summary, who, when, and what they say."""

    action: Action
    subject: str
    by: str
    time: datetime
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The review of a period as it stands: its log, each subject, and who is to sign what is void.

    `idle` are the lines of the log that change nothing.
    """

    log: review.Log
    standings: tuple[Reviewed, ...]
    signers: Mapping[Subject, tuple[str, ...]]
    kpis: tuple[Kpi, ...]
    idle: frozenset[int] = frozenset()
    used: bool = True

    def of(self, subject: Subject) -> Reviewed:
        """Where one subject stands."""
        return next(found for found in self.standings if found.subject == subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A period's material, read once: its tables, its slices, and the runs that are up to date."""

    workspace: Workspace
    period: Period
    found: Tables
    cut: tuple[Slice, ...]
    runs: Mapping[Subject, Succeeded]

    @property
    def roles(self) -> review.Roles:
        """Who may do what."""
        paths = {slice_.subject: slice_.path for slice_ in self.cut}
        settings = self.workspace.settings.review
        return review.Roles(self.found, paths, settings.top, settings.publishers)

    def today(self) -> dict[Subject, Kept]:
        """What each subject's page would be made of today; figures only where its notebook need not run again."""
        templates = self.workspace.templates()
        notes = notes_of(self.found.notes, self.period)
        # A unit may have the id of a person, whose note is none of its own.
        own = {s.subject: notes.get(s.subject.id) for s in self.cut if s.subject.kind is SubjectKind.MANAGER}
        return {
            slice_.subject: compose.approvals.content(
                slice_, self._results(slice_), own.get(slice_.subject), templates
            )
            for slice_ in self.cut
        }

    def _results(self, slice_: Slice) -> Results:
        subject = slice_.subject
        if subject in self.runs:
            return self.runs[subject].results
        return Results(subject=subject, period=self.period.slug, facts=measures.facts(slice_))


def desk(workspace: Workspace, period: Period, folder: Path) -> Desk:
    """Read what a period's review is about; `folder` is where its book is built."""
    found = tables_of(workspace, period)
    cut = tuple(slices_of(workspace, found, period))
    finished = ((s.subject, runs.find(planned(workspace, s, folder), folder)) for s in cut)
    return Desk(
        workspace=workspace,
        period=period,
        found=found,
        cut=cut,
        runs={subject: outcome for subject, outcome in finished if outcome},
    )


def take(workspace: Workspace, period: Period, folder: Path, step: Step) -> Review:
    """Do what was asked for, or raise ReviewError or UsageError with the reason; returns what stands thereafter."""
    _settled(workspace, period, folder)
    material = desk(workspace, period, folder)
    roles, root = material.roles, workspace.root
    subject, by = roles.subject(step.subject, period), roles.person(step.by)
    roles.check(by, step.action, subject)
    today = material.today()
    comments = _without_phones(step.comments) if workspace.settings.phones.masked else step.comments

    def make(log: review.Log) -> Event:
        stands = _judged(material, log, today)[subject]
        review.check_step(stands, step.action)
        kept = ""
        if step.action is Action.APPROVE:
            kept = review.keep(root, period, _approvable(material, today[subject]))
        return Event(
            action=step.action,
            subject=subject.slug,
            by=by,
            time=step.time.isoformat(timespec="seconds"),
            comments=comments,
            kept=kept,
        )

    return _review(material, review.add(root, period, make), today)


def _without_phones(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    return tuple(replace(comment, text=phones.masked(comment.text)) for comment in comments)


def settle(workspace: Workspace, period: Period) -> None:
    """Let the log say what was published before the publisher was killed."""
    for intent in review.intended(workspace.root, period):
        # A stick that is not plugged in may come back, and a damaged log or site be put right.
        with contextlib.suppress(FilesError, ReviewError):
            if Path(intent.to).is_dir():
                there = publish.read(Path(intent.to)).of(period.slug)
                done = there is not None and there.time == intent.time
                review.settle(workspace.root, period, intent, done=done)


def _settled(workspace: Workspace, period: Period, folder: Path) -> None:
    """As `settle`, unless somebody publishes just now."""
    if review.intended(workspace.root, period):
        with contextlib.suppress(FilesError), files.locked(folder):
            settle(workspace, period)


def look(workspace: Workspace, period: Period, folder: Path) -> Review:
    """Where every summary of the period stands."""
    _settled(workspace, period, folder)
    material = desk(workspace, period, folder)
    return _review(material, review.read(workspace.root, period), material.today())


def reviewed(
    workspace: Workspace, found: Tables, cut: Sequence[Slice], outcomes: Sequence[Outcome]
) -> dict[Subject, Reviewed] | None:
    """Where every summary of a book stands; None in a workspace that uses no review."""
    period = cut[0].period
    # A build holds the folder that publishing would hold.
    settle(workspace, period)
    log = review.read(workspace.root, period)
    if not (workspace.settings.review.used or log.events or log.broken):
        return None
    done = {outcome.job.subject: outcome for outcome in outcomes if isinstance(outcome, Succeeded)}
    # What no notebook has measured is measured here: of that all rows are needed.
    whole = (
        slice_ if outcome.job.subject in done else slices.read(outcome.job.slice_file)
        for slice_, outcome in zip(cut, outcomes, strict=True)
    )
    material = Desk(workspace=workspace, period=period, found=found, cut=tuple(whole), runs=done)
    return _judged(material, log, material.today())


def notes_of(notes: Iterable[Note], period: Period) -> dict[str, Note]:
    """The notes of a period by their writers."""
    return {note.manager_id: note for note in notes if note.period.same_days(period)}


def _approvable(material: Desk, today: Kept) -> Kept:
    subject = today.subject
    if subject not in material.runs:
        raise ReviewError(
            say(
                "The chapter of {name} ({id}) is not built, or not up to date: what is approved must be there to be "
                "read. Build the book, read the page, then approve it.",
                name=subject.name,
                id=subject.id,
            )
        )
    return today


def _review(material: Desk, log: review.Log, today: Mapping[Subject, Kept]) -> Review:
    stands = _judged(material, log, today)
    roles = material.roles
    return Review(
        log=log,
        standings=tuple(stands.values()),
        signers={
            subject: tuple(roles.label(person) for person in roles.reviewers(subject)[:1])
            for subject in stands
        },
        kpis=material.found.kpis,
        idle=review.idle(log, tuple(slice_.subject for slice_ in material.cut)),
        used=bool(material.workspace.settings.review.used or log.events or log.broken),
    )


def _judged(material: Desk, log: review.Log, today: Mapping[Subject, Kept]) -> dict[Subject, Reviewed]:
    """What the log proves, held against what there is today."""
    names = material.roles.names
    found = review.standings(log, tuple(slice_.subject for slice_ in material.cut))
    return {
        subject: replace(_held(material, stands, today[subject]), by_name=names.get(stands.by, stands.by))
        for subject, stands in found.items()
    }


def _held(material: Desk, stands: Reviewed, today: Kept) -> Reviewed:
    """An approval holds while exactly what was approved is still there."""
    if not stands.state.is_final:
        return stands
    kept = review.recall(material.workspace.root, material.period, stands.subject.slug, stands.kept)
    fresh = stands.subject in material.runs
    if fresh and kept == today:
        return stands
    return replace(stands, state=ReviewState.VOID, changes=_changes(kept, today, fresh=fresh))


def _changes(kept: Kept | None, today: Kept, *, fresh: bool) -> tuple[Change, ...]:
    """What differs; where one side is not there to be compared, one change that says so."""
    if kept is None:
        return (Change(subject=today.subject, part=Part.FACTS, item="", field="unkept"),)
    found = compose.approvals.changes(kept, today)
    known = tuple(change for change in found if fresh or change.part is not Part.FIGURES)
    return known or (Change(subject=today.subject, part=Part.FIGURES, item="", field="unbuilt"),)
