"""Manuscripts: texts that people hand over, Markdown, plain text or Word, read whole as text.

`read(path) -> str`; raises UsageError where there is no such file or it is no text.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tallybook.errors import UsageError, say
from tallybook.sources.decoding import decode
from tallybook.sources.unfit import Unfit

MOST_BYTES = 20_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def read(path: Path) -> str:
    """The text of a file; of a Word document its paragraphs and tables, in their order."""
    data = _bytes(path)
    if data.startswith(b"PK\x03\x04"):
        return "\n".join(_paragraphs(_document(path, data)))
    return decoded(data, path)


def decoded(data: bytes, file: object) -> str:
    """The text of bytes in whatever encoding; `file` says where they come from."""
    try:
        return decode(data)
    except Unfit as unfit:
        raise UsageError(
            say(
                "{file} is not text that can be read; save it as UTF-8 or as a Word document (.docx).",
                file=file,
            )
        ) from unfit


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("{file} cannot be read: {reason}.", file=path, reason=error.strerror or "")
        ) from error
    if len(data) > MOST_BYTES:
        raise UsageError(say("{file} has more than {limit} MB.", file=path, limit=MOST_BYTES // 1_000_000))
    return data


def _document(path: Path, data: bytes) -> ElementTree.Element:
    """The document's tree; refused where it is not Word's, is packed beyond measure, or declares entities."""
    no_word = UsageError(say("{file} is not a Word document that can be read.", file=path))
    try:
        with zipfile.ZipFile(io.BytesIO(data)).open(_DOCUMENT) as part:
            xml = part.read(MOST_BYTES + 1)
    except (KeyError, ValueError, RuntimeError, NotImplementedError, OSError, zipfile.BadZipFile) as error:
        raise no_word from error
    if len(xml) > MOST_BYTES or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise no_word
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - without declarations there is nothing to expand
    except ElementTree.ParseError as error:
        raise no_word from error


def _paragraphs(document: ElementTree.Element) -> Iterator[str]:
    """Each paragraph on a line; tables as Markdown ones, by which their cells are understood."""
    body = document.find(f"{_WORD}body")
    for part in body if body is not None else ():
        if part.tag == f"{_WORD}tbl":
            yield from _rows(part)
        else:
            yield _text(part)


def _rows(table: ElementTree.Element) -> Iterator[str]:
    for number, row in enumerate(table.iter(f"{_WORD}tr")):
        cells = [_text(cell).replace("|", " ") for cell in row.iter(f"{_WORD}tc")]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * len(cells)
    yield ""


def _text(part: ElementTree.Element) -> str:
    pieces = {f"{_WORD}tab": " ", f"{_WORD}br": " ", f"{_WORD}p": " "}
    found = (
        (each.text or "") if each.tag == f"{_WORD}t" else pieces.get(each.tag, "") for each in part.iter()
    )
    return "".join(found).strip()
