"""Pages lead to what was made of them on paper, and only where it was made."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tallybook import book
from tests.book import samples


def _led(page: Path) -> list[tuple[str, str]]:
    links = BeautifulSoup(page.read_text("utf-8"), "html.parser").select(".tb-papers a")
    return [(link.get_text(), str(link["href"])) for link in links]


@pytest.mark.parametrize(
    ("asked", "endings"),
    [
        ({"on_paper": True, "word": book.WordLook()}, {"PDF": ".pdf", "Word": ".docx"}),
        ({"word": book.WordLook()}, {"Word": ".docx"}),
        ({}, {}),
    ],
)
def test_cover_units_and_people_lead_to_their_papers(
    tmp_path: Path, asked: dict[str, bool], endings: dict[str, str]
) -> None:
    built = book.build(samples.edition(**asked), tmp_path / "build", out=tmp_path / "html")  # type: ignore[arg-type]
    leads = {"index": "book", "unit-jd": "book", "manager-1": "manager-1", "manager-7": "manager-7"}
    for page, name in leads.items():
        led = _led(built.path.with_name(f"{page}.html"))
        assert led == [(form, f"{name}{ending}") for form, ending in endings.items()]
        assert all(built.path.with_name(file).is_file() for _, file in led)
    assert _led(built.path.with_name("board.html")) == []
