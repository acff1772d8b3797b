"""A sealed version's certificate on paper, for somebody outside of the archive to keep."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tallybook import archive, book
from tallybook.archive import Approver, Certificate
from tallybook.book import Named, Slip, Steps
from tallybook.domain.period import Period
from tallybook.pipeline.papers import MOST, SHEET, moment, short
from tallybook.wording import Wording


def print_certificate(
    folder: Path, name: str, target: Path, wording: Wording, *, version: str | None = None
) -> None:
    """Put the certificate of an object's version, the newest where none is named, on one sheet of PDF/A.

    Raises ArchiveError where the object is damaged, FilesError where the disk refuses.
    """
    told = archive.certify(archive.open_object(folder, name, version))
    book.print_slip(_slip(told, wording), target)


def _slip(told: Certificate, wording: Wording) -> Slip:
    return Slip(
        title=wording.text("Archive certificate"),
        under=f"{short(told.title)} · {wording.period(Period.parse(told.period))}",
        organisation=short(told.organisation),
        language=wording.language,
        made=datetime.fromisoformat(told.entry.time),
        lead=wording.text(
            "This book and all that it was made from are sealed as a version that is never changed."
        ),
        parts=(
            Named(heading=wording.text("What is sealed"), rows=tuple(_sealed(told, wording))),
            Named(heading=wording.text("Digests"), rows=_digests(told, wording), typed=True),
            Steps(heading=wording.text("How to verify"), steps=_steps(told, wording)),
        ),
        signatures=(wording.text("Handed over by"), wording.text("Kept by"), wording.text("Date")),
        foot=wording.text(
            "To be kept by somebody outside of the archive; it proves something only beside the archive."
        ),
        sheet=wording.message(SHEET),
    )


def _sealed(told: Certificate, wording: Wording) -> Iterator[tuple[str, str]]:
    entry = told.entry
    yield wording.text("Unit"), short(told.unit)
    yield wording.text("Object and version"), f"{entry.object} {entry.version}"
    yield wording.text("Content"), _content(told, wording)
    yield wording.text("Approval"), _approval(told, wording)
    yield wording.text("Sealed by"), short(entry.by)
    yield wording.text("Sealed at"), moment(datetime.fromisoformat(entry.time), wording)
    if told.message:
        yield wording.text("Remark"), short(told.message)


def _content(told: Certificate, wording: Wording) -> str:
    size = {"files": told.files, "bytes": f"{told.bytes:,}"}
    if not told.papers:
        return wording.text("{files} files, {bytes} bytes", **size)
    return wording.text(
        "{files} files, {bytes} bytes; {papers} of the files are PDF", papers=told.papers, **size
    )


def _approval(told: Certificate, wording: Wording) -> str:
    """How many chapters are approved, and by whom."""
    if not told.approvers:
        return wording.text("Built; not reviewed and not approved")
    names = [_approver(one, wording) for one in told.approvers[:MOST]]
    if (more := len(told.approvers) - MOST) > 0:
        names.append(wording.text("and {count} more", count=more))
    return wording.text(
        "{approved} of {chapters} chapters, by {names}",
        approved=told.approved,
        chapters=told.chapters,
        names=wording.text("; ").join(names),
    )


def _approver(one: Approver, wording: Wording) -> str:
    return wording.text(
        "{name} ({chapters} chapters, {days})",
        name=short(one.name),
        chapters=one.chapters,
        days=" – ".join(dict.fromkeys((one.first, one.last))),
    )


def _digests(told: Certificate, wording: Wording) -> tuple[tuple[str, str], ...]:
    line = told.entry.sequence
    return (
        (wording.text("Head of the log: SHA-256 of line {number}", number=line), told.head),
        (wording.text("SHA-256 of the line before"), told.entry.previous),
        (wording.text("SHA-512 of the inventory"), told.entry.inventory),
    )


def _steps(told: Certificate, wording: Wording) -> tuple[tuple[str, str], ...]:
    entry = told.entry
    folder = entry.object.partition(":")[2]
    return (
        (
            wording.text("With Tallybook, in the folder above the archive's; it must say that all is good."),
            f"tallybook verify {told.period} --archive archive --head {told.head}",
        ),
        (
            wording.text("Without Tallybook, in the archive's folder; the first gives the head, as above."),
            f"sed -n {entry.sequence}p archive.log | sha256sum",
        ),
        (
            wording.text(
                "The next gives the inventory's digest, and the inventory lists that of every file."
            ),
            f"sha512sum {folder}/{entry.version}/inventory.json",
        ),
    )
