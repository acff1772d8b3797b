"""Drawings from notebooks: let in only what draws, and measured so that pages do not jump."""

import re
from xml.etree import ElementTree

from tallybook.errors import BookError, say

_DRAWING = frozenset(
    {
        *("circle", "clipPath", "defs", "desc", "ellipse", "g", "image", "line", "linearGradient", "marker"),
        *("mask", "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop"),
        *("style", "svg", "symbol", "text", "title", "tspan", "use"),
    }
)
_LOCAL = re.compile(r"#|data:image/(?:png|jpeg);base64,")
_REMOTE = re.compile(r"url\(\s*['\"]?(?!#|data:)|@import", re.I)
_DESCRIPTION = re.compile(r"<!DOCTYPE[^\[>]*>")
_LENGTH = re.compile(r"([0-9.]+)(pt|px)?")
_POINT = 4 / 3


def checked(svg: str, name: str) -> str:
    """The drawing without its document type; raises BookError where it could do more than draw."""
    text = _DESCRIPTION.sub("", svg, count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _refused(name, "entities")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise BookError(
            say("Figure {name} is not a whole SVG drawing: {reason}.", name=name, reason=error)
        ) from error
    for element in root.iter():
        _check(element, name)
    return text


def size(svg: str) -> tuple[int, int] | None:
    """Width and height in CSS pixels, from the drawing's first tag."""
    start = re.search(r"<svg\b[^>]*>", svg)
    if start is None:
        return None
    attributes = dict(re.findall(r"\b(width|height|viewBox)=[\"']([^\"']*)[\"']", start[0]))
    sides = [_pixels(attributes.get(side, "")) for side in ("width", "height")]
    if None in sides and "viewBox" in attributes:
        sides = [_pixels(number) for number in attributes["viewBox"].split()[2:4]]
    width, height = (*sides, None, None)[:2]
    return (round(width), round(height)) if width and height else None


def _pixels(length: str) -> float | None:
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * (_POINT if found[2] == "pt" else 1) if found else None


def _check(element: ElementTree.Element, name: str) -> None:
    tag = _local(element.tag)
    if not _foreign_metadata(element.tag) and tag not in _DRAWING:
        raise _refused(name, tag)
    for key, value in element.attrib.items():
        attribute = _local(key)
        if attribute.startswith("on") or (attribute == "href" and not _LOCAL.match(value)):
            raise _refused(name, attribute)
        if _REMOTE.search(value):
            raise _refused(name, value)
    if tag == "style" and _REMOTE.search(element.text or ""):
        raise _refused(name, "style")


def _foreign_metadata(tag: str) -> bool:
    return tag.startswith(
        ("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://creativecommons.org/ns#}")
    ) or (tag.startswith("{http://purl.org/dc/elements/1.1/}"))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _refused(name: str, what: str) -> BookError:
    return BookError(say("Figure {name} holds something that does not draw: {what}.", name=name, what=what))
