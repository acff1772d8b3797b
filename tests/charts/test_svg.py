import io
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.textpath import text_to_path

from tallybook.charts import lettering, outlines
from tests.charts import cases, own_svg

LIMIT = 62_000
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", cases.CASES)
def test_figures_are_small_well_formed_and_hold_only_shapes(name: str) -> None:
    drawing = cases.CASES[name]().svg
    root = ElementTree.fromstring(drawing)
    # A history holds a chart for each KPI, and stands on a page of its own.
    assert len(drawing.encode()) < (2 * LIMIT if name.startswith("history") else LIMIT)
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "g", "defs", "style", "path", "use"}
    assert not "".join(root.itertext()).replace("*{stroke-linejoin: round; stroke-linecap: butt}", "").strip()
    assert "<!--" not in drawing
    assert root.get("width") == "490pt"


@pytest.mark.parametrize("name", cases.CASES)
def test_every_reference_leads_to_one_shape(name: str) -> None:
    drawing = cases.CASES[name]().svg
    shapes = re.findall(r' id="([^"]+)"', drawing)
    assert len(shapes) == len(set(shapes))
    assert set(re.findall(r'href="#([^"]+)"', drawing)) <= set(shapes)


def test_the_card_is_white_and_covers_the_whole_figure() -> None:
    root = ElementTree.fromstring(cases.CASES["course"]().svg)
    first = next(root.iter(f"{SVG}path"))
    assert "fill: #ffffff" in (first.get("style") or "")
    assert (first.get("d") or "").split()[1:3] == ["0", (root.get("viewBox") or "").split()[3]]


def test_the_same_values_give_the_same_bytes_in_every_process() -> None:
    code = "from tests.charts.cases import CASES; print(''.join(CASES[n]().svg for n in ('course', 'gap', 'spread')))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(runs) == 1


def test_settings_of_the_process_change_no_drawing() -> None:
    usual = cases.CASES["ranking"]().svg
    with mpl.rc_context(
        {"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "none", "text.usetex": False}
    ):
        assert cases.CASES["ranking"]().svg == usual


@pytest.mark.parametrize("name", cases.CASES)
def test_what_matplotlib_itself_writes_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = own_svg.written(cases.CASES[name], monkeypatch)
    assert own_svg.without_outlines(cases.CASES[name]().svg) == expected


@settings(deadline=None, max_examples=200)
@given(
    text=st.text("0123456789.,%+-\N{MINUS SIGN} ", max_size=12), weight=st.sampled_from(["Regular", "Bold"])
)
def test_numbers_stand_where_matplotlib_puts_them(text: str, weight: str) -> None:
    font = get_font(lettering.path(weight))
    font.set_size(outlines.EM, 72)
    placed, _, _ = text_to_path.get_glyphs_with_font(font, text)
    _, letters = outlines.letters(text, lettering.path(weight))
    places = [float(x or 0) for x in re.findall(r'<use [^/]*?(?:x="([\d.]+)")?/>', letters)]
    assert places == pytest.approx([x for _, x, *_ in placed], abs=0.051)


def test_glyphs_keep_their_shape_within_a_step_of_the_grid() -> None:
    stream, font = io.StringIO(), lettering.path("Regular")
    with mpl.rc_context({"svg.fonttype": "path"}):
        figure = Figure()
        figure.text(0.1, 0.5, "龚㛃8%", parse_math=False, font=Path(font))
        figure.savefig(stream, format="svg")
    before = re.findall(r'<path id="[^"]+" d="([^"]+)" transform="scale\(0\.015625\)"', stream.getvalue())
    glyphs, _ = outlines.letters("龚㛃8%", font)
    after = re.findall(r'd="([^"]+)" transform="scale\(0\.5\)"', "".join(map(outlines.definition, glyphs)))
    assert len(before) == len(after) == 4
    for absolute, relative in zip(before, after, strict=True):
        expected = [
            float(number) / 32
            for line in absolute.splitlines()
            for number in line.split()[-2:]
            if line != "z"
        ]
        assert _ends(relative) == pytest.approx(expected, abs=0.51)


def _ends(path: str) -> list[float]:
    """Where the steps of a relative path end."""
    at, start, found = (0, 0), (0, 0), list[float]()
    for command, text in re.findall(r"([mlhvqz])([^mlhvqz]*)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", text)]
        steps = {"h": [*numbers, 0], "v": [0, *numbers]}.get(command, numbers)
        places = [(at[0] + x, at[1] + y) for x, y in zip(steps[::2], steps[1::2], strict=True)]
        at = places[-1] if places else start
        found += [] if command == "z" else [float(number) for number in at]
        start = at if command == "m" else start
    return found
