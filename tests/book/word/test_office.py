"""Word documents as LibreOffice shows them: no sheet is empty, the contents name every page, and Han has its own font."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from tallybook import book
from tallybook.domain.results import Figure
from tests.book import samples
from tests.book.pdf.reading import letters
from tests.book.pdf.test_text import RICH
from tests.office import as_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Heads and feet in points from the edges.
HEAD, FOOT = 70, 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("office")
    figure = Figure(name="x", message="", title="", alt="", svg=samples.SVG)
    page = samples.page(RICH, slug="manager-99", parent="unit-jd", figures=(figure,))
    book.build(samples.edition(page, word=book.WordLook()), room / "build", out=room / "html")
    return room / "html"


@pytest.fixture(scope="module")
def shown(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_pdf(folder / "book.docx", tmp_path_factory.mktemp("shown"))


def test_every_page_begins_a_sheet_and_no_sheet_is_empty(shown: Path) -> None:
    with pypdfium2.PdfDocument(shown) as document:
        assert len(document) >= len(samples.edition().pages)
        for sheet in document:
            width, height = sheet.get_size()
            crop = (0, FOOT, 0, HEAD)
            picture = sheet.render(scale=0.5, crop=crop, grayscale=True).to_numpy()
            assert picture.min() < 128, sheet
            assert (round(min(width, height)), round(max(width, height))) == (595, 842)


def test_the_contents_name_every_page_and_every_sheet_its_number(shown: Path) -> None:
    with pypdfium2.PdfDocument(shown) as document:
        texts = [letters(sheet.get_textpage().get_text_bounded()) for sheet in document]
    contents = next(text for text in texts if "目录" in text)
    assert [title for title in ("看板", "江东支行", *samples.PEOPLE) if title not in contents] == []
    for number, text in enumerate(texts, 1):
        assert f"第{number}页，共{len(texts)}页" in text


def test_wherever_latin_letters_have_a_font_han_has_one(folder: Path) -> None:
    seen = 0
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if name.startswith("word/") and name.endswith(".xml")]
            roots = [ElementTree.fromstring(packed.read(name)) for name in names]
        for fonts in (found for root in roots for found in root.iter(f"{W}rFonts")):
            assert fonts.get(f"{W}eastAsia") or not fonts.get(f"{W}ascii"), fonts.attrib
            seen += 1
    assert seen > 5
