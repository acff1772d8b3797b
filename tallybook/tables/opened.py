"""The files that tables and notes are read from, for whoever wants to know whether anything has changed."""

from collections.abc import Iterator
from pathlib import Path

from tallybook import sources
from tallybook.settings import Settings, Source
from tallybook.settings.sources import TableSources
from tallybook.sources import Unfit


def opened(root: Path, settings: Settings) -> tuple[Path, ...] | None:
    """Every file that a reading would open; None where a database or query is read too, or a file is missing.

    A query over files may say something else tomorrow: it can ask for the day.
    """
    declared = list(_declared(settings))
    if any(source.database or source.query for source in declared):
        return None
    names = [source.file for source in declared if source.file]
    try:
        found = [path for name in names for path in sources.find(root, name, settings.read_from)]
    except Unfit:
        return None
    notes = (root / settings.notes).rglob("*") if settings.notes else ()
    return (*found, *(path for path in sorted(notes) if path.is_file()))


def _declared(settings: Settings) -> Iterator[Source]:
    for name in TableSources.model_fields:
        yield from getattr(settings.tables, name) or ()


def files_used(root: Path, settings: Settings) -> tuple[Path, ...]:
    """Every file that a source or a note stands in, as far as they can be found; databases are none."""
    used = {path for source in _declared(settings) for path in _files(root, source, settings.read_from)}
    notes = (root / settings.notes).rglob("*") if settings.notes else ()
    return tuple(sorted(used | {path for path in notes if path.is_file() and not path.name.startswith(".")}))


def databases(settings: Settings) -> tuple[str, ...]:
    """The environment variables that hold the addresses of the databases which are read."""
    named = {source.database for source in _declared(settings) if source.database}
    return tuple(sorted(named))


def _files(root: Path, source: Source, read_from: tuple[str, ...]) -> Iterator[Path]:
    for pattern in (source.file, *source.files.values()):
        try:
            yield from sources.find(root, pattern, read_from) if pattern else ()
        except Unfit:
            continue
