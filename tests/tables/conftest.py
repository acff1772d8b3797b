"""A small good workspace, and ways to break it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import tables
from tallybook.domain.records import Tables
from tallybook.errors import Fault, TablesError
from tallybook.settings import Settings

GOOD = Path(__file__).parent / "good"
NAMES = tuple(sorted(path.stem for path in GOOD.glob("*.csv")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the good workspace."""
    return Path(shutil.copytree(GOOD, tmp_path / "workspace"))


@pytest.fixture
def write(root: Path) -> Callable[[str, str | bytes], None]:
    """Put a file into the workspace."""

    def put(name: str, content: str | bytes) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return put


def settings(sources: dict[str, object] | None = None, **rest: object) -> Settings:
    """The good workspace's settings, with other sources for some tables, and other settings."""
    declared: dict[str, object] = {name: {"file": f"{name}.csv"} for name in NAMES}
    given = {"organisation": "样本银行", "notes": "notes", "tables": declared | (sources or {})}
    return Settings.model_validate(given | rest)


def read(root: Path, sources: dict[str, object] | None = None, **rest: object) -> Tables:
    """The tables of the workspace with these sources and settings."""
    return tables.read(root, settings(sources, **rest))


def faults(root: Path, sources: dict[str, object] | None = None, **rest: object) -> tuple[Fault, ...]:
    """What is found wrong with the workspace."""
    with pytest.raises(TablesError) as caught:
        read(root, sources, **rest)
    return caught.value.faults


def fault(root: Path, sources: dict[str, object] | None = None, **rest: object) -> Fault:
    """The only thing that is found wrong."""
    found = faults(root, sources, **rest)
    assert len(found) == 1, [(one.kind, one.file, one.row, str(one.problem)) for one in found]
    return found[0]
