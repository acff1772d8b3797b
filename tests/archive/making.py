"""Small packages and archives, and how many times a thing is tried: more often behind `make soak`."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tallybook import archive
from tallybook.archive import Approval, Made, Package, Sealed, Stamp
from tallybook.archive.package import digest
from tallybook.domain.subjects import Subject, SubjectKind

BANK = Subject(kind=SubjectKind.UNIT, id="bank", name="海港银行")
OBJECT = "2025-H1.unit-bank"
FIRST = {
    "html/index.html": "<p>first</p>",
    "html/再.html": "<p>same</p>",
    "notebooks/unit-bank.ipynb": "{}",
    "slices/unit-bank.json": "[]",
    "workspace/data/actuals.csv": "manager_id,value\n007,1\n",
    "workspace/data/copy.csv": "manager_id,value\n007,1\n",
    "facts.json": "[1]",
}
SECOND = {**FIRST, "html/index.html": "<p>corrected</p>", "html/new.html": "<p>new</p>"}


def rounds(few: int, many: int) -> int:
    """How often: few times in every run, many behind `make soak`."""
    return many if os.environ.get("TALLYBOOK_SOAK") else few


def package(
    folder: Path, texts: Mapping[str, str], *, period: str = "2025-H1", approvals: tuple[Approval, ...] = ()
) -> Package:
    """A package of texts, each a file in the folder."""
    places = {path: folder / path for path in texts}
    for path, text in texts.items():
        places[path].parent.mkdir(parents=True, exist_ok=True)
        places[path].write_text(text, encoding="utf-8")
    return Package(
        period=period,
        unit=BANK,
        title="Half-year book",
        organisation="Harbour Bank",
        language="zh",
        software={"python": "3.11", "tallybook": "0.1.0"},
        places=places,
        digests={path: digest(place) for path, place in places.items()},
        made=(
            Made(
                subject=BANK,
                result="notebooks/unit-bank.ipynb",
                slice="slices/unit-bank.json",
                notebook="workspace/notebooks/unit.ipynb",
            ),
        ),
        approvals=approvals,
    )


def stamp(day: int = 1) -> Stamp:
    """A stamp of some day."""
    return Stamp(
        by="李雷",
        time=datetime(2025, 7, day, 9, tzinfo=UTC),
        message="first half",
        address="mailto:li@example.org",
    )


def sealed(folder: Path, *texts: Mapping[str, str]) -> Path:
    """An archive with a version for each of the texts."""
    for number, one in enumerate(texts or (FIRST, SECOND), start=1):
        seal(folder, one, day=number)
    return folder / "archive"


def seal(folder: Path, texts: Mapping[str, str], *, day: int = 1, period: str = "2025-H1") -> Sealed:
    """Seal texts into the archive in the folder."""
    source = folder / f"source-{period}-{day}"
    return archive.seal(folder / "archive", package(source, texts, period=period), stamp(day))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; what a running command needs is left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", ".holder")
    }
