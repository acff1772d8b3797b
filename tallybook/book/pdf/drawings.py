"""Drawings alone, as pictures, for papers that cannot draw what the house draws."""

import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tallybook.book.paper import pictures
from tallybook.book.pdf import code, typesetting
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.figures import PICTURES

_FINE, _USUAL = 300, 150
_INCH = 72
_HEAD = """#import "/house/house.typ": *
#set text(font: "Noto Sans SC", size: 9pt, fill: ink)
#let sheet(it) = page(width: auto, height: auto, margin: 0pt, fill: white, it)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn, as Typst code; `uri` names the picture that it shows, where it shows one."""

    code: Code
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as a PNG file, and its sides in points."""

    data: bytes
    width: float
    height: float


def bar(fraction: float | None, status: str) -> Drawing:
    """An attainment's bar without its label."""
    return Drawing(code=code.call("bar", fraction, status, None))


def spark(numbers: list[float | None]) -> Drawing:
    """A little course."""
    return Drawing(code=code.call("spark", code.array(numbers)))


def picture(uri: str, width: float | None) -> Drawing:
    """A picture of the book, so wide in points, or as wide as it is."""
    sized = None if width is None else code.points(width)
    return Drawing(code=code.call("image", f"/{PICTURES}/{uri}", width=sized or Code("auto")), uri=uri)


def drawn(drawings: Mapping[str, Drawing], source: Path, room: Path) -> dict[str, Picture]:
    """Every drawing by its name as a picture; `source` is the book's folder, `room` one that does not exist yet."""
    pictures.copy(source, {one.uri for one in drawings.values() if one.uri}, room / PICTURES)
    shutil.copytree(typesetting.HOUSE, room / "house")
    found: dict[str, Picture] = {}
    for fine in (False, True):
        names = [name for name, one in drawings.items() if (one.uri is None) is fine]
        if names:
            main = room / f"drawings-{'fine' if fine else 'usual'}.typ"
            sheets = (f"#sheet({drawings[name].code})" for name in names)
            main.write_text("\n".join([_HEAD, *sheets]) + "\n", "utf-8", newline="\n")
            resolution = _FINE if fine else _USUAL
            made = typesetting.as_png(main, resolution)
            found |= {name: _sized(data, resolution) for name, data in zip(names, made, strict=True)}
    return found


def _sized(data: bytes, resolution: int) -> Picture:
    wide, high = struct.unpack(">II", data[16:24])
    return Picture(data=data, width=wide * _INCH / resolution, height=high * _INCH / resolution)
