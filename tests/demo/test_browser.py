"""The demo's own book in a real browser: searched, sorted, read at every width, by keyboard, in the dark, from a disk."""

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.demo.conftest import Reader
from tests.small import ROOT

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
_LONG = re.compile(r"[\u4e00-\u9fff]{8}")
KINDS = (
    "index",
    "board",
    "definitions",
    "unit-hq",
    "unit-b01",
    "manager-m001",
    "manager-m003",
    "methods",
    "search",
)


def _names(demo: Path) -> list[str]:
    return sorted(path.stem for path in demo.glob("*.html"))


def _managers() -> dict[str, str]:
    with (ROOT / "data" / "managers.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["工号"]: row["姓名"] for row in csv.DictReader(stream)}


def _found(reader: Reader, query: str) -> list[str]:
    reader.page.fill("#query", query)
    return reader.page.locator("#search-results a").all_inner_texts()


def test_every_person_is_found_by_name_first(reader: Reader) -> None:
    reader.page.goto("/search.html")
    people = _managers()
    assert len(people) == 24
    wrong = {name: found for name in people.values() if (found := _found(reader, name))[:1] != [name]}
    assert wrong == {}


def test_rare_characters_alone_are_found(reader: Reader) -> None:
    reader.page.goto("/search.html")
    rare = {character: name for name in _managers().values() for character in name if character in "䶮㛃堃喆"}
    assert len(rare) == 4
    for character, name in rare.items():
        assert name in _found(reader, character)


def test_phrases_from_the_notes_are_found(reader: Reader, demo: Path) -> None:
    """Of every page some eight characters, wherever the words in them begin and end."""
    texts = json.loads((demo / "searchtexts.js").read_text("utf-8")[len("Search.setTexts(") : -2])
    reader.page.goto("/search.html")
    phrases = {
        name: found[0] for name, text in texts.items() if (found := _LONG.findall(text[len(text) // 3 :]))
    }
    assert len(phrases) > 30
    for name, phrase in phrases.items():
        _found(reader, phrase)
        links = reader.page.locator("#search-results a").evaluate_all("found => found.map(a => a.pathname)")
        assert f"/{name}.html" in links, phrase


@pytest.mark.parametrize("query", ["不存在的词组", "行支东江", "{{ 7*7 }}xyz"])
def test_what_is_not_there_is_not_found(reader: Reader, query: str) -> None:
    reader.page.goto("/search.html")
    assert _found(reader, query) == []


def _column(reader: Reader, place: int) -> list[str]:
    cells = reader.page.locator(f".tb-sortable tbody tr > :nth-child({place})").all_inner_texts()
    return [cell.strip() for cell in cells]


def _number(text: str) -> float | None:
    digits = text.split("%")[0].split("/")[0].replace(",", "").replace("\u2212", "-").strip("+ ")
    try:
        return float(digits)
    except ValueError:
        return None


@pytest.mark.parametrize("unit", ["unit-hq", "unit-east", "unit-b01"])
def test_the_ranking_sorts_by_every_column_of_numbers_with_the_missing_last(
    reader: Reader, unit: str
) -> None:
    reader.page.goto(f"/{unit}.html")
    heads = reader.page.locator(".tb-sortable thead th")
    sorted_columns = 0
    for place in range(1, heads.count() + 1):
        numbers = [_number(text) for text in _column(reader, place)]
        if sum(number is not None for number in numbers) < 2:
            continue
        for direction in ("ascending", "descending"):
            heads.nth(place - 1).locator("button").press("Enter")
            assert heads.nth(place - 1).get_attribute("aria-sort") == direction
            found = [_number(text) for text in _column(reader, place)]
            known = [number for number in found if number is not None]
            assert known == sorted(known, reverse=direction == "descending")
            assert found == known + [None] * (len(found) - len(known))
        sorted_columns += 1
    assert sorted_columns >= 5


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(reader: Reader, demo: Path, width: int) -> None:
    reader.width(width)
    wide = []
    for name in _names(demo):
        reader.page.goto(f"/{name}.html")
        scroll, client = reader.page.evaluate(
            "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
        )
        if scroll > client:
            wide.append((name, scroll))
    assert wide == []


_OUTLINE = """() => ({
  levels: [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")].map(h => Number(h.tagName[1])),
  marks: ["header", "main", "footer", "nav#contents"].map(one => document.querySelectorAll(`body ${one}`).length),
  unnamed: [...document.querySelectorAll("nav, form, input, button, a[href]")].filter(one =>
    !(one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.getAttribute("role") === "search"
      || one.labels?.length || one.textContent.trim() || one.querySelector("img")?.alt)).map(one => one.outerHTML.slice(0, 120)),
  silent: [...document.querySelectorAll("figure")].filter(figure => figure.querySelectorAll("img").length !== 1
    || figure.querySelector("img").alt.trim().length < 20 || !figure.querySelector("figcaption")).length,
  figures: document.querySelectorAll("figure").length,
  broken: [...document.images].filter(image => !image.naturalWidth).map(image => image.src),
  twice: [...document.querySelectorAll("[id]")].map(one => one.id).filter((id, place, all) => all.indexOf(id) !== place),
  headless: [...document.querySelectorAll("table")].filter(table => !table.querySelector("thead th")).length,
  language: document.documentElement.lang,
  title: document.title,
})"""


def _outlines(reader: Reader, demo: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for name in _names(demo):
        reader.page.goto(f"/{name}.html")
        found[name] = reader.page.evaluate(_OUTLINE)
    return found


def test_every_page_is_in_order_for_those_who_do_not_see_it(reader: Reader, demo: Path) -> None:
    outlines = _outlines(reader, demo)
    for name, page in outlines.items():
        levels = page["levels"]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), (
            name,
            levels,
        )
        assert page["marks"] == [1, 1, 1, 1], name
        for fault in ("unnamed", "broken", "twice"):
            assert page[fault] == [], (name, fault)
        assert (page["silent"], page["headless"], page["language"]) == (0, 0, "zh-CN"), name
    assert len({page["title"] for page in outlines.values()}) == len(outlines)
    assert sum(page["figures"] for page in outlines.values()) > 100


_CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const above = (element) => element ? [element, ...above(element.parentElement)] : [];
  // What lies behind need not be what it stands in: of the cover it is its title's ground.
  const behind = (element) => {
    element.scrollIntoView({ block: "center" });
    const box = element.getClientRects()[0];
    const found = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return found.includes(element) ? found.slice(found.indexOf(element)) : above(element);
  };
  const ground = (element) => {
    for (const at of behind(element)) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility() &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const found = texts.map((element) => {
    const one = light(rgb(getComputedStyle(element).color)), other = light(ground(element));
    return [element.className || element.tagName, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
  });
  const marks = document.querySelectorAll(".tb-status").length;
  return { marks, faint: found.filter(([, contrast]) => contrast < 4.5).map(([name]) => String(name)) };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_and_mark_stands_out_by_day_and_night(reader: Reader, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    marks = 0
    for name in KINDS:
        reader.page.goto(f"/{name}.html")
        found = reader.page.evaluate(_CONTRASTS)
        assert found["faint"] == [], name
        marks += found["marks"]
    assert marks > 50


@pytest.mark.parametrize("name", ["index", "unit-b01", "manager-m001"])
def test_the_keyboard_reaches_content_and_contents_on_a_small_screen(reader: Reader, name: str) -> None:
    reader.width(390)
    reader.page.goto(f"/{name}.html")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert reader.page.locator(".tb-skip").is_visible()
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "tb-menu"
    reader.page.keyboard.press("Enter")
    side = reader.page.locator("#contents")
    assert side.is_visible()
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('#contents') !== null")
    reader.page.keyboard.press("Escape")
    assert not side.is_visible()


@pytest.mark.parametrize("name", KINDS)
def test_pages_work_from_the_disk(reader: Reader, demo: Path, name: str) -> None:
    reader.page.goto((demo / f"{name}.html").as_uri())
    ready = (
        "document.fonts.ready.then(() => [...document.fonts].filter(font => font.status === 'loaded').length)"
    )
    assert reader.page.evaluate(ready) == 2
    assert reader.page.evaluate("[...document.images].every(image => image.naturalWidth)")
    if name == "search":
        assert _found(reader, "林知夏")[0] == "林知夏"
    if name.startswith("unit"):
        assert reader.page.locator(".tb-sort").count() > 5
    if name != "index":
        reader.page.locator(".tb-brand").click()
        reader.page.wait_for_url("**/index.html")


def test_on_a_small_screen_a_course_shows_its_latest_months_first(reader: Reader) -> None:
    reader.width(390)
    reader.page.goto("/manager-m001.html")
    canvas = "document.querySelector('.tb-canvas:has(img[src*=\"--course\"])')"
    assert reader.page.evaluate(f"{canvas}.scrollWidth > {canvas}.clientWidth")
    reader.page.wait_for_function(f"{canvas}.scrollLeft >= {canvas}.scrollWidth - {canvas}.clientWidth - 1")
    assert reader.page.evaluate(f"{canvas}.tabIndex") == 0
    assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
