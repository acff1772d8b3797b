"""The notebooks of a build: which of them run, and what is told of each as it ends."""

import contextlib
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from tallybook import files, runs, slices
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.results import Failed, Job, Outcome, Succeeded
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import RunsError, say
from tallybook.pipeline.measuring import slices_of
from tallybook.pipeline.values import MARK, Plan, Watch
from tallybook.workspace import Workspace


def planned(workspace: Workspace, slice_: Slice, folder: Path) -> Job:
    """The job that a build in the folder would make; nothing is written."""
    path = slices.place(slice_.subject, folder / "slices")
    return _job(workspace, slice_, path, slices.fingerprint(slice_))


def written(workspace: Workspace, slice_: Slice, folder: Path) -> Job:
    """The job of a slice, which is written into the folder."""
    path = slices.write(slice_, folder / "slices")
    return _job(workspace, slice_, path, files.digest(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The job of each subject, whose slice is written, and what of tables and slices is told beside its results."""

    found: Tables
    slices: tuple[Slice, ...]
    jobs: tuple[Job, ...]


def cut_out(workspace: Workspace, period: Period, found: Tables, plan: Plan) -> Cut:
    """Write every slice; amounts are kept for an edition alone, which is cut once more of what its audience may see."""
    cut: list[Slice] = []
    jobs: list[Job] = []
    for slice_ in slices_of(workspace, found, period):
        jobs.append(written(workspace, slice_, plan.folder))
        cut.append(slice_ if plan.edition else slices.without_amounts(slice_))
    return Cut(
        found=found if plan.edition else replace(found, actuals=(), targets=()),
        slices=tuple(cut),
        jobs=tuple(jobs),
    )


def _job(workspace: Workspace, slice_: Slice, path: Path, fingerprint: str) -> Job:
    notebook = workspace.notebook(slice_.subject.kind)
    return runs.job(slice_, path, notebook=notebook, fingerprint=fingerprint)


@contextlib.contextmanager
def warming(workspace: Workspace, plan: Plan) -> Iterator[runs.ForkServer | None]:
    """A fork server that loads its libraries while tables are read; only in a folder that has held a book before."""
    if not files.is_claimed(plan.folder, MARK):
        yield None
        return
    with runs.warming(map(workspace.notebook, SubjectKind), plan.folder) as server:
        yield server


def run(
    jobs: tuple[Job, ...],
    chosen: Set[Subject],
    plan: Plan,
    watch: Watch,
    server: runs.ForkServer | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes of all jobs: those of the chosen subjects run, those of the others as they were kept."""
    asked = tuple(job for job in jobs if job.subject in chosen)
    if plan.run_all:
        runs.forget(asked, plan.folder)
    if plan.retry_failed:
        _only_failed(asked, plan.folder)
    with runs.remembering(plan.folder, jobs) as ledger:
        told = _told(plan, watch, ledger.ended)
        ran = runs.run(
            asked,
            running=plan.running,
            folder=plan.folder,
            on_done=told,
            on_start=ledger.begun,
            server=server,
        )
    found = {outcome.job.subject: outcome for outcome in ran}
    return tuple(found.get(job.subject) or runs.recall(job, plan.folder) for job in jobs)


def run_again(kept: Set[Job], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Whose runs were kept and had to be made again all the same."""
    new = [o for o in outcomes if not (isinstance(o, Succeeded) and o.cached)]
    return tuple(outcome.job.subject.name for outcome in new if outcome.job in kept)


def _only_failed(jobs: Sequence[Job], folder: Path) -> None:
    """Refuse to run anything that neither failed nor was broken off: that would be more than was asked for."""
    failed = {failure.job.key for failure in runs.last_failures(folder)} | runs.broken_off(folder)
    others = [job for job in jobs if job.key not in failed and runs.find(job, folder) is None]
    if others:
        subject = others[0].subject
        raise RunsError(
            say(
                "Not only what failed would have to run, but {count} more, {name} ({id}) the first: never run, or "
                "changed since. Build without --retry-failed.",
                count=len(others),
                name=subject.name,
                id=subject.id,
            )
        )


def _told(plan: Plan, watch: Watch, remember: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    def done(outcome: Outcome) -> None:
        remember(outcome)
        watch.done(outcome.job.subject, good=isinstance(outcome, Succeeded))
        if plan.fail_fast and isinstance(outcome, Failed):
            subject = outcome.job.subject
            raise RunsError(
                say(
                    "Stopped at the first failure, as asked: {name} ({id}).", name=subject.name, id=subject.id
                )
            )

    return done
