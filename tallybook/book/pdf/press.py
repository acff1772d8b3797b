"""The door to Typst: pages become PDF files, the same bytes for the same pages."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx

from tallybook.book.language import say, wording_of
from tallybook.book.pdf import code
from tallybook.book.pdf.builder import write_pages
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.order import Document, Order, Part

HOUSE = Path(__file__).parent / "house"
_FONTS = Path(__file__).parents[2] / "fonts"
_PAGE = re.compile(r"pages[/\\](?P<page>[^/\\:]+)\.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A document that could not be made: on which page it failed, where that is known, and why."""

    page: str | None
    text: str


def press(app: Sphinx, order: Order, room: Path, out: Path) -> Iterator[Unprinted]:
    """Make `out/NAME.pdf` of every document; `room` is a folder that does not exist yet. Yields what went wrong."""
    write_pages(app, order.pages, room)
    shutil.copytree(HOUSE, room / "house")
    for document in order.documents:
        main = room / f"{document.name}.typ"
        main.write_text(_main(app, order, document), "utf-8", newline="\n")
        if failed := _compile(main, out / f"{document.name}.pdf"):
            yield failed


def _compile(main: Path, target: Path) -> Unprinted | None:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS])
    compiler = typst.Compiler(main, root=main.parent, font_paths=fonts)
    try:
        compiler.compile(output=target, format="pdf", pdf_standards=["a-2a"], timestamp=0)
    except typst.TypstError as error:
        found = _PAGE.search(error.diagnostic)
        return Unprinted(page=found["page"] if found else None, text=error.message)
    return None


def _main(app: Sphinx, order: Order, document: Document) -> str:
    """The file that Typst begins with: what the document is called, and its pages in order."""
    pages = code.dictionary({part.page: None for part in document.parts})
    lines = [
        '#import "/house/house.typ": *',
        *(f'#import "/pages/{part.page}.typ" as p{place}' for place, part in enumerate(document.parts)),
        f"#show: booklet.with({_meta(app, order, document)})",
        f"#let pages = {pages}",
        *(f"#{_chapter(part, place)}" for place, part in enumerate(document.parts)),
    ]
    return "\n".join(lines) + "\n"


def _meta(app: Sphinx, order: Order, document: Document) -> Code:
    """What stands on every sheet of a document, and how it is known."""
    in_chinese = wording_of(app.config).language == "zh"
    words = {
        "contents": say(app.config, "Contents"),
        "sheet": say(app.config, "Page {number} of {all}", number="{number}", all="{all}"),
    }
    return code.dictionary(
        {
            "title": f"{document.label or order.title} · {order.period}",
            "book": order.title,
            "organisation": order.organisation,
            "period": order.period,
            "language": "zh" if in_chinese else "en",
            "region": "cn" if in_chinese else None,
            "words": code.dictionary(words),
        }
    )


def _chapter(part: Part, place: int) -> Code:
    here = code.dictionary({"depth": part.depth, "pages": Code("pages")})
    return code.call("chapter", here, Code(f"p{place}.page"))
