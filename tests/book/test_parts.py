"""The parts of the book that need no Sphinx run: order, drawings, search, sidebar, pictures."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.book import contents, drawing, navigation, search, source, texts, vectors
from tallybook.domain.pages import Page
from tallybook.errors import BookError
from tests.book import samples


def _page(slug: str, parent: str | None = None) -> Page:
    return Page(slug=slug, title=slug, label=slug, text="x", parent=parent)


def test_pages_stand_in_their_order_below_those_above_them() -> None:
    pages = (_page("index"), _page("unit-a"), _page("manager-1", "unit-a"), _page("board", "index"))
    names = [name for chapter in contents.arrange(pages, ("preface",)) for name in chapter.names()]
    assert names == ["preface", "board", "unit-a", "manager-1"]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((_page("index"), _page("a"), _page("a")), "share the name a"),
        ((_page("index"), _page("preface")), "share the name preface"),
        ((_page("a"),), "no cover"),
        ((_page("index"), _page("a", "gone")), "a has no place"),
        ((_page("index"), _page("a", "b"), _page("b", "a")), "has no place"),
    ],
)
def test_a_book_that_does_not_hang_together_is_refused(pages: tuple[Page, ...], said: str) -> None:
    with pytest.raises(BookError, match=said):
        contents.arrange(pages, ("preface",))


def test_pictures_come_along_unless_they_lie_outside_or_share_a_name(tmp_path: Path) -> None:
    own = tmp_path / "book"
    (own / "img").mkdir(parents=True)
    (own / "img" / "a.png").write_bytes(b"a")
    (own / "notes.txt").write_text("secret", "utf-8")
    (tmp_path / "outside.png").write_bytes(b"secret")
    (own / "link.png").symlink_to(tmp_path / "outside.png")
    source.write(samples.edition(handwritten=own), tmp_path / "source")
    assert (tmp_path / "source" / "img" / "a.png").read_bytes() == b"a"
    assert not (tmp_path / "source" / "link.png").exists()
    assert not (tmp_path / "source" / "notes.txt").exists()
    (own / "a.png").write_bytes(b"b")
    with pytest.raises(BookError, match=r"a\.png"):
        source.write(samples.edition(handwritten=own), tmp_path / "source")


def test_a_drawing_keeps_its_size_and_loses_its_document_type() -> None:
    checked = vectors.checked(samples.SVG, "x.svg")
    assert "DOCTYPE" not in checked
    assert vectors.size(checked) == (480, 192)
    assert vectors.size('<svg viewBox="0 0 30 20">') == (30, 20)
    assert vectors.size('<svg width="100%">') is None
    assert vectors.size("text") is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<foreignObject/>",
        '<rect onclick="x"/>',
        '<image href="https://x.invalid/x.png"/>',
        '<use href="other.svg#a"/>',
        '<a href="javascript:x"/>',
        '<rect style="fill:url(https://x.invalid/x)"/>',
        "<style>@import 'x.css';</style>",
        "<style>a{b:url(x.png)}</style>",
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<unclosed>",
        "<animate attributeName='href' to='javascript:x'/>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    with pytest.raises(BookError, match=r"x\.svg"):
        vectors.checked(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "x.svg")


def test_a_drawing_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    with pytest.raises(BookError, match="DOCTYPE"):
        vectors.checked(bomb, "x.svg")


def test_a_matplotlib_drawing_passes() -> None:
    import io

    import matplotlib.figure

    figure = matplotlib.figure.Figure(figsize=(5, 2))
    axes = figure.subplots()
    axes.bar([1, 2], [3, 4], hatch="//")
    axes.set_title("<x> & {{ 7*7 }}")
    written = io.StringIO()
    figure.savefig(written, format="svg")
    checked = vectors.checked(written.getvalue(), "x.svg")
    assert vectors.size(checked) == (480, 192)


@pytest.mark.parametrize(
    ("fraction", "fill"), [(0.5, 'width="30"'), (1.0, 'width="60"'), (9.0, 'width="80"'), (-1.0, 'width="0"')]
)
def test_a_bar_is_as_long_as_its_fraction_within_its_cell(fraction: float, fill: str) -> None:
    drawn = drawing.bar(fraction)
    assert f'tb-bar-fill" {fill}' in drawn
    assert ("tb-bar-over" in drawn) == (fraction > 4 / 3)


def test_no_fraction_draws_no_bar() -> None:
    assert "rect" not in drawing.bar(None)


@given(st.lists(st.none() | st.floats(-1e12, 1e12), min_size=1, max_size=30))
@settings(deadline=None, max_examples=60)
def test_a_sparkline_stays_in_its_box(numbers: list[float | None]) -> None:
    points = [point for point in drawing._points(numbers) if point]
    assert len(points) == sum(number is not None for number in numbers)
    for x, y in points:
        assert 0 <= float(x) <= 88
        assert 0 <= float(y) <= 22
    assert drawing.spark(numbers, "label").count('aria-label="label"') == 1


@given(st.text("张㛃𠮷存款日均行〇", min_size=2, max_size=12))
@settings(deadline=None, max_examples=60)
def test_every_part_of_a_chinese_text_is_found_by_its_pairs(text: str) -> None:
    indexed = set(search.split(f"前文{text}后文"))
    assert set(search.split(text)) <= indexed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("存款日均", ["存", "款", "日", "均", "存款", "款日", "日均"]),
        ("完成121.8%，同比", ["完", "成", "完成", "121.8", "同", "比", "同比"]),
        ("A座 B2B客户", ["A", "座", "B", "2", "B", "客", "户", "客户"]),
        ("1,286.40 万元", ["1,286.40", "万", "元", "万元"]),
        ("customer visits", ["customer", "visits"]),
        ("𠮷田", ["𠮷", "田", "𠮷田"]),
    ],
)
def test_words_numbers_and_han_are_kept_apart(text: str, words: list[str]) -> None:
    assert list(search.split(text)) == words


def _places(width: int, depth: int) -> dict[str, navigation.Place]:
    book: dict[str, navigation.Place] = {}

    def add(name: str, above: str | None, left: int) -> None:
        below = tuple(f"{name}-{n}" for n in range(width)) if left else ()
        book[name] = navigation.Place(name=name, label=name, above=above, below=below)
        for child in below:
            add(child, name, left - 1)

    add("index", None, depth)
    return book


def _lines(entries: tuple[navigation.Entry, ...]) -> list[navigation.Entry]:
    return [line for entry in entries for line in (entry, *_lines(entry.entries))]


def test_the_sidebar_opens_the_way_to_the_page_and_its_members() -> None:
    book = _places(3, 3)
    lines = _lines(navigation.sidebar(book, "index-1-2"))
    assert [line.name for line in lines if line.current] == ["index-1-2"]
    assert "index-1-2-0" in {line.name for line in lines}
    assert "index-0-0" not in {line.name for line in lines}
    assert navigation.trail(book, "index-1-2") == ("index", "index-1", "index-1-2")


@pytest.mark.parametrize("width", [40, 41, 500])
def test_the_sidebar_does_not_grow_with_the_book(width: int) -> None:
    book = _places(width, 1)
    for name in ("index", "index-0", f"index-{width - 1}", f"index-{width // 2}"):
        lines = _lines(navigation.sidebar(book, name))
        assert len(lines) == 40
        assert name == "index" or name in {line.name for line in lines}
        assert sum(line.more for line in lines) == width - 40


def test_a_page_outside_the_contents_gets_the_chapters() -> None:
    assert len(navigation.sidebar(_places(3, 1), "search")) == 3


def test_the_text_of_a_page_is_what_its_article_shows() -> None:
    page = (
        '<body><nav>目录</nav><main><article><p>一 &lt;b&gt;</p><p>二<svg aria-label="x"><text>图</text></svg></p>'
        '<img alt="替代"></article><nav>下一页</nav></main></body>'
    )
    text, characters = texts.read(page)
    assert text == "一 <b> 二"
    assert set("目录替代<") <= characters
