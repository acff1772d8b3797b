"""A certificate tells of a version what the archive tells of it, and stays the same whatever is sealed later."""

import hashlib
from pathlib import Path

import pytest

from tallybook import archive
from tallybook.archive import Approval, Approver, Certificate
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import ArchiveError
from tests.archive import making

LI = Subject(kind=SubjectKind.MANAGER, id="007", name="李雷")


def certificate(folder: Path, version: str | None = None) -> Certificate:
    return archive.certify(archive.open_object(folder, making.OBJECT, version))


def test_it_names_version_digests_and_place_in_the_chain(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path)
    told = certificate(folder)
    lines = (folder / "archive.log").read_bytes().splitlines(keepends=True)
    inventory = (folder / making.OBJECT / "v2/inventory.json").read_bytes()
    assert (told.title, told.organisation, told.unit) == ("Half-year book", "Harbour Bank", "海港银行")
    assert (told.period, told.entry.object, told.entry.version) == (
        "2025-H1",
        "tallybook:2025-H1.unit-bank",
        "v2",
    )
    assert (told.entry.sequence, told.entry.by, told.message) == (2, "李雷", "first half")
    assert told.head == hashlib.sha256(lines[1]).hexdigest()
    assert told.entry.previous == hashlib.sha256(lines[0]).hexdigest()
    assert told.entry.inventory == hashlib.sha512(inventory).hexdigest()
    assert archive.verify(folder, head=told.head).findings == ()
    state = {*making.SECOND, "README.md", "ro-crate-metadata.json"}
    assert (told.files, told.papers, told.approvers) == (len(state), 0, ())


def test_what_is_sealed_later_changes_nothing_in_it(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path, making.FIRST)
    first = certificate(folder)
    making.seal(tmp_path, making.SECOND, day=2)
    making.seal(tmp_path, making.FIRST, day=3, period="2025-Q3")
    assert certificate(folder, "v1") == first
    assert certificate(folder).head != archive.verify(folder).head


def test_it_tells_who_approved_how_much(tmp_path: Path) -> None:
    approvals = (
        Approval(subject=making.BANK, by="韩梅梅", time="2025-07-12T09:00:00+08:00"),
        Approval(subject=LI, by="韩梅梅", time="2025-07-10T09:00:00+08:00"),
    )
    package = making.package(tmp_path / "approved", making.FIRST, approvals=approvals)
    archive.seal(tmp_path / "archive", package, making.stamp())
    told = certificate(tmp_path / "archive")
    assert told.approvers == (Approver(name="韩梅梅", chapters=2, first="2025-07-10", last="2025-07-12"),)
    assert (told.approved, told.chapters) == (2, 1)


def test_nothing_is_certified_of_what_is_damaged(tmp_path: Path) -> None:
    folder = making.sealed(tmp_path)
    (folder / making.OBJECT / "v1/content/facts.json").write_text("[0]")
    with pytest.raises(ArchiveError, match="is damaged"):
        certificate(folder)
