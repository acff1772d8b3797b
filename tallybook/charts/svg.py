"""SVG written small: what matplotlib's own renderer writes, without what no reader sees.

The names of groups, comments, line breaks and decimals beyond a hundredth of a point stay out.
"""

import hashlib
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import rgb2hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from matplotlib.typing import ColorType

from tallybook.charts import outlines
from tallybook.charts.numerals import exact, short, shortened

_HEAD = (
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}" '
    'xmlns="http://www.w3.org/2000/svg" version="1.1"><defs><style type="text/css">'
    "*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>"
)
_SALT = "tallybook"
_COMMANDS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}


class Renderer(RendererBase):
    """Matplotlib's way of drawing, for what sheets hold: paths, markers and literal texts in the house's font."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._size = (width, height)
        self._parts = [_HEAD.format(w=short(width), h=short(height))]
        self._defined: set[str] = set()

    def svg(self) -> str:
        """All that was drawn."""
        return "".join(self._parts) + "</svg>\n"

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002
        """Begin what belongs together."""
        self._parts.append("<g>")

    def close_group(self, s: str) -> None:  # noqa: ARG002
        """End what belongs together."""
        self._parts.append("</g>")

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803
    ) -> None:
        """Draw a line or an area."""
        # Of a line that leaves the sheet the rest is not written.
        clip = None if rgbFace else (0.0, 0.0, *self._size)
        drawn = _on_one_line(_commands(path, transform + self._upside_down(), clip))
        self._parts.append(f'<path d="{drawn}"{_attribute("style", _style(gc, rgbFace))}/>')

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803
    ) -> None:
        """Draw a shape, defined where it first comes, at each place of a path."""
        shape = _commands(marker_path, marker_trans + Affine2D().scale(1, -1))
        style = _style(gc, rgbFace)
        name = "m" + hashlib.sha256(f"{_SALT}{(shape, style)}".encode()).hexdigest()[:10]
        if self._is_new(name):
            strokes = "; ".join(part for part in style.split("; ") if part.startswith("stroke"))
            drawn = f'd="{_on_one_line(shape)}"{_attribute("style", strokes)}'
            self._parts.append(f'<defs><path id="{name}" {drawn}/></defs>')
        places = (trans + self._upside_down()).transform(path.vertices)
        uses = (
            f'<use xlink:href="#{name}" x="{short(x)}" y="{short(y)}" style="{style}"/>' for x, y in places
        )
        self._parts.append(f"<g>{''.join(uses)}</g>")

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,  # noqa: ARG002
        ismath: Any = False,  # noqa: ARG002
        mtext: Any = None,  # noqa: ARG002
    ) -> None:
        """Draw a text, upright; its glyphs are defined where they first come."""
        glyphs, letters = outlines.letters(s, str(prop.get_file()))
        new = "".join(outlines.definition(glyph) for glyph in glyphs if self._is_new(glyph))
        scale = prop.get_size_in_points() / outlines.EM
        place = f"translate({short(x)} {short(y)}) scale({short(scale)} {short(-scale)})"
        self._parts.append(
            f'<g style="fill: {rgb2hex(gc.get_rgb())}" transform="{place}">'
            f"{f'<defs>{new}</defs>' if new else ''}{letters}</g>"
        )

    def _is_new(self, name: str) -> bool:
        known = name in self._defined
        self._defined.add(name)
        return not known

    def _upside_down(self) -> Affine2D:
        return Affine2D.from_values(1, 0, 0, -1, 0, self._size[1])


def _commands(path: Path, transform: Transform, clip: tuple[float, float, float, float] | None = None) -> str:
    """A path in the words of SVG, a command to a line, as matplotlib writes it."""
    return "".join(
        "z\n" if code == Path.CLOSEPOLY else f"{_COMMANDS[code]} {' '.join(map(exact, numbers))} \n"
        for numbers, code in path.iter_segments(transform, clip=clip, simplify=False)
    )


def _on_one_line(commands: str) -> str:
    return shortened(commands).replace(" \n", " ").replace("\n", " ")


def _style(pen: GraphicsContextBase, face: ColorType | None) -> str:
    style = {"fill": rgb2hex(face) if face else "none"}
    if width := pen.get_linewidth():
        style["stroke"] = rgb2hex(pen.get_rgb())
        if width != 1:
            style["stroke-width"] = short(width)
        if pen.get_joinstyle() != "round":
            style["stroke-linejoin"] = pen.get_joinstyle()
    return "; ".join(f"{name}: {value}" for name, value in style.items())


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""
