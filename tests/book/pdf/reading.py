"""PDF files read back: their sheets' text, their bookmarks, what is attached."""

import json
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup, Tag

from tallybook.book.paper.lettering import drawn
from tallybook.wording import Wording

SIGNED = "".join(map(Wording("zh").text, ("Prepared by", "Checked by", "Approved by", "Date")))
# The running head and the sheet's number, in points from the edges.
_HEAD, _FOOT = 64, 52


@dataclass(frozen=True)
class Paper:
    """A PDF file as a reader finds it."""

    sheets: tuple[str, ...]
    edges: tuple[str, ...]
    bookmarks: tuple[tuple[int, str], ...]
    title: str

    @property
    def text(self) -> str:
        """Everything between heads and feet, without white space."""
        return "".join("".join(self.sheets).split())


def read(path: Path) -> Paper:
    """Read a PDF file."""
    with pypdfium2.PdfDocument(path) as document:
        sheets, edges = [], []
        for page in document:
            text, (width, height) = page.get_textpage(), page.get_size()
            # A hyphen at the end of a line comes as U+0002.
            sheets.append(text.get_text_bounded(0, _FOOT, width, height - _HEAD).replace("\x02", "-"))
            head = text.get_text_bounded(0, height - _HEAD, width, height)
            edges.append(head + text.get_text_bounded(0, 0, width, _FOOT))
        marks = tuple((mark.level, mark.get_title()) for mark in document.get_toc())
        return Paper(tuple(sheets), tuple(edges), marks, document.get_metadata_value("Title"))


def of_screen(html: Path, drawing: str = "") -> str:
    """The text of a page's article as it stands on paper: lists with their signs, no buttons.

    `drawing` is the text in its drawings.
    """
    article = BeautifulSoup(html.read_text("utf-8"), "html.parser").find("article")
    assert isinstance(article, Tag)
    for hidden in article.select("summary, svg, script"):
        hidden.decompose()
    for image in article.find_all("img"):
        image.replace_with(drawing)
    for entry in article.select("li:not(.tb-card)"):
        above = entry.parent
        assert above is not None
        place = int(str(above.get("start") or 1)) + [*above.find_all("li", recursive=False)].index(entry)
        entry.insert(0, f"{place}." if above.name == "ol" else "•")
    return "".join(drawn(article.get_text()).split())


def differs(html: Path, pdf: Path, drawing: str = "") -> str | None:
    """Where a person's paper first says something else than the screen, but for heads that are repeated."""
    screen, place = of_screen(html, drawing), 0
    heads = [head for head in _heads(html) if head]
    for sheet in read(pdf).sheets:
        text = "".join(sheet.split())
        begins = [text, *(text.removeprefix(head) for head in heads)]
        left = screen[place:]
        found = next((each for each in begins if left.startswith(each) or each == left + SIGNED), None)
        if found is None:
            return f"{left[:80]!r} is {text[:80]!r}"
        place += len(found)
    return None if place == len(screen + SIGNED) else screen[place:]


def _heads(html: Path) -> list[str]:
    page = BeautifulSoup(html.read_text("utf-8"), "html.parser")
    return ["".join(drawn(head.get_text()).split()) for head in page.select("article thead")]


def attached(path: Path) -> dict[str, object]:
    """The JSON files in a PDF file, by their names."""
    with pypdfium2.PdfDocument(path) as document:
        files = [document.get_attachment(place) for place in range(document.count_attachments())]
        return {file.get_name(): json.loads(bytes(file.get_data())) for file in files}
