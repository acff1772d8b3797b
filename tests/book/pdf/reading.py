"""PDF files read back: their sheets' text, their bookmarks, what is attached."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup, Tag

from tallybook.book.paper.lettering import drawn
from tallybook.wording import Wording

# The places for signatures at the foot of a person's or unit's own paper.
SIGNED = {
    language: "".join(map(Wording(language).text, ("Prepared by", "Checked by", "Approved by", "Date")))
    for language in ("zh", "en")
}
# What opens small print on a screen; on paper it lies open.
OPENERS = [Wording(language).text("Show the figures behind this page") for language in ("zh", "en")]
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


def letters(text: str) -> str:
    """The text without white space: where its lines end is each medium's own matter."""
    return "".join(text.split())


def of_screen(html: Path, drawing: str | Callable[[Tag], str] = "") -> str:
    """The text of a page's article as it stands on paper: lists with their signs, no buttons.

    `drawing` is the text in its drawings, or says it of each.
    """
    article = article_of(html)
    for image in article.find_all("img"):
        image.replace_with(drawing if isinstance(drawing, str) else drawing(image))
    for entry in article.select("li:not(.tb-card)"):
        above = entry.parent
        assert above is not None
        place = int(str(above.get("start") or 1)) + [*above.find_all("li", recursive=False)].index(entry)
        entry.insert(0, f"{place}." if above.name == "ol" else "•")
    return letters(drawn(article.get_text()))


def article_of(html: Path) -> Tag:
    """What a page says, without what works on a screen alone."""
    article = BeautifulSoup(html.read_text("utf-8"), "html.parser").find("article")
    assert isinstance(article, Tag)
    for hidden in article.select("svg, script"):
        hidden.decompose()
    for opener in article.select("summary"):
        if opener.get_text() in OPENERS:
            opener.decompose()
    return article


def differs(html: Path, pdf: Path, drawing: str = "") -> str | None:
    """Where a person's paper first says something else than the screen, but for heads that are repeated."""
    return differing(of_screen(html, drawing) + letters(SIGNED["zh"]), read(pdf).sheets, heads(html))


def differing(screen: str, sheets: Iterable[str], repeated: Sequence[str]) -> str | None:
    """Where sheets first say something else than the screen, but for these heads, each of which may begin one."""
    for sheet in sheets:
        text = letters(sheet)
        begins = [text, *(text.removeprefix(head) for head in repeated)]
        found = next((each for each in begins if screen.startswith(each)), None)
        if found is None:
            return f"{screen[:80]!r} is {text[:80]!r}"
        screen = screen[len(found) :]
    return screen or None


def heads(html: Path) -> list[str]:
    """The heads of a page's tables."""
    found = (letters(drawn(head.get_text())) for head in article_of(html).select("thead"))
    return [head for head in found if head]


def attached(path: Path) -> dict[str, object]:
    """The JSON files in a PDF file, by their names."""
    with pypdfium2.PdfDocument(path) as document:
        files = [document.get_attachment(place) for place in range(document.count_attachments())]
        return {file.get_name(): json.loads(bytes(file.get_data())) for file in files}
