"""Text is never code in PDF files, Word documents and workbooks either: it reads as on the screen, and nothing acts."""

import ctypes
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest
from pypdfium2 import raw

from tallybook.wording import Wording
from tallybook.workbooks.texts import shown as in_cell
from tests.book.pdf import reading
from tests.chapters import Book, pdf_held, word_held
from tests.injection.corpus import shown
from tests.injection.making import SECRETS, Built
from tests.office import as_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ZH = Wording("zh")
LANGUAGES = {"people": "zh", "kpis": "en"}
LEADS = re.compile(r"(https?|mailto):.*", re.IGNORECASE)
FIELDS = re.compile(r' (TOC \\o "1-\d" \\h \\z \\u|PAGE|NUMPAGES) ')
# What a page may be drawn with, but nothing that is run, fetched or played.
PARTS = re.compile(
    r"\[Content_Types\]\.xml|(_rels|word/_rels)/[\w.]*\.rels|docProps/(core|app)\.xml|word/media/[\w.]+\.png|"
    r"word/(document|styles|settings|numbering|fontTable|footnotes|header\d+|footer\d+)\.xml|word/theme/theme1\.xml"
)
SHEETS = re.compile(
    r"\[Content_Types\]\.xml|(_rels|xl/_rels|xl/worksheets/_rels)/[\w.]*\.rels|docProps/(core|app)\.xml|"
    r"xl/(workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml"
)


@pytest.fixture(params=["people", "kpis"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(built: Built, name: str) -> Book:
    return Book(getattr(built, name).folder)


def test_every_page_reads_the_same_on_paper(book: Book, name: str) -> None:
    held = pdf_held(book, LANGUAGES[name])
    assert held.wrong == {}
    assert held.read >= len(book.chapters)


def test_every_page_reads_the_same_in_word(book: Book, name: str) -> None:
    held = word_held(book, LANGUAGES[name])
    assert held.wrong == {}
    assert held.read >= len(book.chapters)


def test_a_pdf_file_leads_to_pages_and_addresses_alone_and_runs_nothing(book: Book) -> None:
    followed = 0
    for document in book.documents("pdf"):
        with pypdfium2.PdfDocument(document) as opened:
            assert raw.FPDFDoc_GetJavaScriptActionCount(opened) == 0
            attached = [opened.get_attachment(place) for place in range(opened.count_attachments())]
            assert {file.get_name() for file in attached} <= {"facts.json"}
            for sheet in opened:
                for kind, address in _links(opened, sheet):
                    assert kind == "goto" or LEADS.fullmatch(address), (document.name, kind, address)
                    followed += 1
    assert followed > 20


def _links(document: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(sheet, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            yield "uri", buffer.value.decode()
        else:
            yield "goto" if kind == raw.PDFACTION_GOTO else str(kind), ""


def test_a_word_document_has_no_field_part_or_way_that_a_text_asked_for(book: Book) -> None:
    for document in book.documents("docx"):
        with zipfile.ZipFile(document) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        assert [each for each in parts if not PARTS.fullmatch(each)] == [], document.name
        for part, data in parts.items():
            if part.endswith((".xml", ".rels")):
                assert b"<!" not in data, (document.name, part)
                _look_at(ElementTree.fromstring(data), f"{document.name} {part}")


def _look_at(root: ElementTree.Element, where: str) -> None:
    for element in root.iter():
        tag = element.tag.removeprefix(W)
        assert tag not in {"fldSimple", "altChunk", "object", "control", "subDoc", "attachedTemplate"}, where
        if tag == "instrText":
            assert FIELDS.fullmatch(element.text or ""), (where, element.text)
        if element.get("TargetMode") == "External":
            assert element.get("Type", "").endswith("/hyperlink"), where
            assert LEADS.fullmatch(element.get("Target", "")), (where, element.get("Target"))


def test_a_workbook_holds_texts_and_numbers_and_nothing_that_is_reckoned_or_followed(book: Book) -> None:
    cells = 0
    for path in book.documents("xlsx"):
        with zipfile.ZipFile(path) as packed:
            assert [each for each in packed.namelist() if not SHEETS.fullmatch(each)] == [], path.name
        for sheet in _workbook(path).worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type in ("s", "n", "d", "inlineStr"), (
                    path.name,
                    sheet.title,
                    cell.coordinate,
                )
                assert cell.hyperlink is None or not cell.hyperlink.target, (path.name, cell.coordinate)
                cells += cell.value is not None
    assert cells > 500


def test_every_text_stands_in_the_workbook_as_it_is(built: Built) -> None:
    sheets = {sheet.title: _texts(sheet) for sheet in _workbook(built.people.folder / "unit-bank.xlsx")}
    promised = sheets[ZH.text("Promises")] | sheets[ZH.text("Next steps")]
    known = {"".join(text.split()) for texts in sheets.values() for text in texts}
    for written in built.corpus.pairs:
        assert _folded(shown(written)) in known, written
    for written in built.corpus.values:
        assert _folded(shown(written)) in {"".join(text.split()) for text in promised}, written


def _folded(text: str) -> str:
    return "".join(in_cell(text).split())


def _texts(sheet: openpyxl.worksheet.worksheet.Worksheet) -> set[str]:
    # openpyxl leaves Excel's way of writing _xHHHH_ as it stands.
    return {
        cell.value.replace("_x005F_x", "_x")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def _workbook(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_no_file_holds_what_must_not_be_read(book: Book) -> None:
    for path in (*book.documents("docx"), *book.documents("xlsx")):
        with zipfile.ZipFile(path) as packed:
            content = b"".join(packed.read(each) for each in packed.namelist())
        assert not [secret for secret in SECRETS if secret.encode() in content], path.name
    for path in book.documents("pdf"):
        text = reading.read(path).text
        assert not [secret for secret in SECRETS if secret in text], path.name


def test_libreoffice_opens_documents_and_workbooks(book: Book, tmp_path: Path) -> None:
    top = next(path for path in book.documents("xlsx"))
    for path in (book.folder / "book.docx", top):
        assert len(pypdfium2.PdfDocument(as_pdf(path, tmp_path))) > 1, path.name
