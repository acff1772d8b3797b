"""The pictures that pages show, as they are put on paper."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from sphinx.util.images import get_image_size

from tallybook.book.paper.lettering import drawn

# A PNG begins with its signature; around the content of each of its chunks stand twelve bytes.
_SIGNATURE, _FRAME = 8, 12
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")


def is_readable(path: Path) -> bool:
    """Whether a picture is what its name says, and a PNG whole."""
    if path.suffix.lower() == ".png" and not _has_end(path.read_bytes()):
        return False
    if path.suffix.lower() != ".svg":
        return get_image_size(str(path)) is not None
    try:
        # The workspace's own, and expat bounds what entities become.
        ElementTree.fromstring(path.read_text("utf-8-sig"))  # noqa: S314
    except (ElementTree.ParseError, UnicodeDecodeError):
        return False
    return True


def _has_end(png: bytes) -> bool:
    place = _SIGNATURE
    while place + _FRAME <= len(png):
        kind = png[place + 4 : place + 8]
        place += _FRAME + int.from_bytes(png[place : place + 4], "big")
        if kind == b"IEND":
            return place <= len(png)
    return False


def copy(source: Path, shown: Iterable[str], folder: Path) -> None:
    """Copy pictures by their names; in a drawing as well, letters that the fonts lack become 〓."""
    for picture in shown:
        target = folder / picture
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ".svg":
            text = _REFERENCE.sub(_referred, (source / picture).read_text("utf-8-sig"))
            target.write_text(drawn(text), "utf-8", newline="\n")
        else:
            shutil.copyfile(source / picture, target)


def _referred(reference: re.Match[str]) -> str:
    """A character that is named by its number, as it is where it means nothing to XML."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(number) if 0xA0 <= number <= 0x10FFFF else reference[0]
