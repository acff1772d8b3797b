"""PDF files read back: their sheets' text, their bookmarks, what is attached."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2

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
            sheets.append(text.get_text_bounded(0, _FOOT, width, height - _HEAD))
            head = text.get_text_bounded(0, height - _HEAD, width, height)
            edges.append(head + text.get_text_bounded(0, 0, width, _FOOT))
        marks = tuple((mark.level, mark.get_title()) for mark in document.get_toc())
        return Paper(tuple(sheets), tuple(edges), marks, document.get_metadata_value("Title"))
