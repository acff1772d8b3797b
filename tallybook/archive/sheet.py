"""A sheet after DA/T 70-2018: authenticity, integrity, usability and security, and what meets each item."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tallybook.archive.crate import APPROVED
from tallybook.archive.damage import Damage
from tallybook.archive.verifying import Verified
from tallybook.errors import Message, say


class Standing(StrEnum):
    """How an item of the sheet stands."""

    MET = "met"
    NOT_MET = "not met"
    NOT_YET = "not yet"
    ELSEWHERE = "elsewhere"


STANDINGS = {
    Standing.MET: (say("met"), "●"),
    Standing.NOT_MET: (say("NOT MET"), "■"),
    Standing.NOT_YET: (say("not yet"), "○"),
    Standing.ELSEWHERE: (say("by others"), "–"),
}
HEADS = (say("Property"), say("Item"), say("Result"), say("By what"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the standard: its property, what is asked, what answers it, and how it stands."""

    property: Message
    asked: Message
    answer: Message
    standing: Standing


_CHANGED = (Damage.ALTERED, Damage.CHAIN_BROKEN, Damage.TAIL_CUT)
_GONE = (Damage.MISSING, Damage.UNEXPECTED, Damage.TAIL_CUT)


def sheet(found: Verified) -> tuple[Item, ...]:
    """The items with what this verification has shown."""
    return tuple(
        Item(property=name, asked=one.asked, answer=one.answer, standing=_standing(one, found))
        for name, asked in (
            (say("Authenticity"), _authenticity(found)),
            (say("Integrity"), _integrity(found)),
            (say("Usability"), _usability(found)),
            (say("Security"), _security()),
        )
        for one in asked
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked and what answers it; it stands as it does, unless a damage of a kind `against` it was found."""

    asked: Message
    answer: Message
    standing: Standing = Standing.MET
    against: tuple[Damage, ...] = ()


def _standing(one: _Asked, found: Verified) -> Standing:
    hurt = any(finding.damage in one.against for finding in found.findings)
    return Standing.NOT_MET if hurt else one.standing


def _authenticity(found: Verified) -> Iterator[_Asked]:
    yield _Asked(
        asked=say("The fixed information is valid"),
        answer=say("A SHA-512 for each file; each line of the log names the digest of the one before."),
        against=_CHANGED,
    )
    yield _head(found)
    yield _Asked(
        asked=say("Metadata are accurate"),
        answer=say(
            "Inventories keep the rules of OCFL 1.1, and tell the same as the log of who sealed what and when."
        ),
        against=(Damage.INVALID, *_CHANGED),
    )
    yield _Asked(
        asked=say("Content is as metadata say"),
        answer=say("Every file has the SHA-512 in its inventory."),
        against=(Damage.ALTERED,),
    )
    yield _Asked(
        asked=say("Metadata and content linked"),
        answer=say("Each file, its form and origin: ro-crate-metadata.json."),
        against=(Damage.ALTERED, Damage.MISSING),
    )
    yield _Asked(
        asked=say("Package structure is sound"),
        answer=say("OCFL 1.1 objects; README.md tells what is where."),
        against=(Damage.INVALID, Damage.UNEXPECTED),
    )


def _head(found: Verified) -> _Asked:
    """Whether the log goes on from the head that somebody else has kept."""
    asked = say("Fixed information is of its time")
    if found.head_was_given:
        answer = say("The head kept by somebody else is in the log.")
        return _Asked(asked=asked, answer=answer, against=(Damage.TAIL_CUT,))
    answer = say("Not compared: give the head kept elsewhere (--head).")
    return _Asked(asked=asked, answer=answer, standing=Standing.ELSEWHERE)


def _integrity(found: Verified) -> Iterator[_Asked]:
    yield _Asked(
        asked=say("The total is right"),
        answer=say(
            "{objects} objects, {files} files, {bytes} bytes, as inventories and log say.",
            objects=len(found.objects),
            files=found.files,
            bytes=f"{found.bytes:,}",
        ),
        against=_GONE,
    )
    yield _Asked(
        asked=say("Metadata are without a gap"),
        answer=say("The log's {count} lines are numbered without a gap.", count=len(found.entries)),
        against=(Damage.CHAIN_BROKEN, *_GONE),
    )
    yield _approvals(found)
    yield _Asked(
        asked=say("Content is complete"),
        answer=say(
            "Each version holds tables, notes, settings, templates, notebooks, facts, pages and the book."
        ),
        against=(Damage.MISSING,),
    )
    yield _Asked(
        asked=say("The package is complete"),
        answer=say("The log's {count} versions are all there, and no others.", count=found.versions),
        against=_GONE,
    )


def _approvals(found: Verified) -> _Asked:
    """Whether everything in the newest versions was approved, by what their metadata say."""
    asked = say("Reviews are on record")
    approved = sum(book.status == APPROVED for book in found.books)
    if approved and approved == len(found.objects):
        return _Asked(asked=asked, answer=say("The metadata name for each chapter who approved it and when."))
    answer = say(
        "{approved} of {objects} books are approved in all their chapters; of the others the metadata say how far.",
        approved=approved,
        objects=len(found.objects),
    )
    return _Asked(asked=asked, answer=answer, standing=Standing.NOT_YET)


def _usability(found: Verified) -> Iterator[_Asked]:
    yield _Asked(
        asked=say("Metadata can be read"),
        answer=say("Plain text and JSON, with a README inside."),
        against=(Damage.INVALID, Damage.MISSING),
    )
    yield _Asked(
        asked=say("Content can be read"),
        answer=say("HTML, Markdown, JSON, SVG, tables as they were."),
        against=(Damage.ALTERED, Damage.MISSING),
    )
    yield _papers(found)
    yield _Asked(
        asked=say("Software and machine are known"),
        answer=say("software.txt names all packages; a browser is enough."),
        against=(Damage.MISSING,),
    )
    yield _Asked(
        asked=say("Nothing hinders its use"),
        answer=say("Plain files; no password, no encryption, no links."),
        against=(Damage.UNEXPECTED,),
    )


def _papers(found: Verified) -> _Asked:
    """Whether each book is there as PDF files, too."""
    asked = say("Page format for keeping (DA/T 47)")
    papers = sum(book.has_paper for book in found.books)
    if papers and papers == len(found.objects):
        return _Asked(asked=asked, answer=say("The book is there as PDF/A files, too, in html/."))
    answer = say(
        "{papers} of {objects} books are there as PDF/A files; build with --pdf before you seal.",
        papers=papers,
        objects=len(found.objects),
    )
    return _Asked(asked=asked, answer=answer, standing=Standing.NOT_YET)


def _security() -> Iterator[_Asked]:
    yield _Asked(
        asked=say("No virus"),
        answer=say("Have your scanner look through the folder."),
        standing=Standing.ELSEWHERE,
    )
    yield _Asked(
        asked=say("The carrier holds nothing else"),
        answer=say("Nothing is in the archive's folder that was not sealed."),
        against=(Damage.UNEXPECTED,),
    )
    yield _Asked(
        asked=say("The carrier is sound"),
        answer=say("Keep copies on two carriers; verify each of them."),
        standing=Standing.ELSEWHERE,
    )
    yield _Asked(
        asked=say("The process is safe"),
        answer=say("Versions are written beside and put in place whole; those before are never written to."),
    )
