"""The verbs by which people are given forms, and these are collected again."""

from datetime import datetime
from pathlib import Path

import click

from tallybook.cli.app import main
from tallybook.cli.options import FILE, FOLDER, as_json, at_time, in_workspace, moment


@main.command()
@click.argument("period")
@click.argument("subject", nargs=-1)
@in_workspace
@click.option("--excel", "medium", flag_value="excel", help="As Excel files; the default.", default="excel")
@click.option("--word", "medium", flag_value="word", help="As Word documents.")
@click.option(
    "-o", "--output", type=FOLDER, required=True, help="The folder that the forms are written into."
)
@as_json
def form(period: str, subject: tuple[str, ...], root: Path, medium: str, output: Path, as_json: bool) -> None:
    """Write a form for each person of PERIOD to fill in: figures so far, last promises, room for what is to be said."""
    from tallybook.cli import forms

    forms.hand_out(root, period, subject, medium, output, as_json=as_json)


@main.command()
@click.argument("folder", type=FOLDER)
@in_workspace
@click.option(
    "--replace",
    is_flag=True,
    help="Let forms take the place of notes that were changed by hand, or of newer ones; these are kept in collected/.",
)
@as_json
def collect(folder: Path, root: Path, replace: bool, as_json: bool) -> None:
    """Read the forms in FOLDER, however they are called, into notes; say of each file what became of it, and why."""
    from tallybook.cli import forms

    forms.collect(root, folder, replace=replace, as_json=as_json)


@main.command()
@click.argument("period")
@click.argument("subject", nargs=-1)
@in_workspace
@click.option("--text", is_flag=True, help="Only a short text to be pasted into a chat.")
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="Write an Excel file (.xlsx), too.",
)
@at_time
@as_json
def board(
    period: str,
    subject: tuple[str, ...],
    root: Path,
    text: bool,
    output: Path | None,
    time: datetime | None,
    as_json: bool,
) -> None:
    """Say who has handed in a note for PERIOD, what is missing or faulty, and how many days are left."""
    from tallybook.cli import boards

    today = moment(time).date()
    boards.show_board(root, period, subject, today, boards.Wanted(text=text, output=output, as_json=as_json))
