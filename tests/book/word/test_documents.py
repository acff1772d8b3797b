"""Word documents of a book: there, readable, saying what the screen says, the same bytes each time."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from tallybook import book, files
from tallybook.domain.results import Figure
from tallybook.errors import PagesError
from tests.book import samples
from tests.book.pdf import reading
from tests.book.pdf.test_text import RICH

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MORE = "\n注释在此[^a]。\n\n[^a]: 注释的**话**。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample book with a page on which everything stands."""
    room = tmp_path_factory.mktemp("word")
    figure = Figure(name="x", message="", title="", alt="", svg=samples.SVG)
    page = samples.page(RICH + MORE, slug="manager-99", parent="unit-jd", figures=(figure,), mark="草稿")
    book.build(samples.edition(page, word=book.WordLook()), room / "build", out=room / "html")
    return room / "html"


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as packed:
        return ElementTree.fromstring(packed.read(name))


def words(path: Path) -> str:
    text = "".join(found.text or "" for found in part(path, "word/document.xml").iter(f"{W}t"))
    return "".join(text.split())


def screen(html: Path) -> str:
    article = reading.article_of(html)
    for hidden in article.select(".footnotes, .footnote-reference, aside"):
        hidden.decompose()
    return reading.letters(article.get_text())


def test_every_person_has_a_document_that_says_what_the_screen_says(folder: Path) -> None:
    for name in ("manager-1", "manager-2", "manager-99"):
        signed = "编制审核批准日期"
        told = words(folder / f"{name}.docx")
        shown = screen(folder / f"{name}.html")
        assert len(shown) > 40
        assert told.startswith(shown), name
        assert len(told) - len(shown) <= len(signed) + 8


def test_the_book_holds_every_page_whole(folder: Path) -> None:
    whole = words(folder / "book.docx")
    for name in ("board", "unit-jd", "manager-1", "manager-7"):
        assert screen(folder / f"{name}.html") in whole, name


def test_every_part_is_well_formed_and_its_places_and_pictures_are_named_once(folder: Path) -> None:
    for path in sorted(folder.glob("*.docx")):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(packed.read(name))
        root = part(path, "word/document.xml")
        for kind, attribute in (("bookmarkStart", "id"), ("bookmarkStart", "name")):
            found = [each.get(f"{W}{attribute}") for each in root.iter(f"{W}{kind}")]
            assert len(found) == len(set(found)), path.name
        left = [str(value) for each in root.iter() for value in each.attrib.values()]
        assert not [
            value for value in left if value.startswith(("list:", "note:", "web:", "heading:", "drawing:"))
        ]


def test_it_is_read_back_with_headings_repeated_heads_and_alternative_texts(folder: Path) -> None:
    found = Document(str(folder / "book.docx"))
    styles = {paragraph.style.name for paragraph in found.paragraphs if paragraph.style}
    assert {"Heading 1", "Title", "TOC Heading"} <= styles
    xml = found.element.xml
    assert "<w:tblHeader/>" in xml
    assert "条形图：江东支行加" in xml
    assert re.findall(r"<w:instrText[^>]*>([^<]*)<", xml) == [' TOC \\o "1-2" \\h \\z \\u ']


def test_a_chart_and_what_is_said_of_it_stand_in_a_row_that_does_not_break(folder: Path) -> None:
    body = part(folder / "book.docx", "word/document.xml")
    alone = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}cantSplit") is not None]
    held = [
        [style.get(f"{W}val") for style in row.iter(f"{W}pStyle")]
        for row in alone
        if row.find(f".//{W}drawing") is not None
    ]
    assert ["TallybookStrong", "TallybookPicture", "Caption"] in held
    charts = {id(paragraph) for row in alone for paragraph in row.iter(f"{W}p")}
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "Caption":
            assert id(paragraph) in charts


def test_of_a_long_table_the_last_row_stands_on_no_sheet_alone(tmp_path: Path) -> None:
    rows = "".join(f"| 行{number} | {number} |\n" for number in range(60))
    page = samples.page(f"# 表\n\n| 甲 | 乙 |\n|---|---|\n{rows}", slug="manager-99", parent="unit-jd")
    book.build(samples.edition(page, word=book.WordLook()), tmp_path / "build", out=tmp_path / "html")
    body = part(tmp_path / "html" / "manager-99.docx", "word/document.xml")
    table = next(table for table in body.iter(f"{W}tbl") if len(table.findall(f"{W}tr")) == 61)
    held = [row.find(f".//{W}keepNext") is not None for row in table.findall(f"{W}tr")]
    assert held == [False] * 59 + [True, False]


def test_footnotes_are_real_and_the_state_stands_on_every_sheet(folder: Path) -> None:
    path = folder / "manager-99.docx"
    notes = part(path, "word/footnotes.xml")
    assert "注释的话。" in "".join(found.text or "" for found in notes.iter(f"{W}t"))
    with zipfile.ZipFile(path) as packed:
        heads = [packed.read(name).decode() for name in packed.namelist() if name.startswith("word/header")]
    assert heads
    assert all("草稿" in head for head in heads)


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    edition = samples.edition(word=book.WordLook())
    made = [book.build(edition, tmp_path / n / "build", out=tmp_path / n / "html") for n in ("a", "b")]
    for one, other in zip(made[0].papers, made[1].papers, strict=True):
        assert files.digest(one) == files.digest(other)


def test_the_fonts_are_those_of_the_settings(tmp_path: Path) -> None:
    look = replace(book.WordLook(), font="仿宋")
    built = book.build(samples.edition(word=look), tmp_path / "build", out=tmp_path / "html")
    fonts = part(built.papers[0], "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}eastAsia") == "仿宋"


@pytest.mark.parametrize(
    ("name", "parts", "told"),
    [
        ("own.dotx", {}, "no .docx file"),
        ("own.docx", {}, "no Word document"),
        ("own.docx", {"word/styles.xml": b"<!DOCTYPE a><a/>"}, "entities"),
        ("own.docx", {"word/document.xml": b" " * 30_000_000}, "packed more than"),
        ("own.docx", {"word/styles.xml": b'<w:styles xmlns:w="x"/>'}, "no style"),
    ],
)
def test_a_reference_document_that_cannot_be_one_is_refused(
    tmp_path: Path, name: str, parts: dict[str, bytes], told: str
) -> None:
    path = tmp_path / name
    if parts:
        Document().save(str(path))
        with zipfile.ZipFile(path) as packed:
            kept = {entry: packed.read(entry) for entry in packed.namelist()} | parts
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for entry, data in kept.items():
                packed.writestr(entry, data)
    else:
        path.write_bytes(b"no zip")
    with pytest.raises(PagesError) as caught:
        book.check_word(replace(book.WordLook(), reference=path))
    assert told in str(caught.value.faults[0].problem)


def test_the_styles_of_a_reference_document_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    own = Document()
    own.styles["Heading 1"].font.name = "Stempel"
    own.save(str(path))
    look = replace(book.WordLook(), reference=path)
    book.check_word(look)
    built = book.build(samples.edition(word=look), tmp_path / "build", out=tmp_path / "html")
    found = Document(str(built.papers[1]))
    assert found.styles["Heading 1"].font.name == "Stempel"
    assert {"Tallybook Cell", "Heading 1"} <= {style.name for style in found.styles}
