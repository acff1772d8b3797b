"""The sheet a chart is drawn on: a white card measured in points from its top left corner."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from tallybook.charts import lettering
from tallybook.charts.style import INK, PAPER, TEXT, WIDTH, Look
from tallybook.charts.svg import compact

_SETTINGS: dict[Any, object] = {
    "font.family": lettering.FAMILY,
    "svg.fonttype": "path",
    "svg.hashsalt": "tallybook",
    "path.simplify": False,
    "figure.dpi": 72,
    "savefig.dpi": "figure",
    "savefig.bbox": "standard",
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_SHAPES = {"circle": ("o", 6.6), "triangle": ("^", 7.2), "square": ("s", 5.8)}
# From the middle of a line of digits down to its base line, in parts of the letters' size.
_DROP = 0.36

Side = Literal["left", "center", "right"]


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
    axes: Axes
    _order: list[None] = field(default_factory=list)

    def box(self, corner: tuple[float, float], size: tuple[float, float], look: Look) -> None:
        """A rectangle from its left top corner; a negative width or height goes the other way."""
        inset = look.line / 2 if look.edge else 0.0
        (x, y), (w, h) = _upright(corner, size)
        area = Rectangle(
            (x + inset, y + inset),
            max(w - 2 * inset, 0.0),
            max(h - 2 * inset, 0.0),
            facecolor=look.fill,
            edgecolor=look.edge or "none",
            linewidth=look.line if look.edge else 0,
            zorder=self._next(),
            clip_on=False,
        )
        self.axes.add_artist(area)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str = INK,
        *,
        width: float = 0.8,
        dashed: bool = False,
    ) -> None:
        """A straight line."""
        self.axes.add_artist(
            Line2D(
                (start[0], end[0]),
                (start[1], end[1]),
                color=color,
                linewidth=width,
                linestyle=(0, (2.5, 2.0)) if dashed else "-",
                clip_on=False,
                solid_capstyle="butt",
                zorder=self._next(),
            )
        )

    def dot(
        self, place: tuple[float, float], shape: str, color: str, *, size: float = 1.0, rim: float = 0.0
    ) -> None:
        """A circle, triangle or square with its middle at `place`; `rim` is the width of a white edge."""
        marker, points = _SHAPES[shape]
        self.axes.add_artist(
            Line2D(
                (place[0],),
                (place[1],),
                marker=marker,
                markersize=points * size,
                color=color,
                markeredgewidth=rim,
                markeredgecolor=PAPER if rim else "none",
                linestyle="none",
                clip_on=False,
                zorder=self._next(),
            )
        )

    def text(self, place: tuple[float, float], text: str, words: Words = PLAIN) -> None:
        """A text, drawn literally, whose digits have their middle at the height of `place`."""
        drawn = lettering.shortened(text, words.size, words.room)
        self.axes.text(
            place[0],
            place[1] + words.size * _DROP,
            drawn,
            ha=words.side,
            va="baseline",
            fontsize=words.size,
            color=words.color,
            weight="bold" if words.bold else "normal",
            parse_math=False,
            zorder=self._next(),
        )

    def svg(self) -> str:
        """The finished drawing; the same drawing gives the same text."""
        stream = io.BytesIO()
        self.figure.savefig(stream, format="svg", metadata=_NO_METADATA)
        return compact(stream.getvalue().decode())

    def _next(self) -> int:
        self._order.append(None)
        return len(self._order)


@contextlib.contextmanager
def sheet(height: float) -> Iterator[Sheet]:
    """An empty sheet of the common width; everything on it must be drawn and finished inside the block."""
    lettering.register()
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH / 72, height / 72), facecolor=PAPER)
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        yield Sheet(height, figure, axes)


def _upright(
    corner: tuple[float, float], size: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    (x, y), (w, h) = corner, size
    return (min(x, x + w), min(y, y + h)), (abs(w), abs(h))
