"""What a remark and a picture are, whatever they are put on."""

import re

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.paper import fit

# With more letters a paragraph says more than what a table is about.
_LEAD = 160
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
# In points; above it stands a chart's message, below it what it shows.
_HIGHEST = 600.0
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|%)?")


def loudness(remark: nodes.Element) -> str:
    """The judgement that a remark is coloured by: good, watch, bad or none."""
    classes: list[str] = remark.get("classes", [])
    return next((_LOUD[name] for name in [*classes, remark.tagname] if name in _LOUD), "none")


def leads(paragraph: nodes.Element) -> bool:
    """Whether a paragraph is a few words on the table that follows, without which it has no sense."""
    after = paragraph.next_node(descend=False, siblings=True)
    return isinstance(after, nodes.table | ours.sortable) and len(paragraph.astext()) <= _LEAD


def share(picture: nodes.image) -> float | None:
    """A picture's width in per cent, where it is one."""
    found = _LENGTH.fullmatch(str(picture.get("width", "")))
    return min(float(found[1]), 100) if found and found[2] == "%" else None


def points(picture: nodes.image) -> float | None:
    """A width in points, as on the screen where the sheet is as wide and the picture no higher than the sheet; or None."""
    wide, high = (_pixels(picture, side) for side in ("width", "height"))
    if wide is None:
        return None
    low = fit.UPRIGHT if high is None else _HIGHEST * wide / max(high, 1)
    return min(wide * _PIXEL, fit.UPRIGHT, low)


def _pixels(picture: nodes.image, side: str) -> float | None:
    found = _LENGTH.fullmatch(str(picture.get(side, "")))
    return float(found[1]) if found and found[2] != "%" else None
