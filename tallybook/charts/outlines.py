"""Outlines: the glyphs of the house's font as SVG, and texts set of them.

A glyph of a Chinese font drawn as a path takes a kilobyte, and a page has a hundred of them: they are put on a
grid of 200 to the em, in relative steps, the flattest curves as lines. What was set or outlined once is kept for
the next drawing, and for forked processes.
"""

import functools
from collections.abc import Iterator
from itertools import product, zip_longest
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.font_manager import get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from tallybook.charts.numerals import short

EM = text_to_path.FONT_SCALE
"""How large texts are set; whoever draws one scales it."""

_WEIGHTS = {"Regular": "r", "Bold": "b"}
_GRID = 0.5
_NUMERALS = frozenset("0123456789.,%+-\N{MINUS SIGN} ")

_Step = tuple[int, int]
_Placed = tuple[str, float, float]

# By matplotlib's names of the glyphs: their corners, and what these are for.
_KNOWN: dict[str, tuple[npt.NDArray[Any], npt.NDArray[Any]]] = {}


def rehearse(font_file: str) -> None:
    """Find out how far all numerals stand from each other, which every drawing needs."""
    for one, other in product(_NUMERALS, repeat=2):
        _few(one, other, font_file)


@functools.lru_cache(maxsize=4096)
def letters(text: str, font_file: str) -> tuple[tuple[str, ...], str]:
    """The names of a text's glyphs, once each, and the text set of them."""
    placed = list(_number(text, font_file)) if _NUMERALS.issuperset(text) else _text(text, font_file)
    uses = "".join(f'<use xlink:href="#{_short(name)}"{_shift(x, y)}/>' for name, x, y in placed)
    return tuple(dict.fromkeys(name for name, *_ in placed)), uses


def _number(text: str, font_file: str) -> Iterator[_Placed]:
    """A number's glyphs: how far one stands from the next depends on these two alone, and most texts are numbers."""
    x = 0.0
    for pair in zip_longest(text, text[1:], fillvalue=""):
        (name, _, y), *following = _few(*pair, font_file)
        yield name, x, y
        x += following[0][1] if following else 0.0


@functools.cache
def _few(one: str, other: str, font_file: str) -> list[_Placed]:
    return _text(one + other, font_file)


def _text(text: str, font_file: str) -> list[_Placed]:
    """A text's glyphs by name, with their places from the left end of its base line."""
    font = get_font(font_file)
    font.set_size(EM, text_to_path.DPI)
    placed, _, _ = text_to_path.get_glyphs_with_font(font, text, glyph_map=_KNOWN)
    return [(name, x, y) for name, x, y, _ in placed]


def _short(name: str) -> str:
    _, weight, glyph = name.split("-")
    return _WEIGHTS[weight] + glyph


def _shift(x: float, y: float) -> str:
    if y:
        return f' transform="translate({short(x)} {short(y)})"'
    return f' x="{x:.1f}"'.replace('.0"', '"') if x else ""


@functools.cache
def definition(name: str) -> str:
    """The definition of a glyph that `letters` has named."""
    steps = "".join(_steps(*_KNOWN[name]))
    # What has no outline, such as a space, is only named.
    drawn = f'd="{steps}" transform="scale(0.5)"' if steps else 'transform="scale(0.0156)"'
    return f'<path id="{_short(name)}" {drawn}/>'


def _steps(corners: npt.NDArray[Any], codes: npt.NDArray[Any]) -> Iterator[str]:
    """A glyph's outline in relative whole steps of the coarser grid."""
    at, start, bend = (0, 0), (0, 0), None
    for code, (x, y) in zip(codes.tolist(), np.rint(corners / _GRID).astype(int).tolist(), strict=True):
        step = (x - at[0], y - at[1])
        if code == Path.CLOSEPOLY:
            yield "z"
            at = start
        elif code == Path.CURVE3 and bend is None:
            bend = step
        else:
            yield _move(step) if code == Path.MOVETO else _curve(bend, step)
            at, bend = (x, y), None
            start = at if code == Path.MOVETO else start


def _move(step: _Step) -> str:
    return f"m{_joined(step)}"


def _curve(bend: _Step | None, step: _Step) -> str:
    """A curve by its bend, straight where it is flat: nowhere half a step away from the line."""
    if bend and (abs(2 * bend[0] - step[0]) > 1 or abs(2 * bend[1] - step[1]) > 1):
        return f"q{_joined(bend + step)}"
    match step:
        case 0, down:
            return f"v{down}"
        case across, 0:
            return f"h{across}"
        case _:
            return f"l{_joined(step)}"


def _joined(numbers: tuple[int, ...]) -> str:
    """Numbers with a space only where the next has no sign to part them."""
    return " ".join(map(str, numbers)).replace(" -", "-")
