"""Letters: text drawn literally in the house's font, as wide as there is room."""

import functools
import os
import re
import unicodedata
from importlib import resources

from matplotlib.ft2font import FT2Font, LoadFlags

MISSING = "\N{GETA MARK}"
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
# Selectors of a glyph's variant and joiners: the plain glyphs are drawn.
_UNSEEN = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNITS = 1000


def literal(text: str) -> str:
    """The text on one line as the font can draw it: what is invisible named, what has no glyph a 〓."""
    return "".join(map(_drawn, _UNSEEN.sub("", _BREAKS.sub(" ", text))))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a literal text is, in points."""
    weight = "Bold" if bold else "Regular"
    return sum(_advance(character, weight) for character in text) * size / _UNITS


def fitting(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The size, at most `size`, at which a figure that must not be cut takes no more than `room` points."""
    return min(size, size * room / max(width(text, size, bold=bold), 0.1))


def shortened(text: str, size: float, room: float) -> str:
    """The literal text, cut with an ellipsis where it is wider than `room` points."""
    drawn = literal(text)
    if width(drawn, size) <= room:
        return drawn
    kept, left = 0, room - width("…", size)
    while kept < len(drawn) and (left := left - width(drawn[kept], size)) >= 0:
        kept += 1
    return drawn[:kept].rstrip() + "…"


def path(weight: str) -> str:
    """Where the font of a weight, Regular or Bold, lies."""
    return str(resources.files("tallybook") / "fonts" / f"NotoSansSC-{weight}.ttf")


@functools.cache
def _drawn(character: str) -> str:
    # Private use and unassigned characters count as not printable too, but may be names: they have no glyph.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return f"〔U+{ord(character):04X}〕"
    return character if _font("Regular").get_char_index(ord(character)) else MISSING


@functools.cache
def _advance(character: str, weight: str) -> float:
    glyph = _font(weight).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536


@functools.cache
def _font(weight: str) -> FT2Font:
    font = FT2Font(path(weight))
    font.set_size(_UNITS, 72)
    return font


# A font reads its file as glyphs are asked for. After a fork both processes would move the one place in it at which
# the other reads, and letters would go missing: the child opens its own. Matplotlib does likewise with its fonts.
os.register_at_fork(after_in_child=_font.cache_clear)
