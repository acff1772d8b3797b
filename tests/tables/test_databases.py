"""Databases: read as files are, never written to, and never telling who may read them."""

import csv
import sqlite3
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallybook import pipeline, sources, tables, workspace
from tallybook.domain.period import Period
from tallybook.errors import TablesError
from tallybook.settings import Settings, Source
from tallybook.sources import Unfit, databases
from tests import postgres
from tests.tables.conftest import GOOD, NAMES, fault, read

pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
ROOT = Path(__file__).parents[2]
WORKSPACES = Path(__file__).parents[1] / "workspaces"
DATA = ROOT / "../shared/data"
NAME = "TALLYBOOK_TEST_DB"


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        yield running


@pytest.fixture
def url(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> postgres.Server:
    monkeypatch.setenv(NAME, server.url)
    monkeypatch.setattr(databases, "WAIT", 0.0)
    return server


def cells(root: Path, **settings: object) -> list[list[str]]:
    found = sources.database_grids(root, Source.model_validate({"database": NAME, **settings}))
    return [list(row.cells) for grid in found for row in grid.rows]


def refused(root: Path, **settings: object) -> Unfit:
    with pytest.raises(Unfit) as caught:
        cells(root, **settings)
    return caught.value


def in_database(folder: Path, settings: Settings, server: postgres.Server, prefix: str) -> Settings:
    """The same settings with every file loaded into a table, and read from there."""
    declared = settings.model_dump(mode="json", exclude_defaults=True)
    loaded: dict[str, str] = {}
    for table in declared["tables"].values():
        for source in [table] if isinstance(table, dict) else table:
            if "file" in source:
                file = source.pop("file")
                if file not in loaded:
                    loaded[file] = f"{prefix} {len(loaded)}"
                    load(server, loaded[file], sources.find(folder, file, settings.read_from))
                source |= {"database": NAME, "table": loaded[file]}
    return Settings.model_validate(declared)


def load(server: postgres.Server, name: str, paths: tuple[Path, ...]) -> None:
    rows: list[list[str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as stream:
            header, *body = csv.reader(stream)
            rows += body
    server.load(name, header, rows)


def test_the_demo_in_postgresql_is_the_demo(url: postgres.Server) -> None:
    found = workspace.find(ROOT)
    moved = in_database(found.root, found.settings, url, "demo")
    assert tables.read(found.root, moved) == tables.read(found.root, found.settings)
    period = Period.parse("2025-H1", found.fiscal)
    other = workspace.Workspace(found.root, moved, found.book)
    assert pipeline.facts(other, period) == pipeline.facts(found, period)


@pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")
@pytest.mark.parametrize("name", ["adventureworks", "maven"])
def test_published_data_in_postgresql_are_the_same(url: postgres.Server, name: str) -> None:
    found = workspace.find(WORKSPACES / name)
    moved = in_database(found.root, found.settings, url, name)
    assert tables.read(found.root, moved) == tables.read(found.root, found.settings)


def test_values_of_every_kind(url: postgres.Server, tmp_path: Path) -> None:
    query = (
        "SELECT '007' AS id, 12.30::numeric(9, 2) AS n, 0.1::float8 AS f, DATE '2025-01-31' AS d, "
        "TIMESTAMP '2025-01-31 00:00' AS midnight, TIMESTAMP '2025-01-31 08:30' AS t, true AS b, NULL AS nothing"
    )
    assert cells(tmp_path, query=query) == [
        ["id", "n", "f", "d", "midnight", "t", "b", "nothing"],
        ["007", "12.30", "0.1", "2025-01-31", "2025-01-31", "2025-01-31 08:30:00", "True", ""],
    ]
    assert refused(tmp_path, query="SELECT ARRAY[1, 2] AS a").kind == "nested-value"


def test_parameters_are_bound_and_names_quoted(url: postgres.Server, tmp_path: Path) -> None:
    evil = "A' OR '1'='1"
    query = "SELECT id FROM (VALUES ('a'), ('b')) AS t (id) WHERE id = :wanted"
    assert cells(tmp_path, query=query, parameters={"wanted": "b"}) == [["id"], ["b"]]
    assert cells(tmp_path, query=query, parameters={"wanted": evil}) == [["id"]]
    assert refused(tmp_path, query=query).kind == "query-refused"
    url.run("CREATE TABLE IF NOT EXISTS kept (a text)")
    assert refused(tmp_path, table='kept"; DROP TABLE kept; --').kind == "query-refused"
    url.run("CREATE SCHEMA IF NOT EXISTS side")
    url.run('CREATE TABLE IF NOT EXISTS side."Odd Name" AS SELECT 1 AS x')
    assert cells(tmp_path, table="side.Odd Name") == [["x"], ["1"]]
    assert cells(tmp_path, table="kept") == [["a"]]


def test_nothing_can_be_written(url: postgres.Server, tmp_path: Path) -> None:
    url.run("CREATE TABLE IF NOT EXISTS kept (a text)")
    for query in ("DELETE FROM kept", "-- select\nDROP TABLE kept"):
        assert refused(tmp_path, query=query).kind == "not-a-select"
    inserting = "WITH x AS (INSERT INTO kept VALUES ('y') RETURNING a) SELECT * FROM x"
    assert refused(tmp_path, query=inserting).kind == "query-refused"
    url.run("CREATE SEQUENCE IF NOT EXISTS counter")
    assert "read-only transaction" in str(refused(tmp_path, query="SELECT nextval('counter')").problem)
    assert url.run("SELECT count(*) FROM kept") == [(0,)]


def test_a_lost_connection_is_tried_again(url: postgres.Server, tmp_path: Path) -> None:
    cut: list[object] = []

    def disturb() -> None:
        until = time.monotonic() + 20
        while not cut and time.monotonic() < until:
            cut.extend(
                url.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'FETCH%' AND state = 'active'"
                )
            )

    other = threading.Thread(target=disturb)
    other.start()
    found = cells(tmp_path, query="SELECT 'slow' AS word, pg_sleep(1)::text AS nothing")
    other.join()
    assert (found, cut) == ([["word", "nothing"], ["slow", ""]], [(True,)])


def test_a_connection_that_is_lost_each_time_is_told(url: postgres.Server, tmp_path: Path) -> None:
    query = "SELECT pg_terminate_backend(pg_backend_pid())"
    unfit = refused(tmp_path, query=query)
    assert unfit.kind == "database-unreachable"
    assert "server closed the connection" in str(unfit.problem) or "terminating connection" in str(
        unfit.problem
    )


def test_credentials_are_told_nowhere(
    url: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = url.url.replace(url.password, "wrong-secret-word")
    for given in (
        wrong,
        "postgresql://keeper:wrong-secret-word@no-such-host.invalid/db",
        "postgresql://keeper:wrong-secret-word@[broken",
        "nosuchdriver://keeper:wrong-secret-word@host/db",
        url.url.replace("/postgres?", "/none?"),
    ):
        monkeypatch.setenv(NAME, given)
        with pytest.raises(Unfit) as caught:
            cells(tmp_path, table="kept")
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.__dict__)
        assert not [
            word
            for word in ("wrong-secret-word", url.password, "no-such-host", postgres.USER)
            if word in told
        ]


def test_an_address_that_is_not_set_or_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert refused(tmp_path, table="x").kind == "no-database"
    monkeypatch.setenv(NAME, "postgres")
    assert refused(tmp_path, table="x").kind == "no-database"
    monkeypatch.setenv(NAME, "nosuch://x/y")
    assert refused(tmp_path, table="x").kind == "part-not-installed"


def test_sqlite_is_read_like_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "sqlite:///all.db")
    plain = read(root)
    database = sqlite3.connect(root / "all.db")
    for name in NAMES:
        with (GOOD / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        columns = ", ".join(f'"{column}"' for column in header)
        database.execute(f"CREATE TABLE {name} ({columns})")
        database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(header))})", rows)
    database.commit()
    database.close()
    assert read(root, {name: {"database": NAME, "table": name} for name in NAMES}) == plain
    one = fault(root, {"units": {"database": NAME, "table": "unit"}})
    assert (one.kind, one.file) == ("query-refused", f"{NAME}: unit")
    assert "no such table: unit" in str(one.problem)


def test_duckdb_is_read_like_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    monkeypatch.setenv(NAME, "duckdb:///all.duckdb")
    plain = read(root)
    with duckdb.connect(str(root / "all.duckdb")) as database:
        for name in NAMES:
            database.execute(
                f"CREATE TABLE {name} AS SELECT * FROM read_csv('{root / name}.csv', all_varchar = true)"
            )
    assert read(root, {name: {"database": NAME, "table": name} for name in NAMES}) == plain
    assert cells(root, query="SELECT unit_id FROM units WHERE unit_id = $id", parameters={"id": "hq"}) == [
        ["unit_id"],
        ["hq"],
    ]
    assert fault(root, {"units": {"database": NAME, "table": "unit"}}).kind == "query-refused"


def test_sql_over_files(root: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    source: dict[str, Any] = {
        "files": {"a": "actuals.csv", "m": "managers.csv"},
        "query": "SELECT a.* FROM a JOIN (SELECT DISTINCT manager_id FROM m) USING (manager_id) WHERE manager_id <> $not",
        "parameters": {"not": "NO"},
    }
    found = read(root, {"actuals": source}).actuals
    assert {one.manager_id for one in found} == {"00123", "00456"}
    outside = source | {"query": f"SELECT * FROM read_csv('{ROOT / 'data/units.csv'}')"}
    assert fault(root, {"actuals": outside}).kind == "query-refused"
    assert fault(root, {"actuals": source | {"files": {"a": "none.csv"}}}).kind == "no-file"


@pytest.mark.parametrize(
    "source",
    [
        {"table": "x"},
        {"database": NAME},
        {"query": "SELECT 1"},
        {"database": NAME, "query": "SELECT 1", "files": {"a": "a.csv"}},
        {"database": "postgresql://me:secret@host/db", "table": "x"},
        {"file": "a.csv", "table": "x", "database": NAME},
    ],
)
def test_what_a_source_cannot_be(source: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Source.model_validate(source)


def test_a_query_with_a_fault_stops_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "sqlite:///none/of/it.db")
    monkeypatch.setattr(databases, "WAIT", 0.0)
    with pytest.raises(TablesError) as caught:
        read(root, {"units": {"database": NAME, "query": "SELECT 1"}})
    assert [one.kind for one in caught.value.faults] == ["no-database"]
