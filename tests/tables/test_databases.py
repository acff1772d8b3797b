"""Databases: read as files are, never written to, and never telling who may read them."""

import csv
import os
import shutil
import sqlite3
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest

from tallybook import pipeline, sources, tables, workspace
from tallybook.cli import table as facts_table
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.errors import TablesError
from tallybook.pipeline import measuring
from tallybook.settings import Settings, Source
from tallybook.sources import Unfit, databases
from tests import inprocess, postgres, small
from tests.tables.conftest import GOOD, NAMES, fault, read, settings

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


class Store(Protocol):
    """A database that tables can be put into."""

    def load(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None: ...


@dataclass
class InFile:
    """SQLite or DuckDB in a file."""

    connection: Any

    def load(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        columns = ", ".join(f'"{column}" text' for column in header)
        self.connection.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(header))
        values = [[cell or None for cell in row] for row in rows]
        if values:
            self.connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)


def in_database(folder: Path, settings: Settings, server: Store, prefix: str) -> Settings:
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


def load(server: Store, name: str, paths: tuple[Path, ...]) -> None:
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
@pytest.mark.parametrize(("name", "period"), [("adventureworks", "2012-H2"), ("maven", "2017-H2")])
def test_published_data_in_postgresql_are_the_same(url: postgres.Server, name: str, period: str) -> None:
    found = workspace.find(WORKSPACES / name)
    moved = in_database(found.root, found.settings, url, name)
    assert tables.read(found.root, moved) == tables.read(found.root, found.settings)
    other = workspace.Workspace(found.root, moved, found.book)
    when = Period.parse(period)
    assert facts_table.rows(pipeline.facts(other, when).facts, kpis_of(other)) == facts_table.rows(
        pipeline.facts(found, when).facts, kpis_of(found)
    )
    assert pipeline.facts(other, when).facts


def kpis_of(found: workspace.Workspace) -> dict[str, Kpi]:
    return {kpi.kpi_id: kpi for kpi in tables.read(found.root, found.settings).kpis}


def book_of(found: workspace.Workspace, out: Path, period: str) -> dict[str, bytes]:
    """Every published byte of a book."""
    report = inprocess.build_of(found, out, period)
    assert report.failed == ()
    html = out / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()
    }


def differing(found: workspace.Workspace, moved: Settings, out: Path, period: str) -> list[str]:
    """The files in which a book from a database is not that from files."""
    plain = book_of(found, out / "files", period)
    other = book_of(workspace.Workspace(found.root, moved, found.book), out / "database", period)
    assert "index.html" in plain
    return [name for name in plain.keys() | other.keys() if plain.get(name) != other.get(name)]


@pytest.mark.skipif("TALLYBOOK_SOAK" not in os.environ, reason="takes minutes; make soak does it")
def test_the_demos_book_from_postgresql_is_that_from_files(url: postgres.Server, tmp_path: Path) -> None:
    found = workspace.find(ROOT)
    moved = in_database(found.root, found.settings, url, "book")
    assert differing(found, moved, tmp_path, small.PERIOD) == []


@pytest.mark.skipif("TALLYBOOK_SOAK" not in os.environ, reason="takes minutes; make soak does it")
@pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")
@pytest.mark.parametrize(("name", "period"), [("adventureworks", "2012-H2"), ("maven", "2017-H2")])
def test_published_books_from_postgresql_are_those_from_files(
    url: postgres.Server, tmp_path: Path, name: str, period: str
) -> None:
    shutil.copytree(WORKSPACES / name, tmp_path / name)
    for part in ("templates", "notebooks", "book"):
        shutil.copytree(ROOT / part, tmp_path / name / part)
    config = tmp_path / name / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("../../../../shared", "../shared"), "utf-8")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "data").symlink_to(DATA.resolve())
    found = workspace.find(tmp_path / name)
    moved = in_database(found.root, found.settings, url, f"soak {name}")
    assert differing(found, moved, tmp_path, period) == []


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[workspace.Workspace, dict[str, bytes]]:
    """A small workspace and its book, made from files."""
    folder = tmp_path_factory.mktemp("plain")
    found = workspace.find(small.write(folder / "small"))
    return found, book_of(found, folder / "files", small.PERIOD)


@pytest.mark.parametrize("kind", ["postgresql", "sqlite", "duckdb"])
def test_a_book_from_a_database_is_that_from_files(
    plain: tuple[workspace.Workspace, dict[str, bytes]],
    server: postgres.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    found, book = plain
    store, place = server, found.root / f"{kind}.db"
    monkeypatch.setenv(NAME, server.url if kind == "postgresql" else f"{kind}:///{place.name}")
    if kind != "postgresql":
        connect = sqlite3.connect if kind == "sqlite" else pytest.importorskip("duckdb").connect
        store = InFile(connect(str(place)))
    moved = in_database(found.root, found.settings, store, "small")
    if kind != "postgresql":
        store.connection.commit()
        store.connection.close()
    other = book_of(workspace.Workspace(found.root, moved, found.book), tmp_path, small.PERIOD)
    assert [name for name in book.keys() | other.keys() if book.get(name) != other.get(name)] == []
    assert "index.html" in book


@pytest.mark.parametrize("end", ["", ";", " ; -- all of it", "\n-- the end", " /* ; */ ;\n"])
@pytest.mark.parametrize("kind", ["postgresql", "sqlite", "duckdb", "files"])
def test_a_query_may_end_in_a_comment_or_semicolon(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, end: str
) -> None:
    query, settings = f'-- first\nSELECT \';--\' AS word, "a;b" FROM (SELECT 1 AS "a;b") AS t{end}', {}
    if kind == "files":
        (tmp_path / "a.csv").write_text("x\n1\n")
        settings = {"database": None, "files": {"x": "a.csv"}}
    elif kind != "postgresql":
        connect = sqlite3.connect if kind == "sqlite" else pytest.importorskip("duckdb").connect
        connect(str(tmp_path / "a.db")).close()
    monkeypatch.setenv(NAME, server.url if kind == "postgresql" else f"{kind}:///a.db")
    if kind == "sqlite":
        (tmp_path / "a.db").touch()
    assert cells(tmp_path, query=query, **settings) == [["word", "a;b"], [";--", "1"]]


def test_a_query_asks_for_the_days_that_a_period_needs(
    url: postgres.Server, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url.run("CREATE TABLE IF NOT EXISTS dated AS SELECT 'NO' AS manager_id, 'loans' AS kpi_id, 1 AS value, d::date AS date"
            " FROM generate_series('2019-01-31'::date, '2025-12-31', '1 day') AS d")  # fmt: skip
    query = "SELECT * FROM dated WHERE date BETWEEN :history_start AND :period_end"
    source = {"actuals": {"database": NAME, "query": query}}
    assert len(read(root, source).actuals) == len(url.run("SELECT 1 FROM dated"))
    period = Period.parse("2025-H1")
    found = workspace.Workspace(root, settings(source), workspace.find(ROOT).book)
    days = {row.date for row in measuring.tables_of(found, period).actuals}
    assert (min(days), max(days)) == (date(2023, 6, 1), date(2025, 6, 30))
    declared = source["actuals"] | {"parameters": {"history_start": "2025-06-29"}}
    found = workspace.Workspace(root, settings({"actuals": declared}), workspace.find(ROOT).book)
    assert len(measuring.tables_of(found, period).actuals) == 2


def test_what_is_not_opened_read_only_is_said(url: postgres.Server, tmp_path: Path) -> None:
    (grid,) = sources.database_grids(tmp_path, Source(database=NAME, query="SELECT 1 AS x"))
    assert grid.found == {"access": "read-only"}
    assert "mssql" not in databases._PROTECTED


def test_views_of_a_duckdb_file_reach_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as database:
        database.execute(f"CREATE VIEW v AS SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")
    monkeypatch.setenv(NAME, "duckdb:///a.duckdb")
    for unfit in (
        refused(tmp_path, table="v"),
        refused(tmp_path, query=f"SELECT * FROM read_text('{tmp_path / 'secret.csv'}')"),
    ):
        assert unfit.kind == "query-refused"
        assert "disabled" in str(unfit.problem)


def test_a_file_that_is_no_duckdb_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (tmp_path / "a.duckdb").write_text("no database at all " * 400)
    monkeypatch.setenv(NAME, "duckdb:///a.duckdb")
    assert refused(tmp_path, table="x").kind == "database-unreachable"


def test_a_database_file_that_is_not_there_is_told_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("sqlite", "duckdb"):
        monkeypatch.setenv(NAME, f"{kind}:///none.db")
        assert refused(tmp_path, table="x").kind == "no-database"
    assert list(tmp_path.iterdir()) == []


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


def test_texts_under_a_query_are_read_like_any_other(root: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    head = "工号;日期;指标;数\n"
    (root / "q1.csv").write_bytes((head + 'NO;2025-01-31;loans;"1;5"\n\n').encode("gb18030"))
    (root / "q2.csv").write_bytes((head + "NO;2025-02-28;loans;\n").encode("gb18030"))
    query = "SELECT 工号 AS manager_id, 日期 AS date, 指标 AS kpi_id, replace(coalesce(数, '7'), ';', '.') AS value FROM a"
    source = {"files": {"a": "q*.csv"}, "query": query}
    assert [str(one.value) for one in read(root, {"actuals": source}).actuals] == ["1.5", "7"]


@pytest.mark.parametrize(
    ("text", "kind", "row"),
    [
        ('manager_id,value\nNO,"1\nNO,2\n', "not-csv", 2),
        ("manager_id,value\nNO,1\nNO,2,3\n", "wrong-field-count", 3),
        ("value,manager_id\n1,NO\n", "missing-column", 1),
        ("", "empty-file", None),
        (b"manager_id,value\nNO,\xe4\xbd\xa0\xff\n", "wrong-encoding", 2),
    ],
)
def test_a_text_under_a_query_is_told_wrong_with_its_row(
    root: Path, text: str | bytes, kind: str, row: int | None
) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (root / "q1.csv").write_text("manager_id,value\nNO,1\n")
    (root / "q2.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    one = fault(root, {"actuals": {"files": {"a": "q*.csv"}, "query": "SELECT * FROM a"}})
    assert (one.kind, one.file, one.row) == (kind, "q2.csv", row)


def test_two_columns_of_one_name_are_told_under_a_query(root: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (root / "q1.csv").write_text("manager_id,value,Value\nNO,1,2\n")
    one = fault(root, {"actuals": {"files": {"a": "q*.csv"}, "query": "SELECT * FROM a"}})
    assert (one.kind, one.file, one.row) == ("repeated-column", "q1.csv", 1)


def test_a_parquet_file_that_is_none_is_told_under_a_query(root: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (root / "a.parquet").write_text("no such thing")
    one = fault(root, {"actuals": {"files": {"a": "a.parquet"}, "query": "SELECT * FROM a"}})
    assert (one.kind, one.file) == ("damaged-file", "a.parquet")


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
