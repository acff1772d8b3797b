"""The leak test: every byte of a finished book, unpacked, is searched for what its readers must not see."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tallybook.domain.phones import standing_in
from tallybook.publish.unpacking import Part, parts, readings
from tallybook.words import ByteWords, Words

_AROUND = 12
_NAME = "name"
_TEXTS = frozenset(
    {".html", ".htm", ".txt", ".md", ".js", ".json", ".svg", ".xml", ".ipynb", ".css", ".rels", ".inv"}
)
_SPOKEN = re.compile(r'(?:alt|title|content|href|aria-label|desc|value|placeholder)="([^"]*)"')
_ELEMENT = re.compile(r"<[^<>]*>")
# A workbook's cells without a type, and what its charts were drawn from, are amounts: people's words have one.
_AMOUNTS = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?>.*?</c>|<c:numCache>.*?</c:numCache>', re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where something stands that must not be there: the file, the place inside of it, and enough of the words.

    There are no words where something is packed so that nobody can look into it.
    """

    file: str
    part: str
    what: str = ""


class Secrets:
    """What must not be seen: some words, and mobile numbers where `phones` says so."""

    def __init__(self, words: Iterable[str], *, phones: bool) -> None:
        # A search in a browser knows small letters only.
        known = {written for word in words for written in (word, word.lower())}
        self._words, self._bytes, self._phones = Words(known), ByteWords(known), phones

    def in_name(self, name: str) -> Iterator[Leak]:
        """What stands in the path of a file or folder."""
        yield from self._in_text(name, name, _NAME, phones=self._phones)

    def in_part(self, part: Part, file: str) -> Iterator[Leak]:
        """What stands in the bytes of a file, as they are and however they are escaped."""
        place = part.place or "text"
        if part.shut:
            yield Leak(file=file, part=place)
            return
        for found in self._bytes.found(part.data):
            yield Leak(
                file=file, part=_line(place, part.data[: found.start].count(b"\n")), what=_shown(found.word)
            )
        written = replace(part, data=_AMOUNTS.sub(b"", part.data)) if b"<c" in part.data else part
        for text in readings(written):
            yield from self._in_text(text, file, place, phones=self._phones and _is_text(file, part))

    def _in_text(self, text: str, file: str, place: str, *, phones: bool) -> Iterator[Leak]:
        for found in self._words.found(text):
            yield Leak(
                file=file, part=_line(place, text.count("\n", 0, found.start)), what=_shown(found.word)
            )
        text = _said(text) if phones and "<" in text else text
        for start, shown in islice(standing_in(text), 1 if phones else 0):
            yield Leak(file=file, part=place, what=text[max(0, start - _AROUND) : start] + shown)


def leaks(
    folder: Path, forbidden: Iterable[str], *, phones: bool = True, within: Iterable[str] = ("",)
) -> Iterator[Leak]:
    """Every place at which a forbidden text stands in a folder's names and bytes, once each.

    With `phones` mobile numbers are found, too. `within` names the files and folders in it that are looked into.
    """
    secrets = Secrets(forbidden, phones=phones)
    for path in sorted(path for name in within for path in _below(folder / name)):
        name = path.relative_to(folder).as_posix()
        found = list(secrets.in_name(name))
        if path.is_file():
            found += [leak for part in parts(path.read_bytes()) for leak in secrets.in_part(part, name)]
        yield from dict.fromkeys(found)


def _below(place: Path) -> Iterator[Path]:
    yield from place.rglob("*") if place.is_dir() else (place,)


def _line(place: str, before: int) -> str:
    return place if place == _NAME else f"{place}:{before + 1}"


def _said(text: str) -> str:
    """What markup says to a reader, a listener or a search: co-ordinates of drawings look like phone numbers."""
    spoken = " | ".join(_SPOKEN.findall(text))
    return f"{_ELEMENT.sub(' | ', text)} | {spoken}"


def _is_text(file: str, part: Part) -> bool:
    """Whether digits here are written for people, and not a part of a font or a picture."""
    said = part.place.startswith(("page", "metadata", "contents"))
    return not part.of_pdf and (said or Path(part.place or file).suffix.lower() in _TEXTS)


def _shown(word: str) -> str:
    """Enough of a word to find it by, and no more."""
    return word[: 2 if len(word) > 3 else 1] + "*" * max(1, len(word) - 2)
