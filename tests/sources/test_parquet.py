"""Parquet: values as text, exact; what is nested or damaged refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sources.conftest import cells, refused

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
Put = Callable[[str, bytes | str], Path]


def parquet(path: Path, query: str) -> Path:
    duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_values_become_text(tmp_path: Path) -> None:
    query = (
        "SELECT '00123' AS id, 12.30::DECIMAL(10, 2) AS v, 0.1 + 0.2 AS f, DATE '2025-01-31' AS d, NULL AS n"
    )
    found = cells(parquet(tmp_path / "a.parquet", query))
    assert found == [["id", "v", "f", "d", "n"], ["00123", "12.30", "0.3", "2025-01-31", ""]]


def test_rows_come_in_order_and_numbered(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", "SELECT range AS n FROM range(120000)")
    assert [row[0] for row in cells(path)[1:]] == [str(number) for number in range(120000)]


def test_lists_are_refused(tmp_path: Path) -> None:
    assert refused(parquet(tmp_path / "a.parquet", "SELECT [1, 2] AS v")).kind == "nested-value"


def test_a_file_cut_off_is_damaged(tmp_path: Path, put: Put) -> None:
    whole = parquet(tmp_path / "a.parquet", "SELECT 1 AS v").read_bytes()
    assert refused(put("b.parquet", whole[:-20])).kind == "damaged-file"
