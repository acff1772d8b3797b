"""A workspace of each test's own, the same at the beginning as that of its module."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def workspace(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the module's `original`, and the folder that one is in."""
    folder = tmp_path / "workspace"
    shutil.copytree(original, folder)
    monkeypatch.chdir(folder)
    return folder
