"""Ink: what a sheet holds, drawn by matplotlib's renderers as one artist.

Artists of matplotlib's own for each box and word take four times as long, for they can be moved, picked and
clipped, and measure their words anew. Places are points from the left top corner; renderers count from below.
"""

import functools
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from tallybook.charts import lettering
from tallybook.charts.style import PAPER

Point = tuple[float, float]
_SHAPES = {"circle": ("o", 6.6), "triangle": ("^", 7.2), "square": ("s", 5.8)}


@dataclass(frozen=True, slots=True)
class Box:
    """An area; without an edge where its line has no width."""

    corner: Point
    size: Point
    fill: str
    edge: str
    line: float

    def draw(self, renderer: RendererBase, height: float) -> None:
        """Draw it on a sheet so high."""
        (x, y), (w, h) = self.corner, self.size
        place = Affine2D.from_values(w, 0, 0, -h, x, height - y)
        pen = _pen(renderer, self.edge, self.line)
        pen.set_joinstyle("miter")
        renderer.draw_path(pen, Path.unit_rectangle(), place, to_rgba(self.fill))
        pen.restore()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    start: Point
    end: Point
    color: str
    width: float

    def draw(self, renderer: RendererBase, height: float) -> None:
        """Draw it on a sheet so high."""
        path = Path([(x, height - y) for x, y in (self.start, self.end)])
        path.should_simplify = False
        pen = _pen(renderer, self.color, self.width)
        pen.set_joinstyle("round")
        renderer.draw_path(pen, path, IdentityTransform())
        pen.restore()


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle, triangle or square with its middle at a place."""

    place: Point
    shape: str
    color: str
    size: float
    rim: float

    def draw(self, renderer: RendererBase, height: float) -> None:
        """Draw it on a sheet so high."""
        form, points = _SHAPES[self.shape]
        marker = _marker(form)
        scaled = Affine2D(marker.get_transform().get_matrix()).scale(points * self.size)
        place = Path([(self.place[0], height - self.place[1])])
        pen = _pen(renderer, PAPER, self.rim)
        pen.set_joinstyle(marker.get_joinstyle())
        renderer.draw_markers(pen, marker.get_path(), scaled, place, IdentityTransform(), to_rgba(self.color))
        pen.restore()


@dataclass(frozen=True, slots=True)
class Letters:
    """A literal text from the left end of its base line."""

    place: Point
    text: str
    size: float
    color: str
    bold: bool

    def draw(self, renderer: RendererBase, height: float) -> None:
        """Draw it on a sheet so high."""
        x, y = self.place
        pen = _pen(renderer, self.color, 0)
        font = _font(self.size, bold=self.bold)
        renderer.draw_text(pen, x, y if renderer.flipy() else height - y, self.text, font, 0)
        pen.restore()


Mark = Box | Line | Dot | Letters


class Drawing(Artist):
    """Marks on a sheet so high, one over the other."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height
        self._marks: list[Mark] = []

    def add(self, mark: Mark) -> None:
        """Put a mark over those before."""
        self._marks.append(mark)

    def draw(self, renderer: RendererBase) -> None:
        """Draw everything."""
        for mark in self._marks:
            mark.draw(renderer, self._height)


def _pen(renderer: RendererBase, color: str, width: float) -> GraphicsContextBase:
    pen = renderer.new_gc()
    pen.set_foreground(color)
    pen.set_linewidth(width)
    return pen


@functools.cache
def _marker(form: str) -> MarkerStyle:
    return MarkerStyle(form)


@functools.cache
def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(fname=lettering.path("Bold" if bold else "Regular"), size=size)
