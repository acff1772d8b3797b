"""What an edition's readers must not see: what the whole book is told from, and their own slices do not hold."""

import itertools
import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any

from tallybook import publish
from tallybook.domain.prose import PERSONS, PROSE
from tallybook.domain.records import Tables
from tallybook.errors import ReviewError, say
from tallybook.pipeline.telling import Material
from tallybook.workspace import Workspace

_NAMES = {
    "units": ("name",),
    "managers": ("name",),
    "kpis": ("name",),
    **PERSONS,
    "customers": ("name", "phone", *PERSONS["customers"]),
}
_IDS = {"units": "unit_id", "managers": "manager_id", "customers": "customer_id"}
# Shorter ones may be anybody's words.
_LEAST_NAME, _LEAST_ID, _LEAST_TEXT, _LEAST_LATIN = 2, 4, 8, 16
_MOST_LEAKS = 5
# A text is known by its stretches, each ending with a word: a name that is masked in it changes but one of them.
_STRETCH = re.compile(r".{1,60}(?![0-9A-Za-z])|[0-9A-Za-z]+")
_MARKS = re.compile(r"[*_`\[\]()#>|\\\n]+")


def hidden(workspace: Workspace, whole: Material, told: Material) -> frozenset[str]:
    """The names, ids and texts in the whole book's material that the edition's own does not hold."""
    seen = frozenset(_all_words(told))
    corpus = "\n".join(
        (*seen, workspace.title, workspace.settings.organisation, workspace.foot, *_signers(told))
    )
    own = {slice_.subject.slug for slice_ in told.cut}
    pages = {slice_.subject.slug for slice_ in whole.cut} - own
    words = frozenset(_telling(whole.found)) - seen
    # What stands in the readers' own rows is no secret, be it a part of a longer word.
    return frozenset(pages | {word for word in words if word not in corpus})


def refuse_leaks(workspace: Workspace, folder: Path, words: Set[str], within: Iterable[str] = ("",)) -> None:
    """Raise ReviewError where one of the words, or a phone number, stands in a folder that readers are to be given."""
    phones = workspace.settings.phones.masked
    if not (words or phones):
        return
    found = list(itertools.islice(publish.leaks(folder, words, phones=phones, within=within), _MOST_LEAKS))
    if not found:
        return
    if shut := [leak for leak in found if not leak.what]:
        raise ReviewError(
            say(
                "Nothing was put out: nobody can look into {places}, for a password or an unknown way of packing. Put "
                "it there unpacked, or leave it out.",
                places="; ".join(f"{leak.file} ({leak.part})" for leak in shut),
            )
        )
    places = "; ".join(f"{leak.file} ({leak.part}, …{leak.what}…)" for leak in found)
    if words:
        raise ReviewError(
            say(
                "Nothing was put out: what the edition's readers must not see stands in {places}. It is in a note, a "
                "handwritten page or a template; take it out there, or out of the edition's rules.",
                places=places,
            )
        )
    raise ReviewError(
        say(
            "Nothing was published: phone numbers stand in {places}. Where one is no phone number, write a word such "
            "as No. before it.",
            places=places,
        )
    )


def _telling(found: Tables) -> Iterator[str]:
    """The names, ids and pieces of text by which somebody's rows are known."""
    for table, columns in _NAMES.items():
        yield from (word for word in _values(getattr(found, table), columns) if len(word) >= _LEAST_NAME)
    for table, column in _IDS.items():
        yield from (word for word in _values(getattr(found, table), (column,)) if _is_telling_id(word))
    for table, columns in PROSE.items():
        for text in _values(getattr(found, table), columns):
            yield from filter(_is_telling_text, map(str.strip, _stretches(text)))


def _all_words(told: Material) -> Iterator[str]:
    """Every word, whole and in pieces, of what the readers are given."""
    for rows in (told.found.notes, told.found.kpis, *(_rows(slice_) for slice_ in told.cut)):
        for row in rows:
            for text in _strings(row):
                yield text
                yield from _pieces(text)


def _rows(slice_: Any) -> Iterator[Any]:
    yield from (slice_.subject, *slice_.path, *slice_.members)
    for table in ("units", "managers", "customers", "visits", "problems", "commitments", "conduct"):
        yield from getattr(slice_, table)
    yield from {row.customer_id: row for row in slice_.actuals if row.customer_id}.values()


def _strings(row: Any) -> Iterator[str]:
    values = (getattr(row, name) for name in type(row).__dataclass_fields__)
    return (value for value in values if isinstance(value, str) and value)


def _signers(told: Material) -> Iterator[str]:
    """Who answers for a page is named on it."""
    for stands in (told.reviewed or {}).values():
        yield from (stands.by, stands.by_name, *(comment.text for comment in stands.comments))


def _values(rows: Iterable[Any], columns: Iterable[str]) -> Iterator[str]:
    for row in rows:
        yield from (value.strip() for column in columns if (value := getattr(row, column)))


def _pieces(text: str) -> Iterator[str]:
    """A text as it is found on a page, where its marks are not."""
    return (piece.strip() for piece in _MARKS.split(text))


def _stretches(text: str) -> Iterator[str]:
    return (stretch for piece in _pieces(text) for stretch in _STRETCH.findall(piece))


def _is_telling_id(word: str) -> bool:
    """Whether an id is found by chance nowhere else."""
    mixed = any(letter.isdigit() for letter in word) and any(letter.isalpha() for letter in word)
    return len(word) >= _LEAST_ID and (mixed or not word.isascii())


def _is_telling_text(piece: str) -> bool:
    return len(piece) >= (_LEAST_LATIN if piece.isascii() else _LEAST_TEXT)
