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
    return (*_authenticity(found), *_integrity(found), *_usability(found), *_security())


def _judged(found: Verified, property_: Message, asked: Message, answer: Message, *against: Damage) -> Item:
    hurt = any(finding.damage in against for finding in found.findings)
    standing = Standing.NOT_MET if hurt else Standing.MET
    return Item(property=property_, asked=asked, answer=answer, standing=standing)


def _authenticity(found: Verified) -> Iterator[Item]:
    name = say("Authenticity")
    yield _judged(
        found,
        name,
        say("The fixed information is valid"),
        say("A SHA-512 for each file, and a log in which each line names the digest of the one before."),
        *_CHANGED,
    )
    yield Item(
        property=name,
        asked=say("The fixed information is that of the time"),
        answer=say("The head kept by somebody else is in the log.")
        if found.head_was_given
        else say("Not compared: give the head kept by somebody else with --head."),
        standing=_head(found),
    )
    yield _judged(
        found,
        name,
        say("Metadata are accurate and agree with the content"),
        say(
            "Inventories keep the rules of OCFL 1.1, and tell the same as the log of who sealed what and when."
        ),
        Damage.INVALID,
        *_CHANGED,
    )
    yield _approvals(found, name)


def _approvals(found: Verified, name: Message) -> Item:
    """Whether everything in the newest versions was approved, by what their metadata say."""
    asked = say("Review and approval are on record")
    approved = sum(book.status == APPROVED for book in found.books)
    if approved and approved == len(found.objects):
        answer = say("The metadata name for each chapter who approved it and when.")
        return Item(property=name, asked=asked, answer=answer, standing=Standing.MET)
    answer = say(
        "{approved} of {objects} books are approved in all their chapters; of the others the metadata say how far.",
        approved=approved,
        objects=len(found.objects),
    )
    return Item(property=name, asked=asked, answer=answer, standing=Standing.NOT_YET)


def _head(found: Verified) -> Standing:
    if not found.head_was_given:
        return Standing.ELSEWHERE
    cut = any(finding.damage is Damage.TAIL_CUT for finding in found.findings)
    return Standing.NOT_MET if cut else Standing.MET


def _integrity(found: Verified) -> Iterator[Item]:
    name = say("Integrity")
    yield _judged(
        found,
        name,
        say("The total is right"),
        say(
            "{objects} objects, {files} files, {bytes} bytes, as inventories and log say.",
            objects=len(found.objects),
            files=found.files,
            bytes=found.bytes,
        ),
        *_GONE,
    )
    yield _judged(
        found,
        name,
        say("Metadata are complete and without a gap"),
        say("The log's {count} lines are numbered without a gap.", count=len(found.entries)),
        Damage.CHAIN_BROKEN,
        *_GONE,
    )
    yield _judged(
        found,
        name,
        say("Content and package are complete"),
        say("Each version holds tables, notes, settings, templates, notebooks, facts, pages and the book."),
        Damage.MISSING,
    )


def _usability(found: Verified) -> Iterator[Item]:
    name = say("Usability")
    yield _judged(
        found,
        name,
        say("Metadata can be read"),
        say("Plain text and JSON, with a README inside."),
        Damage.INVALID,
        Damage.MISSING,
    )
    yield _judged(
        found,
        name,
        say("Content can be read"),
        say(
            "HTML, Markdown, JSON, SVG and the tables as they were, each a file of its own; nothing is encrypted."
        ),
        Damage.ALTERED,
        Damage.MISSING,
    )
    yield _papers(found, name)
    yield _judged(
        found,
        name,
        say("Software and hardware are known"),
        say("software.txt names every package and version; a browser is enough to read."),
        Damage.MISSING,
    )


def _papers(found: Verified, name: Message) -> Item:
    """Whether each book is there as PDF files, too."""
    asked = say("There is a page format for long keeping (DA/T 47)")
    papers = sum(book.has_paper for book in found.books)
    if papers and papers == len(found.objects):
        answer = say("The book is there as PDF/A files, too, in html/.")
        return Item(property=name, asked=asked, answer=answer, standing=Standing.MET)
    answer = say(
        "{papers} of {objects} books are there as PDF/A files; build with --pdf before you seal.",
        papers=papers,
        objects=len(found.objects),
    )
    return Item(property=name, asked=asked, answer=answer, standing=Standing.NOT_YET)


def _security() -> Iterator[Item]:
    name = say("Security")
    yield Item(
        property=name,
        asked=say("No virus"),
        answer=say("Have your scanner look through the folder."),
        standing=Standing.ELSEWHERE,
    )
    yield Item(
        property=name,
        asked=say("The carrier is sound"),
        answer=say("Keep copies on two carriers; verify each of them."),
        standing=Standing.ELSEWHERE,
    )
    yield Item(
        property=name,
        asked=say("The process is safe"),
        answer=say("Versions are written beside and put in place whole; those before are never written to."),
        standing=Standing.MET,
    )
