"""A reference document of the user's own: its styles, and what they rest on, taken out of it with care."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tallybook.errors import Fault, Message, say
from tallybook.sources.packages import DAMAGE, MOST_BYTES, MOST_PACKED, MOST_PARTS, SMALL

_STYLES, _THEME, _NUMBERING = "word/styles.xml", "word/theme/theme1.xml", "word/numbering.xml"
_DOCUMENT, _TYPES = "word/document.xml", "[Content_Types].xml"
_MOST_PART = 20_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NEEDED = ("Normal", "heading 1", "heading 2", "heading 3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The parts of a reference document that are used; those that it lacks are None."""

    styles: bytes
    theme: bytes | None
    numbering: bytes | None


class _RefusedError(ValueError):
    """Why a file cannot be a reference document."""

    def __init__(self, problem: Message, remedy: Message) -> None:
        super().__init__(problem.template)
        self.problem, self.remedy = problem, remedy


def faults(path: Path | None) -> Iterator[Fault]:
    """What is wrong with a reference document."""
    if path is None:
        return
    try:
        read(path)
    except _RefusedError as refused:
        yield Fault(
            kind="reference-document",
            file=path.name,
            problem=refused.problem,
            remedy=refused.remedy,
        )


def read(path: Path) -> Reference:
    """The parts of the reference document; raises a ValueError that says why it cannot be one."""
    if path.suffix.lower() != ".docx" or not path.is_file():
        raise _RefusedError(
            say("There is no .docx file of this name."),
            say("Name a Word document in the workspace, saved as .docx, under word.reference."),
        )
    try:
        with zipfile.ZipFile(path) as packed:
            _check_sizes(packed)
            names = frozenset(packed.namelist())
            if _DOCUMENT not in names or _STYLES not in names or _MAIN not in _part(packed, _TYPES):
                raise _no_document()
            optional = (_part(packed, name) if name in names else None for name in (_THEME, _NUMBERING))
            theme, numbering = optional
            found = Reference(styles=_part(packed, _STYLES), theme=theme, numbering=numbering)
    except _RefusedError:
        raise
    except DAMAGE as error:
        raise _no_document() from error
    _check_styles(found.styles)
    return found


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as stream:
        data = stream.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise _too_large(say("Unpacked it has more than {limit} MB.", limit=_MOST_PART // 1_000_000))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _too_large(say("It declares entities, which no Word document does."))
    ElementTree.fromstring(data)  # noqa: S314 - declarations were refused
    return data


def _check_sizes(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS:
        raise _too_large(say("It has more than {limit} parts.", limit=MOST_PARTS))
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large(say("Unpacked it has more than {limit} MB.", limit=MOST_BYTES // 1_000_000))
    if any(part.file_size > SMALL and part.file_size > MOST_PACKED * part.compress_size for part in parts):
        raise _too_large(say("A part is packed more than {limit} times.", limit=MOST_PACKED))


def _check_styles(styles: bytes) -> None:
    root = ElementTree.fromstring(styles)  # noqa: S314 - declarations were refused
    names = {name.get(f"{_WORD}val", "").lower() for name in root.iterfind(f"{_WORD}style/{_WORD}name")}
    lacking = [name for name in _NEEDED if name.lower() not in names]
    if root.tag != f"{_WORD}styles" or lacking:
        raise _RefusedError(
            say("It has no style {names}.", names=tuple(lacking)),
            say("Open it in Word, write a line in each of these styles, and save it as .docx."),
        )


def _no_document() -> _RefusedError:
    return _RefusedError(
        say("It is no Word document, or it is damaged."),
        say("Open it in Word and save it anew as .docx: no template (.dotx), none with macros (.docm)."),
    )


def _too_large(problem: Message) -> _RefusedError:
    return _RefusedError(problem, say("Keep nothing in the document but its styles, and save it as .docx."))
