"""What the book's fonts cannot show stays on the page and is reported with its page and the words around it."""

from dataclasses import replace
from pathlib import Path

from tallybook import book
from tallybook.domain.results import Figure
from tests.book import samples

RARE = "前文\U0003134a后文，又一次\U0003134a；𠮷野家、张㛃、葛󠄀飾、👩\u200d👧、A\u0304。\n"


def test_only_what_the_fonts_lack_is_reported_and_nothing_is_replaced(tmp_path: Path) -> None:
    page = samples.page(f"# x\n\n{RARE}")
    built = book.build(samples.edition(page), tmp_path / "build", out=tmp_path / "html")
    html = (built.path.parent / "extra.html").read_text("utf-8")
    assert "前文\U0003134a后文" in html
    assert "〓" not in html
    found = {one.character: one for one in built.unshown}
    assert {one.page for one in built.unshown} == {"extra"}
    assert "前文\U0003134a后文" in found["\U0003134a"].around
    assert not set(found) & set("前㛃\u200d\U000e0100A ")


def test_a_book_that_its_fonts_cover_has_nothing_to_report(tmp_path: Path) -> None:
    built = book.build(samples.edition(), tmp_path / "build", out=tmp_path / "html")
    assert built.unshown == ()


def test_what_stands_around_the_pages_and_is_said_of_pictures_is_reported_too(tmp_path: Path) -> None:
    text = samples.CHART.replace("条形图", "条形图👨").replace("unit-jd--gap", "extra--gap")
    figure = Figure(name="gap", message="", title="", alt="", svg=samples.SVG)
    edition = replace(
        samples.edition(samples.page(f"# x\n\n{text}", figures=(figure,))), organisation="江城👩银行"
    )
    built = book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert [(one.page, one.character) for one in built.unshown] == [("index", "👩"), ("extra", "👨")]
