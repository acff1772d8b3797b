"""What Word is strict about: the order of properties, a paragraph at each cell's end, parts that are all declared."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tallybook import book
from tallybook.domain.results import Figure
from tests.book import samples
from tests.book.pdf.test_text import RICH

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# As ECMA-376, part 1, gives them (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr).
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    room = tmp_path_factory.mktemp("schema")
    figure = Figure(name="x", message="", title="", alt="", svg=samples.SVG)
    page = samples.page(RICH, slug="manager-99", parent="unit-jd", figures=(figure,), mark="草稿")
    return book.build(samples.edition(page, word=book.WordLook()), room / "build", out=room / "html").papers


def roots(path: Path) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: ElementTree.fromstring(packed.read(name)) for name in names}


@pytest.mark.parametrize("name", ORDERS)
def test_children_stand_in_the_order_of_the_standard(documents: tuple[Path, ...], name: str) -> None:
    order = {f"{W}{child}": place for place, child in enumerate(ORDERS[name].split())}
    seen = 0
    for path in documents:
        for part, root in roots(path).items():
            for element in root.iter(f"{W}{name}"):
                places = [order[child.tag] for child in element]
                assert places == sorted(places), (path.name, part, [child.tag for child in element])
                seen += 1
    assert seen


def test_every_cell_ends_with_a_paragraph_and_every_row_has_cells(documents: tuple[Path, ...]) -> None:
    rows = [row for path in documents for root in roots(path).values() for row in root.iter(f"{W}tr")]
    assert rows
    for row in rows:
        cells = row.findall(f"{W}tc")
        assert cells
        assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_every_part_has_a_declared_type_and_every_relation_a_part(documents: tuple[Path, ...]) -> None:
    for path in documents:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            types = ElementTree.fromstring(packed.read("[Content_Types].xml"))
            defaults = {one.get("Extension") for one in types if one.get("Extension")}
            declared = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
            assert declared <= names
            others = names - declared - {"[Content_Types].xml"}
            assert {name.rpartition(".")[2] for name in others} <= defaults
            relations = ElementTree.fromstring(packed.read("word/_rels/document.xml.rels"))
            inside = {str(one.get("Target")) for one in relations if one.get("TargetMode") != "External"}
            assert {
                target.lstrip("/") if target.startswith("/") else f"word/{target}" for target in inside
            } <= names
