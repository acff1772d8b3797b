"""What a remark and a picture are, whatever they are put on."""

import re

from docutils import nodes

from tallybook.book.paper import fit

_LOUD = {
    "attention": "watch",
    "caution": "watch",
    "warning": "watch",
    "danger": "bad",
    "error": "bad",
    "tip": "good",
}
# A drawing for the screen in points; a little smaller on paper, where more of it is seen at once.
_PIXEL = 0.75 * 0.86
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|%)?")


def loudness(remark: nodes.Element) -> str:
    """The judgement that a remark is coloured by: good, watch, bad or none."""
    classes: list[str] = remark.get("classes", [])
    return next((_LOUD[name] for name in [*classes, remark.tagname] if name in _LOUD), "none")


def share(given: str) -> float | None:
    """A width in per cent, where it is one."""
    found = _LENGTH.fullmatch(given)
    return min(float(found[1]), 100) if found and found[2] == "%" else None


def points(given: str) -> float | None:
    """A width in points, as wide as on the screen where the sheet is as wide; None where none was given."""
    found = _LENGTH.fullmatch(given)
    return min(float(found[1]) * _PIXEL, fit.UPRIGHT) if found and found[2] != "%" else None
