"""What a build leaves to be sealed, and the sealing of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tallybook import archive, codec, compose, files, review, tables
from tallybook.archive import Approval, Made, Part, Record, Sealed, Stamp
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.results import Job, Outcome, Succeeded
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.pipeline.keeping import Data
from tallybook.pipeline.values import Plan
from tallybook.tables.snapshots import Snapshot
from tallybook.workspace import Workspace

_FACTS = "facts.json"


def seal(workspace: Workspace, folder: Path, into: Path, by: Stamp) -> Sealed:
    """Seal what a finished build holds; refused where anything has changed since."""
    record = archive.recall(folder)
    with files.locked(folder):
        package = archive.package(
            record, workspace.root, folder, used(workspace, Period.parse(record.period, workspace.fiscal))
        )
        return archive.seal(into, package, by)


def used(workspace: Workspace, period: Period) -> tuple[Part, ...]:
    """Every file that a build of the period reads, as it is now."""
    found = (
        *workspace.inputs(),
        *tables.files_used(workspace.root, workspace.settings),
        *review.files_of(workspace.root, period),
    )
    return archive.taken(workspace.root, set(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What is sealed of a book beside its files: whose it is, who answers for it, its runs, its facts as JSON.

    `whole` where no chapter is missing.
    """

    period: str
    unit: Subject
    title: str
    organisation: str
    approvals: tuple[Approval, ...]
    runs: tuple[tuple[Job, Path], ...]
    facts: bytes
    whole: bool


def outline(content: compose.BookContent, outcomes: Sequence[Outcome]) -> Outline:
    """What is needed of a book's content to seal it, once its pages are written."""
    good = [outcome for outcome in outcomes if isinstance(outcome, Succeeded)]
    return Outline(
        period=content.period.slug,
        unit=_top(content),
        title=content.title,
        organisation=content.organisation,
        approvals=_approvals(content),
        runs=tuple((outcome.job, outcome.notebook) for outcome in good),
        facts=_as_json([fact for outcome in good for fact in outcome.results.facts]),
        whole=len(good) == len(outcomes),
    )


def _as_json(facts: Sequence[Fact]) -> bytes:
    """A list of facts, made one by one: all of them as plain data would need ten times the room."""
    ones = (json.dumps([codec.dump(fact)], ensure_ascii=False, indent=1) for fact in facts)
    return b"[" + b",".join(one[1:-2].encode() for one in ones) + (b"\n]\n" if facts else b"]\n")


def remember(workspace: Workspace, book: Outline, read: tuple[Part, ...], plan: Plan, data: Data) -> None:
    """Keep what may be sealed: nothing where a chapter is missing, or where the sources were not read."""
    if not book.whole or (plan.snapshot and not plan.again):
        archive.forget(plan.folder)
        return
    files.write(plan.folder / _FACTS, book.facts)
    archive.remember(
        plan.folder,
        Record(
            period=book.period,
            unit=book.unit,
            title=book.title,
            organisation=book.organisation,
            language=workspace.settings.language,
            used=read,
            made=archive.parts(plan.folder, (*_made(book.runs, plan.folder), *_snapshot(data.snapshot))),
            runs=tuple(_run_of(job) for job, _ in book.runs),
            approvals=book.approvals,
        ),
    )


def _approvals(content: compose.BookContent) -> tuple[Approval, ...]:
    """Who answers for which chapter, as the book's own pages say it."""
    standings = (content.reviewed or {}).values()
    return tuple(
        Approval(subject=one.subject, by=one.by_name or one.by, time=one.time)
        for one in standings
        if one.state.is_final
    )


def facts_by_page(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """What every chapter's notebook found, as JSON by the chapter's name."""
    return {
        outcome.job.subject.slug: json.dumps([codec.dump(fact) for fact in outcome.results.facts])
        for outcome in outcomes
        if isinstance(outcome, Succeeded)
    }


def _top(content: compose.BookContent) -> Subject:
    """The unit that the book is of: the one above which there is none."""
    return next(s.subject for s in content.summaries if s.subject.kind is SubjectKind.UNIT and not s.path)


def _made(runs: Iterable[tuple[Job, Path]], folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file that a build has made, under its path in a package."""
    for job, notebook in runs:
        run = _run_of(job)
        yield run.slice, job.slice_file
        yield run.result, notebook
    for name, part in (("pages", folder / "source"), ("html", folder / "html")):
        for path in part.rglob("*"):
            if path.is_file():
                yield f"{name}/{path.relative_to(part).as_posix()}", path
    yield _FACTS, folder / _FACTS


def _snapshot(found: Snapshot | None) -> Iterator[tuple[str, Path]]:
    """The rows of which all chapters were made."""
    for path in found.parts if found else ():
        yield f"{archive.SNAPSHOT}/{path.name}", path


def _run_of(job: Job) -> Made:
    return Made(
        subject=job.subject,
        result=f"notebooks/{job.subject.slug}.ipynb",
        slice=f"slices/{job.slice_file.name}",
        notebook=f"workspace/notebooks/{job.notebook.name}",
    )
