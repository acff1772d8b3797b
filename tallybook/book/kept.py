"""What Sphinx read and wrote for the last book, so that the next one reads and writes only the pages that changed.

No book is built in place: the next begins with a copy. It is taken only of a book that came out whole, was made of
the same but for pages and their figures, and is still as it was; in every other case all is read anew.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tallybook import files
from tallybook.book.edition import Edition
from tallybook.book.navigation import mark_on
from tallybook.book.source import CONFIG, config, place_of

_FOLDER, _RECORD = "read", "record.json"
_DOCTREES, _HTML = "doctrees", "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Of what a book is made: what all pages share, as one digest, and each page with its figures."""

    shared: str
    pages: Mapping[str, str]


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


def take_up(made: Made, folder: Path, out: Path, room: Path) -> tuple[str, ...] | None:
    """The pages that differ from the last book's, the rest laid out in `room`; None where there is nothing to take."""
    kept = folder / _FOLDER
    try:
        record = json.loads((kept / _RECORD).read_text("utf-8"))
        before = Made(**record["made"])
        sound = (record["doctrees"], record["html"]) == (_digest(kept / _DOCTREES), _digest(out))
        if not sound or before.shared != made.shared:
            return None
        with files.writing(room):
            shutil.copytree(kept / _DOCTREES, room / _DOCTREES)
            shutil.copytree(out, room / _HTML, copy_function=shutil.copyfile)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tuple(name for name, digest in made.pages.items() if before.pages.get(name) != digest)


def keep(made: Made, folder: Path, room: Path) -> None:
    """Keep what was read in `room` for the book that was written there, in place of what was kept before."""
    kept = folder / _FOLDER
    record = {"made": asdict(made), "doctrees": _digest(room / _DOCTREES), "html": _digest(room / _HTML)}
    with files.fresh_folder(kept) as fresh, files.writing(kept):
        (room / _DOCTREES).rename(fresh / _DOCTREES)
        (fresh / _RECORD).write_text(json.dumps(record), "utf-8")
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)


def _digest(folder: Path) -> str:
    return files.digest_of_folder(folder)
