"""Unpacking: everything that a file of a book holds, and the ways in which words may be written in it."""

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

# Deeper packing than any of our files has is looked into no further.
_DEEPEST = 5
_MOST_BYTES = 200_000_000
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
_DATA = re.compile(
    rb'(?:data:[a-z/+.-]*;base64,|"image/[a-z+.-]+":\s*\[?\s*")([A-Za-z0-9+/=]{8,}(?:\\n[A-Za-z0-9+/=]+)*)'
)
# 7z, RAR, Zstandard, LZ4, and Office's files of old, or with a password.
_SHUT = (
    b"7z\xbc\xaf",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)
# How texts begin that are attached to a PDF, and its metadata.
_ATTACHED = (b"{", b"[", b"<?", b"<h", b"<!")
_PNG = b"\x89PNG\r\n\x1a\n"
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})+")
_HEXADECIMAL = re.compile(rb"<((?:[0-9a-fA-F]{2}){4,})>")
_BRACKETED = re.compile(rb"\(((?:\\.|[^\\()]){2,})\)", re.S)
_LETTERS = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}){16,}"
)
_OCTAL = re.compile(rb"\\([0-7]{3}|[()\\])")


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of a file: where in it they are (nothing for the file itself), and whether they are a PDF's.

    `shut` are bytes that cannot be looked into: what is in them nobody here can say.
    """

    place: str
    data: bytes
    of_pdf: bool = False
    shut: bool = False


class _ShutError(Exception):
    """Something is packed in a way that cannot be undone here."""


def parts(data: bytes, place: str = "", depth: int = 0) -> Iterator[Part]:
    """The bytes as they are, and everything that is packed in them."""
    yield Part(place, data, data.startswith(b"%PDF"))
    try:
        for name, inner, in_pdf in _packed(data):
            if depth >= _DEEPEST:
                raise _ShutError
            whole = f"{place} {name}".strip()
            # A PDF's own streams are no texts; files that are attached to it are.
            yield from (Part(whole, inner, in_pdf),) if in_pdf else parts(inner, whole, depth + 1)
    except _ShutError:
        yield Part(place, data, shut=True)
    if depth < _DEEPEST:
        yield from _written_out(data, place, depth)


def _written_out(data: bytes, place: str, depth: int) -> Iterator[Part]:
    """What is written in the bytes with the letters of base64."""
    for found in _DATA.finditer(data):
        try:
            inner = base64.b64decode(found[1].replace(b"\\n", b""))
        except (binascii.Error, ValueError):
            continue
        yield from parts(inner, f"{place} base64".strip(), depth + 1)


def readings(part: Part) -> Iterator[str]:
    """The bytes as texts, unescaped in the ways in which a text may be escaped."""
    if part.of_pdf:
        yield " | ".join(_strings_of_pdf(part.data))
        return
    try:
        text = part.data.decode("utf-8")
    except UnicodeDecodeError:
        text = _text_in(part.data)
    yield from dict.fromkeys((text, *_unescaped(text)))


def _unescaped(text: str) -> Iterator[str]:
    plain = html.unescape(text) if "&" in text else text
    yield plain
    if "\\" in text:
        yield _ESCAPED.sub(_letters, text)
        # Markdown's escapes.
        yield re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    if "%" in text:
        yield urllib.parse.unquote(plain)
    # Words of HTML, SVG or Office's XML may be cut by elements.
    if "<" in text:
        yield html.unescape(re.sub(r"<[^<>]*>", "", text))


def _letters(found: re.Match[str]) -> str:
    units = re.findall(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))", found[0])
    codes = b"".join(int(one or other, 16).to_bytes(2, "big") for one, other in units)
    return codes.decode("utf-16-be", "replace")


def _text_in(data: bytes) -> str:
    """What is text of bytes that are not: in UTF-16, which says so, or stretches of letters such as pictures have."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return " | ".join(found[0].decode() for found in _LETTERS.finditer(data))


def _strings_of_pdf(data: bytes) -> Iterator[str]:
    """A PDF's strings: in brackets with some signs escaped, or in hexadecimal digits; with its mark in UTF-16."""
    for found in _BRACKETED.finditer(data):
        yield _string(_OCTAL.sub(_byte, found[1]))
    for found in _HEXADECIMAL.finditer(data):
        yield _string(bytes.fromhex(found[1].decode()))


def _string(data: bytes) -> str:
    return data.decode("utf-16-be" if data.startswith(b"\xfe\xff") else "utf-8", "replace")


def _byte(found: re.Match[bytes]) -> bytes:
    return found[1] if len(found[1]) == 1 else bytes([int(found[1], 8) & 0xFF])


_Packed = Iterator[tuple[str, bytes, bool]]


def _packed(data: bytes) -> _Packed:
    """What is packed in the bytes: its name, the bytes, and whether they are a PDF's own; raises _ShutError."""
    if data.startswith(_SHUT):
        raise _ShutError
    for begin, unpack in _KINDS:
        if data.startswith(begin):
            yield from unpack(data)
            return
    # An archive may have a picture or a program before it.
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _in_zip(data)


def _in_zip(data: bytes) -> _Packed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "comment", packed.comment, False
            for entry in packed.infolist():
                if entry.file_size > _MOST_BYTES:
                    raise _ShutError
                yield f"{entry.filename} name", entry.filename.encode() + b"\n" + entry.comment, False
                yield entry.filename, packed.read(entry), False
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise _ShutError from error


def _in_stream(data: bytes) -> _Packed:
    opens: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7z": lzma.open}
    begin = next(begin for begin in opens if data.startswith(begin))
    try:
        with opens[begin](io.BytesIO(data)) as opened:
            inner = opened.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise _ShutError from error
    if len(inner) > _MOST_BYTES:
        raise _ShutError
    yield "unpacked", inner, False


def _in_inventory(data: bytes) -> _Packed:
    inner = _inflated(data.split(b"\n", 4)[-1])
    if inner is None:
        raise _ShutError
    yield "inventory", inner, False


def _inflated(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error:
        return None


def _in_pdf(data: bytes) -> _Packed:
    for number, found in enumerate(_STREAM.finditer(data), start=1):
        inner = _inflated(found[1]) or found[1]
        own = not inner.startswith(tuple(sign for sign, _ in _KINDS) + _SHUT + _ATTACHED)
        if own and inner is found[1]:
            continue
        yield f"stream {number}", inner, own
    yield from _written_in_pdf(data)


def _written_in_pdf(data: bytes) -> _Packed:
    """What a PDF says to a reader, page by page: fonts have numbers of their own for letters."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            yield "metadata", "\n".join(document.get_metadata_dict().values()).encode(), False
            yield "contents", "\n".join(mark.get_title() for mark in document.get_toc()).encode(), False
            for number, page in enumerate(document, start=1):
                text = page.get_textpage().get_text_bounded()
                # Lines may break inside of a name.
                yield f"page {number}", f"{text}\n\n{''.join(text.split())}".encode("utf-8", "replace"), False
    except pypdfium2.PdfiumError as error:
        raise _ShutError from error


def _in_png(data: bytes) -> _Packed:
    """The words that a picture carries beside its colours."""
    place = len(_PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if kind in (b"tEXt", b"iTXt"):
            yield kind.decode(), body, False
        if kind in (b"zTXt", b"iTXt"):
            packed = body.split(b"\0", 1)[-1]
            for skip in range(min(len(packed), 8)):
                if inner := _inflated(packed[skip:]):
                    yield kind.decode(), inner, False
        place += 12 + length


_KINDS: tuple[tuple[bytes, Callable[[bytes], _Packed]], ...] = (
    (b"PK\x03\x04", _in_zip),
    (b"\x1f\x8b", _in_stream),
    (b"BZh", _in_stream),
    (b"\xfd7zXZ", _in_stream),
    (b"# Sphinx inventory", _in_inventory),
    (b"%PDF", _in_pdf),
    (_PNG, _in_png),
)
