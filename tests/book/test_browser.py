"""The finished book in a real browser: it searches, sorts, fits, takes the keyboard and stays at home."""

from pathlib import Path

import pytest

from tests.book.conftest import Reader
from tests.book.samples import PEOPLE

pytestmark = pytest.mark.browser

PAGES = ("index", "board", "unit-jd", "manager-1", "preface", "methods", "search")
WIDTHS = (1280, 390)


def _found(reader: Reader, query: str) -> list[str]:
    reader.page.goto("/search.html")
    reader.page.fill("#query", query)
    return reader.page.locator("#search-results a").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("轨道交通", set(PEOPLE)),
        ("江城轨道交通集团", set(PEOPLE)),
        ("张㛃", {"张㛃", "江东支行"}),
        ("㛃", {"张㛃", "江东支行"}),
        ("吴犇", {"吴犇", "江东支行"}),
        ("买买提·艾力", {"买买提·艾力", "江东支行"}),
        ("visit", set(PEOPLE)),
        ("Customer VISITS", set(PEOPLE)),
        ("121.8", {"江东支行", *PEOPLE}),
        ("王建国 visits", {"王建国"}),
        ("怎么读", {"前言"}),
    ],
)
def test_search_finds_phrases_names_words_and_numbers(reader: Reader, query: str, pages: set[str]) -> None:
    assert set(_found(reader, query)) == pages


@pytest.mark.parametrize("query", ["通道交轨", "道轨", "城江", "不存在的词", "zzz", "张 zzz"])
def test_search_does_not_find_what_is_not_there(reader: Reader, query: str) -> None:
    assert _found(reader, query) == []
    assert reader.page.locator("#search-count").inner_text() != ""


def test_a_name_comes_before_pages_that_only_mention_it(reader: Reader) -> None:
    assert _found(reader, "张㛃")[0] == "张㛃"


def test_search_shows_where_and_leads_there(reader: Reader) -> None:
    _found(reader, "轨道交通")
    assert reader.page.locator("#search-results li mark").first.inner_text() == "轨道交通"
    reader.page.locator("#search-results a").first.click()
    reader.page.wait_for_url("**/manager-1.html?*")
    assert "轨道交通" in reader.page.locator("article").inner_text()
    assert reader.page.evaluate("CSS.highlights.get('tb-found').size") == 1


def test_the_field_in_the_head_searches(reader: Reader) -> None:
    reader.page.goto("/unit-jd.html")
    reader.page.fill(".tb-head input", "怎么读")
    reader.page.press(".tb-head input", "Enter")
    reader.page.wait_for_url("**/search.html?q=*")
    assert reader.page.locator("#search-results a").all_inner_texts() == ["前言"]


def test_search_works_from_the_disk(reader: Reader, built: Path) -> None:
    reader.page.goto(f"{(built / 'search.html').resolve().as_uri()}?q=张㛃")
    assert reader.page.locator("#search-results a").first.inner_text() == "张㛃"
    loaded = (
        "document.fonts.ready.then(() => [...document.fonts].filter(font => font.status == 'loaded').length)"
    )
    assert reader.page.evaluate(loaded) == 2


def _column(reader: Reader, number: int) -> list[str]:
    cells = reader.page.locator(f".tb-sortable tbody tr:visible > :nth-child({number})").all_inner_texts()
    return [cell.strip() for cell in cells]


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [
        (1, ["1", "2"], "7"),
        (2, ["李婷婷"], "赵敏"),
        (3, ["−3.1", "0.5", "9.2"], "1,486.5"),
        (4, ["40.0%", "72.0%"], "170.0%"),
        (5, ["2025-05-12"], "2025-07-16"),
    ],
)
def test_a_table_sorts_by_numbers_dates_and_names(
    reader: Reader, column: int, first: list[str], last: str
) -> None:
    reader.page.goto("/unit-jd.html")
    button = reader.page.locator(".tb-sortable thead th").nth(column - 1).locator("button")
    button.click()
    cells = _column(reader, column)
    assert cells[: len(first)] == first
    assert cells[-2] == last
    assert _column(reader, 2)[-1] == "合计"
    button.click()
    assert _column(reader, column)[0] == last
    assert _column(reader, 2)[-1] == "合计"


def test_the_sorted_column_says_so(reader: Reader) -> None:
    reader.page.goto("/unit-jd.html")
    heads = reader.page.locator(".tb-sortable thead th")
    heads.nth(2).locator("button").press("Enter")
    assert heads.nth(2).get_attribute("aria-sort") == "ascending"
    heads.nth(3).locator("button").press("Space")
    assert heads.nth(2).get_attribute("aria-sort") is None
    assert heads.nth(3).get_attribute("aria-sort") == "ascending"


def test_a_table_filters(reader: Reader) -> None:
    reader.page.goto("/unit-jd.html")
    reader.page.fill(".tb-filter input", "艾力")
    assert _column(reader, 2) == ["买买提·艾力"]
    assert "1" in reader.page.locator(".tb-filter [role=status]").inner_text()
    reader.page.fill(".tb-filter input", "")
    assert len(_column(reader, 2)) == len(PEOPLE) + 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_not_scroll_sideways(reader: Reader, name: str, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 844})
    reader.page.goto(f"/{name}.html")
    scroll, client = reader.page.evaluate(
        "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
    )
    assert scroll <= client


def test_a_wide_table_keeps_its_key_column(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.goto("/unit-jd.html")
    region = reader.page.locator(".tb-sortable .tb-scroll")
    assert region.get_attribute("tabindex") == "0"
    region.evaluate("region => { region.scrollLeft = region.scrollWidth }")
    key, edge = region.evaluate(
        "region => [region.querySelector('tbody th').getBoundingClientRect().left,"
        " region.getBoundingClientRect().left]"
    )
    assert abs(key - edge) < 2


def test_the_keyboard_gets_past_the_navigation(reader: Reader) -> None:
    reader.page.goto("/unit-jd.html")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "tb-skip"
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_function("document.activeElement.id == 'content'")


def test_the_contents_open_and_close_on_a_small_screen(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.goto("/unit-jd.html")
    side = reader.page.locator("#contents")
    assert not side.is_visible()
    reader.page.locator(".tb-menu").press("Enter")
    assert side.is_visible()
    reader.page.keyboard.press("Escape")
    assert not side.is_visible()


def test_the_contents_stand_beside_the_page_on_a_large_screen(reader: Reader) -> None:
    reader.page.goto("/manager-1.html")
    assert reader.page.locator("#contents [aria-current=page]").inner_text() == PEOPLE[0]
    assert reader.page.locator("#contents a", has_text=PEOPLE[1]).is_visible()


def test_tables_are_whole_without_scripts(chromium: object, server: str) -> None:
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{server}/unit-jd.html")
    assert page.locator(".tb-sortable tbody tr").count() == len(PEOPLE) + 1
    context.close()


def _contrasts(reader: Reader) -> list[tuple[str, float]]:
    return reader.page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
          const light = (colour) => {
            const [r, g, b] = colour.slice(0, 3).map((part) => part / 255)
              .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = rgb(getComputedStyle(at).backgroundColor);
              if (colour.length < 4 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const texts = Array.from(document.querySelectorAll("body *")).filter((element) =>
            element.checkVisibility() && Array.from(element.childNodes).some((node) =>
              node.nodeType === 3 && node.data.trim()));
          return texts.map((element) => {
            const one = light(rgb(getComputedStyle(element).color)), other = light(ground(element));
            return [element.className || element.tagName,
                    (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
          });
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "unit-jd", "board", "search"])
def test_text_stands_out_from_its_ground(reader: Reader, name: str, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    reader.page.goto(f"/{name}.html")
    contrasts = _contrasts(reader)
    assert len(contrasts) > 5
    assert [found for found in contrasts if found[1] < 4.5] == []


def test_paper_shows_the_page_and_nothing_else(reader: Reader, tmp_path: Path) -> None:
    reader.page.goto("/unit-jd.html")
    reader.page.emulate_media(media="print")
    for hidden in (".tb-head", ".tb-side", ".tb-pager", ".tb-filter"):
        assert not reader.page.locator(hidden).first.is_visible()
    for shown in ("h1", ".tb-paper", ".tb-sign", ".tb-chart img"):
        assert reader.page.locator(shown).first.is_visible()


def test_a_link_into_what_is_folded_opens_it(reader: Reader) -> None:
    reader.page.goto("/manager-1.html")
    reader.page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        "'<details id=folded><summary>s</summary><p id=inside>p</p></details>'); location.hash = '#inside'"
    )
    reader.page.wait_for_function("document.getElementById('folded').open")
