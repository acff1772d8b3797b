"""The verbs that seal, and that look at what was sealed."""

import getpass
from pathlib import Path
from typing import Any

import click

from tallybook.cli.app import main
from tallybook.cli.options import (
    FILE,
    FOLDER,
    as_json,
    at_time,
    copy_of_archive,
    in_archive,
    in_workspace,
    kept_head,
    path_output,
)


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
    "--certificate",
    type=FILE,
    metavar="FILE",
    help="Where the certificate is put, one sheet of PDF/A; among what is generated, in sealed, when left out.",
)
@path_output
@in_archive
@as_json
def seal(period: str, root: Path, **options: Any) -> None:
    """Seal the finished book of PERIOD, with all that it was made from, as a version that is never changed."""
    from tallybook.cli import archives, archiving

    archiving.seal(root, period, archives.SealChoice(**options))


@main.command()
@click.argument("period", required=False)
@in_workspace
@copy_of_archive
@kept_head
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="Put what was found, and the items of DA/T 70-2018, into this PDF/A file, to be signed.",
)
@at_time
@as_json
def verify(root: Path, **options: Any) -> None:
    """Verify that all that was sealed, or what was of PERIOD, is unchanged; a copy of the archive is enough."""
    from tallybook.cli import archives, archiving

    archiving.verify(root, archives.VerifyChoice(**options))


@main.command()
@click.argument("period")
@in_workspace
@click.option("--bagit", is_flag=True, help="As BagIt packages.")
@click.option("--certificate", is_flag=True, help="Its certificate, one sheet of PDF/A.")
@copy_of_archive
@click.option("-o", "--output", type=FOLDER, required=True, help="The folder in which they are made.")
@click.option(
    "--time", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the export; today when left out."
)
def export(root: Path, **options: Any) -> None:
    """Write the newest sealed version of PERIOD for others: as a package for a records office, its certificate."""
    from tallybook.cli import archives, archiving

    archiving.export(root, archives.ExportChoice(**options))


@main.command()
@click.argument("period")
@click.argument("subject", required=False)
@in_workspace
@copy_of_archive
@click.option("--version", metavar="vN", help="The version to be made again; the newest when left out.")
@click.option(
    "--keep",
    type=FOLDER,
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
@copy_of_archive
@click.option(
    "-o",
    "--output",
    type=FILE,
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
    "-o", "--output", type=FOLDER, required=True, help="The folder that is made; it must not be there yet."
)
@click.option("--version", metavar="vN", help="The version of an OCFL object; the newest when left out.")
@as_json
def restore(package: Path, output: Path, version: str | None, as_json: bool) -> None:
    """Take in PACKAGE, a BagIt package or an OCFL object: a folder, a zip or a tar file, checked before anything."""
    from tallybook.cli import archiving

    archiving.restore(package, output, version=version, as_json=as_json)
