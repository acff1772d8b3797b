"""The finished book is looked through before anybody sees it: complete, nothing foreign, nothing to spare."""

import hashlib
import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from tallybook.book import glyphs
from tallybook.book.looks import Look
from tallybook.errors import BookError, say

_LOADING = {("script", "src"), ("link", "href"), ("img", "src")}
_FORBIDDEN = frozenset(
    {"applet", "audio", "base", "embed", "frame", "iframe", "object", "source", "track", "video"}
)
_KEPT = frozenset({"searchindex.js", "searchtexts.js"})


class _Page(HTMLParser):
    """Gathers what a page loads, where it leads to, and what it should not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.letters = 0
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        found = dict(attrs)
        if tag in _FORBIDDEN or (tag == "meta" and (found.get("http-equiv") or "").lower() == "refresh"):
            self.foreign.append(tag)
        if tag == "script" and "src" not in found:
            self.foreign.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.foreign.append(name)
            elif (tag, name) in _LOADING:
                self.loads.append(value or "")
            elif name in {"src", "srcset", "href", "action", "formaction", "data", "poster"} and value:
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        if self._tag not in {"script", "style", "title"}:
            self.letters += len(data.strip())


def check(
    html: Path,
    names: tuple[str, ...],
    papers: tuple[str, ...] = (),
    known: Mapping[str, Look] = MappingProxyType({}),
) -> dict[str, Look]:
    """Look through every page, and remove files that no page asks for but `papers`.

    Returns how each page looks by its name; one that still is as it is `known` is not gone through again.
    Raises BookError with the first page that is missing, empty, loads from elsewhere, leads nowhere or
    holds what may not be there.
    """
    looks = {name: _look(html, name, known.get(name)) for name in (*names, "search")}
    used = {_local(html, name, address) for name, look in looks.items() for address in look.loads}
    for name, look in looks.items():
        for address in look.links:
            _leads_somewhere(html, name, address)
    _nothing_else(html, names)
    _prune(html, used | set(papers))
    return looks


def _look(html: Path, name: str, known: Look | None) -> Look:
    path = html / f"{name}.html"
    if not path.is_file():
        raise BookError(say("{page}: the finished page is missing.", page=name))
    written = path.read_bytes()
    digest = hashlib.sha256(written).hexdigest()
    if known is not None and known.digest == digest:
        return known
    text = written.decode("utf-8")
    page = _Page()
    page.feed(text)
    page.close()
    if not page.letters:
        raise BookError(say("{page}: the finished page is empty.", page=name))
    if page.foreign:
        raise BookError(
            say("{page}: the finished page holds something foreign: {what}.", page=name, what=page.foreign[0])
        )
    return Look(
        digest=digest,
        loads=tuple(dict.fromkeys(page.loads)),
        links=tuple(dict.fromkeys(page.links)),
        unshown=tuple(glyphs.in_page(text)),
    )


def _local(html: Path, name: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        raise BookError(
            say("{page}: the finished page loads from elsewhere: {address}.", page=name, address=address)
        )
    place = posixpath.normpath(unquote(parts.path))
    if place.startswith(("../", "/")) or not (html / place).is_file():
        raise BookError(
            say("{page}: the page refers to {address}, which is not there.", page=name, address=address)
        )
    return place


def _leads_somewhere(html: Path, name: str, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "mailto"}:
        return
    if parts.scheme or parts.netloc:
        raise BookError(say("{page}: a link leads to {address}.", page=name, address=address))
    if parts.path:
        _local(html, name, address)


def _nothing_else(html: Path, names: tuple[str, ...]) -> None:
    expected = {f"{name}.html" for name in names} | {"search.html"}
    for path in html.rglob("*.html"):
        if path.relative_to(html).as_posix() not in expected:
            raise BookError(say("The book has a page that is not in its contents: {page}.", page=path.name))


def _prune(html: Path, used: set[str]) -> None:
    fonts = {path.relative_to(html).as_posix() for path in html.glob("_static/book-*.woff")}
    for path in sorted(html.rglob("*"), reverse=True):
        name = path.relative_to(html).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.suffix != ".html" and name not in used | _KEPT | fonts:
            path.unlink()
