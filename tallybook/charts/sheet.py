"""The sheet a chart is drawn on: a white card measured in points from its top left corner."""

from dataclasses import dataclass
from typing import Literal

from matplotlib.figure import Figure

from tallybook.charts import lettering, outlines
from tallybook.charts.ink import Box, Dot, Drawing, Letters, Line, Point
from tallybook.charts.style import INK, PAPER, TEXT, WIDTH, Look
from tallybook.charts.svg import Renderer

# From the middle of a line of digits down to its base line, in parts of the letters' size.
_DROP = 0.36

Side = Literal["left", "center", "right"]
# How much of a text stands before its place.
_BEFORE: dict[Side, float] = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Words:
    """How a text is set: its side of the place, size, colour, weight, and the room it may take."""

    side: Side = "left"
    size: float = TEXT
    color: str = INK
    bold: bool = False
    room: float = WIDTH


PLAIN = Words()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure under construction; later things cover earlier ones."""

    height: float
    figure: Figure
    drawing: Drawing

    def box(self, corner: Point, size: Point, look: Look) -> None:
        """A rectangle from its left top corner; a negative width or height goes the other way."""
        line = look.line if look.edge else 0.0
        (x, y), (w, h) = _upright(corner, size)
        inner = (max(w - line, 0.0), max(h - line, 0.0))
        self.drawing.add(Box((x + line / 2, y + line / 2), inner, look.fill, look.edge or PAPER, line))

    def line(self, start: Point, end: Point, color: str = INK, *, width: float = 0.8) -> None:
        """A straight line."""
        self.drawing.add(Line(start, end, color, width))

    def dot(self, place: Point, shape: str, color: str, *, size: float = 1.0, rim: float = 0.0) -> None:
        """A circle, triangle or square with its middle at `place`; `rim` is the width of a white edge."""
        self.drawing.add(Dot(place, shape, color, size, rim))

    def text(self, place: Point, text: str, words: Words = PLAIN) -> None:
        """A text, drawn literally, whose digits have their middle at the height of `place`."""
        drawn = lettering.shortened(text, words.size, words.room)
        wide = lettering.width(drawn, words.size, bold=words.bold)
        start = place[0] - _BEFORE[words.side] * wide
        base = place[1] + words.size * _DROP
        self.drawing.add(Letters((start, base), drawn, words.size, words.color, words.bold))

    def svg(self) -> str:
        """The finished drawing; the same drawing gives the same text."""
        renderer = Renderer(WIDTH, self.height)
        self.figure.draw(renderer)
        return renderer.svg()


def sheet(height: float) -> Sheet:
    """An empty sheet of the common width."""
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=PAPER, frameon=True)
    drawing = Drawing(height)
    figure.add_artist(drawing)
    return Sheet(height, figure, drawing)


def rehearse() -> None:
    """Find out beforehand what every drawing needs."""
    for weight in ("Regular", "Bold"):
        outlines.rehearse(lettering.path(weight))


def _upright(corner: Point, size: Point) -> tuple[Point, Point]:
    (x, y), (w, h) = corner, size
    return (min(x, x + w), min(y, y + h)), (abs(w), abs(h))
