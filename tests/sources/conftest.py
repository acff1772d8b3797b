"""Readers tried alone: the grids of one file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import sources
from tallybook.settings import Source
from tallybook.sources import Grid, Unfit


def grids(path: Path, **settings: object) -> list[Grid]:
    """The grids of a file."""
    return list(sources.grids(path, Source.model_validate({"file": path.name, **settings})))


def cells(path: Path, **settings: object) -> list[list[str]]:
    """The cells of a file's grids."""
    found = sources.grids(path, Source.model_validate({"file": path.name, **settings}))
    return [list(row.cells) for grid in found for row in grid.rows]


def refused(path: Path, **settings: object) -> Unfit:
    """Why a file is not read."""
    with pytest.raises(Unfit) as caught:
        cells(path, **settings)
    return caught.value


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and return its path."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
