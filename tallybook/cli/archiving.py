"""What the verbs do that look at what was sealed: gather, call the pipeline, show, end with the right exit code."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tallybook import archive, files, pipeline, temporary, workspace
from tallybook.archive import restoring
from tallybook.cli import archives, progress, reproduced, show, verbs
from tallybook.cli.group import wording_here
from tallybook.cli.options import moment
from tallybook.domain.period import Period
from tallybook.errors import Exit, UsageError, say

_CERTIFICATES = "sealed"
_VERSION = re.compile(r"v[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReproduceChoice:
    """The arguments and options of `reproduce` as they were given."""

    period: str
    subject: str | None
    folder: Path | None
    version: str | None
    keep: Path | None
    as_json: bool


def seal(root: Path, period: str, choice: archives.SealChoice) -> None:
    """Seal the finished book of a period, tell the head of the log, and put the certificate on paper."""
    found = workspace.find(root)
    folder = verbs.book_folder(found, choice.path_output, Period.parse(period, found.fiscal))
    into = choice.archive or found.root / archives.ARCHIVE
    if choice.certificate:
        verbs.check_folder(choice.certificate.parent)
    sealed = pipeline.seal(found, folder, into, archives.stamp(choice))
    paper = choice.certificate or _papers(folder.parent) / f"{sealed.object}.{sealed.version}.pdf"
    if not choice.as_json:
        for line in archives.sealed_lines(sealed, into, found.wording):
            click.echo(line)
    pipeline.print_certificate(into, sealed.object, paper, found.wording, version=sealed.version)
    if choice.as_json:
        verbs.print_json(archives.plain_sealed(sealed, into, paper))
    else:
        click.echo(found.wording.text("Certificate, to be printed and given to them: {path}", path=paper))


def _papers(base: Path) -> Path:
    """The folder of certificates among what is generated."""
    files.claim(base / _CERTIFICATES, pipeline.MARK)
    return base / _CERTIFICATES


def verify(root: Path, choice: archives.VerifyChoice) -> None:
    """Verify an archive; exit code 4 where it is damaged. A copy of the archive is enough, without a workspace."""
    wording, place = wording_here(root), archive_of(root, choice.folder)
    if choice.output:
        verbs.check_folder(choice.output.parent)
    period = choice.period and Period.parse(choice.period).slug
    found = archive.verify(place, period=period, head=choice.head)
    if choice.as_json:
        verbs.print_json(archives.plain_verified(found, place, wording))
    else:
        for line in archives.verified_lines(found, place, wording):
            click.echo(line)
    if choice.output:
        when = moment(choice.time)
        pipeline.print_sheet(found, place, when, choice.output, wording)
        click.echo(wording.text("The sheet: {path}", path=choice.output), err=choice.as_json)
    if found.findings:
        raise click.exceptions.Exit(Exit.FAULTS)


def export(root: Path, choice: archives.ExportChoice) -> None:
    """Write what was sealed of a period for others, and tell where it is."""
    wording, place = wording_here(root), archive_of(root, choice.folder)
    period = Period.parse(choice.period).slug
    if not (choice.bagit or choice.certificate):
        raise UsageError(say("Say in which form: --bagit, --certificate or both."))
    if choice.bagit:
        when = moment(choice.day).date()
        for bag in archive.export(place, period, choice.output, when):
            click.echo(wording.text("Exported: {folder}", folder=bag))
    if choice.certificate:
        for one in archive.opened(place, period):
            paper = choice.output / f"{one.object}.{one.version}.pdf"
            pipeline.print_certificate(place, one.object, paper, wording)
            click.echo(wording.text("Certificate: {path}", path=paper))


def reproduce(root: Path, choice: ReproduceChoice) -> None:
    """Make sealed books again; exit code 3 where bytes differ, 4 where numbers do. No workspace is needed."""
    wording, place = wording_here(root), archive_of(root, choice.folder)
    _check_version(choice.version)
    subjects = (choice.subject,) if choice.subject else ()
    found = []
    for contents in archive.opened(place, Period.parse(choice.period).slug, choice.version):
        watch = progress.Clock() if choice.as_json else progress.Lines(wording)
        with _room(choice.keep, contents.object) as room, watch:
            found.append(pipeline.reproduce(contents, room, subjects, watch))
    if choice.as_json:
        verbs.print_json([reproduced.plain(one) for one in found])
    else:
        for line in (line for one in found for line in reproduced.lines(one, wording)):
            click.echo(line)
    if any(one.changes for one in found):
        raise click.exceptions.Exit(Exit.FAULTS)
    if any(one.differing for one in found):
        raise click.exceptions.Exit(Exit.PARTIAL)


def restore(package: Path, to: Path, *, version: str | None, as_json: bool) -> None:
    """Take a package in; exit code 4 with every reason where it is refused. No workspace is needed."""
    wording = wording_here()
    _check_version(version)
    try:
        done = restoring.restore(package, to, version=version)
    except restoring.PackageError as error:
        if not as_json:
            raise
        verbs.print_json({"faults": [show.plain_fault(fault, wording) for fault in error.faults]})
        raise click.exceptions.Exit(error.exit) from error
    if as_json:
        told = {"folder": str(to), "form": done.form, "files": done.files, "bytes": done.bytes, "faults": []}
        verbs.print_json(told)
        return
    click.echo(
        wording.text(
            "Restored from {form}: {files} files, {bytes} bytes, each as its checksum says, in {folder}.",
            form=done.form,
            files=done.files,
            bytes=done.bytes,
            folder=to,
        )
    )


def archive_of(root: Path, folder: Path | None) -> Path:
    """The archive that is meant: the one named, else the workspace's."""
    return folder or workspace.find(root).root / archives.ARCHIVE


def _check_version(version: str | None) -> None:
    if version is not None and not _VERSION.fullmatch(version):
        raise UsageError(
            say("{version} is no version. Versions are called v1, v2 and so on.", version=version)
        )


@contextlib.contextmanager
def _room(keep: Path | None, name: str) -> Iterator[Path]:
    """A folder to build in: the one to be kept, which must not be there yet, or one that goes again."""
    if keep is None:
        with temporary.folder() as made:
            yield made.path
        return
    room = keep.resolve() / name
    if room.exists():
        raise UsageError(say("{path} is there already; remove it or name another folder.", path=room))
    with files.writing(room):
        room.mkdir(parents=True)
    yield room
