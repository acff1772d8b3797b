"""The files that a reading opens are known beforehand, or it is known that they are not all."""

from pathlib import Path

from tallybook import tables, workspace
from tests import small


def _inputs(folder: Path) -> set[str] | None:
    found = workspace.find(folder)
    paths = tables.inputs(found.root, found.settings)
    return None if paths is None else {path.relative_to(folder).as_posix() for path in paths}


def _declare(folder: Path, source: str) -> Path:
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("actuals: {file: data/actuals.csv}", f"actuals: {source}"), "utf-8")
    return folder


def test_files_by_name_and_pattern_and_notes_are_inputs(tmp_path: Path) -> None:
    folder = _declare(small.write(tmp_path / "w"), "{file: data/act*.csv}")
    tables_ = {"units", "managers", "kpis", "actuals", "targets", "commitments"}
    assert _inputs(folder) == {f"data/{name}.csv" for name in tables_} | {"data/notes/2025-H1/007.md"}


def test_with_a_query_nobody_knows_what_it_will_say(tmp_path: Path) -> None:
    query = "{query: select * from a where date < current_date, files: {a: data/actuals.csv}}"
    assert _inputs(_declare(small.write(tmp_path / "w"), query)) is None


def test_with_a_database_nobody_knows_beforehand(tmp_path: Path) -> None:
    folder = _declare(small.write(tmp_path / "w"), "{database: BOOKS, table: actuals}")
    assert _inputs(folder) is None


def test_with_a_missing_file_neither(tmp_path: Path) -> None:
    assert _inputs(_declare(small.write(tmp_path / "w"), "{file: data/gone.csv}")) is None


def test_files_outside_that_may_be_read_are_used_too(tmp_path: Path) -> None:
    more = "  read_from: [../exports]\n"
    folder = _declare(small.write(tmp_path / "w", more=more), "{file: ../exports/a.csv}")
    (tmp_path / "exports").mkdir()
    outside = (folder / "data/actuals.csv").rename(tmp_path / "exports/a.csv")
    found = workspace.find(folder)
    used = tables.files_used(found.root, found.settings)
    assert outside in {path.resolve() for path in used}
