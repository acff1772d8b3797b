"""The verbs of the command line, each a thin layer over the pipeline."""

from pathlib import Path
from typing import Any

import click

from tallybook import __version__
from tallybook.cli.group import Tallybook
from tallybook.cli.options import FILE, FOLDER, as_json, in_workspace, of_subjects, path_output
from tallybook.errors import UsageError, say


@click.group(cls=Tallybook, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tallybook")
def main() -> None:
    """A book of periodic work summaries in which every number tallies."""


@main.command()
@click.argument("folder", type=FOLDER)
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
@click.argument("period", required=False)
@in_workspace
@as_json
@click.option(
    "--annotate",
    type=FOLDER,
    metavar="FOLDER",
    help="Write copies of the files that have faults into FOLDER, their cells marked and commented.",
)
def check(period: str | None, root: Path, as_json: bool, annotate: Path | None) -> None:
    """Check settings, tables, notes, templates, pages and notebooks, and list every fault; of queries what PERIOD needs."""
    from tallybook.cli import verbs

    verbs.check(root, period, as_json=as_json, annotate=annotate)


@main.command()
@click.argument("source")
@in_workspace
@as_json
def peek(source: str, root: Path, as_json: bool) -> None:
    """Show what SOURCE, such as actuals or actuals.2, gives: files, columns, first rows after mapping."""
    from tallybook.cli import verbs

    verbs.peek(root, source, as_json=as_json)


@main.command("map")
@click.argument("file", type=FILE)
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
    "-e",
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Make the book for one audience: an edition of the settings, or the id of a unit or person; may be repeated.",
)
@click.option(
    "--pdf", is_flag=True, help="Make PDF files, too: the book, and one for each branch and each person."
)
@click.option(
    "--word",
    is_flag=True,
    help="Make Word documents, too: the book, and one for each branch and each person.",
)
@click.option(
    "--excel",
    is_flag=True,
    help="Make Excel workbooks for management, too: one for each unit, with ranking, KPIs, gaps, promises and the number check.",
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
    "--path-output", type=FOLDER, help="Where generated files go; _build in the workspace when left out."
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
@of_subjects
@click.option(
    "-o",
    "--output",
    type=FILE,
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
    type=FILE,
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
@path_output
@as_json
def status(period: str, root: Path, path_output: Path | None, as_json: bool) -> None:
    """Show for every subject of PERIOD whether its note is in, and whether its notebook has run, failed or must run."""
    from tallybook.cli import verbs

    verbs.status(root, period, path_output=path_output, as_json=as_json)


@main.command()
@click.argument("period", required=False)
@in_workspace
@path_output
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
