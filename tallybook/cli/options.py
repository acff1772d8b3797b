"""Options that several verbs share."""

from datetime import datetime
from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

in_workspace = click.option(
    "-C",
    "--workspace",
    "root",
    type=FOLDER,
    default=Path(),
    help="The workspace's folder; the current one when left out.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON for machines to standard output.")
path_output = click.option(
    "--path-output", type=FOLDER, help="Where generated files are; _build in the workspace when left out."
)
in_archive = click.option(
    "--archive", type=FOLDER, help="The archive's folder; archive in the workspace when left out."
)
by_whom = click.option(
    "--by",
    envvar="TALLYBOOK_BY",
    default="",
    metavar="ID",
    help="Who acts, by their id in the table managers; the environment's TALLYBOOK_BY when left out.",
)
at_time = click.option(
    "--time",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]),
    help="When it is done; now when left out.",
)

of_subjects = click.option(
    "-s",
    "--subject",
    "subjects",
    multiple=True,
    metavar="ID",
    help="Only this manager or unit; may be repeated.",
)
as_page = click.option("--page", type=FILE, help="Write the differences to this file as a page, too.")
kept_head = click.option("--head", metavar="DIGEST", help="The head of the log that somebody else has kept.")
copy_of_archive = click.option(
    "--archive",
    "folder",
    type=FOLDER,
    help="The archive's folder, or a copy of it; archive in the workspace when left out.",
)


def moment(given: datetime | None) -> datetime:
    """The time that was given, else now; with its offset, for pages tell the day on which it was done here."""
    time = given or datetime.now().astimezone()
    return time if time.tzinfo else time.astimezone()
