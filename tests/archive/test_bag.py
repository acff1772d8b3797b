"""A bag holds the newest version, whole, and is accepted by the bagit library."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tallybook.archive import export
from tallybook.errors import ArchiveError
from tests.archive import making

bagit = pytest.importorskip("bagit")
DAY = date(2025, 7, 20)


def test_a_bag_of_the_newest_version_is_valid(tmp_path: Path) -> None:
    archive = making.sealed(tmp_path, making.FIRST, {**making.SECOND, "html/好 一\n.html": "odd"})
    (path,) = export(archive, "2025-H1", tmp_path / "out", DAY)
    assert path == tmp_path / "out" / f"{making.OBJECT}.v2"
    bag = bagit.Bag(str(path))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2025-07-20"
    assert bag.info["External-Identifier"] == f"tallybook:{making.OBJECT} v2"
    text = (archive / making.OBJECT / "inventory.json").read_bytes()
    assert bag.info["Internal-Sender-Identifier"] == f"sha512:{hashlib.sha512(text).hexdigest()}"
    inside = making.contents(path / "data")
    assert inside["html/index.html"] == b"<p>corrected</p>"
    assert inside["workspace/data/copy.csv"] == inside["workspace/data/actuals.csv"]
    assert inside["html/好 一\n.html"] == b"odd"


def test_names_in_a_manifest_are_written_as_the_standard_says(tmp_path: Path) -> None:
    # The bagit library 1.9 does not read %25, which RFC 8493, 2.1.3, asks for; so it is not asked here.
    archive = making.sealed(tmp_path, {**making.FIRST, "html/100%0A.html": "odd"})
    (path,) = export(archive, "2025-H1", tmp_path / "out", DAY)
    manifest = (path / "manifest-sha512.txt").read_text(encoding="utf-8")
    assert f"{hashlib.sha512(b'odd').hexdigest()}  data/html/100%250A.html\n" in manifest


def test_the_same_version_gives_the_same_bytes(tmp_path: Path) -> None:
    archive = making.sealed(tmp_path)
    first, second = (export(archive, "2025-H1", tmp_path / name, DAY)[0] for name in ("a", "b"))
    assert making.contents(first) == making.contents(second)


def test_a_damaged_object_is_not_exported(tmp_path: Path) -> None:
    archive = making.sealed(tmp_path)
    (archive / making.OBJECT / "v1/content/facts.json").write_text("[0]")
    with pytest.raises(ArchiveError, match="damaged"):
        export(archive, "2025-H1", tmp_path / "out", DAY)
    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten_and_nothing_is_made_of_nothing(tmp_path: Path) -> None:
    archive = making.sealed(tmp_path)
    export(archive, "2025-H1", tmp_path / "out", DAY)
    with pytest.raises(ArchiveError, match="there already"):
        export(archive, "2025-H1", tmp_path / "out", DAY)
    with pytest.raises(ArchiveError, match="Nothing of 2026"):
        export(archive, "2026", tmp_path / "out", DAY)
