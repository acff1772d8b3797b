"""What a form's cells look like: what is given stands plain, what is to be filled in on yellow."""

from decimal import Decimal

from tallybook.workbooks import Style

_INK, _SOFT, _ACCENT, _FAINT, _YELLOW = "#1D2731", "#55616D", "#1F4A6F", "#E7EEF4", "#FFF8DC"
BAR, FULL = "#B9C9D8", Decimal("1.5")
TITLE = Style(size=18, bold=True, ink=_ACCENT)
SECTION = Style(size=13, bold=True, ink=_ACCENT, bottom=True)
SOFT = Style(ink=_SOFT)
HELP = Style(size=9, ink=_SOFT)
HELP_RIGHT = Style(size=9, ink=_SOFT, align="right")
HEAD = Style(bold=True, ink=_INK, fill=_FAINT, framed=True, wrap=True)
HEAD_RIGHT = Style(bold=True, ink=_INK, fill=_FAINT, framed=True, wrap=True, align="right")
GIVEN = Style(ink=_INK, framed=True, wrap=True)
GIVEN_SOFT = Style(ink=_SOFT, framed=True, wrap=True)
# A large number gives an empty row some height, and leaves it free to grow with what is written into it.
NUMBER = Style(size=18, ink="#C3CCD5", align="center")
OPEN = Style(ink=_INK, fill=_YELLOW, framed=True, wrap=True, unlocked=True)
TURN = Style(number="0", bold=True, ink=_INK, fill=_YELLOW, framed=True, align="center", unlocked=True)
