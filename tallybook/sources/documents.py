"""Word documents opened with care, and their XML walked in the order in which it is read.

`opened(data)` gives the parts that hold text; `walk` finds elements below another, however deep, without recursion.
"""

import io
import zipfile
from collections.abc import Container, Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tallybook.errors import Message, say
from tallybook.sources.packages import DAMAGE, MOST_PACKED, MOST_PARTS
from tallybook.sources.unfit import Unfit

DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"
_MOST_PART, _MOST_ALL, _SMALL = 10_000_000, 100_000_000, 1_000_000
# What is said twice, was deleted, or only tells how a word is pronounced.
PASSED = frozenset({"Fallback", "del", "moveFrom", "rt"})
_COMPOUND = b"\xd0\xcf\x11\xe0"


def opened(data: bytes) -> Mapping[str, Element]:
    """The document and, where it has any, its numbering; raises Unfit where it is none, damaged, or a bomb."""
    if data.startswith(_COMPOUND):
        raise _old_or_locked()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            _check_sizes(package.infolist())
            if DOCUMENT not in names:
                raise _no_word()
            return {name: _part(package, name) for name in (DOCUMENT, NUMBERING) if name in names}
    except (*DAMAGE, RecursionError) as error:
        raise _damaged() from error


def walk(part: Element, wanted: Container[str]) -> Iterator[Element]:
    """The elements below of these names, in order; not those inside them, for which nothing is as deep as it likes."""
    left = list(reversed(part))
    while left:
        one = left.pop()
        name = name_of(one)
        if name in wanted:
            yield one
        elif name not in PASSED:
            left.extend(reversed(one))


def name_of(part: Element) -> str:
    """The name without its namespace, of which Word has two."""
    return str(part.tag).rpartition("}")[2]


def attribute(part: Element | None, name: str) -> str | None:
    """An attribute of Word's, whichever of its namespaces it has."""
    found = part.items() if part is not None else ()
    return next((value for key, value in found if key.rpartition("}")[2] == name), None)


def below(part: Element, *names: str) -> Element | None:
    """The first child of the first name, in it the first of the second, and so on; None where there is none."""
    found: Element | None = part
    for name in names:
        found = (
            next((child for child in found if name_of(child) == name), None) if found is not None else None
        )
    return found


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise _bomb(say("It has more than {limit} parts.", limit=MOST_PARTS))
    if sum(part.file_size for part in parts) > _MOST_ALL:
        raise _bomb(say("Unpacked it has more than {limit} MB.", limit=_MOST_ALL // 1_000_000))
    for part in parts:
        if part.filename in (DOCUMENT, NUMBERING) and part.file_size > _MOST_PART:
            raise _bomb(say("Its text has more than {limit} MB.", limit=_MOST_PART // 1_000_000))
        if part.file_size > _SMALL and part.file_size > MOST_PACKED * part.compress_size:
            raise _bomb(say("A part is packed more than {limit} times.", limit=MOST_PACKED))


def _part(package: zipfile.ZipFile, name: str) -> Element:
    xml = package.read(name)
    # Also in encodings that hide the letters from a search.
    if any(
        word.encode(code) in xml
        for word in ("<!DOCTYPE", "<!ENTITY")
        for code in ("ascii", "utf-16-le", "utf-16-be")
    ):
        raise _bomb(say("It declares entities, which no document does."))
    return ElementTree.fromstring(xml)  # noqa: S314 - declarations were refused


def _bomb(problem: Message) -> Unfit:
    return Unfit(
        "too-large", problem, say("Copy what was written into the form that was given out, and hand that in.")
    )


def _damaged() -> Unfit:
    return Unfit(
        "damaged-file",
        say("The file cannot be read to its end; it is damaged."),
        say("Open it in Word and save it anew."),
    )


def _no_word() -> Unfit:
    return Unfit(
        "renamed-file",
        say("The file is not what its name says."),
        say("It is no .docx document: open it in Word and save it as .docx."),
    )


def _old_or_locked() -> Unfit:
    return Unfit(
        "password-protected",
        say("The file has a password, or is a document of old Word."),
        say("Take the password away, and save it as .docx."),
    )
