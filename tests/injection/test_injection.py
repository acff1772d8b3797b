"""Text is never code: hostile texts in every field of a workspace, through the whole pipeline, to the browser.

Each text is looked for in every place of the finished pages where it must stand, and found there exactly.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import Tag
from playwright.sync_api import Browser

from tallybook.compose import markdown
from tallybook.compose.escapes import visible
from tallybook.sources.decoding import clean
from tallybook.tables.style import visible as as_written
from tallybook.wording import Wording
from tests.injection.corpus import (
    ORGANISATION,
    PACKED,
    PARTS,
    TITLE,
    shown,
)
from tests.injection.making import SECRETS, Built
from tests.injection.reading import folded

# What would act if it were read as what it looks like; wherever it was written, it must be seen.
ACTING = (
    "{include}", "{literalinclude}", "{eval-rst}", "{csv-table}", "{raw}", "{code-cell}", "{toctree}", "{figure}", "{folded}",
    "{download}", "{math}", "<script>alert(1)</script>", "<div", "{{ 7*7 }}", "{{ x }}", "{% include", "$$",
    "\\begin{align}", "[^1]:", "(target)=", "% comment", "javascript:alert(1)", "<!--", "+++",
)  # fmt: skip
ZH = Wording("zh")
# So many faults of a kind are told one by one.
LISTED = 100


Case = tuple[str, str, object]


def _of_names(built: Built) -> Iterator[Case]:
    """Names of units and people, on their own pages and where others speak of them."""
    board = built.people["board"].columns(ZH.text("Promises"))
    ranked = built.people["unit-bank"].columns(ZH.text("Rank"))
    inside = built.people["index"].columns(ZH.text("People"))
    texts = json.loads(
        (built.people.folder / "searchtexts.js").read_text("utf-8")[len("Search.setTexts(") : -2]
    )
    for number, written in enumerate(built.corpus.pairs):
        name = shown(written)
        for page in (f"manager-m{number}", f"unit-u{number}"):
            sheet = built.people[page]
            yield f"{page} heading", name, sheet.texts("h1")
            yield f"{page} title", folded(f"{name} · {TITLE}"), [folded(sheet.soup.title.get_text())]
            yield f"{page} sidebar", name, sheet.texts("#contents [aria-current=page]")
            yield f"{page} search texts", name, _Within(texts[page])
        yield "trail", name, built.people[f"manager-m{number}"].texts(".tb-trail li")
        yield "board person", name, board[ZH.text("Name")]
        yield "board unit", name, board[ZH.text("Unit")]
        yield "ranking", name, ranked[ZH.text("Name")]
        yield "cover", name, inside[ZH.text("Unit")]
        head = _Within(built.people[f"manager-m{number}"].texts("article p")[0])
        title, grade = (shown(built.corpus.value(2 * number + n)) for n in (0, 1))
        yield "job title", title, head
        # Pages do not say the same word twice, and two texts may be one without the blanks before them.
        if grade != title:
            yield "grade", ZH.text("grade {grade}", grade=grade), head


class _Within(str):
    """A longer text in which a case's own must stand."""


def _of_work(built: Built) -> Iterator[Case]:
    """What people did and meant to do, what customers said, and what a notebook handed over."""
    faults = built.people["board"].columns(ZH.text("What is wrong"))
    for number, written in enumerate(built.corpus.values):
        sheet = built.people[f"manager-m{number // PACKED}"]
        one, two, three = (shown(built.corpus.value(number + step)) for step in range(3))
        problems, promises = sheet.columns(ZH.text("Problem")), sheet.columns(ZH.text("Promise"))
        steps, visits = sheet.columns(ZH.text("Next step")), sheet.columns(ZH.text("Opinion"))
        yield "problem", one, problems[ZH.text("Problem")]
        yield "cause", two, problems[ZH.text("Cause")]
        yield "owner of a problem", three, problems[ZH.text("Owner")]
        yield "promise", one, promises[ZH.text("Promise")]
        yield "owner of a promise", two, promises[ZH.text("Owner")]
        yield "reason", three, promises[ZH.text("Reason")]
        yield "step", one, steps[ZH.text("Next step")]
        yield "owner of a step", two, steps[ZH.text("Owner")]
        yield "customer", one, visits[ZH.text("Customer")]
        yield "opinion", three, visits[ZH.text("Opinion")]
        handler = shown(built.corpus.value(number + 3))
        yield "handler", handler, visits[ZH.text("Handled by")]
        yield "gained", one, _Within(sheet.main)
        yield "extra", f"v{number}: {two}", sheet.texts("article li")
        if number < LISTED:
            yield "left out", folded(as_written(clean(written) or "")), faults[ZH.text("Value")]


def _of_figures(built: Built) -> Iterator[Case]:
    """What stands around and for a drawing."""
    for page, sheet in built.people.pages.items():
        kind, _, number = page.partition("-")
        if kind == "manager" and sheet.soup.select(".tb-chart"):
            person = int(number[1:])
            name = shown(built.corpus.pairs[person])
            for caption in sheet.texts(".tb-chart figcaption"):
                yield "caption", name, _Within(caption)
            largest = shown(built.corpus.values[min(PACKED * (person + 1), len(built.corpus.values)) - 1])
            alternatives = folded(" ".join(str(image["alt"]) for image in sheet.soup.select(".tb-chart img")))
            yield "alternative text", largest, _Within(alternatives)
            yield "message", largest, _Within(" ".join(sheet.texts(".tb-message")))


def _of_kpis(built: Built) -> Iterator[Case]:
    """Names, units, groups and other names of KPIs."""
    defined = built.kpis["definitions"].columns("Also called")
    for number in range(len(built.corpus.values)):
        name, unit, group = (shown(built.corpus.value(number + step)) for step in range(3))
        yield "KPI", name, defined["KPI"]
        yield "unit of measure", unit, defined["Unit of measure"]
        yield "group", group, defined["Group"]
        for page in ("manager-m1", "manager-m2", "unit-bank"):
            rows = built.kpis[page].columns("Twelve months")["KPI"]
            yield f"KPI on {page}", f"{name} ({unit})", [row.removesuffix(" ※") for row in rows]


def _of_settings(built: Built) -> Iterator[Case]:
    """What the book and the house are called, on every page."""
    for book in built.books:
        yield "cover", folded(TITLE), book["index"].texts("h1")
        for sheet in book.pages.values():
            yield "brand", folded(TITLE), sheet.texts(".tb-brand-title")
            yield "foot", folded(ORGANISATION), _Within(sheet.text(".tb-foot"))


def _cases(built: Built) -> Iterator[Case]:
    yield from _of_names(built)
    yield from _of_work(built)
    yield from _of_figures(built)
    yield from _of_kpis(built)
    yield from _of_settings(built)


def test_every_text_is_shown_exactly_in_every_place(built: Built) -> None:
    cases = list(_cases(built))
    wrong = [(place, text) for place, text, found in cases if text not in found]  # type: ignore[operator]
    assert wrong == []
    assert len({(place, text) for place, text, _ in cases}) > 3_000


def _told(text: str) -> set[str]:
    """The letters that a narrative may come out as: read as Markdown, or as written where it is none."""
    lines = [visible(line.expandtabs(4)) for line in text.splitlines()]
    head = next((place for place, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    fits = [markdown.shown(markdown.parse("\n".join(lines))), "".join(lines)]
    if head and lines[0] == "---":
        fits.append("".join(lines[: head + 1]) + markdown.shown(markdown.parse("\n".join(lines[head + 1 :]))))
    return {"".join(fit.split()) for fit in fits}


def test_every_narrative_shows_its_own_text(built: Built) -> None:
    titles = dict(zip(PARTS, map(ZH.text, _SECTIONS), strict=True))
    wrong, seen = [], set()
    for number in range(len(built.corpus.pairs)):
        for part, text in built.corpus.parts(number).items():
            section = built.people[f"manager-m{number}"].section(titles[part])
            acting = [sign for sign in ACTING if sign in text and "".join(sign.split()) not in section]
            # Tables of what is on record follow in some sections.
            if acting or not section.startswith(tuple(_told(text))):
                wrong.append((number, part, text, section, acting))
            seen.add((part, text))
    assert wrong == []
    assert len(seen) > 280
    told = {text for _, text in seen}
    assert told >= {*built.corpus.narratives, *built.corpus.swallowing}


_SECTIONS = (
    "Achievements", "Problems", "Next steps", "A success", "A failure",
)  # fmt: skip


def test_nothing_ran_and_nothing_was_read(built: Built) -> None:
    assert not (built.folder / "canary").exists()
    for path in built.folder.rglob("*"):
        if path.is_file() and path.name != "secret.txt":
            content = path.read_bytes()
            assert not [secret for secret in SECRETS if secret.encode() in content], path


def test_no_text_became_markup(built: Built) -> None:
    for book in built.books:
        for name, sheet in book.pages.items():
            assert sheet.soup.find_all(["iframe", "object", "embed", "base", "style", "math"]) == [], name
            for element in sheet.soup.find_all(True):
                _look_at(element, name)


def _look_at(element: Tag, page: str) -> None:
    assert not [name for name in element.attrs if name.startswith("on")], page
    if element.name == "script":
        assert element.has_attr("src"), page
        assert not element.get_text(), page
    address = str(element.get("href") or element.get("src") or "")
    allowed = (
        r"(https?|mailto):.*|([\w./-]+\.(html|svg|pdf|docx|xlsx))?(#[\w-]*)?"
        if element.name == "a"
        else r"[\w./%-]*"
    )
    assert re.fullmatch(allowed, address), (page, address)


def test_drawings_only_draw(built: Built) -> None:
    drawings = [path for book in built.books for path in book.folder.rglob("*.svg")]
    assert len(drawings) > 30
    for path in drawings:
        for element in ElementTree.parse(path).getroot().iter():
            assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "a", "image"}
            for name, value in element.items():
                assert not name.startswith("on")
                assert not name.endswith("href") or value.startswith("#")


def test_file_names_are_made_of_safe_letters(built: Built) -> None:
    for book in built.books:
        for path in book.folder.rglob("*"):
            assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name), path


class _Watched:
    """A browser page that notes everything that a page of text should not do."""

    def __init__(self, chromium: Browser) -> None:
        # Our pages' own policy is set aside: what is asserted must hold without it.
        self.context = chromium.new_context(bypass_csp=True)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.noted: list[str] = []
        self.page.on("dialog", lambda dialog: (self.noted.append(dialog.message), dialog.dismiss()))
        self.page.on("console", lambda line: self.noted.append(line.text))
        self.page.on("pageerror", lambda error: self.noted.append(str(error)))
        self.page.on("popup", lambda popup: self.noted.append(popup.url))
        self.context.on("request", self._request)

    def _request(self, request: object) -> None:
        address = request.url  # type: ignore[attr-defined]
        if not address.startswith("file:") or "secret" in address:
            self.noted.append(address)


@pytest.fixture(scope="module")
def watched(chromium: Browser) -> Iterator[_Watched]:
    found = _Watched(chromium)
    yield found
    found.context.close()


@pytest.mark.browser
def test_the_watch_hears_what_a_script_does(watched: _Watched, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<img src=x onerror="alert(1);console.log(2)"><script>x.y()</script>')
    watched.page.goto((tmp_path / "x.html").as_uri())
    watched.page.wait_for_timeout(200)
    assert {"1", "2"} <= set(watched.noted)
    assert any("x is not defined" in line for line in watched.noted)
    watched.noted.clear()


@pytest.mark.browser
def test_no_page_does_anything_in_a_browser(watched: _Watched, built: Built) -> None:
    for book in built.books:
        for name in book.pages:
            watched.page.goto((book.folder / f"{name}.html").resolve().as_uri())
    assert watched.noted == []


@pytest.mark.browser
def test_search_results_are_text(watched: _Watched, built: Built) -> None:
    watched.page.goto((built.people.folder / "search.html").resolve().as_uri())
    names, found = set(map(shown, built.corpus.pairs)), set()
    for text in built.corpus.values:
        watched.page.fill("#query", shown(text))
        results = watched.page.locator("#search-results a").all_text_contents()
        found |= {folded(result) for result in results} & names
    assert watched.noted == []
    assert len(found) > len(names) * 0.6
