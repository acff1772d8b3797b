"""A book of which little has changed: only that is read again, and the bytes are those of a book built from nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tallybook import book, files
from tallybook.book import Edition, process
from tallybook.errors import BookError
from tests.book import samples

LEADING = samples.page("# 附录\n\n[](manager-1.md)，[](unit-jd.md)。\n")
BASE = samples.edition(LEADING)
EVERYTHING = None
ALL = ("index", "board", "extra", "unit-jd", *(f"manager-{number}" for number in range(1, 8)))


class Room:
    """A folder for one book after the other; `read` are the pages that each had read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: list[tuple[str, ...] | None] = []

    def build(self, edition: Edition, software: str = "1") -> Path:
        run = process.run

        def noting(*places: Path, changed: tuple[str, ...] | None = None, **more: Any) -> Any:
            self.read.append(changed)
            return run(*places, changed=changed, **more)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(process, "run", noting)
            built = book.build(edition, self.folder / "build", out=self.html, software=software)
        return built.path.parent

    @property
    def html(self) -> Path:
        return self.folder / "html"


def paper(edition: Edition) -> Edition:
    """The same with PDF and Word documents."""
    return replace(edition, on_paper=True, word=book.WordLook())


def changed(slug: str, **parts: Any) -> Edition:
    """The base with other parts of one page."""
    pages = tuple(replace(page, **parts) if page.slug == slug else page for page in BASE.pages)
    return replace(BASE, pages=pages)


def text_of(slug: str) -> str:
    return next(page.text for page in BASE.pages if page.slug == slug)


REDRAWN = changed(
    "unit-jd",
    figures=(replace(samples.UNIT.figures[0], svg=samples.SVG.replace('width="120"', 'width="80"')),),
)
# One after the other, each from what the one before has left.
CHANGES = {
    "words": (changed("manager-2", text=text_of("manager-2") + "\n新增一户鹓鶵商贸。\n"), ("manager-2",)),
    "words gone": (changed("manager-2", text="# 李婷婷\n\n无。\n"), ("manager-2",)),
    # So many are read in several processes.
    "most pages": (
        replace(BASE, pages=tuple(replace(page, text=page.text + "\n又及。\n") for page in BASE.pages)),
        ALL,
    ),
    "all as it was": (BASE, ALL),
    "a drawing": (REDRAWN, ("unit-jd",)),
    "a title": (
        changed("manager-1", text=text_of("manager-1").replace("王建国", "王建军")),
        ("unit-jd", "manager-1"),
    ),
    "a drawing gone": (
        changed("unit-jd", text=text_of("unit-jd").replace(samples.CHART, ""), figures=()),
        ("unit-jd", "manager-1"),
    ),
    "a page more": (samples.edition(LEADING, samples.page("# 新\n", slug="new")), EVERYTHING),
    "the book's name": (replace(BASE, title="年中总结"), EVERYTHING),
    "as it was": (BASE, EVERYTHING),
    "a mark": (changed("manager-3", mark="草稿"), ("manager-3",)),
    "the cover's mark": (changed("index", mark="草稿"), ("index", "board", "extra", "manager-3")),
}


def test_what_has_changed_is_read_and_the_bytes_are_those_of_a_book_from_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path / "kept")
    room.build(BASE)
    for what, (edition, read) in CHANGES.items():
        renewed = room.build(edition)
        again = room.read[-1]
        assert (again and sorted(again)) == (read and sorted(read)), what
        assert _digests(renewed) == _digests(Room(tmp_path / what).build(edition, software="")), what


def test_pdf_and_word_too_are_those_of_a_book_from_nothing(tmp_path: Path) -> None:
    room, fresh = Room(tmp_path / "a"), Room(tmp_path / "b")
    room.build(BASE)
    room.build(paper(BASE))
    renewed = room.build(paper(REDRAWN))
    assert room.read == [EVERYTHING, EVERYTHING, ("unit-jd",)]
    assert _digests(renewed) == _digests(fresh.build(paper(REDRAWN), software=""))


def test_a_book_that_somebody_has_touched_is_not_taken_up(tmp_path: Path) -> None:
    room = Room(tmp_path)
    page = room.build(BASE) / "board.html"
    page.write_text(page.read_text("utf-8").replace("都已交稿", "都没交稿"), "utf-8")
    assert "都已交稿" in (room.build(REDRAWN) / "board.html").read_text("utf-8")
    doctree = room.folder / "build" / "read" / "doctrees" / "board.doctree"
    doctree.write_bytes(doctree.read_bytes().replace("都已交稿".encode(), "都没交稿".encode()))
    assert "都已交稿" in (room.build(BASE) / "board.html").read_text("utf-8")
    assert room.read == [EVERYTHING] * 3


def test_other_software_takes_nothing_up_and_a_failure_spoils_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.build(BASE, software="2")
    room.build(BASE)
    with pytest.raises(BookError, match="manager-2"):
        room.build(changed("manager-2", text="# 李婷婷\n\n```{raw} html\n<b>\n```\n"))
    whole = room.build(REDRAWN)
    assert room.read == [EVERYTHING, EVERYTHING, ("manager-2",), ("unit-jd",)]
    assert "<b>" not in (whole / "manager-2.html").read_text("utf-8")


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): files.digest(path)
        for path in folder.rglob("*")
        if path.is_file()
    }
