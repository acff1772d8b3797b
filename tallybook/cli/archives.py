"""Sealing and verifying on the terminal: what was sealed, what was found, and the sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tallybook.archive import Damage, Finding, Item, Sealed, Stamp, Standing, Verified, sheet
from tallybook.cli.sources import aligned
from tallybook.errors import UsageError, say
from tallybook.wording import Wording

ARCHIVE = "archive"
_WIDEST = 100
_PERSON = re.compile(r"\s*([^<>]*[^<>\s])\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*")

_STANDINGS = {
    Standing.MET: say("● met"),
    Standing.NOT_MET: say("■ NOT MET"),
    Standing.NOT_YET: say("○ not yet"),
    Standing.ELSEWHERE: say("– by others"),
}
_HEADS = (say("Property"), say("Item"), say("Result"), say("By what"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealChoice:
    """The options of `seal` as they were given."""

    by: str
    time: datetime | None
    message: str
    path_output: Path | None
    archive: Path | None
    as_json: bool


def stamp(choice: SealChoice, now: datetime) -> Stamp:
    """Who seals and when; raises UsageError where the name is none."""
    found = _PERSON.fullmatch(choice.by)
    if found is None or not choice.by.isprintable():
        raise UsageError(
            say(
                "{name} is no name. Write --by NAME, or --by 'NAME <name@example.org>'.", name=repr(choice.by)
            )
        )
    time = choice.time or now
    return Stamp(
        by=found[1],
        time=(time if time.tzinfo else time.astimezone()).astimezone(UTC),
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


def plain_sealed(sealed: Sealed, archive: Path) -> dict[str, object]:
    """What was sealed, for machines."""
    return {
        "archive": str(archive),
        "object": sealed.object,
        "version": sealed.version,
        "inventory": sealed.inventory,
        "head": sealed.head,
        "new": sealed.new,
    }


def verified_lines(found: Verified, archive: Path, wording: Wording) -> Iterator[str]:
    """The findings, or that there is none; then the sheet."""
    for finding in found.findings:
        yield f"■ {_place(finding, wording)}{wording.text(': ')}{_words(finding, wording)}"
    if found.findings:
        yield wording.text("{count} damages in {folder}.", count=len(found.findings), folder=archive)
    else:
        yield wording.text(
            "All good: {objects} objects, {versions} versions, {files} files in {folder} are what was sealed.",
            objects=len(found.objects),
            versions=found.versions,
            files=found.files,
            folder=archive,
        )
    if found.unfinished:
        yield wording.text(
            "Left by a command that was broken off, harmless: {names}. The next seal puts it in order.",
            names=", ".join(found.unfinished),
        )
    yield wording.text("Head of the log: {head}", head=found.head)
    yield ""
    yield wording.text("After DA/T 70-2018:")
    rows = [[wording.message(head) for head in _HEADS], *(_row(item, wording) for item in sheet(found))]
    yield from aligned(rows, _WIDEST)


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
        "file": _shown(finding.file),
        "line": finding.line,
        "rule": finding.rule,
        "words": _words(finding, wording),
    }


def _place(finding: Finding, wording: Wording) -> str:
    place = _shown("/".join(part for part in (finding.object, finding.file) if part))
    if finding.line is None:
        return place
    return place + wording.text(", ") + wording.text("line {row}", row=finding.line)


def _words(finding: Finding, wording: Wording) -> str:
    match finding.damage:
        case Damage.ALTERED:
            return wording.text("altered: it is not what was sealed")
        case Damage.MISSING:
            return wording.text("missing: it was sealed and is not there")
        case Damage.UNEXPECTED:
            return wording.text("unexpected: it is no part of what was sealed")
        case Damage.CHAIN_BROKEN:
            return wording.text(
                "chain broken: the line is not the one that was written after the line before"
            )
        case Damage.TAIL_CUT:
            return wording.text("tail cut: no line has the head that was kept elsewhere")
        case Damage.INVALID:
            return wording.text("invalid: it breaks rule {rule} of OCFL 1.1", rule=finding.rule)


def _shown(name: str) -> str:
    """A file's name with everything in it that would not be seen made visible."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)


def _row(item: Item, wording: Wording) -> list[str]:
    return [
        wording.message(item.property),
        wording.message(item.asked),
        wording.message(_STANDINGS[item.standing]),
        wording.message(item.answer),
    ]
