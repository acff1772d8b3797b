"""A picture in a line of text, as Word has it."""

from lxml import etree

from tallybook.book.pdf.drawings import Picture
from tallybook.book.word.xml import NAMES, Element, clean, tag, w

_EMU = 12700


def inline(picture: Picture, relation: str, number: int, alt: str, room: float) -> Element:
    """A drawing no wider than the room in points, with the words for those who do not see it."""
    part = min(1.0, room / picture.width)
    sides = {"cx": round(picture.width * part * _EMU), "cy": round(picture.height * part * _EMU)}
    graphic = _of(
        "a:graphic",
        _of("a:graphicData", _picture(relation, number, sides), uri=NAMES["pic"]),
    )
    return w(
        "drawing",
        _of(
            "wp:inline",
            _of("wp:extent", **sides),
            _of("wp:docPr", id=number, name=f"Picture {number}", descr=alt),
            graphic,
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        ),
    )


def _picture(relation: str, number: int, sides: dict[str, int]) -> Element:
    blip = _of("a:blip")
    blip.set(tag("r:embed"), relation)
    return _of(
        "pic:pic",
        _of("pic:nvPicPr", _of("pic:cNvPr", id=number, name=f"Picture {number}"), _of("pic:cNvPicPr")),
        _of("pic:blipFill", blip, _of("a:stretch", _of("a:fillRect"))),
        _of(
            "pic:spPr",
            _of("a:xfrm", _of("a:off", x=0, y=0), _of("a:ext", **sides)),
            _of("a:prstGeom", _of("a:avLst"), prst="rect"),
        ),
    )


def _of(name: str, /, *children: Element, **attributes: str | int) -> Element:
    made = etree.Element(tag(name), nsmap=NAMES)
    for attribute, value in attributes.items():
        made.set(attribute, clean(str(value)))
    made.extend(children)
    return made
