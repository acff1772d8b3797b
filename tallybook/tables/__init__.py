"""The tables: every declared source read, mapped to the canonical columns and checked, all faults at once."""

from pathlib import Path

from tallybook.domain.records import Tables
from tallybook.settings import Settings


def read(root: Path, settings: Settings) -> Tables:
    """The workspace's tables and notes; raises TablesError with all faults of all files."""
    # pandas takes longer to import than most commands to run.
    from tallybook.tables.reading import read_tables

    return read_tables(root, settings)
