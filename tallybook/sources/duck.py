"""The door to DuckDB: Parquet files, its own databases, and SQL over files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, cast

from tallybook.errors import say
from tallybook.sources.grids import Row
from tallybook.sources.unfit import Unfit

if TYPE_CHECKING:
    import duckdb

CHUNK = 50_000
_NESTED = ("[", "STRUCT", "MAP", "UNION", "BLOB")
# Nothing is fetched from a network, and no more than this is held in memory.
_SAFE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
}


def connect(path: str = ":memory:", *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A database, one in memory unless a file is named; raises Unfit where DuckDB is not installed."""
    return cast("duckdb.DuckDBPyConnection", _duckdb().connect(path, read_only=read_only, config=_SAFE))


def error() -> type[Exception]:
    """What DuckDB raises."""
    return cast("type[Exception]", _duckdb().Error)


def rows(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
    """A query's rows as DuckDB writes them, a header first."""
    for name, kind, *_ in connection.execute(f"SELECT * FROM ({query}) LIMIT 0", values).description or ():
        if any(mark in str(kind) for mark in _NESTED):
            raise _nested(name)
    found = connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM ({query})", values)
    yield Row(1, [column[0] for column in found.description or ()])
    line = 1
    while chunk := found.fetchmany(CHUNK):
        for cells in chunk:
            line += 1
            yield Row(line, ["" if cell is None else cell for cell in cells])


def _nested(column: str) -> Unfit:
    return Unfit(
        "nested-value",
        say("The value of {column} is a list or an object.", column=column),
        say("A cell holds one text or number: export it flat."),
    )


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError as error:
        raise Unfit(
            "part-not-installed",
            say("This needs {part}, which is not installed.", part="DuckDB"),
            say("Install it with: pip install {package}", package='"tallybook[sql]"'),
        ) from error
    return duckdb
