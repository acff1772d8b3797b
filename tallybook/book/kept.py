"""What Sphinx read and wrote for the last book, so that the next one reads and writes only the pages that changed.

No book is built in place: the next begins with a copy. It is taken only of a book that came out whole, was made of
the same but for pages and their figures, and is still as it was; in every other case all is read anew.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tallybook import codec, files
from tallybook.book.contents import mark_on
from tallybook.book.edition import Edition
from tallybook.book.looks import Look
from tallybook.book.source import CONFIG, config, place_of

_FOLDER, _RECORD = "read", "record.json"
_DOCTREES, _HTML = "doctrees", "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Of what a book is made: what all pages share, as one digest, and each page with its figures."""

    shared: str
    pages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The last book: what it was made of and by what, the digests of its folders, what was found of its parts.

    `drawings` are the digests of those that were let in; `looks` are its pages'. All is empty where there is no such book.
    """

    made: Made = Made(shared="", pages={})
    software: str = ""
    doctrees: str = ""
    html: str = ""
    drawings: frozenset[str] = frozenset()
    looks: Mapping[str, Look] = field(default_factory=dict)


def made_of(edition: Edition, source: Path, names: Iterable[str], *others: str) -> Made:
    """Of what the book of this source folder is made; `others` is whatever else all its pages depend on."""
    owners = {f"{name}.md": name for name in names}
    owners |= {place_of(page, figure): page.slug for page in edition.pages for figure in page.figures}
    pages = {name: hashlib.sha256(mark_on(edition.marks, name).encode()) for name in names}
    shared = hashlib.sha256(json.dumps([str(source.resolve()), _settings(edition), *others]).encode())
    for path in sorted(path for path in source.rglob("*") if path.is_file() and path.name != CONFIG):
        place = path.relative_to(source).as_posix()
        whose = pages[owners[place]] if place in owners else shared
        whose.update(f"{place}\0{files.digest(path)}\n".encode())
    return Made(shared=shared.hexdigest(), pages={name: digest.hexdigest() for name, digest in pages.items()})


def _settings(edition: Edition) -> str:
    """Jupyter Book's settings but for the marks, which are each page's own."""
    return json.dumps(config(replace(edition, pages=())), sort_keys=True, default=str)


def last(folder: Path, software: str) -> Record:
    """What is kept in a folder of the book that was made there last, if the same software made it."""
    try:
        record = codec.decode(Record, (folder / _FOLDER / _RECORD).read_bytes())
    except (OSError, codec.CodecError):
        return Record()
    return record if software and record.software == software else Record()


def take_up(record: Record, made: Made, folder: Path, out: Path, room: Path) -> tuple[str, ...] | None:
    """The pages that differ from the last book's, the rest laid out in `room`; None where there is nothing to take."""
    doctrees, before = folder / _FOLDER / _DOCTREES, record.made
    if before.shared != made.shared:
        return None
    try:
        if (record.doctrees, record.html) != (files.digest_of_folder(doctrees), files.digest_of_folder(out)):
            return None
        with files.writing(room):
            shutil.copytree(doctrees, room / _DOCTREES)
            shutil.copytree(out, room / _HTML, copy_function=shutil.copyfile)
    except OSError:
        return None
    return tuple(name for name, digest in made.pages.items() if before.pages.get(name) != digest)


def keep(record: Record, folder: Path, room: Path) -> None:
    """Keep what was read in `room` for a book, in place of what was kept before."""
    kept = folder / _FOLDER
    whole = replace(record, doctrees=files.digest_of_folder(room / _DOCTREES))
    with files.fresh_folder(kept) as fresh, files.writing(kept):
        (room / _DOCTREES).rename(fresh / _DOCTREES)
        (fresh / _RECORD).write_bytes(codec.encode(whole))
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)
