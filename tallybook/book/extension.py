"""The Sphinx extension: our directives, roles and theme, and the hardening that every build of the book gets."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from tallybook import __version__
from tallybook.book import fonts, guard, hardening, texts
from tallybook.book.builder import Builder
from tallybook.book.directives import DIRECTIVES
from tallybook.book.html import VISITORS
from tallybook.book.navigation import Guide
from tallybook.book.roles import ROLES
from tallybook.book.search import Pairs
from tallybook.book.tabular import BookTranslator

# What a reader may type, and what the scripts add to a page.
_TYPED = frozenset(map(chr, range(32, 127))) | set("…↕↑↓")
THEME = Path(__file__).parent / "theme"


def setup(app: Sphinx) -> dict[str, object]:
    """Tell Sphinx what the book is made of."""
    for name in ("copyright", "favicon", "foot", "logo", "organisation", "period"):
        app.add_config_value(f"tallybook_{name}", "", "html", str)
    app.add_config_value("tallybook_marks", {}, "html", dict)
    # Known only to a build that makes them: a copy of the source built by other means leads to no such file.
    app.add_config_value("tallybook_papers", {}, "html", dict)
    app.add_builder(Builder, override=True)
    app.add_html_theme("tallybook", str(THEME))
    app.add_search_language(Pairs)
    app.set_translator("html", BookTranslator)
    for node, visitors in VISITORS.items():
        app.add_node(node, html=visitors)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive, override=True)
    for name, role in ROLES.items():
        app.add_role(name, role(), override=True)
    _connect(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _connect(app: Sphinx) -> None:
    guide = Guide()
    app.connect("config-inited", hardening.harden_settings, priority=100)
    app.connect("builder-inited", hardening.harden_reading, priority=900)
    app.connect("source-read", guard.look_at_source)
    app.connect("doctree-read", guard.look_at_page, priority=100)
    app.connect("env-check-consistency", guide.learn)
    app.connect("html-page-context", guide.show)
    app.connect("build-finished", finish)


def finish(app: Sphinx, failure: Exception | None) -> None:
    """Give the finished pages their search texts, fonts and the house's own pictures."""
    if failure is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir)
    names = (*sorted(app.env.found_docs), "search")
    read = {name: texts.read((folder / f"{name}.html").read_text("utf-8")) for name in names}
    texts.write(folder, {name: text for name, (text, _) in read.items() if name in app.env.found_docs})
    for picture in filter(None, (app.config.tallybook_logo, app.config.tallybook_favicon)):
        shutil.copyfile(Path(app.srcdir) / picture, folder / "_static" / picture)
    shown = _TYPED.union(*(found for _, found in read.values()))
    fonts.renew(folder / "_static", shown, Path(app.doctreedir) / "characters.txt")
