"""What the pages show, as text: for the search's excerpts, and to know which characters the fonts need."""

import json
from html.parser import HTMLParser
from pathlib import Path

_SILENT = frozenset({"script", "style", "svg"})
_BLOCKS = frozenset(
    {
        "blockquote",
        "dd",
        "div",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "p",
        "pre",
        "td",
        "th",
        "tr",
    }
)


class _Reader(HTMLParser):
    """Gathers the text of `<main>` and all characters of the page, skipping what is not text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.everything: list[str] = []
        self._main = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        self._main = self._main or tag == "main"
        if tag in _BLOCKS:
            self.text.append(" ")
        self.everything.extend(value for _, value in attrs if value)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        self._main = self._main and tag != "main"

    def handle_data(self, data: str) -> None:
        self.everything.append(data)
        if self._main and not self._silent:
            self.text.append(data)


def read(page: str) -> tuple[str, set[str]]:
    """The text of a page's main part, white space folded, and every character that the page may show."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join("".join(reader.text).split()), set().union(*reader.everything)


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the texts as a script, which a page opened from the disk may load where it may not fetch."""
    body = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, separators=(",", ":"))
    safe = body.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    (folder / "searchtexts.js").write_text(f"Search.setTexts({safe})\n", "utf-8")
