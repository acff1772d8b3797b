"""Pages are to the byte the same, however many processes write them, and each is found by the search."""

from pathlib import Path

import pytest

from tallybook.book import sharing, source, worker
from tests.book import samples

WORDS = ("basalt", "cobalt", "copper", "indigo", "quartz", "saffron", "silk", "velvet", "walnut")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The source of a book with more pages than processes."""
    more = [samples.page(f"# {word}\n\n文 {word}x\n", slug=f"page-{word}") for word in WORDS]
    source.write(samples.edition(*more), tmp_path / "source")
    return tmp_path / "source"


def test_any_number_of_processes_writes_the_same_bytes(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for processes in (1, 2, 4):
        monkeypatch.setattr(sharing, "processes", lambda processes=processes: processes)
        room = tmp_path / f"room{processes}"
        room.mkdir()
        report = worker.build(pages, room / "html", room / "doctrees")
        assert report["complaints"] == []
        html = room / "html"
        made.append({path.relative_to(html): path.read_bytes() for path in html.rglob("*") if path.is_file()})
    assert made[0] == made[1] == made[2]
    index = made[0][Path("searchindex.js")].decode()
    assert [word for word in WORDS if f'"{word}"' not in index or f'"{word}x"' not in index] == []
    assert any(path.suffix == ".svg" for path in made[0])
