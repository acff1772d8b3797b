"""Whatever has a name can be referred to: on paper every reference leads to its place, and none stops a document."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from tallybook import book
from tallybook.domain.results import Figure
from tests.book import samples
from tests.book.pdf import reading
from tests.book.pdf.test_text import DRAWN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THINGS = {
    "figure": "```{figure} figures/manager-99--x.svg\n:alt: 图\n:name: NAME\n\n图题\n```",
    "picture": "```{image} figures/manager-99--x.svg\n:alt: 图\n:name: NAME\n```",
    "code": "```{code-block} text\n:name: NAME\n\nx = 1\n```",
    "captioned": "```{code-block} text\n:name: NAME\n:caption: 程序\n\nx = 1\n```",
    "table": "```{list-table} 表题\n:name: NAME\n:header-rows: 1\n\n* - 甲\n* - 乙\n```",
    "bare-table": "(NAME)=\n\n| 甲 |\n|---|\n| 乙 |",
    "list": "(NAME)=\n\n- 第一\n- 第二",
    "numbered": "(NAME)=\n\n1. 第一\n2. 第二",
    "quote": "(NAME)=\n\n> 引用",
    "paragraph": "(NAME)=\n\n正文",
    "remark": "```{note}\n:name: NAME\n\n提示\n```",
    "rubric": "```{rubric} 小标题\n:name: NAME\n```",
    "chart": "(NAME)=\n\n```{chart} figures/manager-99--x.svg\n讯息。\n\n图题\n\n图的说明\n```",
    "sortable": "(NAME)=\n\n```{sortable}\n| 甲 |\n|---|\n| 乙 |\n```",
    "fence": "(NAME)=\n\n```\n照写\n```",
    "section": "(NAME)=\n\n## 小节",
}
NAMES = [f"thing-{name}" for name in THINGS]


def page() -> str:
    things = [text.replace("NAME", f"thing-{name}") for name, text in THINGS.items()]
    # Two of them once more, further in.
    alone = "## 所在\n\n{anchor}`place`\n\n其后\n\n{anchor}`before`\n在前"
    inner = "1. 项\n\n   (deep)=\n\n   > 深处\n\n2. 又一项"
    links = [f"[去](#{name})" for name in (*NAMES, "deep")]
    return "\n\n".join(["# 页", *links, *things, alone, inner]) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("places")
    figure = Figure(name="x", message="", title="", alt="", svg=samples.SVG)
    made = samples.page(page(), slug="manager-99", parent="unit-jd", figures=(figure,))
    edition = samples.edition(made, on_paper=True, word=book.WordLook())
    return book.build(edition, room / "build", out=room / "html").path.parent


def test_every_reference_in_a_pdf_leads_to_its_place(folder: Path) -> None:
    with pypdfium2.PdfDocument(folder / "manager-99.pdf") as document:
        found = [_leading(document[number]) for number in range(len(document))]
    assert sum(found) == len(NAMES) + 1


def _leading(sheet: pypdfium2.PdfPage) -> int:
    """How many links of a sheet lead somewhere in the document."""
    raw, place, found = pypdfium2.raw, pypdfium2.raw.c_int(0), 0
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(sheet, place, link):
        found += bool(raw.FPDFLink_GetDest(sheet.pdf, link))
    return found


def test_a_place_of_its_own_parts_no_heading_from_what_follows(folder: Path) -> None:
    with zipfile.ZipFile(folder / "manager-99.docx") as packed:
        body = next(ElementTree.fromstring(packed.read("word/document.xml")).iter(f"{W}body"))
    words = ["".join(text.text or "" for text in block.iter(f"{W}t")) for block in body]
    assert words[words.index("所在") + 1 :][:2] == ["其后", "在前"]


def test_names_add_nothing_to_what_is_read(folder: Path) -> None:
    assert reading.differs(folder / "manager-99.html", folder / "manager-99.pdf", DRAWN) is None


def test_every_reference_in_word_leads_to_a_place_that_is_there_once(folder: Path) -> None:
    with zipfile.ZipFile(folder / "manager-99.docx") as packed:
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    places = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert len(links) == len(set(links)) == len(NAMES) + 1
    assert len(places) == len(set(places))
    assert set(links) <= set(places)
