"""What the pages show, as text: for the search's excerpts, and to know which characters the fonts need."""

import html
import json
import re
from pathlib import Path

_ARTICLE = re.compile(r"<article\b.*?</article>", re.S)
_SILENT = re.compile(r"<(svg|script|style)\b.*?</\1>", re.S)
_BLOCK = re.compile(r"</?(?:blockquote|dd|div|dt|figcaption|h[1-6]|li|p|pre|td|th|tr)\b[^>]*>")
_ALT = re.compile(r'<img\b[^>]*?\balt="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


def read(page: str) -> tuple[str, set[str]]:
    """The text of a page's article, white space folded, and every character that the page may show.

    The page must be one of ours: well formed, with every `<` and `>` of its texts and attributes escaped.
    """
    article = _SILENT.sub("", (_ARTICLE.search(page) or [""])[0])
    text = html.unescape(_TAG.sub("", _BLOCK.sub(" ", article)))
    return " ".join(text.split()), set(html.unescape(page))


def of_pictures(page: str) -> list[str]:
    """What the pictures of a page's article say."""
    article = (_ARTICLE.search(page) or [""])[0]
    return [html.unescape(alt) for alt in _ALT.findall(article)]


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the texts as a script, which a page opened from the disk may load where it may not fetch."""
    body = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, separators=(",", ":"))
    safe = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    (folder / "searchtexts.js").write_text(f"Search.setTexts({safe})\n", "utf-8", newline="\n")
