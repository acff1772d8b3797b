"""The verbs of review: what was approved, what has changed since, and what is published."""

from pathlib import Path
from typing import Any

import click

from tallybook.cli.app import main
from tallybook.cli.options import (
    FOLDER,
    as_json,
    as_page,
    at_time,
    by_whom,
    in_archive,
    in_workspace,
    kept_head,
    of_subjects,
    path_output,
)


@main.command()
@click.argument("old")
@click.argument("new")
@in_workspace
@of_subjects
@as_page
@in_archive
@path_output
@as_json
def diff(old: str, new: str, root: Path, **options: Any) -> None:
    """List what differs, in numbers and words, from OLD to NEW: PERIOD@v1 (sealed), PERIOD@approved, or PERIOD (today)."""
    from tallybook.cli import differing

    differing.diff(root, old, new, differing.DiffChoice(**options))


@main.command()
@click.argument("period")
@in_workspace
@of_subjects
@as_page
@in_archive
@path_output
@as_json
def restated(period: str, root: Path, **options: Any) -> None:
    """List what has changed in PERIOD since it was approved, and who must sign again."""
    from tallybook.cli import differing

    differing.restated(root, period, differing.DiffChoice(**options))


@main.command("publish")
@click.argument("period")
@in_workspace
@click.option(
    "--to", type=FOLDER, required=True, help="The folder of all published books; made where it is missing."
)
@click.option("--everything", is_flag=True, help="Publish all pages, also those that nobody approved.")
@click.option("--pdf", is_flag=True, help="Publish PDF files, too.")
@click.option("--word", is_flag=True, help="Publish Word documents, too.")
@click.option(
    "-e",
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Publish the book for one audience instead, in a folder of its own below; may be repeated.",
)
@by_whom
@at_time
@path_output
@as_json
def publish_(period: str, root: Path, **options: Any) -> None:
    """Put out what is approved of PERIOD, or everything, into a folder with an index of all published periods."""
    from tallybook.cli import publishing

    publishing.publish(root, period, publishing.PublishChoice(**options))


@main.command()
@click.argument("action", type=click.Choice(["submit", "return", "approve", "reopen", "log"]))
@click.argument("period")
@click.argument("subject", required=False)
@in_workspace
@by_whom
@click.option(
    "-m",
    "--comment",
    "comments",
    multiple=True,
    metavar="[SECTION:]TEXT",
    help="What is to be said, of a section such as achievements, problems, next_steps or kpis; may be repeated.",
)
@at_time
@kept_head
@path_output
@as_json
def review(action: str, period: str, subject: str | None, root: Path, **options: Any) -> None:
    """Submit, return, approve or reopen SUBJECT's summary of PERIOD, or show the log of what was done."""
    from tallybook.cli import reviews

    reviews.review(root, action, period, subject, reviews.ReviewChoice(**options))
