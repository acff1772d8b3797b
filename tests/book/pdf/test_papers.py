"""PDF files of a book: whole, beside the pages, with heads, numbers and bookmarks, the same bytes each time."""

from dataclasses import replace
from pathlib import Path

from tallybook import book, files
from tests.book import samples
from tests.book.pdf import reading

PEOPLE = [f"manager-{number}" for number in range(1, len(samples.PEOPLE) + 1)]


def test_the_book_and_every_person_have_a_file_beside_the_pages(printed: book.Built, folder: Path) -> None:
    assert {path.name for path in folder.glob("*.pdf")} == {"book.pdf", *(f"{name}.pdf" for name in PEOPLE)}
    assert printed.papers[0] == folder / "book.pdf"
    assert {path.name for path in printed.papers} == {path.name for path in folder.glob("*.pdf")}


def test_bookmarks_follow_the_contents(folder: Path) -> None:
    marks = reading.read(folder / "book.pdf").bookmarks
    assert marks[:2] == ((0, "工作总结"), (0, "看板"))
    at = marks.index((0, "江东支行"))
    assert marks[at : at + 4] == ((0, "江东支行"), (1, "指标"), (1, "排名"), (1, samples.PEOPLE[0]))


def test_every_sheet_says_where_it_belongs_and_how_many_there_are(folder: Path) -> None:
    paper = reading.read(folder / "manager-2.pdf")
    assert paper.title == "李婷婷 · 2025年上半年"
    assert len(paper.edges) == len(paper.sheets)
    for edge in paper.edges:
        assert "江城银行" in edge
        assert "李婷婷" in edge
        assert f"共{len(paper.sheets)}页" in edge.replace(" ", "")


def test_every_sheet_says_whether_anybody_answers_for_its_page(tmp_path: Path) -> None:
    marks = {"index": "草稿", "manager-1": "已退回", "manager-2": ""}
    edition = samples.edition(on_paper=True)
    pages = tuple(replace(page, mark=marks.get(page.slug, "")) for page in edition.pages)
    book.build(replace(edition, pages=pages), tmp_path / "build", out=tmp_path / "html")

    def told(name: str) -> list[str]:
        edges = ("".join(edge.split()) for edge in reading.read(tmp_path / "html" / f"{name}.pdf").edges)
        return [next((mark for mark in ("草稿", "已退回") if mark in edge), "") for edge in edges]

    assert set(told("manager-1")) == {"已退回"}
    assert set(told("manager-2")) == {""}
    sheets = told("book")
    assert sheets[:3] == ["草稿", "草稿", "草稿"], "the cover, the contents and the board"
    assert set(sheets) == {"草稿", "已退回", ""}


def test_cards_bars_and_judgements_are_on_paper_in_the_order_of_the_screen(folder: Path) -> None:
    text = reading.read(folder / "book.pdf").text
    assert "对公存款日均●达标1,286.40万元计划1,200.00，+7.2%" in text
    assert "存款日均14.62121.8%●达标" in text


def test_the_same_pages_give_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    again = book.build(samples.edition(on_paper=True), tmp_path / "other" / "build", out=tmp_path / "html")
    for path in again.papers:
        assert files.digest(path) == files.digest(folder / path.name), path.name


def test_an_english_book_has_english_sheets(tmp_path: Path) -> None:
    edition = replace(samples.edition(on_paper=True), language="en")
    built = book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert "Page 1 of" in reading.read(built.papers[1]).edges[0]


def test_a_letter_that_no_font_has_is_shown_as_such_and_reported(tmp_path: Path) -> None:
    page = samples.page("# 页\n\n辛苦了👩了\n", slug="manager-9", parent="unit-jd")
    built = book.build(samples.edition(page, on_paper=True), tmp_path / "build", out=tmp_path / "html")
    assert "辛苦了〓了" in reading.read(tmp_path / "html" / "manager-9.pdf").text
    assert [(one.page, one.character) for one in built.unshown] == [("manager-9", "👩")]


def test_the_archives_form_with_data_holds_those_of_its_pages(tmp_path: Path) -> None:
    data = {"unit-jd": '[{"kpi": "a"}]', "manager-2": '[{"kpi": "存款"}]'}
    edition = replace(samples.edition(on_paper=True), data=data)
    book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert reading.attached(tmp_path / "html" / "book.pdf") == {"facts.json": [{"kpi": "a"}, {"kpi": "存款"}]}
    assert reading.attached(tmp_path / "html" / "manager-2.pdf") == {"facts.json": [{"kpi": "存款"}]}


def test_without_data_nothing_is_attached(folder: Path) -> None:
    assert reading.attached(folder / "book.pdf") == {}


def test_a_place_in_a_head_that_is_repeated_can_be_referred_to(tmp_path: Path) -> None:
    rows = "\n".join(f"| {number} | b |" for number in range(120))
    text = f"# 页\n\n{{tally}}`agrees rows 3` 行\n\n| {{anchor}}`rows`甲 | 乙 |\n|---|---|\n{rows}\n"
    page = samples.page(text, slug="manager-9", parent="unit-jd")
    book.build(samples.edition(page, on_paper=True), tmp_path / "build", out=tmp_path / "html")
    sheets = reading.read(tmp_path / "html" / "manager-9.pdf").sheets
    assert sum("甲" in sheet for sheet in sheets) > 1
