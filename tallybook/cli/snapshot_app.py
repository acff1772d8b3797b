"""The verbs that look at what was read for books."""

from pathlib import Path

import click

from tallybook.cli.app import main
from tallybook.cli.group import Spoken
from tallybook.cli.options import as_json, in_workspace, path_output


@main.group(cls=Spoken)
def snapshot() -> None:
    """List what was read for books, and tell what is other in one reading than in another."""


@snapshot.command("list")
@in_workspace
@path_output
@as_json
def list_(root: Path, path_output: Path | None, as_json: bool) -> None:
    """List the snapshots that are kept, the one last read first."""
    from tallybook.cli import snapshots

    snapshots.show_list(root, path_output, as_json=as_json)


@snapshot.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@in_workspace
@path_output
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="How many rows of each table are shown.",
)
@as_json
def diff(
    old: str | None, new: str | None, root: Path, path_output: Path | None, limit: int, as_json: bool
) -> None:
    """Show which rows were added, removed or changed from OLD to NEW: from the last but one to the last when left out."""
    from tallybook.cli import snapshots

    snapshots.show_diff(root, (old, new), path_output, limit=limit, as_json=as_json)
