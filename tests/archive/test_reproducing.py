"""A book made again is held against the sealed one; what differs is named, with the old value and the new."""

import json
from pathlib import Path

import pytest

from tallybook import archive
from tallybook.archive import Compared, Differing, Made, Part, Record, Software
from tallybook.archive.package import digest
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import ArchiveError
from tallybook.results import MIME
from tests.archive import making

LI = Subject(kind=SubjectKind.MANAGER, id="007", name="李雷")
HAN = Subject(kind=SubjectKind.MANAGER, id="007-a", name="韩梅梅")


def notebook(subject: Subject, value: str, *, key: str = "k", **more: object) -> str:
    fact = {"subject": {"kind": "manager", "id": subject.id, "name": subject.name}, "kpi_id": "loans"}
    payload = {"facts": [{**fact, "actual": {"value": value, "missing": None}, "peers": 2}], **more}
    cell = {"outputs": [{"data": {MIME: payload}}]}
    return json.dumps({"cells": [cell], "metadata": {"tallybook": {"key": key}}})


def book(**changed: str) -> dict[str, str]:
    facts = [{"subject": {"kind": "manager", "id": s.id, "name": s.name}} for s in (LI, HAN)]
    texts = {
        "facts.json": json.dumps(facts),
        "notebooks/manager-007.ipynb": notebook(LI, "12.50"),
        "notebooks/manager-007-a.ipynb": notebook(HAN, "3"),
        "html/manager-007.html": "page",
        "html/_images/manager-007--course.svg": "drawing",
        "html/index.html": "cover",
        "software.txt": "# python==3.11.4 Linux x86_64\npandas==3.1.0\n",
        "workspace/_config.yml": "title: x\n",
    }
    return texts | {path.replace("__", "/"): text for path, text in changed.items()}


def compared(folder: Path, again: dict[str, str], *chosen: Subject) -> Compared:
    """The book sealed, and held against another."""
    making.seal(folder, book())
    made = folder / "again"
    for path, text in again.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text, encoding="utf-8")
    parts = tuple(
        Part(path=path, place=path, digest=digest(made / path))
        for path in again
        if not path.startswith("workspace/")
    )
    runs = tuple(Made(subject=s, result="", slice="", notebook="") for s in (LI, HAN))
    record = Record(
        period="2025-H1", unit=making.BANK, title="", organisation="", language="zh", used=(), made=parts, runs=runs
    )  # fmt: skip
    (contents,) = archive.opened(folder / "archive", "2025-H1")
    return archive.compare(contents, record, made, frozenset(chosen or (LI, HAN)))


def test_what_is_equal_is_counted(tmp_path: Path) -> None:
    found = compared(tmp_path, book())
    assert (found.equal, found.numbers, found.files) == (True, 4, 6)
    assert (found.object, found.version) == (making.OBJECT, "v1")


def test_another_number_is_named_with_both_values(tmp_path: Path) -> None:
    again = book() | {"notebooks/manager-007.ipynb": notebook(LI, "12.51", score="1")}
    found = compared(tmp_path, again)
    assert [(one.subject, one.figure, one.old, one.new) for one in found.changes] == [
        (LI, "facts.007.loans.actual.value", "12.50", "12.51"),
        (LI, "score", None, "1"),
    ]
    assert found.differing == (Differing(path="notebooks/manager-007.ipynb", how="altered"),)


def test_the_same_number_written_otherwise_is_equal_and_its_bytes_are_not(tmp_path: Path) -> None:
    found = compared(tmp_path, book() | {"notebooks/manager-007.ipynb": notebook(LI, "12.5")})
    assert (found.changes, found.equal) == ((), False)


def test_a_figure_that_has_gone_is_named(tmp_path: Path) -> None:
    found = compared(
        tmp_path, book() | {"notebooks/manager-007.ipynb": json.dumps({"cells": [], "metadata": {}})}
    )
    assert ("facts.007.loans.actual.value", "12.50", None) in [
        (c.figure, c.old, c.new) for c in found.changes
    ]


def test_files_are_told_by_what_became_of_them(tmp_path: Path) -> None:
    again = book() | {"html/index.html": "other", "html/more.html": "more"}
    again["notebooks/manager-007.ipynb"] = notebook(LI, "12.50", key="of a later program")
    del again["html/manager-007.html"]
    assert {one.path: one.how for one in compared(tmp_path, again).differing} == {
        "html/index.html": "altered",
        "html/more.html": "added",
        "html/manager-007.html": "missing",
        "notebooks/manager-007.ipynb": "marked",
    }


def test_of_one_subject_only_what_is_theirs_is_compared(tmp_path: Path) -> None:
    again = book() | {"html/index.html": "other", "notebooks/manager-007-a.ipynb": notebook(HAN, "4")}
    found = compared(tmp_path, again, LI)
    assert (found.equal, found.numbers, found.files) == (True, 2, 3)


def test_other_versions_of_the_software_are_named(tmp_path: Path) -> None:
    again = book() | {"software.txt": "# python==3.12.0 Linux x86_64\npandas==3.1.0\nnew==1\n"}
    found = compared(tmp_path, again)
    assert found.equal, "the software is no part of the book"
    assert found.software == (
        Software(name="new", sealed=None, now="1"),
        Software(name="python", sealed="3.11.4 Linux x86_64", now="3.12.0 Linux x86_64"),
    )


def test_a_version_is_opened_by_its_name_and_the_newest_without(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path)
    (newest,), (first,) = archive.opened(folder), archive.opened(folder, "2025-H1", "v1")
    assert (newest.version, newest.versions, newest.period) == ("v2", 2, "2025-H1")
    assert (first.version, first.read("html/index.html")) == ("v1", b"<p>first</p>")
    with pytest.raises(ArchiveError, match=r"no version v3. It has: v1, v2"):
        archive.opened(folder, "2025-H1", "v3")
    with pytest.raises(ArchiveError, match="Nothing of 2024-H2"):
        archive.opened(folder, "2024-H2")


def test_nothing_is_opened_that_is_damaged(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path)
    (contents,) = archive.opened(folder)
    path = folder / making.OBJECT / "v1/content/facts.json"
    path.write_text("[0]")
    with pytest.raises(ArchiveError, match="changed while it was read"):
        contents.read("facts.json")
    with pytest.raises(ArchiveError, match="is damaged"):
        archive.opened(folder)


def test_files_from_outside_of_the_workspace_find_their_places(tmp_path: Path) -> None:
    texts = making.FIRST | {"workspace-above/2/exports/a.csv": "a", "workspace-above/1/b.csv": "b"}
    making.seal(tmp_path, texts)
    (contents,) = archive.opened(tmp_path / "archive")
    root = archive.take_workspace(contents, tmp_path / "out")
    assert (root / "data/actuals.csv").read_text() == making.FIRST["workspace/data/actuals.csv"]
    assert (root / "../b.csv").read_text() == "b"
    assert (root / "../../exports/a.csv").read_text() == "a"
    assert (root / "../..").resolve() == (tmp_path / "out").resolve()
