"""Manuscripts: texts that people hand over, Markdown, plain text or Word, read whole as text.

`read(path) -> str`, `text(data, file) -> str`; raise UsageError where there is no such file or it is no text.
"""

import io
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tallybook.errors import UsageError, reason, say
from tallybook.sources.decoding import decode
from tallybook.sources.documents import name_of, walk
from tallybook.sources.unfit import Unfit

MOST_BYTES = 20_000_000
_DOCUMENT = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_BLOCKS = frozenset({"p", "tbl"})
_SPOKEN = {"t": None, "tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "txbxContent": ""}


def read(path: Path) -> str:
    """The text of a file; of a Word document its paragraphs and tables, then text boxes, then notes at the foot."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(say("{file} cannot be read: {reason}.", file=path, reason=reason(error))) from error
    return text(data, path)


def text(data: bytes, file: object) -> str:
    """The text of bytes, a Word document or text in whatever encoding; `file` says where they come from."""
    if len(data) > MOST_BYTES:
        raise UsageError(say("{file} has more than {limit} MB.", file=file, limit=MOST_BYTES // 1_000_000))
    if data.startswith(b"PK\x03\x04"):
        return "\n".join(line for part in _parts(file, data) for line in _lines(part))
    if data.startswith(b"%PDF"):
        raise _no_text(file)
    try:
        return decode(data)
    except Unfit as unfit:
        raise _no_text(file) from unfit


def _no_text(file: object) -> UsageError:
    return UsageError(
        say("{file} is not text that can be read; save it as UTF-8 or as a Word document (.docx).", file=file)
    )


def _parts(file: object, data: bytes) -> Iterator[ElementTree.Element]:
    """The document and its notes; refused where it is not Word's, is packed beyond measure, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            notes = [name for name in _NOTES if name in package.namelist()]
            xml = [_unpacked(package, name) for name in (_DOCUMENT, *notes)]
        # Without declarations there is nothing to expand.
        yield from [ElementTree.fromstring(each) for each in xml]  # noqa: S314
    except (KeyError, ValueError, RuntimeError, NotImplementedError, OSError) as error:
        raise _no_word(file) from error
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise _no_word(file) from error


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        xml = part.read(MOST_BYTES + 1)
    if len(xml) > MOST_BYTES or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ValueError(name)
    return xml


def _no_word(file: object) -> UsageError:
    return UsageError(say("{file} is not a Word document that can be read.", file=file))


def _lines(part: ElementTree.Element) -> Iterator[str]:
    """Each paragraph on a line; tables as Markdown ones, by which their cells are understood."""
    waiting = deque(walk(part, _BLOCKS))
    while waiting:
        block = waiting.popleft()
        if name_of(block) == "tbl":
            yield from _rows(block)
        else:
            yield _text(block)
        for inner in walk(block, {"tbl", "txbxContent"}):
            waiting.extend([inner] if name_of(inner) == "tbl" else walk(inner, _BLOCKS))


def _rows(table: ElementTree.Element) -> Iterator[str]:
    yield ""
    for number, row in enumerate(walk(table, {"tr"})):
        cells = [
            " ".join(
                _text(each).replace("|", " ") for each in walk(cell, _BLOCKS) if name_of(each) == "p"
            ).strip()
            for cell in walk(row, {"tc"})
        ]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * len(cells)
    yield ""


def _text(paragraph: ElementTree.Element) -> str:
    found = ((one.text or "", _SPOKEN[name_of(one)]) for one in walk(paragraph, _SPOKEN.keys()))
    return "".join(text if instead is None else instead for text, instead in found).strip()
