"""The files that tables and notes are read from, for whoever wants to know whether anything has changed."""

from pathlib import Path

from tallybook import sources
from tallybook.settings import Settings
from tallybook.settings.sources import TableSources
from tallybook.sources import Unfit


def opened(root: Path, settings: Settings) -> tuple[Path, ...] | None:
    """Every file that a reading would open; None where something else is read too, or a file is missing."""
    declared = [getattr(settings.tables, name) or () for name in TableSources.model_fields]
    patterns = [source.file for of_table in declared for source in of_table if source.rows is None]
    try:
        found = [path for pattern in patterns for path in sources.find(root, pattern or "")]
    except Unfit:
        return None
    notes = (root / settings.notes).rglob("*") if settings.notes else ()
    return (*found, *(path for path in sorted(notes) if path.is_file()))
