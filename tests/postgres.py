"""A PostgreSQL cluster of the tests' own: in a temporary folder, on a socket that nobody else sees."""

import contextlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

USER = "keeper"


@dataclass(frozen=True)
class Server:
    """Where the cluster is, and the password that must never be seen."""

    folder: Path
    password: str

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{self.password}@/postgres?host={self.folder}"

    def load(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table of text columns with these rows, an empty cell nothing."""
        import psycopg
        from psycopg import sql

        columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in header)
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(name), columns))
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                for row in rows:
                    copy.write_row([cell or None for cell in row])

    def run(self, command: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(command)
            return found.fetchall() if found.description else []


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A running cluster; skips where PostgreSQL is not installed."""
    programs = _programs()
    # A socket's path may have 107 bytes, and pytest's own folders are longer than that may leave.
    folder = Path(tempfile.mkdtemp(prefix="tb-pg-"))
    password = secrets.token_hex(12)
    (folder / "password").write_text(password)
    who = _owner(folder)
    try:
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", USER, "--auth=scram-sha-256", "--no-sync",
             "--encoding=UTF8", "--locale=C", f"--pwfile={folder / 'password'}"],
            check=True, capture_output=True, **who,
        )  # fmt: skip
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,
        )  # fmt: skip
        try:
            yield _answering(Server(folder, password))
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if found := shutil.which("postgres"):
        places.append(Path(found).resolve().parent)
    for place in places:
        if (place / "initdb").exists():
            return place
    pytest.skip("PostgreSQL is not installed (Debian: postgresql)")


def _owner(folder: Path) -> dict[str, object]:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in ("postgres", "nobody") if name in known), None)
    if name is None:
        pytest.skip("PostgreSQL does not run as root, and there is nobody else")
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, name)
    return {"user": name, "extra_groups": [], "cwd": folder}


def _answering(server: Server) -> Server:
    import psycopg

    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(server.url).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return server
