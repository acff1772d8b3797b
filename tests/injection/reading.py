"""A finished page as its reader sees it: texts by the place in which they stand."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag


def folded(text: str) -> str:
    """The text with every stretch of white space as one space, as a browser shows it."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Book:
    """The pages of a finished book, each read once."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, "Sheet"]:
        """Every page by its name."""
        return {path.stem: Sheet(path) for path in sorted(self.folder.glob("*.html"))}

    def __getitem__(self, name: str) -> "Sheet":
        return self.pages[name]


class Sheet:
    """One page."""

    def __init__(self, path: Path) -> None:
        self.soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")

    def texts(self, selector: str) -> list[str]:
        """What stands in the elements that a CSS selector finds."""
        return [folded(element.get_text()) for element in self.soup.select(selector)]

    def text(self, selector: str) -> str:
        """The same where there is just one."""
        (found,) = self.texts(selector)
        return found

    @cached_property
    def main(self) -> str:
        """All text of the page's main part."""
        return self.text("article")

    @cache  # noqa: B019 - there are as many pages as the books have
    def columns(self, head: str) -> dict[str, list[str]]:
        """The columns of the table of which one column is headed so."""
        for table in self.soup.select("article table"):
            heads, *rows = (
                [folded(cell.get_text()) for cell in row.select("th, td")] for row in table.select("tr")
            )
            if head in heads:
                return {name: [row[place] for row in rows] for place, name in enumerate(heads)}
        raise AssertionError(f"no table with a column {head}")

    def section(self, title: str) -> str:
        """The letters of a section without its title and white space."""
        for heading in self.soup.select("article :is(h2, h3)"):
            if heading.get_text() == title and isinstance(heading.parent, Tag):
                return "".join(heading.parent.get_text().split())[len(title) :]
        raise AssertionError(f"no section {title}")
