"""What paper has no form for is told with its page, and its words are there."""

from pathlib import Path

import pytest
from docx import Document

from tallybook import book
from tests.book import samples
from tests.book.pdf import reading

PAGE = "# 页\n\n前文。\n\n% 这里\n\n后文。\n"
WORDS = ("前文。", "标语着重", "行前徽章行后", "去标语", "后文。")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> book.Built:
    folder = tmp_path_factory.mktemp("unformed")
    page = samples.page(PAGE, slug="manager-9", parent="unit-jd")
    settings = {"sphinx": {"extra_extensions": ["tests.book.paper.things"]}}
    edition = samples.edition(page, jupyter_book=settings, on_paper=True, word=book.WordLook())
    return book.build(edition, folder / "build", out=folder / "html")


def test_it_is_told_with_its_page(built: book.Built) -> None:
    assert [(one.page, one.node) for one in built.unformed] == [
        ("manager-9", "badge"),
        ("manager-9", "gauge"),
        ("manager-9", "slogan"),
    ]


def test_its_words_are_in_the_pdf_in_their_order(built: book.Built) -> None:
    assert "".join(WORDS) in reading.read(built.path.with_name("manager-9.pdf")).text


def test_its_words_are_in_the_word_document_each_line_a_paragraph(built: book.Built) -> None:
    found = Document(str(built.path.with_name("manager-9.docx")))
    paragraphs = [paragraph.text for paragraph in found.paragraphs if paragraph.text]
    assert tuple(paragraphs[1:6]) == WORDS


def test_a_book_of_our_own_things_has_nothing_to_tell(tmp_path: Path) -> None:
    edition = samples.edition(on_paper=True, word=book.WordLook())
    assert book.build(edition, tmp_path / "build", out=tmp_path / "html").unformed == ()
