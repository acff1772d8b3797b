"""Snapshots on the command line: which there are, and what a re-issued export has changed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tallybook import tables, workspace
from tallybook.errors import Exit
from tallybook.tables import snapshots
from tests import small
from tests.commands import run

pytest.importorskip("duckdb", reason="DuckDB is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of which two readings are kept: the second has lost an amount."""
    made = small.write(tmp_path / "small", language="en")
    found = workspace.find(made)
    read = tables.read(found.root, found.settings)
    for rows in (read.actuals, read.actuals[1:]):
        snapshots.keep(replace(read, actuals=rows), made / "_build" / "snapshots", 5)
    return made


def test_snapshots_are_listed_and_compared(folder: Path) -> None:
    listed = json.loads(run("snapshot", "list", "-C", str(folder), "--json").stdout)
    assert [one["rows"]["actuals"] for one in listed] == [113, 114]
    assert "actuals 113" in run("snapshot", "list", "-C", str(folder)).stdout.splitlines()[1]
    shown = run("snapshot", "diff", "-C", str(folder)).stdout
    assert "actuals: removed 1" in shown
    assert "− 007, 2024-01-28, loans: value 20.50" in shown
    names = [one["digest"][:12] for one in listed]
    back = json.loads(run("snapshot", "diff", names[0], names[1], "-C", str(folder), "--json").stdout)
    assert [(one["table"], one["added"], one["rows"][0]["new"]) for one in back["tables"]] == [
        ("actuals", 1, {"value": "20.50"})
    ]
    assert "… and 1 more" in run("snapshot", "diff", "-C", str(folder), "--limit", "0").stdout
    assert "Nothing is other" in run("snapshot", "diff", names[0], "-C", str(folder)).stdout


def test_what_cannot_be_compared_is_said(folder: Path, tmp_path: Path) -> None:
    result = run("snapshot", "diff", "zzz", "-C", str(folder))
    assert (result.exit_code, "zzz" in result.stderr) == (Exit.USAGE, True)
    other = small.write(tmp_path / "other", language="en")
    assert "There is no snapshot yet" in run("snapshot", "list", "-C", str(other)).stdout
    result = run("snapshot", "diff", "-C", str(other))
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")


def test_clean_removes_them_only_with_everything(folder: Path) -> None:
    (folder / "_build" / "snapshots" / ".tallybook").touch()
    run("clean", small.PERIOD, "-C", str(folder))
    assert len(snapshots.listed(folder / "_build" / "snapshots")) == 2
    run("clean", "-C", str(folder))
    assert not (folder / "_build" / "snapshots").exists()
