"""The way through the book, of bounded size on every page however long the book is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from tallybook.book import nodes as ours
from tallybook.book.contents import SUBJECTS, mark_on
from tallybook.book.language import wording_of

_MOST = 40
_FORMS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page in the book: its name, what the sidebar calls it, where it stands."""

    name: str
    label: str
    above: str | None
    below: tuple[str, ...]


def places(app: Sphinx) -> dict[str, Place]:
    """Every page of the book by name, labelled as the table of contents does, else by its title."""
    site = app.env.external_site_map  # type: ignore[attr-defined]
    below = {name: tuple(_plain(child) for child in site[name].child_files()) for name in site}
    above = {child: _plain(name) for name, children in below.items() for child in children}
    return {
        _plain(name): Place(
            name=_plain(name),
            label=site[name].title or _title(app, _plain(name)),
            above=above.get(_plain(name)),
            below=below[name],
        )
        for name in site
    }


def _plain(name: str) -> str:
    return name.removesuffix(".md")


def _title(app: Sphinx, name: str) -> str:
    title = app.env.titles.get(name)
    return title.astext() if title else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the sidebar with what is open below it; `more` counts the lines left out after it."""

    name: str
    label: str
    current: bool
    inside: bool
    entries: tuple["Entry", ...]
    more: int = 0


def trail(book: dict[str, Place], name: str) -> tuple[str, ...]:
    """The pages from the cover down to this one."""
    return tuple(reversed(list(_upwards(book, name))))


def _upwards(book: dict[str, Place], name: str | None) -> Iterator[str]:
    while name is not None and name in book:
        yield name
        name = book[name].above


def sidebar(book: dict[str, Place], name: str) -> tuple[Entry, ...]:
    """The chapters, and below each page on the way to this one its members, at most forty a page."""
    way = trail(book, name)
    return _open(book, way, 0) if way else _open(book, (next(iter(book)),), 0)


def _open(book: dict[str, Place], way: tuple[str, ...], depth: int) -> tuple[Entry, ...]:
    children = book[way[depth]].below
    here = way[depth + 1] if depth + 1 < len(way) else None
    shown = _window(children, here)
    return tuple(
        Entry(
            name=child,
            label=book[child].label,
            current=child == way[-1],
            inside=child == here,
            entries=_open(book, way, depth + 1) if child == here else (),
            more=len(children) - len(shown) if child == shown[-1] else 0,
        )
        for child in shown
    )


def _window(children: tuple[str, ...], here: str | None) -> tuple[str, ...]:
    if len(children) <= _MOST:
        return children
    place = children.index(here) if here in children else 0
    start = max(0, min(place - _MOST // 2, len(children) - _MOST))
    return children[start : start + _MOST]


class Guide:
    """Knows the book once it has been read, and tells each page's template the way."""

    def __init__(self) -> None:
        self._book: dict[str, Place] = {}

    def learn(self, app: Sphinx, _env: BuildEnvironment) -> None:
        """Note every page's place, when all have been read."""
        self._book = places(app)

    def show(
        self, app: Sphinx, name: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give a page's template the way through the book and the words of its language."""
        wording, papers = wording_of(app.config), app.config.tallybook_papers
        context |= {
            "tb_say": wording.text,
            "tb_language": "zh-CN" if wording.language == "zh" else "en",
            "tb_sidebar": sidebar(self._book, name),
            "tb_trail": [self._book[step] for step in trail(self._book, name)[:-1]],
            "tb_headings": list(_headings(doctree)),
            "tb_is_cover": doctree is not None and any(True for _ in doctree.findall(ours.cover)),
            "tb_is_subject": name.startswith(SUBJECTS),
            "tb_author": app.config.author,
            "tb_copyright": app.config.tallybook_copyright,
            "tb_favicon": app.config.tallybook_favicon,
            "tb_foot": app.config.tallybook_foot,
            "tb_mark": mark_on(app.config.tallybook_marks, name),
            "tb_papers": [(_FORMS[Path(paper).suffix], paper) for paper in papers.get(name, ())],
            "tb_logo": app.config.tallybook_logo,
            "tb_organisation": app.config.tallybook_organisation,
            "tb_period": app.config.tallybook_period,
        }


def _headings(doctree: nodes.document | None) -> Iterator[tuple[str, str]]:
    for section in doctree.findall(nodes.section) if doctree else ():
        if isinstance(section.parent, nodes.section) and isinstance(section.parent.parent, nodes.document):
            yield section["ids"][0], section.children[0].astext()
