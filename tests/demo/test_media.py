"""One book, three media: every chapter of every PDF file and Word document says what its page says on the screen."""

import pytest

from tests.book.pdf import reading
from tests.chapters import Book, in_pdf, in_word, parting

SIGNED = {
    "zh": reading.SIGNED,
    "en": "PreparedbyCheckedbyApprovedbyDate",
}


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(language: str, request: pytest.FixtureRequest) -> Book:
    return Book(request.getfixturevalue({"zh": "demo", "en": "demo_in_english"}[language]))


def test_every_chapter_of_every_pdf_reads_as_on_the_screen(book: Book, language: str) -> None:
    wrong, read = {}, 0
    for document in book.documents("pdf"):
        chapters = book.of(document)
        for place, (html, sheets) in enumerate(in_pdf(document, chapters).items()):
            signed = SIGNED[language] if place == 0 and document.stem != "book" else ""
            found = reading.differing(chapters[place].on_paper + signed, sheets, chapters[place].heads)
            if found:
                wrong[document.name, html.stem] = found
            read += 1
    assert wrong == {}
    assert read >= len(book.chapters) * 2


def test_every_chapter_of_every_word_document_reads_as_on_the_screen(book: Book, language: str) -> None:
    wrong, read = {}, 0
    for document in book.documents("docx"):
        chapters = book.of(document)
        for chapter, part in zip(chapters, in_word(document, chapters).values(), strict=True):
            signed = SIGNED[language] if chapter is chapters[0] and document.stem != "book" else ""
            if part.text != chapter.in_word + signed:
                wrong[document.name, chapter.html.stem] = parting(chapter.in_word + signed, part.text)
            read += 1
    assert wrong == {}
    assert read >= len(book.chapters) * 2


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
