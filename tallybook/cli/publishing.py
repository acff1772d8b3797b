"""What `publish` does: build, put out, and tell where it is and what was corrected."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from tallybook import pipeline, workspace
from tallybook.cli import progress, verbs
from tallybook.cli.options import moment
from tallybook.domain.period import Period
from tallybook.errors import RunsError, say
from tallybook.publish import Publication
from tallybook.publish import place as site_of_edition
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishChoice:
    """The options of `publish` as they were given."""

    to: Path
    everything: bool
    pdf: bool
    word: bool
    by: str
    time: datetime | None
    path_output: Path | None
    as_json: bool
    editions: tuple[str, ...] = ()


def publish(root: Path, period: str, choice: PublishChoice) -> None:
    """Publish a period, as one book or as editions; nothing of a book is put out where a chapter of it failed."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    plan = _plan(found, when, choice)
    to = choice.to.resolve()
    plans = [replace(plan, edition=found.settings.edition(name)) for name in choice.editions] or [plan]
    told = [_published(found, when, _with_papers(each, choice), to, choice) for each in plans]
    if choice.editions:
        index = pipeline.list_editions(found, to)
        if not choice.as_json:
            click.echo(found.wording.text("Index of the editions: {path}", path=index))
    if choice.as_json:
        verbs.print_json(told if choice.editions else told[0])


def _plan(found: Workspace, when: Period, choice: PublishChoice) -> pipeline.Plan:
    return pipeline.Plan(
        folder=verbs.book_folder(found, choice.path_output, when),
        running=found.settings.running,
        approved_only=not choice.everything,
        snapshots=verbs.snapshots_folder(found, choice.path_output) if choice.everything else None,
    )


def _with_papers(plan: pipeline.Plan, choice: PublishChoice) -> pipeline.Plan:
    """With everything the book itself is built: it keeps its papers, and the record of the rows it is made of."""
    kept = {name: choice.everything and (plan.html / f"book.{name}").is_file() for name in ("pdf", "docx")}
    workbooks = choice.everything and any(plan.html.glob("*.xlsx"))
    return replace(plan, pdf=choice.pdf or kept["pdf"], word=choice.word or kept["docx"], excel=workbooks)


def _published(
    found: Workspace, when: Period, plan: pipeline.Plan, to: Path, choice: PublishChoice
) -> dict[str, object]:
    """Build one book, put it out and tell of it; also as plain data."""
    if plan.edition:
        to = site_of_edition(to, plan.edition.name)
    report = pipeline.build(found, when, plan, progress.Clock())
    if report.failed:
        raise RunsError(
            say(
                "Nothing was published: chapters failed ({names}). `tallybook status` tells why.",
                names=tuple(failed.job.subject.name for failed in report.failed[:5]),
            )
        )
    wanted = pipeline.Putting(
        period=when,
        folder=plan.folder,
        html=plan.html,
        to=to,
        by=choice.by,
        time=moment(choice.time),
        everything=choice.everything,
        hidden=report.hidden,
        edition=plan.edition,
        shown=report.shown,
        audience=report.audience,
    )
    new = pipeline.put_out(found, wanted).of(when.slug)
    assert new is not None, "it was just put out"
    if not choice.as_json:
        _tell(found, to, new)
    edition = {"edition": plan.edition.name} if plan.edition else {}
    return edition | {
        "folder": str(to / new.folder),
        "period": new.period,
        "everything": new.everything,
        "approved": [slug for slug, _ in new.approved],
        "corrections": [{"day": one.day, "changes": len(one.rows)} for one in new.corrections],
    }


def _tell(found: Workspace, to: Path, new: Publication) -> None:
    click.echo(found.wording.text("Published: {path}", path=to / new.folder / "index.html"))
    if new.everything:
        click.echo("▲ " + found.wording.text("Not everything in it is approved."))
    for one in new.corrections[-1:]:
        click.echo(
            found.wording.text("Corrected on {day}: {count} changes.", day=one.day, count=len(one.rows))
        )
