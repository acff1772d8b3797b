"""The leak test: every byte of a finished book, unpacked, is searched for what its readers must not see."""

import base64
import binascii
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tallybook.domain.phones import masked

# Deeper packing than any of our files has is looked into no further, and said so.
_DEEPEST = 4
_MOST_BYTES = 200_000_000
_AROUND = 12
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_DATA = re.compile(rb"data:[a-z/+.-]*;base64,([A-Za-z0-9+/=]+)")
_TEXTS = frozenset(
    {".html", ".htm", ".txt", ".md", ".js", ".json", ".svg", ".xml", ".ipynb", ".css", ".rels", ".inv"}
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SPOKEN = re.compile(r'(?:alt|title|content|href|aria-label|desc|value|placeholder)="([^"]*)"')
_ELEMENT = re.compile(r"<[^<>]*>")
_CHUNK = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where something stands that must not be there: the file, the part inside of it, and the words masked around it."""

    file: str
    part: str
    what: str


def leaks(
    folder: Path, forbidden: Sequence[str], *, phones: bool = True, within: Iterable[str] = ("",)
) -> Iterator[Leak]:
    """Every place at which a forbidden text stands in a folder's names and bytes; with `phones` mobile numbers, too.

    `within` names the files and folders in it that are looked into.
    """
    words = tuple(dict.fromkeys(word for word in forbidden if word.strip()))
    for path in sorted(path for name in within for path in _below(folder / name)):
        name = path.relative_to(folder).as_posix()
        yield from _in_text(name, name, "name", words, phones=phones)
        if path.is_file():
            for part, data in _parts(name, path.read_bytes(), 0):
                for text in _readings(data):
                    yield from _in_text(text, name, part, words, phones=phones and _is_text(name, part))


def _below(place: Path) -> Iterator[Path]:
    yield from place.rglob("*") if place.is_dir() else (place,)


def _parts(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    """The bytes as they are, and everything that is packed in them."""
    yield name, data
    if depth >= _DEEPEST:
        return
    if data.startswith(b"PK\x03\x04"):
        yield from _in_zip(data, depth)
    if data.startswith(b"# Sphinx inventory"):
        yield from _inflated("inventory", data.split(b"\n", 4)[-1])
    if data.startswith(b"%PDF"):
        for number, found in enumerate(_STREAM.finditer(data), start=1):
            yield from _inflated(f"stream {number}", found[1])
    if data.startswith(_CHUNK):
        yield from _in_png(data)
    for found in _DATA.finditer(data):
        try:
            inner = base64.b64decode(found[1])
        except (binascii.Error, ValueError):
            continue
        yield from _parts("data:", inner, depth + 1)


def _in_zip(data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for entry in packed.infolist():
                if entry.file_size <= _MOST_BYTES:
                    yield entry.filename, entry.filename.encode()
                    yield from _parts(entry.filename, packed.read(entry), depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return


def _inflated(part: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield part, zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error:
        return


def _in_png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The words that a picture carries beside its colours."""
    place = len(_CHUNK)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if kind in (b"tEXt", b"iTXt"):
            yield kind.decode(), body
        if kind in (b"zTXt", b"iTXt"):
            packed = body.split(b"\0", 1)[-1]
            for skip in range(min(len(packed), 8)):
                yield from _inflated(kind.decode(), packed[skip:])
        place += 12 + length


def _readings(data: bytes) -> Iterator[str]:
    """The bytes as text, in the ways in which a text may stand in them."""
    text = data.decode("utf-8", "replace")
    readings = [text, html.unescape(text), _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)]
    if "%" in text:
        readings.append(urllib.parse.unquote(text))
    if "\\" in text:
        # Markdown's escapes.
        readings.append(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))
    if b"\0" in data[:4000]:
        readings += [data.decode("utf-16-le", "replace"), data.decode("utf-16-be", "replace")]
    # Words of HTML or SVG may be cut by elements.
    if "<" in text:
        readings.append(html.unescape(re.sub(r"<[^<>]*>", "", text)))
    yield from dict.fromkeys(readings)


def _in_text(text: str, file: str, part: str, words: Sequence[str], *, phones: bool) -> Iterator[Leak]:
    for word in words:
        if word in text:
            yield Leak(file=file, part=part, what=_shown(word))
    text = _said(text) if phones and "<" in text else text
    if phones and (plain := masked(text)) != text:
        place = next(i for i, pair in enumerate(zip(text, plain, strict=False)) if pair[0] != pair[1])
        yield Leak(file=file, part=part, what=plain[max(0, place - _AROUND) : place + _AROUND])


def _said(text: str) -> str:
    """What markup says to a reader, a listener or a search: co-ordinates of drawings look like phone numbers."""
    spoken = " | ".join(_SPOKEN.findall(text))
    return f"{_ELEMENT.sub(' | ', text)} | {spoken}"


def _is_text(name: str, part: str) -> bool:
    """Whether digits here are written for people, and not a part of a font or a picture."""
    return Path(part).suffix.lower() in _TEXTS or (part == name and Path(name).suffix.lower() in _TEXTS)


def _shown(word: str) -> str:
    """Enough of a word to find it by, and no more."""
    return word[:2] + "*" * max(1, len(word) - 2)
