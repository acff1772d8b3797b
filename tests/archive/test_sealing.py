"""What is sealed is whole, described, chained and never changed afterwards."""

import hashlib
import json
from pathlib import Path

import pytest

from tallybook import archive
from tallybook.archive import layout
from tallybook.errors import ArchiveError
from tests.archive import making


def inventory(folder: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(
        (folder / making.OBJECT / "inventory.json").read_bytes()
    )
    return found


def test_every_file_is_there_once_under_its_own_name(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    content = making.contents(folder / making.OBJECT / "v1" / "content")
    assert content["html/index.html"].decode() == making.FIRST["html/index.html"]
    assert ("workspace/data/actuals.csv" in content, "workspace/data/copy.csv" in content) == (True, False)
    state = inventory(folder)["versions"]["v1"]["state"]  # type: ignore[call-overload]
    assert ["workspace/data/actuals.csv", "workspace/data/copy.csv"] in state.values()


def test_a_second_version_leaves_every_byte_of_the_first(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    before = making.contents(folder / making.OBJECT / "v1")
    second = making.seal(tmp_path, making.SECOND, day=2)
    assert (second.version, second.new) == ("v2", True)
    assert making.contents(folder / making.OBJECT / "v1") == before
    added = making.contents(folder / making.OBJECT / "v2" / "content")
    assert set(added) == {"html/index.html", "html/new.html", "ro-crate-metadata.json"}


def test_what_is_sealed_already_is_not_sealed_again(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    before = making.contents(folder)
    again = making.seal(tmp_path, making.FIRST, day=9)
    assert (again.version, again.new) == ("v1", False)
    assert making.contents(folder) == before


def test_the_log_is_a_chain_that_any_tool_can_follow(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path)
    lines = (folder / "archive.log").read_bytes().splitlines(keepends=True)
    entries = [json.loads(line) for line in lines]
    assert [entry["sequence"] for entry in entries] == [1, 2]
    assert [entry["previous"] for entry in entries] == ["0" * 64, hashlib.sha256(lines[0]).hexdigest()]
    assert archive.verify(folder).head == hashlib.sha256(lines[1]).hexdigest()
    for entry in entries:
        text = (folder / making.OBJECT / entry["version"] / "inventory.json").read_bytes()
        assert entry["inventory"] == hashlib.sha512(text).hexdigest()
    assert entries[1]["by"] == "李雷"


def test_a_clock_set_back_changes_no_order(tmp_path: Path) -> None:
    making.seal(tmp_path, making.FIRST, day=20)
    second = making.seal(tmp_path, making.SECOND, day=3)
    found = archive.verify(tmp_path / "archive")
    assert [entry.version for entry in found.entries] == ["v1", "v2"]
    assert found.entries[1].time < found.entries[0].time
    assert (found.findings, found.head) == ((), second.head)


def test_the_metadata_say_what_was_made_from_what_and_that_nobody_has_approved_it(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST) / making.OBJECT / "v1" / "content"
    graph = {
        one["@id"]: one for one in json.loads((folder / "ro-crate-metadata.json").read_bytes())["@graph"]
    }
    assert graph["./"]["creativeWorkStatus"] == "Built; not reviewed and not approved"
    assert graph["#run-unit-bank"]["result"] == [{"@id": "notebooks/unit-bank.ipynb"}]
    assert {"@id": "slices/unit-bank.json"} in graph["#run-unit-bank"]["object"]
    assert set(making.FIRST) <= set(graph)
    assert "sha512sum" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_metadata_name_the_form_of_every_file(tmp_path: Path) -> None:
    papers = {"html/book.docx": "PK", "html/book.pdf": "%PDF", "workspace/data/plan.xlsx": "PK"}
    folder = making.sealed(tmp_path, {**making.FIRST, **papers}) / making.OBJECT / "v1" / "content"
    graph = json.loads((folder / "ro-crate-metadata.json").read_bytes())["@graph"]
    forms = {one["@id"]: one.get("encodingFormat", "") for one in graph if one["@type"] == "File"}
    assert forms["html/book.pdf"] == "application/pdf"
    assert forms["html/book.docx"].endswith("wordprocessingml.document")
    assert forms["workspace/data/plan.xlsx"].endswith("spreadsheetml.sheet")
    assert "" not in forms.values()


def test_a_file_that_has_changed_since_the_build_is_named_and_nothing_written(tmp_path: Path) -> None:
    package = making.package(tmp_path / "source", making.FIRST)
    (tmp_path / "source" / "facts.json").write_text("[2]")
    (tmp_path / "source" / "html" / "index.html").unlink()
    with pytest.raises(ArchiveError, match=r"facts\.json, html/index\.html"):
        archive.seal(tmp_path / "archive", package, making.stamp())
    assert not (tmp_path / "archive").exists()


def test_nothing_is_added_to_a_damaged_object(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    (folder / making.OBJECT / "v1" / "content" / "facts.json").write_text("[0]")
    before = making.contents(folder)
    with pytest.raises(ArchiveError, match="damaged"):
        making.seal(tmp_path, making.SECOND, day=2)
    assert making.contents(folder) == before


def test_a_range_of_months_has_a_name_that_every_file_system_bears(tmp_path: Path) -> None:
    sealed = making.seal(tmp_path, making.FIRST, period="2025-01..2025-10")
    assert sealed.object == "2025-01_2025-10.unit-bank"
    assert layout.objects(tmp_path / "archive") == (sealed.object,)
    assert archive.verify(tmp_path / "archive", period="2025-01..2025-10").objects == (sealed.object,)
