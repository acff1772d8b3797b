"""Editions side by side: each a site of its own in a folder, and an index of them for whoever gives them out."""

from collections.abc import Iterator
from pathlib import Path

from tallybook import files
from tallybook.domain.period import Period
from tallybook.errors import FilesError, say
from tallybook.publish.plain import Link, Listing, Table, page
from tallybook.publish.site import RECORD, House, read

_INDEX = "index.html"


def place(to: Path, name: str) -> Path:
    """Where an edition is published; raises FilesError where a book for everybody is published in that folder."""
    if (to / RECORD).exists():
        raise FilesError(
            say(
                "{folder} holds the book of the whole house. Name another folder for editions, so that nobody is "
                "given both.",
                folder=to,
            )
        )
    return to / name


def list_editions(to: Path, house: House) -> Path:
    """Write the index of all editions that are published in a folder."""
    wording = house.wording
    parts: list[str | Table | Listing] = [
        wording.text("For whoever gives the editions out: give each reader their own folder, not this one."),
        *_listings(to, house),
    ]
    title = wording.text("Editions: {organisation}", organisation=house.name)
    files.write(to / _INDEX, house.dressed(page(title, wording.language, parts)))
    return to / _INDEX


def _listings(to: Path, house: House) -> Iterator[Listing]:
    wording = house.wording
    for folder in sorted(path.parent for path in to.glob(f"*/{RECORD}")):
        record = read(folder)
        newest = sorted(record.publications, key=lambda one: Period.parse(one.period).start, reverse=True)
        notice = (
            wording.text("Not everything in it is approved.") if any(one.everything for one in newest) else ""
        )
        links = [
            Link(
                label=one.label,
                address=f"{folder.name}/{one.folder}/index.html",
                more=wording.text("published on {day}", day=one.day),
            )
            for one in newest
        ]
        all_periods = Link(label=wording.text("All periods"), address=f"{folder.name}/index.html")
        yield Listing(heading=record.name or folder.name, links=(*links, all_periods), notice=notice)
