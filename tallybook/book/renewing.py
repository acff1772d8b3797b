"""Sphinx is told which pages to read again, and which to write because another one has changed."""

import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import js_index


def only(app: Sphinx, pages: Sequence[str]) -> None:
    """Have just these pages read; whatever time their files have, their content is what has changed."""
    for path in Path(app.srcdir).rglob("*"):
        os.utime(path, (0, 0))
    Renewal(pages).connect(app)


class Renewal:
    """Knows what the pages offered to others, such as titles and anchors, before they were read again."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = pages
        self._before: list[object] = []

    def connect(self, app: Sphinx) -> None:
        """Take part in the reading, and tidy up after the writing."""
        app.connect("env-get-outdated", self._outdated)
        app.connect("env-before-read-docs", self._remember)
        app.connect("env-updated", self._dependent)
        app.connect("build-finished", _without_lost_words, priority=100)

    def _outdated(self, _app: Sphinx, _env: BuildEnvironment, *_found: set[str]) -> Sequence[str]:
        return self._pages

    def _remember(self, _app: Sphinx, env: BuildEnvironment, _names: list[str]) -> None:
        self._before = [_offered(env, page) for page in self._pages]

    def _dependent(self, _app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
        """All pages where titles or anchors have changed, for any may lead there; else those alone that changed."""
        if self._before != [_offered(env, page) for page in self._pages]:
            yield from sorted(env.found_docs)


def _offered(env: BuildEnvironment, page: str) -> object:
    # Not by Sphinx's own way, which would remember it beyond the reading of the page in another process.
    # The file is the last build's own, and its digest has been looked at.
    tree = pickle.loads((Path(env.doctreedir) / f"{page}.doctree").read_bytes())  # noqa: S301
    anchors = [anchor for node in tree.findall(nodes.Element) for anchor in node["ids"]]
    headings = [title.astext() for title in tree.findall(nodes.title)]
    return env.titles[page].astext(), headings, anchors


def _without_lost_words(app: Sphinx, failure: Exception | None) -> None:
    """Take from the search index what only the last book's pages said: Sphinx leaves the words, with no page."""
    path = Path(app.outdir) / "searchindex.js"
    if failure is not None or not path.is_file():
        return
    index = js_index.loads(path.read_text("utf-8"))
    for part in ("terms", "titleterms"):
        index[part] = {word: pages for word, pages in index[part].items() if pages != []}
    path.write_text(js_index.dumps(index), "utf-8")
