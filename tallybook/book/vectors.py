"""Drawings from notebooks: let in only what draws, and measured so that pages do not jump."""

import hashlib
import re
from collections.abc import Set

from tallybook.errors import BookError
from tallybook.results import svg as drawings

_DESCRIPTION = re.compile(r"<!DOCTYPE[^\[>]*>")
_LENGTH = re.compile(r"([0-9.]+)(pt|px)?")
_POINT = 4 / 3


def checked(svg: str, name: str, sound: Set[str] = frozenset()) -> str:
    """The drawing without its document type; raises BookError where it could do more than draw.

    Drawings whose digest is among the `sound` ones have been checked before.
    """
    text = _DESCRIPTION.sub("", svg, count=1)
    if (not sound or digest(svg) not in sound) and (refused := drawings.refused(text, figure=name)):
        raise BookError(refused)
    return text


def digest(svg: str) -> str:
    """The SHA-256 of a drawing, in hexadecimal."""
    return hashlib.sha256(svg.encode(errors="surrogatepass")).hexdigest()


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
