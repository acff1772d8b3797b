"""What is said to be finished is on the disk: every file's bytes and every folder's names."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tallybook.archive import export
from tallybook.archive.restoring import restore
from tests.archive import making

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders cannot be opened elsewhere")


def exported(folder: Path) -> Path:
    return export(making.sealed(folder), "2025-H1", folder / "out", date(2025, 7, 20))[0]


def restored(folder: Path) -> Path:
    restore(making.sealed(folder) / making.OBJECT, folder / "to")
    return folder / "to"


def sealed(folder: Path) -> Path:
    return making.sealed(folder)


@pytest.mark.parametrize("make", [exported, restored, sealed])
def test_all_of_it_was_handed_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path]
) -> None:
    handed: set[int] = set()
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        handed.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    made = make(tmp_path)
    parts = [path for path in (made, made.parent, *made.rglob("*")) if path.name not in (".lock", ".holder")]
    left = {path for path in parts if path.stat().st_ino not in handed}
    # The folder of an archive itself was there before; its names are handed over with each seal.
    assert left - ({made.parent} if make is sealed else set()) == set()
