"""Outlines: the glyphs of the house's font as SVG, and texts set of them.

A glyph of a Chinese font drawn as a path takes a kilobyte, and a page has a hundred of them: they are put on a
grid of 200 to the em, in relative steps, the flattest curves as lines. What was set or outlined once is kept for
the next drawing, and for forked processes.
"""

import functools
from collections.abc import Iterator
from typing import Any

import numpy.typing as npt
from matplotlib.font_manager import get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from tallybook.charts.numerals import short

EM = text_to_path.FONT_SCALE
"""How large texts are set; whoever draws one scales it."""

_WEIGHTS = {"Regular": "r", "Bold": "b"}
_COMMANDS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q"}
_GRID = 0.5
# By matplotlib's names of the glyphs: their corners, and what these are for.
_KNOWN: dict[str, tuple[npt.NDArray[Any], npt.NDArray[Any]]] = {}


@functools.lru_cache(maxsize=4096)
def letters(text: str, font_file: str) -> tuple[tuple[str, ...], str]:
    """The names of a text's glyphs, once each, and the text set of them."""
    font = get_font(font_file)
    font.set_size(EM, text_to_path.DPI)
    placed, _, _ = text_to_path.get_glyphs_with_font(font, text, glyph_map=_KNOWN)
    uses = "".join(f'<use xlink:href="#{_short(name)}"{_shift(x, y)}/>' for name, x, y, _ in placed)
    return tuple(dict.fromkeys(name for name, *_ in placed)), uses


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
    steps = "".join(_steps(Path(*_KNOWN[name])))
    # What has no outline, such as a space, is only named.
    drawn = f'd="{steps}" transform="scale(0.5)"' if steps else 'transform="scale(0.0156)"'
    return f'<path id="{_short(name)}" {drawn}/>'


def _steps(path: Path) -> Iterator[str]:
    """A glyph's outline in relative whole steps of the coarser grid."""
    at = start = (0, 0)
    for numbers, code in path.iter_segments(simplify=False):
        if code == Path.CLOSEPOLY:
            yield "z"
            at = start
            continue
        grid = [round(float(number) / _GRID) for number in numbers]
        places = list(zip(grid[::2], grid[1::2], strict=True))
        yield _step(_COMMANDS[code], [n for x, y in places for n in (x - at[0], y - at[1])])
        at = places[-1]
        start = at if code == Path.MOVETO else start


def _step(command: str, numbers: list[int]) -> str:
    match command, numbers:
        case "l", [0, down]:
            return f"v{down}"
        case "l", [across, 0]:
            return f"h{across}"
        case "q", [x, y, across, down] if _is_flat((x, y), (across, down)):
            return _step("l", [across, down])
        case _:
            return command + _joined(numbers)


def _is_flat(bend: tuple[int, int], end: tuple[int, int]) -> bool:
    # The curve is then nowhere half a step away from the straight line.
    return all(abs(2 * turned - reached) <= 1 for turned, reached in zip(bend, end, strict=True))


def _joined(numbers: list[int]) -> str:
    """Numbers with a space only where the next has no sign to part them."""
    return "".join(str(n) if n < 0 or not place else f" {n}" for place, n in enumerate(numbers))
