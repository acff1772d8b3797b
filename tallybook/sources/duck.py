"""The door to DuckDB: Parquet files, its own databases, and SQL over files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import querying, statements
from tallybook.sources.finding import find, shown
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


def connect(path: str = ":memory:", *, alone: bool = False) -> duckdb.DuckDBPyConnection:
    """A database, one in memory unless a file is named; raises Unfit where DuckDB is not installed.

    `alone` is a database that is only read, and whose queries and views see no other file.
    """
    more = {"enable_external_access": "false"} if alone else {}
    made = cast("duckdb.DuckDBPyConnection", _duckdb().connect(path, read_only=alone, config=_SAFE | more))
    # It would be drawn into what a command writes to its standard output.
    made.execute("SET enable_progress_bar = false")
    if alone:
        made.execute("SET lock_configuration = true")
    return made


def error() -> type[Exception]:
    """What DuckDB raises."""
    return cast("type[Exception]", _duckdb().Error)


def rows(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] | Mapping[str, object] = ()
) -> Iterator[Row]:
    """A query's rows as DuckDB writes them, a header first."""
    for name, kind, *_ in connection.execute(f"SELECT * FROM ({query}\n) LIMIT 0", values).description or ():
        if any(mark in str(kind) for mark in _NESTED):
            raise _nested(name)
    found = connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM ({query}\n)", values)
    yield Row(1, [column[0] for column in found.description or ()])
    line = 1
    while chunk := found.fetchmany(CHUNK):
        for cells in chunk:
            line += 1
            yield Row(line, ["" if cell is None else cell for cell in cells])


def of_parquet(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, a header first."""
    with closing(connect()) as connection:
        yield from rows(connection, "SELECT * FROM read_parquet(?)", [str(path)])


def write(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Mapping[str, Sequence[str | None]]
) -> None:
    """Write columns of text as a Parquet file; the same cells give the same bytes."""
    import numpy as np

    cells = {}
    for name, column in columns.items():
        cells[name] = np.empty(len(column), dtype=object)
        cells[name][:] = column
    chosen = ", ".join(f"{_quoted(name)}::VARCHAR AS {_quoted(name)}" for name in columns)
    connection.execute("SET threads = 1")
    connection.register("cells", cells)
    place = str(path).replace("'", "''")
    connection.execute(f"COPY (SELECT {chosen} FROM cells) TO '{place}' (FORMAT parquet, COMPRESSION zstd)")


def view(
    connection: duckdb.DuckDBPyConnection, name: str, paths: Sequence[Path], columns: Sequence[str]
) -> None:
    """Let a name stand for Parquet files with these columns of text; for no rows where there is no file."""
    chosen = ", ".join(map(_quoted, columns))
    nothing = ", ".join(f"NULL::VARCHAR AS {_quoted(column)}" for column in columns)
    rows_of = f"SELECT {chosen} FROM read_parquet({_listed(paths)})" if paths else f"SELECT {nothing} LIMIT 0"
    connection.execute(f"CREATE VIEW {_quoted(name)} AS {rows_of}")


def answered(connection: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Row]:
    """The rows of a source's table or query; raises Unfit with what DuckDB says against it."""
    query = source.query or f"SELECT * FROM {'.'.join(map(_quoted, (source.table or '').split('.')))}"
    try:
        yield from rows(connection, statements.bare(query), source.parameters)
    except error() as reason:
        raise refused(str(reason).strip().splitlines()[0]) from None


def over_files(root: Path, source: Source, read_from: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a query over files; it sees the files that it names and no others, every cell of a text as text."""
    with closing(connect()) as connection:
        found = {name: find(root, pattern, read_from) for name, pattern in source.files.items()}
        for name, paths in found.items():
            if paths[0].suffix.lower() != ".parquet":
                connection.register(name, querying.columns(root, paths, source))
                continue
            try:
                connection.execute(
                    f"CREATE VIEW {_quoted(name)} AS SELECT * FROM read_parquet({_listed(paths)})"
                )
            except error() as reason:
                raise _unreadable(shown(root, paths[0]), reason) from None
        connection.execute(
            f"SET allowed_paths = {_listed(path for paths in found.values() for path in paths)}"
        )
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield from answered(connection, source)


def refused(reason: str) -> Unfit:
    """What is said of a query that the database does not follow, in the database's own words."""
    return Unfit(
        "query-refused",
        say("The database says: {reason}.", reason=reason.rstrip(".")),
        say("Check the names of the table and its columns, and the query."),
    )


def _unreadable(file: str, reason: Exception) -> Unfit:
    return Unfit(
        "damaged-file",
        say(
            "{file} cannot be read by a query: {reason}.",
            file=file,
            reason=str(reason).strip().splitlines()[0].rstrip("."),
        ),
        say("A query reads Parquet files and CSV; export it so."),
        file=file,
    )


def _listed(paths: Iterable[Path]) -> str:
    return "[" + ", ".join("'" + str(path.resolve()).replace("'", "''") + "'" for path in paths) + "]"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


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
