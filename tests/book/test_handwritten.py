"""Pages written by hand are looked at before anything runs: everything wrong in them is told, with file and line."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tallybook import book
from tallybook.book import handwritten
from tallybook.errors import BookError, Fault, PagesError
from tests.book import samples

FAULTS = {
    "include": ("```{include} ../x.md\n```", "{include}", "code-block"),
    "html": ("<div>x</div>", "HTML: '<div>x</div>", "plain Markdown"),
    "script": ("a <script>alert(1)</script>", "HTML: '<script>'", "plain Markdown"),
    "eval": ("```{eval-rst}\n.. raw:: html\n```", "{eval-rst}", "plain Markdown"),
    "unknown": ("```{nonsense}\n```", "nonsense", "admonition"),
    "language": ("```nonsense\nx\n```", "nonsense", "plain Markdown"),
    "link": ("[x](nothing.md)", "A link leads to nothing.md", "http, https or mailto"),
    "subject": ("[x](manager-9.md)", "A link leads to manager-9.md", "methods.md"),
    "part": ("[x](good.md#nothing)", "nothing in good", "methods.md"),
    "picture": ("![x](nothing.png)", "no picture nothing.png", "folder book"),
    "heading": ("### deep", "heading is missing", "one #"),
}
GOOD = "# Good\n\n[board](board.md) [Li](manager-7.md) [elsewhere](https://example.org)\n\n```python\nx = 1\n```\n"
NAMES = ("index", "board", "manager-7")


def _folder(tmp_path: Path, **pages: str) -> Path:
    own = tmp_path / "book"
    own.mkdir(exist_ok=True)
    for name, text in pages.items():
        (own / f"{name}.md").write_text(text, "utf-8")
    return own


def _faults(own: Path, names: tuple[str, ...] | None = NAMES) -> list[Fault]:
    with pytest.raises(PagesError) as error:
        book.check(samples.edition(language="en", handwritten=own), names)
    return list(error.value.faults)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    """All faults of a folder with every mistake, each on line 3 of a page of its own."""
    pages = {name: f"# x\n\n{text}\n" for name, (text, _, _) in FAULTS.items()}
    return _faults(_folder(tmp_path_factory.mktemp("wrong"), good=GOOD, **pages))


@pytest.mark.parametrize("name", list(FAULTS))
def test_every_fault_is_told_at_once_with_its_place_and_what_would_be_right(
    found: list[Fault], name: str
) -> None:
    _, problem, remedy = FAULTS[name]
    told = [fault for fault in found if fault.file == f"book/{name}.md"]
    assert [fault for fault in told if problem in str(fault.problem) and remedy in str(fault.remedy)]
    assert {fault.row for fault in told} <= {3, None}
    assert {fault.kind for fault in told} == {"handwritten-page"}


def test_good_pages_may_lead_to_pages_that_are_not_made_yet(found: list[Fault], tmp_path: Path) -> None:
    assert {fault.file for fault in found} == {f"book/{name}.md" for name in FAULTS}
    book.check(samples.edition(handwritten=_folder(tmp_path, good=GOOD)), NAMES)


def test_links_are_not_judged_while_nobody_knows_the_pages(tmp_path: Path) -> None:
    own = _folder(tmp_path, page="# x\n\n[x](manager-9.md)\n\n<div>x</div>\n")
    assert [fault.row for fault in _faults(own, None)] == [5]


def test_names_of_the_books_own_pages_links_that_lead_out_and_other_encodings_are_refused(
    tmp_path: Path,
) -> None:
    own = _folder(tmp_path, board="# x\n", search="# x\n")
    (tmp_path / "outside").write_text("# x\n", "utf-8")
    (own / "link.md").symlink_to(tmp_path / "outside")
    (own / "old.md").write_bytes("# 旧\n\n旧\n".encode("gb18030"))
    assert {(fault.file, fault.row) for fault in _faults(own)} == {
        ("book/board.md", None),
        ("book/search.md", None),
        ("book/link.md", None),
        ("book/old.md", 1),
    }


def test_what_is_wrong_in_the_settings_is_not_blamed_on_a_page(tmp_path: Path) -> None:
    own = _folder(tmp_path, page="# x\n")
    theirs = {"sphinx": {"extra_extensions": ["no_such_extension"]}}
    with pytest.raises(BookError, match="no_such_extension"):
        book.check(samples.edition(handwritten=own, jupyter_book=theirs), NAMES)


def test_the_preface_comes_first_and_reserved_names_are_refused(tmp_path: Path) -> None:
    own = _folder(tmp_path, zeta="# x", alpha="# x", preface="# x")
    (own / "picture.png").write_bytes(b"")
    assert [page.name for page in handwritten.pages(own)] == ["preface.md", "alpha.md", "zeta.md"]
    _folder(tmp_path, search="# x")
    with pytest.raises(PagesError) as error:
        handwritten.pages(own)
    assert [fault.file for fault in error.value.faults] == ["book/search.md"]


def test_a_folder_of_handwritten_pages_may_be_missing(tmp_path: Path) -> None:
    assert handwritten.pages(tmp_path / "none") == ()
    assert handwritten.pages(None) == ()
    book.check(samples.edition(handwritten=tmp_path / "none"), NAMES)


DYING = """
import os, signal, sys, time
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tallybook import book
from tallybook.book import process
from tests.book import samples

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def ask_and_die(sphinx, request, _limit):
    sphinx._process.stdin.write(request)
    sphinx._process.stdin.close()
    while not list(Path(os.environ["TMPDIR"]).glob("*/conf")):
        time.sleep(0.001)
    die()

{moment}
book.check(samples.edition(language="en", handwritten=Path(sys.argv[1])), ("index",))
"""
MOMENTS = {
    "before Sphinx is there": "process.Sphinx = die",
    "while it reads": "process.Sphinx.ended = ask_and_die",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_check_that_is_killed_leaves_no_temporary_folder(moment: str, tmp_path: Path) -> None:
    own = _folder(tmp_path, good=GOOD)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", DYING.replace("{moment}", MOMENTS[moment]), str(own)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(temporary)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    patience = time.monotonic() + 5
    while any(temporary.iterdir()) and time.monotonic() < patience:
        time.sleep(0.05)
    assert list(temporary.rglob("*")) == []
