"""Which PDF files there are of a book."""

from tallybook.book.contents import Chapter
from tallybook.book.paper.order import Order, documents


def chapter(name: str, *sections: Chapter) -> Chapter:
    return Chapter(name=name, label=name.upper(), sections=sections)


HOUSE = (
    Chapter(name="preface"),
    chapter("board"),
    chapter(
        "unit-bank",
        chapter("unit-east", chapter("unit-b1", chapter("manager-1"), chapter("manager-2"))),
        chapter("manager-3"),
    ),
)


def test_the_book_has_every_page_the_cover_first_and_each_where_it_stands() -> None:
    book = documents(HOUSE)[0]
    assert (book.name, book.label) == ("book", None)
    assert [(part.page, part.depth) for part in book.parts] == [
        ("index", 0),
        ("preface", 0),
        ("board", 0),
        ("unit-bank", 0),
        ("unit-east", 1),
        ("unit-b1", 2),
        ("manager-1", 3),
        ("manager-2", 3),
        ("manager-3", 1),
    ]


def test_every_subject_has_its_own_with_all_below_it_but_the_top_which_has_the_book() -> None:
    made = {document.name: [part.page for part in document.parts] for document in documents(HOUSE)[1:]}
    assert made == {
        "unit-east": ["unit-east", "unit-b1", "manager-1", "manager-2"],
        "unit-b1": ["unit-b1", "manager-1", "manager-2"],
        "manager-1": ["manager-1"],
        "manager-2": ["manager-2"],
        "manager-3": ["manager-3"],
    }


def test_a_document_begins_at_its_own_level() -> None:
    assert documents(HOUSE)[2].parts[0].depth == 0


def test_a_page_leads_to_its_own_and_the_cover_and_the_top_to_the_book() -> None:
    order = Order(title="", organisation="", period="", documents=documents(HOUSE), data={})
    assert order.beside == {
        "index": ["book.pdf"],
        "unit-bank": ["book.pdf"],
        **{name: [f"{name}.pdf"] for name in ("unit-east", "unit-b1", "manager-1", "manager-2", "manager-3")},
    }
