"""One book, three media: every chapter of every PDF file and Word document says what its page says on the screen."""

import pytest

from tests.chapters import Book, in_word, pdf_held, word_held


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(language: str, request: pytest.FixtureRequest) -> Book:
    return Book(request.getfixturevalue({"zh": "demo", "en": "demo_in_english"}[language]))


def test_every_chapter_of_every_pdf_reads_as_on_the_screen(book: Book, language: str) -> None:
    held = pdf_held(book, language)
    assert held.wrong == {}
    assert held.read >= len(book.chapters) * 2


def test_every_chapter_of_every_word_document_reads_as_on_the_screen(book: Book, language: str) -> None:
    held = word_held(book, language)
    assert held.wrong == {}
    assert held.read >= len(book.chapters) * 2


def test_every_picture_in_word_says_what_it_says_on_the_screen(book: Book) -> None:
    seen = 0
    document = book.folder / "book.docx"
    for chapter, part in zip(book.chapters, in_word(document, book.chapters).values(), strict=True):
        said = [words for words in part.pictures if words in chapter.pictures]
        assert said == chapter.pictures, chapter.html.stem
        seen += len(said)
    assert seen > 20


def test_no_chapter_is_in_no_document(book: Book) -> None:
    for ending in ("pdf", "docx"):
        names = {path.stem for path in book.documents(ending)}
        people = {chapter.html.stem for chapter in book.chapters if chapter.html.stem.startswith("manager-")}
        assert names >= {"book", *people}
