"""The book as a whole: complete, the same each time, nothing to spare, swapped in at once."""

import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tallybook import book, files
from tallybook.book import checking, process, publishing
from tallybook.errors import BookError, FilesError
from tallybook.wording import Wording
from tests.book import samples

COVER = Wording("zh").text("Cover")
ALL = {
    *("index", "board", "unit-jd", "preface", "methods", "search"),
    *(f"manager-{number}" for number in range(1, len(samples.PEOPLE) + 1)),
}


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_every_page_is_there_and_no_other(built: Path) -> None:
    assert {path.stem for path in built.rglob("*.html")} == ALL


def test_nothing_is_published_but_pages_and_what_they_load(built: Path) -> None:
    names = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert names - {f"{name}.html" for name in ALL} == {
        "_images/unit-jd--gap.svg",
        "_static/book-bold.woff",
        "_static/book-regular.woff",
        "_static/language_data.js",
        "_static/search.js",
        "_static/tallybook.css",
        "_static/tallybook.js",
        "searchindex.js",
        "searchtexts.js",
    }


def test_nothing_points_to_where_it_was_built(built: Path) -> None:
    for path in built.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert str(built.parent).encode() not in content
            assert b"https://www.sphinx-doc.org" not in content or path.name == "language_data.js"


def test_a_page_loads_from_nowhere_else(built: Path) -> None:
    for path in built.glob("*.html"):
        page = _soup(path)
        assert all("://" not in str(tag.get("src") or "") for tag in page.find_all(True))
        assert all("://" not in str(tag["href"]) for tag in page.find_all("link"))
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert "script-src 'self';" in str(policy["content"])
        assert "connect-src 'none'" in str(policy["content"])
    assert "http" not in (built / "_static" / "tallybook.css").read_text("utf-8")


def test_the_contents_run_from_what_is_written_by_hand_to_the_units(built: Path) -> None:
    links = [a.get_text() for a in _soup(built / "index.html").select("#contents a")]
    assert links == [COVER, "前言", "方法", "交稿看板", "江东支行"]
    links = [a.get_text() for a in _soup(built / "manager-2.html").select("#contents a")]
    assert links == [COVER, "前言", "方法", "交稿看板", "江东支行", *samples.PEOPLE]


def test_a_page_says_where_it_stands_and_what_comes_next(built: Path) -> None:
    page = _soup(built / "manager-2.html")
    assert [a.get_text() for a in page.select(".tb-trail a")] == [COVER, "江东支行"]
    assert [a["href"] for a in page.select(".tb-pager a")] == ["manager-1.html", "manager-3.html"]


def test_links_lead_where_they_said_with_addresses_escaped_once(built: Path) -> None:
    links = [a["href"] for a in _soup(built / "index.html").select("article a")]
    assert links == ["unit-jd.html", "https://example.org/?a=1&b=2"]


def test_headings_go_down_step_by_step(built: Path) -> None:
    for path in built.glob("*.html"):
        levels = [int(heading.name[1]) for heading in _soup(path).find_all(["h1", "h2", "h3", "h4"])]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_figure_says_what_it_shows_and_how_large_it_is(built: Path) -> None:
    figure = _soup(built / "unit-jd.html").select_one("figure")
    assert figure is not None
    assert figure.select_one(".tb-message") is not None
    image, caption = figure.find("img"), figure.find("figcaption")
    assert image is not None
    assert caption is not None
    assert image.attrs == {
        "src": "_images/unit-jd--gap.svg",
        "alt": "条形图：江东支行加 1.24 亿元。",
        "width": "480",
        "height": "192",
    }
    assert caption.get_text() == "江城银行，与计划之差（亿元），2025年上半年"


def test_cards_are_a_list_of_label_value_unit_and_details(built: Path) -> None:
    cards = _soup(built / "unit-jd.html").select("ul.tb-cards > li")
    assert [card["class"][1] for card in cards] == ["tb-good", "tb-bad"]
    value = cards[0].select_one(".tb-card-value")
    assert value is not None
    assert [part.get_text() for part in value.contents] == ["1,286.40", "万元"]
    spark = cards[0].select_one("svg[role=img]")
    assert spark is not None
    assert "9.1" in spark["aria-label"]
    assert "11" in spark["aria-label"]


def test_tables_say_which_cell_heads_which(built: Path) -> None:
    table = _soup(built / "unit-jd.html").select_one(".tb-sortable table")
    assert table is not None
    assert {th["scope"] for th in table.select("thead th")} == {"col"}
    rows = table.select("tbody tr")
    assert [row.select_one("th[scope=row]").get_text() for row in rows] == [*samples.PEOPLE, "合计"]  # type: ignore[union-attr]
    assert [row.get("class") for row in rows[-2:]] == [None, ["tb-total"]]


def test_a_card_is_judged_in_the_word_that_its_template_gives(built: Path) -> None:
    good, bad = _soup(built / "unit-jd.html").select(".tb-card .tb-status")
    assert [good.get_text(), bad.get_text()] == ["● 达标", "■ 待改正 & 复核"]


def test_a_judgement_is_shape_and_word(built: Path) -> None:
    marks = _soup(built / "manager-1.html").select("td .tb-status")
    assert [mark.get_text()[0] for mark in marks] == ["●", "▲"]
    assert all(len(mark.get_text()) > 2 for mark in marks)


def test_the_fonts_hold_every_character_of_the_pages(built: Path) -> None:
    from fontTools.ttLib import TTFont

    shown = set().union(*(set(_soup(path).get_text()) for path in built.glob("*.html")))
    for name in ("regular", "bold"):
        with TTFont(built / "_static" / f"book-{name}.woff") as font:
            assert {char for char in shown if char.isalnum() and ord(char) not in font.getBestCmap()} == set()
        assert (built / "_static" / f"book-{name}.woff").stat().st_size < 1_500_000


def test_the_same_pages_give_the_same_bytes(
    tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LANG", "C")
    shutil.copytree(built.parent / "book", tmp_path / "elsewhere" / "book")
    again = book.build(
        samples.edition(handwritten=tmp_path / "elsewhere" / "book"),
        tmp_path / "another" / "place",
        out=tmp_path / "html",
    )
    assert files.digest_of_folder(again.path.parent) == files.digest_of_folder(built)
    assert again.pages == len(ALL) - 1


def test_a_new_book_takes_the_place_of_the_old_and_its_folder_goes(tmp_path: Path) -> None:
    first = book.build(samples.edition(), tmp_path / "build", out=tmp_path / "html")
    old = (tmp_path / "html").readlink()
    book.build(samples.edition(samples.page("# 新\n")), tmp_path / "build", out=tmp_path / "html")
    assert (tmp_path / "html").readlink() != old
    assert first.path.is_file()
    assert (tmp_path / "html" / "extra.html").is_file()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_missing_page_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = process.run

    def losing(source: Path, html: Path, **others: Any) -> None:
        run(source, html, **others)
        (html / "manager-3.html").unlink()

    monkeypatch.setattr(process, "run", losing)
    with pytest.raises(BookError, match="manager-3"):
        book.build(samples.edition(), tmp_path / "build", out=tmp_path / "html")
    assert not (tmp_path / "html").exists()


def test_a_page_that_was_never_written_fails_the_build(tmp_path: Path) -> None:
    from tallybook.book import source

    names = source.write(samples.edition(), tmp_path / "source")
    (tmp_path / "source" / "manager-3.md").unlink()
    (tmp_path / "room").mkdir()
    with pytest.raises(BookError, match="manager-3"):
        process.run(tmp_path / "source", tmp_path / "room" / "html", room=tmp_path / "room", pages=len(names))


def test_what_a_page_does_not_show_is_not_published(tmp_path: Path) -> None:
    page = samples.page("# 页\n\n% unseen remark\n\n文\n")
    built = book.build(samples.edition(page), tmp_path / "build", out=tmp_path / "html")
    for path in built.path.parent.rglob("*"):
        if path.is_file():
            assert b"unseen" not in path.read_bytes()


def test_an_english_book_speaks_english(tmp_path: Path) -> None:
    edition = replace(samples.edition(), language="en")
    page = _soup(book.build(edition, tmp_path / "build", out=tmp_path / "html").path)
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert page.select_one(".tb-skip").get_text() == "Skip to the content"  # type: ignore[union-attr]


def test_a_book_in_a_folder_with_a_strange_name(tmp_path: Path) -> None:
    folder = tmp_path / "年度 总结·% #1 'q'"
    built = book.build(samples.edition(), folder / "build", out=folder / "html")
    assert built.path.is_file()


def test_a_long_build_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_START", 0.05)
    monkeypatch.setattr(process, "_EACH", 0.0)
    with pytest.raises(BookError, match="stopped"):
        book.build(samples.edition(), tmp_path / "build", out=tmp_path / "html")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize("size", ["100k", "400k", "1500k"])
def test_a_full_disk_is_said_so_and_leaves_nothing_behind(tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        more = [
            samples.page(f"# 页 {number}\n\n" + "很长的正文。" * 9_000, slug=f"long-{number}")
            for number in range(9)
        ]
        with pytest.raises(FilesError, match="the disk is full") as error:
            book.build(samples.edition(*more), disk / "build", out=disk / "html")
        assert "\n" not in str(error.value)
        assert "Errno" not in str(error.value)
        assert {path.name for path in disk.iterdir()} <= {"build"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("number", files.FULL)
def test_a_disk_that_sphinx_found_full_is_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Wherever Sphinx met it: in what it reports, or in the last words of its process."""
    said = f"[Errno {number}] {os.strerror(number)}: 'x.html'"
    report = json.dumps({"complaints": [{"page": None, "line": None, "text": said}], "unformed": []})
    for ended in (process.Ended(report, ""), process.Ended("", f"Traceback\nOSError: {said}")):
        monkeypatch.setattr(process.Sphinx, "ended", lambda *_, ended=ended: ended)
        with pytest.raises(FilesError, match="the disk is full"):
            book.build(samples.edition(), tmp_path / "build", out=tmp_path / "html")


def test_plain_jupyter_book_builds_the_same_source(built: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(built.parent / "build" / "source", source)
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("jupyter-book")), "build", str(source)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(tmp_path), "COLUMNS": "200"},
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "WARNING" not in ended.stdout + ended.stderr
    page = _soup(source / "_build" / "html" / "unit-jd.html")
    assert page.select_one("ul.tb-cards") is not None
    assert page.select_one("#contents") is not None


def test_readers_never_see_half_a_book(tmp_path: Path) -> None:
    out = tmp_path / "html"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    seen: set[tuple[str, str]] = set()
    stop = threading.Event()

    def fill(version: int) -> Path:
        folder = tmp_path / f"made-{version}"
        folder.mkdir()
        for name in ("a.html", "b.html"):
            (folder / name).write_text(str(version), "utf-8")
        return folder

    def look() -> None:
        while not stop.is_set():
            real = out.resolve()
            try:
                seen.add(((real / "a.html").read_text(), (real / "b.html").read_text()))
            except FileNotFoundError:
                assert out.resolve() != real

    _publish(fill(0), out)
    reader = threading.Thread(target=look)
    reader.start()
    for version in range(1, 60):
        _publish(fill(version), out)
        assert (out / "a.html").is_file()
    stop.set()
    reader.join(timeout=10)
    assert len(seen) > 1
    assert all(a == b for a, b in seen)


def _publish(folder: Path, out: Path) -> None:
    publishing.publish(folder, files.digest_of_folder(folder), out)


def test_a_damaged_book_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    for _ in range(2):
        folder = tmp_path / "made"
        folder.mkdir()
        (folder / "a.html").write_text("whole", "utf-8")
        _publish(folder, tmp_path / "html")
        assert (tmp_path / "html" / "a.html").read_text("utf-8") == "whole"
        (tmp_path / "html" / "a.html").write_text("damaged", "utf-8")


def test_where_links_are_unknown_the_folder_itself_is_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise OSError("links are not known here")

    monkeypatch.setattr(Path, "symlink_to", unknown)
    for version in ("one", "two"):
        folder = tmp_path / "made"
        folder.mkdir()
        (folder / "a.html").write_text(version, "utf-8")
        _publish(folder, tmp_path / "html")
        assert (tmp_path / "html" / "a.html").read_text("utf-8") == version
        assert [path.name for path in tmp_path.iterdir()] == ["html"]
    monkeypatch.undo()
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "a.html").write_text("three", "utf-8")
    _publish(folder, tmp_path / "html")
    assert (tmp_path / "html").is_symlink()
    assert (tmp_path / "html" / "a.html").read_text("utf-8") == "three"


GOOD = (
    '<html lang="en"><head><meta charset="utf-8"></head>'
    '<body class="x"><main>text <a href="b.html">b</a></main></body></html>'
)
FOREIGN = {
    "inline-script": "<script>1</script>",
    "handler": '<p onclick="x">',
    "remote-script": '<script src="https://x.invalid/x.js"></script>',
    "remote-style": '<link rel="stylesheet" href="//x.invalid/x.css">',
    "remote-image": '<img src="http://x.invalid/x.png">',
    "image-of-another-protocol": '<img src="https:b.html">',
    "image-of-another-host": '<img src="//x.invalid/b.html">',
    "image-that-is-written-in-place": '<img src="data:,b.html">',
    "image-without-address": "<img src>",
    "form-to-elsewhere": '<form action="nowhere"></form>',
    "nothing-but-a-name": '<a href="//b.html">x</a>',
    "frame": '<iframe src="b.html"></iframe>',
    "refresh": '<meta http-equiv="refresh" content="0; url=https://x.invalid">',
    "base": '<base href="https://x.invalid">',
    "javascript": '<a href="javascript:x">x</a>',
    "nowhere": '<a href="nowhere.html">x</a>',
    "outside": '<a href="../x.html">x</a>',
    "missing-image": '<img src="nothing.png">',
}


def _pages(folder: Path, text: str) -> Path:
    html = folder / "html"
    (html / "_static").mkdir(parents=True)
    for name in ("a", "b", "search"):
        (html / f"{name}.html").write_text(GOOD, "utf-8")
    (html / "a.html").write_text(text, "utf-8")
    (html / "objects.inv").write_text("x", "utf-8")
    (html / "_static" / "spare.js").write_text("x", "utf-8")
    return html


def test_spare_files_are_taken_out(tmp_path: Path) -> None:
    html = _pages(tmp_path, GOOD)
    checking.check(html, ("a", "b"))
    assert sorted(path.name for path in html.rglob("*")) == ["a.html", "b.html", "search.html"]


@pytest.mark.parametrize("name", list(FOREIGN))
def test_a_page_with_something_foreign_is_not_published(tmp_path: Path, name: str) -> None:
    html = _pages(tmp_path, GOOD.replace("text", "text" + FOREIGN[name]))
    with pytest.raises(BookError, match=r"^a: "):
        checking.check(html, ("a", "b"))


def test_a_page_is_taken_as_it_was_known_only_while_it_and_what_it_leads_to_are_there(tmp_path: Path) -> None:
    html = _pages(tmp_path, GOOD.replace("text", 'text<a href="b.html">b</a>'))
    known = checking.check(html, ("a", "b"))
    assert checking.check(html, ("a", "b"), known=known) == known
    (html / "b.html").unlink()
    with pytest.raises(BookError, match="b: the finished page is missing"):
        checking.check(html, ("a", "b"), known=known)
    with pytest.raises(BookError, match=r"a: .*b\.html"):
        checking.check(html, ("a",), known=known)
    (html / "a.html").write_text(GOOD.replace("text", "text<iframe></iframe>"), "utf-8")
    with pytest.raises(BookError, match=r"a: .*iframe"):
        checking.check(html, ("a",), known=known)


def test_an_empty_page_is_not_published(tmp_path: Path) -> None:
    html = _pages(tmp_path, "<html><head><title>x</title></head><body></body></html>")
    with pytest.raises(BookError, match="a: the finished page is empty"):
        checking.check(html, ("a", "b"))


def test_a_page_outside_the_contents_is_not_published(tmp_path: Path) -> None:
    html = _pages(tmp_path, GOOD)
    with pytest.raises(BookError, match="not in its contents: b"):
        checking.check(html, ("a",))
