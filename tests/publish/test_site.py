"""The published site: addresses stay, neighbours are linked, corrections are seen, and it is never seen half."""

import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tallybook import publish
from tallybook.errors import FilesError
from tallybook.pipeline.correcting import withheld
from tallybook.wording import Wording

HOUSE = publish.House(name="海港 & <银行>", wording=Wording("en"))
ATOM = "{http://www.w3.org/2005/Atom}"


def book(folder: Path, words: str, pages: int = 3) -> Path:
    folder.mkdir(parents=True)
    for name in ("index", *(f"manager-{n}" for n in range(pages))):
        text = f'<body>{words}<footer class="tb-foot"></footer></body>'
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def publication(period: str, day: str = "2025-07-01", **more: object) -> publish.Publication:
    values: dict[str, object] = {
        "period": period,
        "folder": period.replace("..", "_"),
        "label": f"<{period}>",
        "time": f"{day}T08:00:00+00:00",
        "everything": False,
        "units": (("unit-bank", "海港"),),
    }
    return publish.Publication(**{**values, **more})  # type: ignore[arg-type]


def test_periods_stay_at_their_addresses_and_lead_to_each_other(tmp_path: Path) -> None:
    to = tmp_path / "site"
    for period in ("2025-H1", "2024-H1", "2024-H2"):
        publish.put_out(to, book(tmp_path / period, period), publication(period), HOUSE)
    middle = (to / "2024-H2" / "manager-1.html").read_text(encoding="utf-8")
    assert 'href="../2024-H1/index.html">← &lt;2024-H1&gt;' in middle
    assert 'href="../2025-H1/index.html">&lt;2025-H1&gt; →' in middle
    first = (to / "2024-H1" / "index.html").read_text(encoding="utf-8")
    assert (first.count("<!--periods-->"), "←" in first, "2024-H2" in first) == (1, False, True)
    index = (to / "index.html").read_text(encoding="utf-8")
    places = [index.index(f'href="{period}/index.html"') for period in ("2025-H1", "2024-H2", "2024-H1")]
    assert places == sorted(places), "the newest period comes first"
    feed = ElementTree.parse(to / "feed.xml").getroot()
    assert feed.findtext(f"{ATOM}title") == "海港 & <银行>"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "<2025-H1>", "<2024-H1>", "<2024-H2>",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_correction_is_seen_on_every_page_the_index_and_the_feed(tmp_path: Path) -> None:
    to = tmp_path / "site"
    publish.put_out(to, book(tmp_path / "a", "first"), publication("2025-H1"), HOUSE)
    row = ("王<b>", "Figures · loans", "1.00", "2.00")
    change = publish.Correction(day="2025-08-01", rows=(row,))
    new = publication("2025-H1", "2025-08-01", corrections=(change,), everything=True)
    publish.put_out(to, book(tmp_path / "b", "second"), new, HOUSE)
    page = (to / "2025-H1" / "manager-0.html").read_text(encoding="utf-8")
    assert ("second" in page, 'href="corrections.html">Corrected on 2025-08-01' in page) == (True, True)
    listed = (to / "2025-H1" / "corrections.html").read_text(encoding="utf-8")
    assert '<td data-head="Name">王&lt;b&gt;</td>' in listed
    assert '<td data-head="Was">1.00</td><td data-head="Is">2.00</td>' in listed
    index = (to / "index.html").read_text(encoding="utf-8")
    assert "Not everything in it is approved. Corrected on 2025-08-01: 1 changes." in index
    assert "1.00 → 2.00" in (to / "feed.xml").read_text(encoding="utf-8")
    publish.put_out(to, book(tmp_path / "c", "third"), publication("2025-H1", "2025-09-01"), HOUSE)
    assert publish.read(to).publications[0].corrections == (change,), "what was corrected stays told"


def test_what_may_no_longer_be_told_of_a_correction_is_told_no_more(tmp_path: Path) -> None:
    to, row = tmp_path / "site", ("王", "Figures · loans", "1.00", "2.00")
    publish.put_out(to, book(tmp_path / "a", "first"), publication("2025-H1"), HOUSE)
    new = publication("2025-H1", corrections=(publish.Correction(day="2025-08-01", rows=(row,)),))
    publish.put_out(to, book(tmp_path / "b", "second"), new, HOUSE)
    told = withheld({"loans"}, HOUSE.wording)
    publish.put_out(to, book(tmp_path / "c", "third"), publication("2025-H1"), HOUSE, retold=told)
    (kept,) = publish.read(to).publications[0].corrections
    assert kept.rows == (("王", "not shown in this edition", "–", "–"),)
    assert "1.00" not in (to / "2025-H1" / "corrections.html").read_text(encoding="utf-8")
    assert told(("王", "Problems", "about loans", "none")) == (
        "王",
        "Problems",
        "not shown in this edition",
        "none",
    )


def test_what_the_owner_put_beside_the_books_stays(tmp_path: Path) -> None:
    to = tmp_path / "site"
    publish.put_out(to, book(tmp_path / "a", "first"), publication("2025-H1"), HOUSE)
    (to / "CNAME").write_text("books.example", encoding="utf-8")
    beside = tmp_path / ".site-old-abcdefgh.tmp"
    beside.mkdir()
    publish.put_out(to, book(tmp_path / "b", "second"), publication("2024-H2"), HOUSE)
    assert (to / "CNAME").read_text(encoding="utf-8") == "books.example"
    assert beside.is_dir(), "it is of another site"


def test_what_was_approved_once_is_remembered_through_a_publication_without_it(tmp_path: Path) -> None:
    to = tmp_path / "site"
    for name, approved in (("a", (("manager-1", "k1"), ("manager-2", "k2"))), ("b", (("manager-2", "k3"),))):
        publish.put_out(to, book(tmp_path / name, name), publication("2025-H1", approved=approved), HOUSE)
    found = publish.read(to).publications[0]
    assert dict(found.last_approved) == {"manager-1": "k1", "manager-2": "k3"}
    assert dict(found.approved) == {"manager-2": "k3"}


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.doc").write_text("mine")
    with pytest.raises(FilesError, match="not published by Tallybook"):
        publish.put_out(tmp_path / "site", book(tmp_path / "a", "x"), publication("2025-H1"), HOUSE)
    assert (tmp_path / "site" / "thesis.doc").read_text() == "mine"


_WRITER = """
import sys
from pathlib import Path
from tests.publish.test_site import HOUSE, publication
from tallybook import publish
base, turn = Path(sys.argv[1]), 0
while True:
    turn += 1
    publish.put_out(base / "site", base / "ab"[turn % 2], publication("2025-H1"), HOUSE)
    print(turn, flush=True)
"""


def _kills(tmp_path: Path, times: int) -> None:
    """Kill a publisher at random moments, while a reader opens page after page."""
    chance, to = random.Random(3), tmp_path / "site"
    for name, words in (("a", "first"), ("b", "second")):
        book(tmp_path / name, words * 2000, pages=12)
    publish.put_out(to, tmp_path / "a", publication("2025-H1"), HOUSE)
    seen: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            text = (to / "2025-H1" / f"manager-{chance.randrange(12)}.html").read_text(encoding="utf-8")
            whole = text.endswith("</footer></body>") and ("first" in text) != ("second" in text)
            seen.append("whole" if whole else text[-80:])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(times):
            command = [sys.executable, "-c", _WRITER, str(tmp_path)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as writer:
                assert writer.stdout is not None
                assert writer.stdout.readline(), "the publisher takes up what a killed one has left"
                time.sleep(chance.random() * 0.1)
                writer.kill()
            words = {path.read_text(encoding="utf-8")[6:11] for path in (to / "2025-H1").glob("*.html")}
            assert len(words) == 1, "one book, not two"
            assert len(list((to / "2025-H1").glob("*.html"))) == 13
    finally:
        stop.set()
        reader.join()
    assert set(seen) == {"whole"}
    assert len(seen) > 5 * times


@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders in one step is Linux's")
def test_a_publisher_killed_at_random_moments_leaves_a_whole_book(tmp_path: Path) -> None:
    _kills(tmp_path, 8)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders in one step is Linux's")
def test_two_hundred_kills(tmp_path: Path) -> None:
    _kills(tmp_path, 200)


def test_editions_stand_side_by_side_with_an_index_above_them(tmp_path: Path) -> None:
    to = tmp_path / "editions"
    for name, label in (("north", "北<支行>"), ("p1", "")):
        site = publish.place(to, name)
        house = publish.House(name=f"海港 · {label}", wording=Wording("en")) if label else HOUSE
        publish.put_out(site, book(tmp_path / name, name), publication("2025-H1"), house)
    index = publish.list_editions(to, HOUSE).read_text(encoding="utf-8")
    assert "<h2>海港 · 北&lt;支行&gt;</h2>" in index
    assert ('href="north/2025-H1/index.html"' in index, 'href="p1/index.html"' in index) == (True, True)
    assert "p1" not in (to / "north" / "index.html").read_text(encoding="utf-8"), "no edition tells of others"


def test_editions_and_the_whole_book_share_no_folder(tmp_path: Path) -> None:
    publish.put_out(tmp_path / "whole", book(tmp_path / "a", "a"), publication("2025-H1"), HOUSE)
    with pytest.raises(FilesError, match="Name another folder for editions"):
        publish.place(tmp_path / "whole", "north")
    publish.put_out(
        publish.place(tmp_path / "editions", "north"),
        book(tmp_path / "b", "b"),
        publication("2025-H1"),
        HOUSE,
    )
    with pytest.raises(FilesError, match="not published by Tallybook"):
        publish.put_out(tmp_path / "editions", book(tmp_path / "c", "c"), publication("2025-H1"), HOUSE)
