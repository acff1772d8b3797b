"""Databases: the door to SQLAlchemy.

Where a database is, and who may read it, stands in the environment alone; no message repeats any part of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import duck, statements
from tallybook.sources.grids import Grid, Row
from tallybook.sources.texts import written
from tallybook.sources.unfit import Unfit

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, CursorResult, Executable

READ_ONLY, NOT_READ_ONLY = "read-only", "not read-only"
CHUNK = 20_000
TRIES = 3
# Seconds before the second try; twice as many before the third.
WAIT = 1.0
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
# Oracle's holds for one transaction, the others' for the connection.
_FOR_ONE_TRANSACTION = ("oracle",)
_PROTECTED = {*_READ_ONLY, "postgresql", "duckdb"}
# What is no better a second after: a wrong password tried again may lock an account.
_FINAL = ("authentication", "password", "does not exist", "access denied", "unable to open")


def grids(root: Path, source: Source, read_from: Sequence[str] = ()) -> Iterator[Grid]:
    """The one grid of a table or query; its header is row 1, as it would be were it a table of text."""
    if source.query is not None and not statements.is_select(source.query):
        raise Unfit(
            "not-a-select",
            say("The query is no SELECT."),
            say("A source is only read: begin the query with SELECT or WITH."),
        )
    if source.database is None:
        yield Grid(rows=duck.over_files(root, source, read_from))
        return
    url = _url(root, source.database)
    name = url.get_backend_name()
    yield Grid(
        rows=_of_duckdb(url, source) if name == "duckdb" else _rows(url, source),
        found={"access": READ_ONLY if name in _PROTECTED else NOT_READ_ONLY},
    )


def _url(root: Path, name: str) -> URL:
    """The address that the environment gives; files of databases lie relative to the workspace."""
    alchemy = _sqlalchemy()
    given = os.environ.get(name)
    if not given:
        raise Unfit(
            "no-database",
            say("The environment variable {name} is not set.", name=name),
            say(
                "Set it to the database's URL: {example}", example="postgresql://USER:PASSWORD@HOST/DATABASE"
            ),
        )
    try:
        url: URL = alchemy.make_url(given)
    except alchemy.exc.ArgumentError:
        raise Unfit(
            "no-database",
            say("What the environment variable {name} holds is no URL of a database.", name=name),
            say(
                "Set it to the database's URL: {example}", example="postgresql://USER:PASSWORD@HOST/DATABASE"
            ),
        ) from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() in ("sqlite", "duckdb") and url.database:
        url = url.set(database=str(root / url.database))
        _check_there(name, Path(str(url.database)))
    return url


def _check_there(name: str, file: Path) -> None:
    """SQLite would make a new database of a file that is not there."""
    if not file.is_file():
        raise Unfit(
            "no-database",
            say(
                "There is no file where the environment variable {name} says that the database is.", name=name
            ),
            say(
                "Put the database's file there, or write its path as it leads there from the workspace's folder."
            ),
        )


def _rows(url: URL, source: Source) -> Iterator[Row]:
    """All rows of one answer; a connection that is lost on the way begins anew, with nothing of the old answer."""
    for attempt in range(1, TRIES + 1):
        try:
            return iter(list(_answer(url, source)))
        except _LostError as lost:
            if lost.final or attempt == TRIES:
                raise _unreachable(source, lost.reason) from None
            time.sleep(WAIT * attempt)
    raise AssertionError("the last try returns or raises")


class _LostError(Exception):
    """There is no connection, or there is none any more; `final` where trying again would not help."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = any(mark in reason.casefold() for mark in _FINAL)


def _answer(url: URL, source: Source) -> Iterator[Row]:
    alchemy = _sqlalchemy()
    with _connected(url) as connection:
        try:
            found = connection.execute(_statement(source), source.parameters)
            yield from _numbered(found)
        except alchemy.exc.SQLAlchemyError as error:
            if getattr(error, "connection_invalidated", False):
                raise _LostError(_reason(error, url)) from None
            raise duck.refused(_reason(error, url)) from None


def _numbered(found: CursorResult[Any]) -> Iterator[Row]:
    names = list(found.keys())
    yield Row(1, names)
    line = 1
    for chunk in found.partitions(CHUNK):
        for values in chunk:
            line += 1
            yield Row(line, [written(value, name) for name, value in zip(names, values, strict=True)])


def _connected(url: URL) -> Connection:
    """A connection on which nothing can be changed, and whose answers come in pieces."""
    alchemy = _sqlalchemy()
    try:
        engine = alchemy.create_engine(url, poolclass=alchemy.pool.NullPool, hide_parameters=True)
        connection = engine.connect()
        if command := _READ_ONLY.get(url.get_backend_name()):
            connection.exec_driver_sql(command)
            if url.get_backend_name() not in _FOR_ONE_TRANSACTION:
                connection.rollback()
        options: dict[str, Any] = {"stream_results": True, "max_row_buffer": CHUNK}
        if url.get_backend_name() == "postgresql":
            options["postgresql_readonly"] = True
        found: Connection = connection.execution_options(**options)
    except (ImportError, alchemy.exc.NoSuchModuleError):
        raise Unfit(
            "part-not-installed",
            say("This needs {part}, which is not installed.", part=url.drivername),
            say(
                "Install the SQLAlchemy driver of this database; PostgreSQL's comes with {package}.",
                package='"tallybook[sql]"',
            ),
        ) from None
    except alchemy.exc.SQLAlchemyError as error:
        raise _LostError(_reason(error, url)) from None
    return found


def _statement(source: Source) -> Executable:
    alchemy = _sqlalchemy()
    if source.query is not None:
        query: Executable = alchemy.text(statements.bare(source.query))
        return query
    schema, _, name = (source.table or "").rpartition(".")
    quoted = alchemy.sql.quoted_name
    found: Executable = alchemy.select(alchemy.literal_column("*")).select_from(
        alchemy.table(quoted(name, quote=True), schema=quoted(schema, quote=True) if schema else None)
    )
    return found


def _of_duckdb(url: URL, source: Source) -> Iterator[Row]:
    try:
        connection = duck.connect(url.database or ":memory:", alone=True)
    except duck.error() as error:
        raise _unreachable(source, _reason(error, url)) from None
    with closing(connection):
        yield from duck.answered(connection, source)


def _reason(error: Exception, url: URL) -> str:
    """The first line of what the database says, without anything that the URL says."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    said = lines[0] if lines else type(error).__name__
    secrets = (
        url.password,
        url.username,
        url.host,
        url.database,
        str(url.port or ""),
        *map(str, url.query.values()),
    )
    for secret in sorted({str(one) for one in secrets if one}, key=len, reverse=True):
        said = said.replace(secret, "…")
    return said


def _unreachable(source: Source, reason: str) -> Unfit:
    return Unfit(
        "database-unreachable",
        say(
            "The database of {name} cannot be read: {reason}.",
            name=source.database,
            reason=reason.rstrip("."),
        ),
        say("Check that it runs, that it can be reached from here, and that the URL's user may read it."),
    )


def _sqlalchemy() -> ModuleType:
    try:
        import sqlalchemy
    except ImportError as error:
        raise Unfit(
            "part-not-installed",
            say("This needs {part}, which is not installed.", part="SQLAlchemy"),
            say("Install it with: pip install {package}", package='"tallybook[sql]"'),
        ) from error
    return sqlalchemy
