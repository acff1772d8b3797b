"""Pictures of charts, as pixels that can be compared."""

import io
from collections.abc import Callable

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, ImageChops, ImageStat

from tallybook.charts.sheet import Sheet
from tallybook.domain.results import Figure


def drawn(draw: Callable[[], Figure], monkeypatch: pytest.MonkeyPatch) -> Image.Image:
    """The chart in 490 pixels' width, from the very sheet that its SVG is written of."""
    taken: list[Image.Image] = []

    def photograph(sheet: Sheet) -> str:
        stream = io.BytesIO()
        FigureCanvasAgg(sheet.figure).print_png(stream)
        taken.append(Image.open(stream).convert("RGB").quantize(64))
        return ""

    monkeypatch.setattr(Sheet, "svg", photograph)
    draw()
    return taken[0]


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart: the root mean square over all pixels, 0 to 255."""
    if one.size != other.size:
        return 255.0
    bands = ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).rms
    return sum(bands) / len(bands)
