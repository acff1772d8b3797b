"""The verbs of the command line, each a thin layer over the pipeline."""

import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from tallybook import __version__
from tallybook.cli.group import Tallybook
from tallybook.errors import UsageError, say

F = TypeVar("F", bound=Callable[..., Any])
_FOLDER = click.Path(file_okay=False, path_type=Path)

in_workspace = click.option(
    "-C",
    "--workspace",
    "root",
    type=_FOLDER,
    default=Path(),
    help="The workspace's folder; the current one when left out.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON for machines to standard output.")


@click.group(cls=Tallybook, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tallybook")
def main() -> None:
    """A book of periodic work summaries in which every number tallies."""


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    help="The language of settings, pages and demo; the terminal's when left out.",
)
def init(folder: Path, language: str | None) -> None:
    """Make a new workspace in FOLDER, filled with the demo to begin from."""
    from tallybook.cli import verbs

    verbs.init(folder, language)


@main.command()
@in_workspace
@as_json
@click.option(
    "--annotate",
    type=_FOLDER,
    metavar="FOLDER",
    help="Write copies of the files that have faults into FOLDER, their cells marked and commented.",
)
def check(root: Path, as_json: bool, annotate: Path | None) -> None:
    """Check settings, tables, notes, templates, handwritten pages and notebooks, and list every fault found."""
    from tallybook.cli import verbs

    verbs.check(root, as_json=as_json, annotate=annotate)


@main.command()
@click.argument("source")
@in_workspace
@as_json
def peek(source: str, root: Path, as_json: bool) -> None:
    """Show what SOURCE, such as actuals or actuals.2, gives: files, columns, first rows after mapping."""
    from tallybook.cli import verbs

    verbs.peek(root, source, as_json=as_json)


@main.command("map")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_workspace
@click.option(
    "-t", "--table", metavar="TABLE", help="The table that the file is for; the likeliest when left out."
)
def map_(file: Path, root: Path, table: str | None) -> None:
    """Draft the settings for FILE by its headings and contents, to be corrected by hand."""
    from tallybook.cli import verbs

    verbs.draft(root, file, table)


@main.command()
@click.argument("period")
@in_workspace
@click.option(
    "-s",
    "--subject",
    "subjects",
    multiple=True,
    metavar="ID",
    help="Run only this manager or unit, and make a preview beside the book; may be repeated.",
)
@click.option(
    "--pdf", is_flag=True, help="Make PDF files, too: the book, and one for each branch and each person."
)
@click.option("-j", "--jobs", metavar="N|auto", help="How many notebooks run at a time.")
@click.option("--all", "run_all", is_flag=True, help="Run every notebook again, also where nothing changed.")
@click.option(
    "--retry-failed",
    is_flag=True,
    help="Run only what failed or was broken off; stop where more would have to run.",
)
@click.option(
    "--fail-fast/--keep-going",
    default=False,
    help="Stop at the first notebook that fails, or go on (the default).",
)
@click.option(
    "--execution-timeout", type=click.IntRange(1), metavar="SECONDS", help="Stop a notebook after this time."
)
@click.option(
    "--start-timeout",
    type=click.IntRange(1),
    metavar="SECONDS",
    help="Give up a kernel that does not answer in this time.",
)
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files go; _build in the workspace when left out."
)
@click.option(
    "--progress-bar/--no-progress-bar", default=None, help="Show progress bars; on a terminal when left out."
)
@click.option(
    "--snapshot", metavar="ID", help="Make the book of this snapshot, and not of what the sources now hold."
)
@click.option("-n", "--dry-run", is_flag=True, help="Say which notebooks would run, and why; run none.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the end and the faults.")
@as_json
def build(period: str, root: Path, **options: Any) -> None:
    """Build the book of PERIOD, such as 2025-H1, 2025-Q3, 2025-06, 2025-W23, 2025 or 2025-01..2025-10."""
    from tallybook.cli import verbs

    verbs.build(root, period, verbs.BuildChoice(**{**options, "jobs": _jobs(options["jobs"])}))


@main.command()
@click.argument("period")
@in_workspace
@click.option(
    "-s",
    "--subject",
    "subjects",
    multiple=True,
    metavar="ID",
    help="Only this manager or unit; may be repeated.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of standard output.",
)
@as_json
def facts(period: str, root: Path, subjects: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    """Write every KPI result of PERIOD as CSV, or as JSON with --json."""
    from tallybook.cli import verbs

    verbs.facts(root, period, subjects=subjects, output=output, as_json=as_json)


@main.command()
@click.argument("text", metavar="TEXT|PERIOD")
@click.argument("subject", required=False)
@in_workspace
@click.option(
    "--facts",
    "facts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FACTS.json",
    help="What is known: the output of `tallybook facts --json`, or a list of {id, kpi, kind, value, unit}.",
)
@click.option("-a", "--all", "everything", is_flag=True, help="List every figure, also those that agree.")
@as_json
def tally(text: str, subject: str | None, root: Path, **options: Any) -> None:
    """Hold the figures of TEXT (a file, - for standard input, or the words themselves), or of PERIOD's notes, against the facts."""
    from tallybook.cli import tallying

    tallying.tally(root, text, subject, tallying.TallyChoice(**options))


@main.command()
@click.argument("period")
@in_workspace
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
@as_json
def status(period: str, root: Path, path_output: Path | None, as_json: bool) -> None:
    """Show for every subject of PERIOD whether its note is in, and whether its notebook has run, failed or must run."""
    from tallybook.cli import verbs

    verbs.status(root, period, path_output=path_output, as_json=as_json)


@main.command()
@click.argument("period")
@in_workspace
@click.option(
    "--by",
    default=getpass.getuser,
    metavar="NAME",
    help="Who seals: a name, or 'NAME <name@example.org>'; the user of this machine when left out.",
)
@click.option(
    "-m", "--message", default="", help="What is to be said of this version, such as why it corrects one."
)
@click.option(
    "--time",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]),
    help="When it is sealed; now when left out.",
)
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
@click.option("--archive", type=_FOLDER, help="The archive's folder; archive in the workspace when left out.")
@as_json
def seal(period: str, root: Path, **options: Any) -> None:
    """Seal the finished book of PERIOD, with all that it was made from, as a version that is never changed."""
    from tallybook.cli import archives, verbs

    verbs.seal(root, period, archives.SealChoice(**options))


@main.command()
@click.argument("period", required=False)
@in_workspace
@click.option(
    "--archive",
    "folder",
    type=_FOLDER,
    help="The archive's folder, or a copy of it; archive in the workspace when left out.",
)
@click.option("--head", metavar="DIGEST", help="The head of the log that somebody else has kept.")
@as_json
def verify(period: str | None, root: Path, folder: Path | None, head: str | None, as_json: bool) -> None:
    """Verify that all that was sealed, or what was of PERIOD, is unchanged; a copy of the archive is enough."""
    from tallybook.cli import verbs

    verbs.verify(root, period, folder=folder, head=head, as_json=as_json)


@main.command()
@click.argument("period")
@in_workspace
@click.option("--bagit", is_flag=True, help="As BagIt packages; the only form so far.")
@click.option(
    "--archive",
    "folder",
    type=_FOLDER,
    help="The archive's folder, or a copy of it; archive in the workspace when left out.",
)
@click.option(
    "-o", "--output", type=_FOLDER, required=True, help="The folder in which the packages are made."
)
@click.option(
    "--time", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the export; today when left out."
)
def export(
    period: str, root: Path, bagit: bool, folder: Path | None, output: Path, day: datetime | None
) -> None:
    """Write the newest sealed version of PERIOD as a package for a records office, with --bagit."""
    from tallybook.cli import verbs

    if not bagit:
        raise UsageError(say("Say in which form: --bagit."))
    verbs.export(root, period, folder=folder, output=output, day=day)


@main.command()
@click.argument("old")
@click.argument("new")
@in_workspace
@click.option(
    "-s",
    "--subject",
    "subjects",
    multiple=True,
    metavar="ID",
    help="Only this manager or unit; may be repeated.",
)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the differences to this file as a page, too.",
)
@click.option("--archive", type=_FOLDER, help="The archive's folder; archive in the workspace when left out.")
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
@as_json
def diff(old: str, new: str, root: Path, **options: Any) -> None:
    """List what differs, in numbers and words, from OLD to NEW: PERIOD@v1 (sealed), PERIOD@approved, or PERIOD (today)."""
    from tallybook.cli import differing

    differing.diff(root, old, new, differing.DiffChoice(**options))


@main.command()
@click.argument("period")
@in_workspace
@click.option(
    "-s",
    "--subject",
    "subjects",
    multiple=True,
    metavar="ID",
    help="Only this manager or unit; may be repeated.",
)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the differences to this file as a page, too.",
)
@click.option("--archive", type=_FOLDER, help="The archive's folder; archive in the workspace when left out.")
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
@as_json
def restated(period: str, root: Path, **options: Any) -> None:
    """List what has changed in PERIOD since it was approved, and who must sign again."""
    from tallybook.cli import differing

    differing.restated(root, period, differing.DiffChoice(**options))


@main.command("publish")
@click.argument("period")
@in_workspace
@click.option(
    "--to", type=_FOLDER, required=True, help="The folder of all published books; made where it is missing."
)
@click.option("--everything", is_flag=True, help="Publish all pages, also those that nobody approved.")
@click.option(
    "--by",
    envvar="TALLYBOOK_BY",
    default="",
    metavar="ID",
    help="Who acts, by their id in the table managers; the environment's TALLYBOOK_BY when left out.",
)
@click.option(
    "--time",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]),
    help="When it is done; now when left out.",
)
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
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
@click.option(
    "--by",
    envvar="TALLYBOOK_BY",
    default="",
    metavar="ID",
    help="Who acts, by their id in the table managers; the environment's TALLYBOOK_BY when left out.",
)
@click.option(
    "-m",
    "--comment",
    "comments",
    multiple=True,
    metavar="[SECTION:]TEXT",
    help="What is to be said, of a section such as achievements, problems, next_steps or kpis; may be repeated.",
)
@click.option(
    "--time",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]),
    help="When it is done; now when left out.",
)
@click.option("--head", metavar="DIGEST", help="The head of the log that somebody else has kept.")
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
@as_json
def review(action: str, period: str, subject: str | None, root: Path, **options: Any) -> None:
    """Submit, return, approve or reopen SUBJECT's summary of PERIOD, or show the log of what was done."""
    from tallybook.cli import reviews

    reviews.review(root, action, period, subject, reviews.ReviewChoice(**options))


@main.command()
@click.argument("period", required=False)
@in_workspace
@click.option(
    "--path-output", type=_FOLDER, help="Where generated files are; _build in the workspace when left out."
)
def clean(period: str | None, root: Path, path_output: Path | None) -> None:
    """Remove what was generated, of PERIOD or of all periods; sources are never touched."""
    from tallybook.cli import verbs

    verbs.clean(root, period, path_output=path_output)


@main.command()
@in_workspace
@as_json
def doctor(root: Path, as_json: bool) -> None:
    """Check that this machine can build a book: versions, fonts, kernels, folders, disk."""
    from tallybook.cli import verbs

    verbs.doctor(root, as_json=as_json)


@main.command()
def schema() -> None:
    """Write the JSON schema of _config.yml, for editors."""
    from tallybook.cli import verbs

    verbs.schema()


def _jobs(text: str | None) -> int | str | None:
    if text in (None, "auto"):
        return text
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise UsageError(
        say("{value} is not a number of jobs. Write a whole number from 1, or auto.", value=text)
    )
