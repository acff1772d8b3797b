"""More than a thousand hostile texts in real pages: shown exactly, never run, nothing read."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tallybook import book
from tallybook.book import process, source
from tallybook.compose.escapes import escape, visible
from tallybook.domain.pages import Page
from tallybook.domain.results import Figure
from tallybook.errors import BookError
from tests.book import samples
from tests.hostile import NARRATIVES, PAYLOADS, armed

MORE = {
    "closing-directive": "```\n````\n`````",
    "role-of-ours": "{status}`good` {spark}`1 2 3`",
    "directive-of-ours": "```{chart} figures/x.svg",
    "sphinx-only": "|release| |today| :ref:`x` :doc:`/index`",
    "script-end": "</script><script>alert(1)</script>",
    "quote-in-attribute": "\" onfocus=alert(1) autofocus x='",
    "css": "expression(alert(1)) url(javascript:alert(1))",
    "search-call": '"});alert(1);//',
    "line-separators": "a\u2028alert(1)\u2029",
    "template-of-theme": "{{ pathto('x') }} {% raw %} ${x} <%= x %>",
}
TEXTS = {**PAYLOADS, **MORE}

# Where a value may stand in a page, as MyST around the escaped text, and where it must be found again.
PLACES = {
    "paragraph": ("p", "{text}"),
    "cell": ("td", "| a | b |\n|---|--:|\n| x | {text} |"),
    "key": ("th[scope=row]", "| a | b |\n|---|--:|\n| {text} | 1 |"),
    "head": ("thead th", "| {text} | b |\n|---|--:|\n| x | 1 |"),
    "item": ("li", "- {text}"),
    "strong": ("strong", "a **{text}** b"),
    "link": ("a", "[{text}](index.md)"),
    "heading": ("h3", "### {text}"),
    "callout": ("div.admonition p:last-child", "```{{note}}\n{text}\n```"),
    "label": (".tb-card-label > span:first-child", "````{{cards}}\n```{{card}} good\n{text}\n\n1\n```\n````"),
    "detail": (".tb-card-detail", "````{{cards}}\n```{{card}} none\nx\n\n1\n\n{text}\n```\n````"),
    "message": (".tb-message", "```{{chart}} figures/{slug}--f.svg\n{text}\n\nb\n\nc\n```"),
    "caption": ("figcaption", "```{{chart}} figures/{slug}--f.svg\na\n\n{text}\n\nc\n```"),
    "alt": ("img", "```{{chart}} figures/{slug}--f.svg\na\n\nb\n\n{text}\n```"),
    "sorted": (".tb-sortable td", "```{{sortable}}\n| a | b |\n|---|---|\n| x | {text} |\n```"),
    "audit": (".tb-audit p", "```{{audit}}\n{text}\n```"),
    "folded": (".tb-audit p", "```{{folded}}\na\n\n{text}\n```"),
    "folding": ("summary", "```{{folded}}\n{text}\n\na\n```"),
}


def _page(number: int, text: str) -> Page:
    slug = f"page-{number}"
    parts = [f"# page {number}"]
    for place, (_, form) in PLACES.items():
        shown = form.format(text=escape(text), slug=slug)
        parts.append(f"## place {place}\n\n{shown}")
    label = visible(text) if text.strip() else "blank"
    figure = Figure(name="f", message="", title="", alt="", svg=samples.SVG)
    return Page(slug=slug, title=label, label=label, text="\n\n".join(parts) + "\n", figures=(figure,))


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The file that must not come to be and the one that must not be read."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text("geheim-4711", "utf-8")
    return folder / "canary", folder / "secret.txt"


@pytest.fixture(scope="module")
def texts(paths: tuple[Path, Path]) -> list[str]:
    """The texts with the paths of those two files in them."""
    canary, secret = paths
    return [armed(text, canary=str(canary), secret=str(secret)) for text in TEXTS.values()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> Path:
    """A real book with every text in every place, and some in the book's own names."""
    folder = tmp_path_factory.mktemp("book")
    edition = book.Edition(
        title="<script>alert(1)</script> {{ 7*7 }}",
        organisation="\" onload='alert(1)' {% x %}",
        language="zh",
        period_label="{{ 7*7 }} </title>",
        pages=(samples.page("# 封面\n", slug="index"), *(_page(n, text) for n, text in enumerate(texts))),
    )
    book.build(edition, folder / "build", out=folder / "html")
    return folder / "html"


def _found(section: Tag, place: str) -> str:
    selector = PLACES[place][0]
    found = section.select_one(selector)
    assert found is not None
    return str(found["alt"]) if place == "alt" else found.get_text()


def test_every_text_is_shown_exactly_in_every_place(hostile: Path, texts: list[str]) -> None:
    wrong = []
    for number, text in enumerate(texts):
        page = BeautifulSoup((hostile / f"page-{number}.html").read_text("utf-8"), "html.parser")
        sections = page.select("article > section > section")
        assert [section.h2.get_text() for section in sections if section.h2] == [
            f"place {place}" for place in PLACES
        ]
        for section, place in zip(sections, PLACES, strict=True):
            shown = _found(section, place)
            expected = visible(text).replace("\n", " ")
            if " ".join(shown.split()) != " ".join(expected.split()):
                wrong.append((place, expected, shown))
    assert wrong == []
    assert len(texts) * len(PLACES) > 1_000


def test_white_space_is_kept_too(hostile: Path, texts: list[str]) -> None:
    number = list(TEXTS).index("edges")
    page = BeautifulSoup((hostile / f"page-{number}.html").read_text("utf-8"), "html.parser")
    cell = page.select_one("td.text-right")
    assert cell is not None
    assert cell.get_text() == visible(texts[number])


def test_nothing_ran_and_nothing_was_read(hostile: Path, paths: tuple[Path, Path]) -> None:
    canary, _ = paths
    assert not canary.exists()
    for path in hostile.rglob("*"):
        if path.is_file():
            assert b"geheim-4711" not in path.read_bytes()


def test_no_text_became_markup(hostile: Path) -> None:
    for path in hostile.glob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert all(script.has_attr("src") and not script.string for script in page.find_all("script"))
        assert page.find_all(["iframe", "object", "embed", "base", "style"]) == []
        for element in page.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")]
            address = str(element.get("href") or element.get("src") or "")
            assert not address.lower().startswith(("javascript:", "data:", "http:", "//"))


def test_the_names_of_the_book_are_text(hostile: Path) -> None:
    page = BeautifulSoup((hostile / "index.html").read_text("utf-8"), "html.parser")
    assert page.title is not None
    assert page.title.get_text() == "<script>alert(1)</script> {{ 7*7 }}"
    foot = page.select_one(".tb-foot")
    assert foot is not None
    assert "\" onload='alert(1)' {% x %}" in foot.get_text()
    assert "{{ 7*7 }} </title>" in foot.get_text()


def test_labels_are_text(hostile: Path, texts: list[str]) -> None:
    number = list(TEXTS).index("script")
    page = BeautifulSoup((hostile / f"page-{number}.html").read_text("utf-8"), "html.parser")
    current = page.select_one("#contents [aria-current=page]")
    assert current is not None
    assert current.get_text() == visible(texts[number])


@pytest.mark.parametrize("chosen", ["ours", "all"])
def test_raw_narratives_are_inert_even_where_the_build_goes_on(
    tmp_path: Path, paths: tuple[Path, Path], chosen: str
) -> None:
    canary, secret = paths
    raw = {
        name: armed(text, canary=str(canary), secret=str(secret)).encode("utf-8", "replace").decode()
        for name, text in NARRATIVES.items()
        if not name.startswith("deep")
    }
    (tmp_path / "secret.txt").write_text("geheim-4711", "utf-8")
    pages = [samples.page("# 封面\n", slug="index")]
    pages += [samples.page(f"# {name}\n\n{text}", slug=f"raw-{name}") for name, text in raw.items()]
    if chosen == "all":
        pages += [samples.page(text, slug=f"top-{name}") for name, text in raw.items()]
        pages += [
            samples.page(f"# up {number}\n\n{text}\n", slug=f"up-{number}")
            for number, text in enumerate(
                ("[x](../secret.txt)", "![x](../secret.txt)", "{download}`../secret.txt`")
            )
        ]
    edition = book.Edition(title="x", organisation="x", language="zh", period_label="x", pages=tuple(pages))
    names = source.write(edition, tmp_path / "source")
    room = tmp_path / "room"
    room.mkdir()
    with pytest.raises(BookError):
        process.run(tmp_path / "source", room / "html", room=room, pages=len(names))
    assert not canary.exists()
    assert list((room / "html").glob("*.html"))
    for path in (room / "html").rglob("*"):
        if path.is_file():
            assert b"geheim-4711" not in path.read_bytes()
        if path.suffix == ".html":
            page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
            assert all(script.has_attr("src") for script in page.find_all("script"))
            assert not [e for e in page.find_all(True) if any(name.startswith("on") for name in e.attrs)]
