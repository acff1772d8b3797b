"""Unpacking: everything that a file of a book holds, and the ways in which words may be written in it."""

import base64
import binascii
import gzip
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Deeper packing than any of our files has is looked into no further.
_DEEPEST = 5
_MOST_BYTES = 200_000_000
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_DATA = re.compile(
    rb'(?:data:[a-z/+.-]*;base64,|"image/[a-z+.-]+":\s*\[?\s*")([A-Za-z0-9+/=]{8,}(?:\\n[A-Za-z0-9+/=]+)*)'
)
_PNG = b"\x89PNG\r\n\x1a\n"
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})+")
_HEXADECIMAL = re.compile(rb"<((?:[0-9a-fA-F]{2}){4,})>")
_OCTAL = re.compile(rb"\\([0-7]{3}|[()\\])")


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of a file: where in it they are (nothing for the file itself), and whether they are a PDF's."""

    place: str
    data: bytes
    of_pdf: bool = False


def parts(data: bytes, place: str = "", depth: int = 0) -> Iterator[Part]:
    """The bytes as they are, and everything that is packed in them."""
    yield Part(place, data, data.startswith(b"%PDF"))
    if depth >= _DEEPEST:
        return
    for name, inner in _packed(data):
        if data.startswith(b"%PDF"):
            yield Part(f"{place} {name}".strip(), inner, of_pdf=name.startswith("stream"))
        else:
            yield from parts(inner, f"{place} {name}".strip(), depth + 1)
    for found in _DATA.finditer(data):
        try:
            inner = base64.b64decode(found[1].replace(b"\\n", b""))
        except (binascii.Error, ValueError):
            continue
        yield from parts(inner, f"{place} base64".strip(), depth + 1)


def readings(part: Part) -> Iterator[str]:
    """The bytes as texts, unescaped in the ways in which a text may be escaped; nothing of a picture or a font."""
    if part.of_pdf:
        yield from _strings_of_pdf(part.data)
        return
    try:
        text = part.data.decode("utf-8")
    except UnicodeDecodeError:
        yield from _wide(part.data)
        return
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


def _wide(data: bytes) -> Iterator[str]:
    """A text in UTF-16, which says so by its first bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")


def _strings_of_pdf(data: bytes) -> Iterator[str]:
    """A PDF's strings: UTF-16 in brackets with some signs escaped, or in hexadecimal digits."""
    if b"\\" in data:
        plain = _OCTAL.sub(_byte, data)
        yield plain.decode("utf-16-be", "replace")
        yield plain[1:].decode("utf-16-be", "replace")
    if strings := [bytes.fromhex(found[1].decode()) for found in _HEXADECIMAL.finditer(data)]:
        yield " | ".join(each.decode("utf-16-be", "replace") for each in strings)


def _byte(found: re.Match[bytes]) -> bytes:
    return found[1] if len(found[1]) == 1 else bytes([int(found[1], 8) & 0xFF])


def _packed(data: bytes) -> Iterator[tuple[str, bytes]]:
    kinds: tuple[tuple[bytes, Callable[[bytes], Iterator[tuple[str, bytes]]]], ...] = (
        (b"PK\x03\x04", _in_zip),
        (b"\x1f\x8b", _in_gzip),
        (b"# Sphinx inventory", _in_inventory),
        (b"%PDF", _in_pdf),
        (_PNG, _in_png),
    )
    for begin, unpack in kinds:
        if data.startswith(begin):
            yield from unpack(data)


def _in_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "comment", packed.comment
            for entry in packed.infolist():
                if entry.file_size <= _MOST_BYTES:
                    yield f"{entry.filename} name", entry.filename.encode() + b"\n" + entry.comment
                    yield entry.filename, packed.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return


def _in_gzip(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            yield "gzip", packed.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return


def _in_inventory(data: bytes) -> Iterator[tuple[str, bytes]]:
    return _inflated("inventory", data.split(b"\n", 4)[-1])


def _inflated(part: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield part, zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error:
        return


def _in_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    for number, found in enumerate(_STREAM.finditer(data), start=1):
        yield from _inflated(f"stream {number}", found[1])
    yield from _written_in_pdf(data)


def _written_in_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a PDF says to a reader, page by page: fonts have numbers of their own for letters."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            yield "metadata", "\n".join(document.get_metadata_dict().values()).encode()
            yield "contents", "\n".join(mark.get_title() for mark in document.get_toc()).encode()
            for number, page in enumerate(document, start=1):
                text = page.get_textpage().get_text_bounded()
                # Lines may break inside of a name.
                yield f"page {number}", f"{text}\n\n{''.join(text.split())}".encode("utf-8", "replace")
    except pypdfium2.PdfiumError:
        return


def _in_png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The words that a picture carries beside its colours."""
    place = len(_PNG)
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
