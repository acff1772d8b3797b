"""What `publish` does: build, put out, and tell where it is and what was corrected."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from tallybook import pipeline, workspace
from tallybook.cli import progress, reviews, verbs
from tallybook.domain.period import Period
from tallybook.errors import RunsError, say


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishChoice:
    """The options of `publish` as they were given."""

    to: Path
    everything: bool
    pdf: bool
    by: str
    time: datetime | None
    path_output: Path | None
    as_json: bool


def publish(root: Path, period: str, choice: PublishChoice) -> None:
    """Publish a period; nothing is put out where a chapter failed."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    folder = verbs.book_folder(found, choice.path_output, when)
    plan = pipeline.Plan(
        folder=folder,
        running=found.settings.running,
        approved_only=not choice.everything,
        # With everything the book itself is built: it keeps its papers, and the record of the rows it is made of.
        pdf=choice.pdf or (choice.everything and (folder / "html" / "book.pdf").is_file()),
        word=choice.everything and (folder / "html" / "book.docx").is_file(),
        excel=choice.everything and any((folder / "html").glob("*.xlsx")),
        snapshots=verbs.base(found, choice.path_output) / "snapshots" if choice.everything else None,
    )
    report = pipeline.build(found, when, plan, progress.Clock())
    if report.failed:
        raise RunsError(
            say(
                "Nothing was published: chapters failed ({names}). `tallybook status` tells why.",
                names=", ".join(failed.job.subject.name for failed in report.failed[:5]),
            )
        )
    to = choice.to.resolve()
    record = pipeline.put_out(
        found,
        pipeline.Putting(
            period=when,
            folder=folder,
            html=plan.html,
            to=to,
            by=choice.by,
            time=reviews.time_of(choice.time),
            everything=choice.everything,
        ),
    )
    new = record.of(when.slug)
    assert new is not None, "it was just put out"
    if choice.as_json:
        verbs.print_json(
            {
                "folder": str(to / new.folder),
                "period": new.period,
                "everything": new.everything,
                "approved": [slug for slug, _ in new.approved],
                "corrections": [{"day": one.day, "changes": len(one.rows)} for one in new.corrections],
            }
        )
        return
    click.echo(found.wording.text("Published: {path}", path=to / new.folder / "index.html"))
    if new.everything:
        click.echo("▲ " + found.wording.text("Not everything in it is approved."))
    for one in new.corrections[-1:]:
        click.echo(
            found.wording.text("Corrected on {day}: {count} changes.", day=one.day, count=len(one.rows))
        )
