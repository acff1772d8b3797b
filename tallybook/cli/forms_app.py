"""The verbs by which people are given forms, and these are collected again."""

from pathlib import Path

import click

from tallybook.cli.app import main
from tallybook.cli.options import FOLDER, as_json, in_workspace


@main.command()
@click.argument("period")
@click.argument("subject", nargs=-1)
@in_workspace
@click.option("--excel", "medium", flag_value="excel", help="As Excel files; the default.", default="excel")
@click.option(
    "-o", "--output", type=FOLDER, required=True, help="The folder that the forms are written into."
)
@as_json
def form(period: str, subject: tuple[str, ...], root: Path, medium: str, output: Path, as_json: bool) -> None:
    """Write a form for each person of PERIOD to fill in: figures so far, last promises, room for what is to be said."""
    from tallybook.cli import forms

    forms.hand_out(root, period, subject, medium, output, as_json=as_json)
