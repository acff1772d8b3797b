"""The house's own pictures and words on every page of the book."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tallybook import book
from tallybook.errors import BookError
from tests.book import samples

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
FOOT = "内部资料 {{ 7*7 }} & 请勿外传"


def _build(folder: Path, **brand: object) -> Path:
    theirs = {
        "author": "江城银行 <公司部>",
        "copyright": "2025",
        "logo": "x.png",
        "html": {"favicon": "y.png"},
    }
    edition = samples.edition(jupyter_book=theirs, **brand)  # type: ignore[arg-type]
    return book.build(edition, folder / "build", out=folder / "html").path.parent


def _page(html: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "html.parser")


def test_logo_icon_author_and_foot_are_on_every_page(tmp_path: Path) -> None:
    (tmp_path / "our logo.SVG").write_text(samples.SVG, "utf-8")
    (tmp_path / "icon.png").write_bytes(PNG)
    html = _build(tmp_path, logo=tmp_path / "our logo.SVG", favicon=tmp_path / "icon.png", foot=FOOT)
    for name in ("index", "unit-jd", "manager-1", "search"):
        page = _page(html, name)
        logo, icon = page.select_one(".tb-brand img"), page.select_one("link[rel=icon]")
        assert logo is not None
        assert icon is not None
        assert logo["alt"] == "江城银行"
        assert "江东支行" in (html / str(logo["src"])).read_text("utf-8")
        assert (html / str(icon["href"])).read_bytes() == PNG
        author, foot = page.select_one("meta[name=author]"), page.select_one(".tb-foot")
        assert author is not None
        assert foot is not None
        assert author["content"] == "江城银行 <公司部>"
        assert foot.get_text(" ", strip=True) == f"江城银行 · 2025年上半年 · © 2025 {FOOT}"


def test_without_a_logo_the_book_has_its_own_mark(tmp_path: Path) -> None:
    page = _page(_build(tmp_path), "index")
    assert page.select_one(".tb-brand svg") is not None
    assert page.select_one("link[rel=icon]") is None


def test_a_logo_that_could_do_more_than_draw_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(samples.SVG.replace("</svg>", "<script>1</script></svg>"), "utf-8")
    with pytest.raises(BookError, match=r"logo\.svg .*script"):
        _build(tmp_path, logo=tmp_path / "logo.svg")
