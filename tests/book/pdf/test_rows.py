"""Rows whose height is reckoned beforehand look as those that Typst measures; all others are left to it."""

import shutil
from pathlib import Path

import pytest
from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.paper import cells
from tallybook.book.paper.fit import Layout
from tallybook.book.pdf import rows, typesetting

_SHEET = """#import "/house/house.typ": *
#set text(font: "Noto Sans SC", size: 9pt)
#set page(width: 400pt, height: auto, margin: 4pt)
#tabled((200pt, 180pt), {size}, (head-cell("指标 Kpi", left, 1, 1, false, false), head-cell("g", right, 1, 1, false, false)),
  {body}, sides: (left, right), rows: {rows})
"""
_BODY = '("存款 Åg", {bar(1.5, "good", "150%")}, delta("bad", "−1"), strong("B"), "x", spark((1, 2)))'


def _entry(*parts: nodes.Node) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *parts))


def _found(*lines: tuple[nodes.entry, ...]) -> tuple[cells.Cell, ...]:
    group = nodes.tgroup("", cols=len(lines[0]))
    for part, some in ((nodes.thead, lines[:1]), (nodes.tbody, lines[1:])):
        group += part("", *(nodes.row("", *line) for line in some))
    return cells.cells(nodes.table("", group))


def _reckoned(second: nodes.entry, *, size: float = 9.0, width: float = 180.0) -> list[str]:
    head = (_entry(nodes.Text("指标 Kpi")), _entry(nodes.Text("g")))
    found = _found(head, (_entry(nodes.Text("存款 Åg")), second))
    return list(rows.heights(found, Layout(widths=(200.0, width), size=size)))


@pytest.mark.parametrize("size", [9.0, 7.5, 7.0])
def test_a_reckoned_row_is_as_high_as_one_that_is_measured(size: float, tmp_path: Path) -> None:
    shutil.copytree(typesetting.HOUSE, tmp_path / "house")
    bar, delta = ours.bar("", "", nodes.Text("150%")), ours.delta("", "", nodes.Text("−1"))
    seconds = (_entry(bar), _entry(delta), _entry(ours.spark()))
    head, *_ = _reckoned(seconds[0], size=size)
    known = [head, *(_reckoned(second, size=size)[1] for second in seconds)]
    assert "auto" not in known
    sheets = []
    for heights in (f"({', '.join(known)})", "auto"):
        main = tmp_path / "main.typ"
        main.write_text(_SHEET.format(size=f"{size}pt", body=_BODY, rows=heights), "utf-8")
        sheets.append(typesetting.as_png(main, 144))
    assert sheets[0] == sheets[1]


@pytest.mark.parametrize(
    "second",
    [
        _entry(nodes.Text("words enough for two lines " * 3)),
        _entry(nodes.literal("", "", nodes.Text("x"))),
        _entry(nodes.Text("10"), nodes.superscript("", "", nodes.Text("2"))),
        _entry(nodes.image(uri="high.svg")),
        _entry(),
        nodes.entry("", nodes.paragraph("", "a"), nodes.paragraph("", "b")),
        nodes.entry("", nodes.paragraph("", "a"), morerows=1),
    ],
)
def test_what_may_be_higher_than_a_line_is_measured(second: nodes.entry) -> None:
    assert _reckoned(second)[1] == "auto"


@pytest.mark.parametrize(("width", "fits"), [(80.0, True), (54.0, False)])
def test_words_that_might_not_fit_are_told_to_stay_on_a_line(width: float, fits: bool) -> None:
    line = _entry(nodes.Text("1234567890"))
    layout = Layout(widths=(width,), size=9.0)
    (cell,) = [cell for cell in _found((_entry(nodes.Text("a")),), (line,)) if not cell.heads]
    assert rows.fits(cell, layout) is fits
    assert list(rows.heights([cell], layout)) != ["auto"], "a short one stays on its line either way"
