"""Pictures on paper: without words, missing or damaged they are refused with page and line; letters become 〓."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from docx import Document
from matplotlib.image import imsave

from tallybook import book
from tallybook.errors import BookError
from tests.book import samples
from tests.book.pdf import reading

PAPERS = {"pdf": {"on_paper": True}, "word": {"word": book.WordLook()}}
NO_PNG = b"\x89PNG\r\n\x1a\n"


def _png() -> bytes:
    made = BytesIO()
    imsave(made, np.zeros((40, 40, 3), np.uint8))
    return made.getvalue()


def _edition(folder: Path, text: str, name: str, data: bytes | None, **asked: object) -> book.Edition:
    own = folder / "book"
    own.mkdir()
    if data is not None:
        (own / name).write_bytes(data)
    (own / "methods.md").write_text(f"# 方法\n\n{text}\n", "utf-8")
    return samples.edition(handwritten=own, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize(
    ("name", "data", "alt", "told"),
    [
        ("sketch.svg", samples.SVG.encode(), "", "没有替代文字"),
        ("sketch.svg", None, "图", "sketch.svg"),
        ("sketch.svg", b"<svg>", "图", "已损坏"),
        ("sketch.svg", "<svg>江</svg>".encode("gb2312"), "图", "已损坏"),
        ("sketch.png", NO_PNG, "图", "已损坏"),
        ("sketch.png", _png()[:60], "图", "已损坏"),
        ("sketch.png", _png()[:-1], "图", "已损坏"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_place(
    tmp_path: Path, form: str, name: str, data: bytes | None, alt: str, told: str
) -> None:
    edition = _edition(tmp_path, f"![{alt}]({name})", name, data, **PAPERS[form])
    with pytest.raises(BookError, match=rf"methods\.md:3: .*{told}"):
        book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert not (tmp_path / "html").exists()


@pytest.mark.parametrize("form", PAPERS)
def test_a_picture_that_is_spoilt_inside_stops_the_book_with_the_reason(tmp_path: Path, form: str) -> None:
    spoilt = _png().replace(b"IDAT", b"IDAT\xff\xff", 1)
    spoilt = spoilt.replace(b"\xff\xff" + spoilt.partition(b"IDAT\xff\xff")[2][:2], b"\xff\xff", 1)
    edition = _edition(tmp_path, "![图](a.png)", "a.png", spoilt, **PAPERS[form])
    with pytest.raises(BookError, match="image"):
        book.build(edition, tmp_path / "build", out=tmp_path / "html")


def test_letters_that_no_font_has_do_not_stop_a_drawing(tmp_path: Path) -> None:
    svg = samples.SVG.replace("江东支行", "江&#128105;东&#xE000;支\U0003134a行&amp;").encode()
    edition = _edition(
        tmp_path, "![图👨](sketch.svg)", "sketch.svg", svg, on_paper=True, word=book.WordLook()
    )
    built = book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert "江〓东〓支〓行&" in reading.read(built.path.with_name("book.pdf")).text
    assert "图👨" in Document(str(built.path.with_name("book.docx"))).element.xml
