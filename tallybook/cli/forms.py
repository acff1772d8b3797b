"""What `form` does and shows."""

from pathlib import Path

import click

from tallybook import workspace
from tallybook.cli import verbs
from tallybook.domain.period import Period
from tallybook.pipeline import forming


def hand_out(
    root: Path, period: str, subjects: tuple[str, ...], medium: str, folder: Path, *, as_json: bool
) -> None:
    """Write forms, and say how many and where."""
    found = workspace.find(root)
    when = Period.parse(period, found.fiscal)
    written = forming.hand_out(found, when, subjects, forming.Medium(medium), folder)
    if as_json:
        verbs.print_json({"forms": written})
        return
    click.echo(found.wording.text("Forms written: {count}, in {folder}.", count=len(written), folder=folder))
    click.echo(
        found.wording.text(
            "Send them out; when they are back: tallybook collect FOLDER, however the files are called."
        )
    )
