import io
import re

import pytest

from tallybook.errors import Message
from tallybook.results import svg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def refused(text: str) -> Message | None:
    return svg.refused(text, figure="course")


def drawing(inside: str) -> str:
    return f"<svg {NAMESPACES}>{inside}</svg>"


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><path d="M0 0" style="fill: #fff; stroke: rgb(1, 2, 3)" clip-path="url(#c)"/></g>',
        '<text transform="translate(1 2)" aria-label="增长 image(环比)">增长 url(x) \\ @import</text>',
        '<use xlink:href="#a"/><image href="data:image/png;base64,AAAA="/>',
        "<style>* {stroke-linejoin: round; fill: url('#a')}</style>",
        "<!-- a word -->",
        '<image style="image-rendering:crisp-edges;image-rendering:pixelated"/>',
    ],
)
def test_a_still_drawing_is_allowed(inside: str) -> None:
    assert refused(drawing(inside)) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<s:script xmlns:s="http://www.w3.org/1999/xhtml">alert(1)</s:script>',
        "<metadata><script xmlns='x'>alert(1)</script></metadata>",
        "<foreignObject><p/></foreignObject>",
        '<a href="#x"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="x"/>',
        '<feImage href="#x"/>',
        '<path onclick="x()"/>',
        '<path ONLOAD="x()"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<use xlink:href="other.svg#a"/>',
        '<use href="data:image/svg+xml;base64,AAAA"/>',
        '<image href="https://example.org/x.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<image src="x.png"/>',
        '<path xml:base="https://example.org/"/>',
        '<path fill="url(https://example.org/#a)"/>',
        "<path style=\"fill: URL( 'x.svg#a' )\"/>",
        '<path style="fill: u\\72l(x)"/>',
        "<path style=\"background: image-set('x.png' 1x)\"/>",
        "<style>@import 'x.css';</style>",
        "<style>path {fill: url(x.svg#a)}</style>",
        "<style><desc>@import 'x.css';</desc></style>",
        "<!--> <g/> -->",
        "<![CDATA[x]]>",
        "<?xml-stylesheet href='x.css'?>",
        "<g>",
        "&nbsp;",
    ],
)
def test_what_runs_or_loads_is_refused(inside: str) -> None:
    assert refused(drawing(inside)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<svg/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"),
        f"<?xml-stylesheet href='x.css'?>{drawing('')}",
        drawing("") + "<?xml version='1.0'?>",
    ],
)
def test_what_is_no_plain_drawing_is_refused(text: str) -> None:
    assert refused(text) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (drawing("<!DOCTYPE x>"), "Figure course holds a DOCTYPE or another declaration. Leave it out."),
        (drawing("<script/>"), "Figure course holds the element script, which is not allowed."),
        (
            drawing("<style>@import 'x';</style>"),
            "The style of figure course loads something from elsewhere.",
        ),
        (
            drawing('<g onclick="x"/>'),
            "Figure course holds the attribute onclick in a form that is not allowed.",
        ),
        ("<svg/>", "Figure course is not an SVG drawing."),
        ("<svg>", "Figure course is not well-formed XML: no element found: line 1, column 5."),
    ],
)
def test_a_refusal_names_the_figure_and_what_is_wrong(text: str, message: str) -> None:
    assert str(refused(text)) == message


def test_a_declaration_of_xml_is_allowed() -> None:
    assert refused(f'<?xml version="1.0" encoding="utf-8"?>\n{drawing("")}') is None


def test_what_matplotlib_draws_is_allowed_without_its_doctype() -> None:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    drawn = Figure()
    axes = drawn.subplots()
    axes.plot([1, 2, 3], label="line")
    axes.imshow([[0, 1], [1, 0]])
    axes.legend(title="words")
    text = io.StringIO()
    FigureCanvasSVG(drawn).print_svg(text)
    assert refused(text.getvalue()) is not None
    assert refused(re.sub(r"<!DOCTYPE[^>]*>", "", text.getvalue())) is None
