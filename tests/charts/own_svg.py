"""What matplotlib's own renderer writes of a sheet, made as small as ours by patterns; glyphs are only named."""

import io
import re
from collections.abc import Callable

import matplotlib as mpl
import pytest

from tallybook.charts.sheet import Sheet
from tallybook.domain.results import Figure

_SETTINGS = {"svg.fonttype": "path", "svg.hashsalt": "tallybook", "path.simplify": False}
_GLYPH = re.compile(r'<path id="([rb][0-9a-f]+)"[^>]*/>')
_PATTERNS = (
    (r"(?s)\A.*?(?=<svg )|<metadata>.*?</metadata>|<!--.*?-->", ""),
    (r"NotoSansSC-(?:(R)egular|(B)old)-", lambda found: (found[1] or found[2]).lower()),
    (
        r'(<use xlink:href="#[rb][0-9a-f]+") transform="translate\((\S+) 0\)"/>',
        lambda found: f'{found[1]} x="{float(found[2]):.1f}"/>'.replace('.0"', '"'),
    ),
    (r'<g id="[^"]*"', "<g"),
    (r"<defs>\s*</defs>", ""),
    (r"\d+\.\d{3,}", lambda found: _rounded(float(found[0]))),
    (r">\s+<", "><"),
    (r"\s*\n\s*", " "),
)


def written(draw: Callable[[], Figure], monkeypatch: pytest.MonkeyPatch) -> str:
    """The chart, from the very sheet that ours is written of."""

    def by_matplotlib(sheet: Sheet) -> str:
        stream = io.StringIO()
        with mpl.rc_context(_SETTINGS):
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            sheet.figure.savefig(stream, format="svg", metadata=nothing)
        return stream.getvalue()

    with monkeypatch.context() as patched:
        patched.setattr(Sheet, "svg", by_matplotlib)
        text = draw().svg
    for pattern, instead in _PATTERNS:
        text = re.sub(pattern, instead, text)
    return without_outlines(text.strip() + "\n")


def without_outlines(svg: str) -> str:
    """The drawing with its glyphs named, but without their outlines."""
    return _GLYPH.sub(r'<path id="\1"/>', svg)


def _rounded(number: float) -> str:
    return f"{number:.4f}".rstrip("0") if number < 1 else f"{number:.2f}"
