"""The verbs that look at what was sealed."""

from pathlib import Path

import click

from tallybook.cli.app import as_json, in_workspace, main

_FOLDER = click.Path(file_okay=False, path_type=Path)
in_archive = click.option(
    "--archive",
    "folder",
    type=_FOLDER,
    help="The archive's folder, or a copy of it; archive in the workspace when left out.",
)


@main.command()
@click.argument("period")
@click.argument("subject", required=False)
@in_workspace
@in_archive
@click.option("--version", metavar="vN", help="The version to be made again; the newest when left out.")
@click.option(
    "--keep",
    type=_FOLDER,
    metavar="FOLDER",
    help="Keep what was made again here, to be looked at afterwards.",
)
@as_json
def reproduce(
    period: str,
    subject: str | None,
    root: Path,
    folder: Path | None,
    version: str | None,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Make the sealed book of PERIOD again from its package alone, and compare it, or SUBJECT's part, with it."""
    from tallybook.cli import archiving

    choice = archiving.ReproduceChoice(
        period=period, subject=subject, folder=folder, version=version, keep=keep, as_json=as_json
    )
    archiving.reproduce(root, choice)


@main.command()
@click.argument("subject")
@in_workspace
@in_archive
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page with a picture into this HTML file.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Write the results as CSV to standard output.")
@as_json
def history(
    subject: str, root: Path, folder: Path | None, output: Path | None, as_csv: bool, as_json: bool
) -> None:
    """Show the KPIs and promises of SUBJECT, a manager's or unit's id, over all sealed periods."""
    from tallybook.cli import histories

    histories.history(
        root, subject, folder=folder, output=output, form="csv" if as_csv else "json" if as_json else ""
    )


@main.command()
@click.argument("package", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", type=_FOLDER, required=True, help="The folder that is made; it must not be there yet."
)
@click.option("--version", metavar="vN", help="The version of an OCFL object; the newest when left out.")
@as_json
def restore(package: Path, output: Path, version: str | None, as_json: bool) -> None:
    """Take in PACKAGE, a BagIt package or an OCFL object: a folder, a zip or a tar file, checked before anything."""
    from tallybook.cli import archiving

    archiving.restore(package, output, version=version, as_json=as_json)
