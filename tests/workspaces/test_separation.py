"""No edition holds a word of those who are not in it, and a book in which one was planted is refused."""

import base64
import gzip
import io
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import pipeline, publish, workspace
from tallybook.errors import ReviewError
from tallybook.pipeline.hiding import refuse_leaks
from tests import inprocess, small
from tests.workspaces import canaries
from tests.workspaces.canaries import canary

SOAK = bool(os.environ.get("TALLYBOOK_SOAK"))
BRANCHES = 50 if SOAK else 3
FOREIGN = canary(2)


def built(folder: Path, edition: str, **more: object) -> pipeline.Report:
    found = workspace.find(folder)
    out = folder / "_build" / small.PERIOD
    return inprocess.build_of(found, out, edition=found.settings.edition(edition), **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return canaries.write(tmp_path_factory.mktemp("canaries") / "workspace", BRANCHES)


@pytest.fixture(scope="module")
def first(folder: Path) -> pipeline.Report:
    return built(folder, "u001x", pdf=True, word=True)


def leaks(report: pipeline.Report, *words: str) -> list[publish.Leak]:
    return list(publish.leaks(report.book.resolve().parent, words))


def test_no_branch_s_edition_holds_a_canary_of_another(folder: Path, first: pipeline.Report) -> None:
    for branch in range(1, BRANCHES + 1):
        report = first if branch == 1 else built(folder, f"u{branch:03d}x")
        others = [each for each in range(1, BRANCHES + 1) if each != branch]
        foreign = [f"canary{each:03d}" for each in others] + [f"p{each:03d}a" for each in others]
        assert leaks(report, *foreign, *map(canary, others)) == []
        assert leaks(report, canary(branch)), "the search does find what is there"


def test_paper_and_word_hold_the_branch_s_own_words(first: pipeline.Report) -> None:
    kinds = {Path(leak.file).suffix for leak in leaks(first, canary(1))}
    assert {".html", ".js", ".pdf", ".docx"} <= kinds, kinds
    assert {canary(2) in word for word in first.hidden} == {True, False}
    assert not any(canary(1) in word for word in first.hidden)
    assert f"迟交一次{canary(2)}" in first.hidden


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


PLANTED: dict[str, Callable[[bytes], bytes]] = {
    "unit-u001x.html": lambda data: data.replace(b"</body>", f"<!-- {FOREIGN} --></body>".encode()),
    "manager-p001a.html": lambda data: data.replace(b"<img ", b'<img title="%s" ' % "".join(f"&#{ord(c)};" for c in FOREIGN).encode())
    + f'<img alt="{"".join(f"&#x{ord(c):x};" for c in FOREIGN)}">'.encode(),
    "searchindex.js": lambda data: data + json.dumps([FOREIGN]).encode(),
    "objects.inv": lambda _: b"# Sphinx inventory version 2\n# P\n# V\n# zlib\n" + zlib.compress(FOREIGN.encode()),
    "chart.svg": lambda _: f"<svg><text>{FOREIGN[:4]}<tspan>{FOREIGN[4:]}</tspan></svg>".encode(),
    "run.ipynb": lambda _: json.dumps({"metadata": {"path": FOREIGN}}).encode(),
    "figures.ipynb": lambda _: json.dumps({"image/svg+xml": base64.b64encode(FOREIGN.encode()).decode()}).encode(),
    "book.pdf": lambda data: data + b"\n1 0 obj <</Title <FEFF%s>>>" % FOREIGN.encode("utf-16-be").hex().upper().encode(),
    "table.xlsx": lambda _: zipped("xl/sharedStrings.xml", f"<si><r><t>{FOREIGN[:5]}</t></r><r><t>{FOREIGN[5:]}</t></r></si>".encode()),
    "book.docx": lambda _: zipped("word/embeddings/a.xlsx", zipped("xl/comments.xml", FOREIGN.encode())),
    "sitemap.xml.gz": lambda _: gzip.compress(FOREIGN.encode()),
    "wide.csv": lambda _: FOREIGN.encode("utf-16"),
    "link.html": lambda _: b'<a href="?q=%s">' % "".join(f"%{byte:02X}" for byte in FOREIGN.encode()).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_and_the_edition_refused(
    first: pipeline.Report, tmp_path: Path, name: str
) -> None:
    book = Path(shutil.copytree(first.book.resolve().parent, tmp_path / "book"))
    found = workspace.find(first.book.parents[5])
    path = book / name
    # What was built has been searched.
    path.write_bytes(PLANTED[name](path.read_bytes() if path.exists() else b""))
    with pytest.raises(ReviewError) as caught:
        refuse_leaks(found, book, first.hidden)
    told = str(caught.value)
    assert name in told
    assert FOREIGN not in told


def test_a_page_that_names_others_stops_its_edition_and_leaves_the_last_one(tmp_path: Path) -> None:
    folder = canaries.write(tmp_path / "w", 2)
    before = built(folder, "u001x").book.read_bytes()
    (folder / "book").mkdir()
    (folder / "book" / "preface.md").write_text(f"# 前言\n\n感谢{FOREIGN}经理a。\n", encoding="utf-8")
    with pytest.raises(ReviewError, match=r"preface\.html \(text:[0-9]+, …金丝\*"):
        built(folder, "u001x")
    assert (
        folder / "_build" / small.PERIOD / "editions" / "u001x" / "html" / "index.html"
    ).read_bytes() == before
