"""What the cells of management's workbooks look like: colour for judgements only, which have a shape as well."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tallybook.domain.facts import Status
from tallybook.errors import say
from tallybook.workbooks import Area, Highlight, Style

_INK, _SOFT, _ACCENT, _FAINT = "#262626", "#55616D", "#1F4E79", "#E7EEF4"
_GOOD, _WATCH, _BAD = "#12706A", "#8A6100", "#B4480E"
BAR, FULL = "#B9C9D8", Decimal("1.5")
TITLE = Style(size=16, bold=True, ink=_ACCENT)
SOFT = Style(ink=_SOFT)
LEAD = Style(ink=_INK, bold=True)
HEAD = Style(bold=True, ink=_INK, fill=_FAINT, top=True, bottom=True, wrap=True, align="left", indent=1)
HEAD_RIGHT = replace(HEAD, align="right", indent=0)
# Texts keep away from the numbers before them.
TEXT = Style(ink=_INK, bottom=True, wrap=True, align="left", indent=1)
RIGHT = replace(TEXT, align="right", indent=0)
WORD = replace(RIGHT, ink=_SOFT)
MARKS = {Status.GOOD: "●", Status.WATCH: "▲", Status.BAD: "■"}
WORDS = {Status.GOOD: say("on target"), Status.WATCH: say("watch"), Status.BAD: say("off target")}
_INKS = {Status.GOOD: _GOOD, Status.WATCH: _WATCH, Status.BAD: _BAD}


def whole(style: Style) -> Style:
    """A style as it is in the line of the unit itself."""
    return replace(style, bold=True, fill=_FAINT)


def judged(style: Style, status: Status) -> Style:
    """A style in the colour of a judgement."""
    return replace(style, ink=_INKS.get(status, style.ink))


def marked(areas: Iterable[Area]) -> tuple[Highlight, ...]:
    """What makes texts that begin with the mark of a judgement stand in its colour."""
    return tuple(
        Highlight(area=area, begins=mark, style=Style(ink=_INKS[status], bold=status is Status.BAD))
        for area in areas
        for status, mark in MARKS.items()
    )
