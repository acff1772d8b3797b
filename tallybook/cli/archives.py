"""Sealing and verifying on the terminal: what was sealed, what was found, and the sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tallybook.archive import HEADS, STANDINGS, Finding, Item, Sealed, Stamp, Verified, seen, sheet
from tallybook.cli import show
from tallybook.cli.options import moment
from tallybook.errors import UsageError, say
from tallybook.wording import Wording

ARCHIVE = "archive"
_WIDEST = 100
_PERSON = re.compile(r"\s*([^<>]*[^<>\s])\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealChoice:
    """The options of `seal` as they were given."""

    by: str
    time: datetime | None
    message: str
    path_output: Path | None
    archive: Path | None
    certificate: Path | None
    as_json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyChoice:
    """The arguments and options of `verify` as they were given."""

    period: str | None
    folder: Path | None
    head: str | None
    output: Path | None
    time: datetime | None
    as_json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoice:
    """The arguments and options of `export` as they were given."""

    period: str
    folder: Path | None
    output: Path
    day: datetime | None
    bagit: bool
    certificate: bool


def stamp(choice: SealChoice) -> Stamp:
    """Who seals and when; raises UsageError where the name is none."""
    found = _PERSON.fullmatch(choice.by)
    if found is None or not choice.by.isprintable():
        raise UsageError(
            say(
                "{name} is no name. Write --by NAME, or --by 'NAME <name@example.org>'.", name=repr(choice.by)
            )
        )
    return Stamp(
        by=found[1],
        time=moment(choice.time),
        message=choice.message,
        address=f"mailto:{found[2]}" if found[2] else None,
    )


def sealed_lines(sealed: Sealed, archive: Path, wording: Wording) -> Iterator[str]:
    """Where the version is, and what is to be kept elsewhere."""
    place = archive / sealed.object
    if sealed.new:
        yield wording.text("Sealed: {folder}, version {version}.", folder=place, version=sealed.version)
    else:
        yield wording.text(
            "Nothing to seal: {folder} holds the same as version {version}.",
            folder=place,
            version=sealed.version,
        )
    yield wording.text("Head of the log, to be kept by somebody else: {head}", head=sealed.head)


def plain_sealed(sealed: Sealed, archive: Path, certificate: Path) -> dict[str, object]:
    """What was sealed, for machines."""
    return {
        "archive": str(archive),
        "object": sealed.object,
        "version": sealed.version,
        "inventory": sealed.inventory,
        "head": sealed.head,
        "new": sealed.new,
        "certificate": str(certificate),
    }


def verified_lines(found: Verified, archive: Path, wording: Wording) -> Iterator[str]:
    """The findings, or that there is none; then the sheet."""
    for finding in found.findings:
        yield f"■ {_place(finding, wording)}{wording.text(': ')}{wording.message(finding.words)}"
    if found.findings:
        yield wording.text("Damaged places in {folder}: {count}.", count=len(found.findings), folder=archive)
    else:
        yield wording.text(
            "Everything in {folder} is as it was sealed. Objects: {objects}; versions: {versions}; files: {files}.",
            objects=len(found.objects),
            versions=found.versions,
            files=found.files,
            folder=archive,
        )
    if found.unfinished:
        yield wording.text(
            "Left by a command that was broken off, harmless: {names}. The next seal puts it in order.",
            names=tuple(found.unfinished),
        )
    yield wording.text("Head of the log: {head}", head=found.head)
    yield ""
    yield wording.text("After DA/T 70-2018, as Tallybook reads it; no certification:")
    rows = [[wording.message(head) for head in HEADS], *(_row(item, wording) for item in sheet(found))]
    yield from show.aligned(rows, _WIDEST)


def plain_verified(found: Verified, archive: Path, wording: Wording) -> dict[str, object]:
    """What was found, for machines."""
    return {
        "archive": str(archive),
        "good": not found.findings,
        "findings": [_plain(finding, wording) for finding in found.findings],
        "head": found.head,
        "objects": list(found.objects),
        "versions": found.versions,
        "files": found.files,
        "bytes": found.bytes,
        "unfinished": list(found.unfinished),
        "sheet": [
            {
                "property": wording.message(item.property),
                "item": wording.message(item.asked),
                "standing": item.standing,
                "by": wording.message(item.answer),
            }
            for item in sheet(found)
        ],
    }


def _plain(finding: Finding, wording: Wording) -> dict[str, object]:
    return {
        "damage": finding.damage.name.lower(),
        "object": finding.object,
        "file": seen(finding.file),
        "line": finding.line,
        "rule": finding.rule,
        "words": wording.message(finding.words),
    }


def _place(finding: Finding, wording: Wording) -> str:
    if finding.line is None:
        return finding.place
    return finding.place + wording.text(", ") + wording.text("line {row}", row=finding.line)


def _row(item: Item, wording: Wording) -> list[str]:
    word, mark = STANDINGS[item.standing]
    return [
        wording.message(item.property),
        wording.message(item.asked),
        f"{mark} {wording.message(word)}",
        wording.message(item.answer),
    ]
