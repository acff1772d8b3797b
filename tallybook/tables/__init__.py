"""The tables: every declared source read, mapped to the canonical columns and checked, all faults at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tallybook.domain.period import FiscalYear
from tallybook.domain.records import Commitment, Note, Tables
from tallybook.errors import Fault
from tallybook.settings import Settings
from tallybook.tables.seen import Draft, Peek, SeenFile
from tallybook.wording import Wording

__all__ = [
    "Draft",
    "Peek",
    "SeenFile",
    "annotate",
    "draft",
    "files_used",
    "inputs",
    "note_faults",
    "note_parts",
    "peek",
    "read",
    "read_promises",
    "read_some",
]


def read(root: Path, settings: Settings, days: Mapping[str, date] = MappingProxyType({})) -> Tables:
    """The workspace's tables and notes; raises TablesError with all faults of all files.

    `days` are those that queries may ask for: history_start, period_start and period_end.
    """
    # pandas takes longer to import than most commands to run.
    from tallybook.tables.reading import read_tables

    return read_tables(root, settings, days)


def read_some(root: Path, settings: Settings, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """The records of some required tables, whatever is wrong in others; raises TablesError with all faults of theirs."""
    from tallybook.tables import reading

    return reading.read_some(root, settings, names)


def read_promises(root: Path, settings: Settings) -> tuple[Commitment, ...]:
    """The promises that are made in tables of notes, whatever is wrong in other notes."""
    from tallybook.tables import reading

    return reading.read_promises(root, settings)


def note_faults(
    note: Note, text: str, promises: Sequence[Commitment], kpis: Mapping[str, str]
) -> tuple[Fault, ...]:
    """What would be wrong with a note of this text, before it stands among the others; `kpis` gives ids by names."""
    from tallybook.tables import notes

    return notes.faults(note, text, promises, kpis)


def peek(root: Path, settings: Settings, name: str, fiscal: FiscalYear) -> Peek:
    """What a source such as `actuals.2` gives, and how each column was taken; raises UsageError."""
    from tallybook.tables import peeking

    return peeking.peek(root, settings, name, fiscal)


def draft(root: Path, file: str, wanted: str | None, read_from: Sequence[str] = ()) -> Draft:
    """A source drafted from a file's headings and contents; raises TablesError where it cannot be read."""
    from tallybook.tables import drafting

    return drafting.draft(root, file, wanted, read_from)


def ask_by_days(settings: Settings) -> bool:
    """Whether any source's query names the days of a period, and so fetches everything where none is asked for."""
    from tallybook.tables import queries

    return queries.name_days(source for _, sources in settings.tables for source in sources or ())


def inputs(root: Path, settings: Settings) -> tuple[Path, ...] | None:
    """Every file that `read` would open; None where it would read something else too, or miss a file."""
    from tallybook.tables.opened import opened

    return opened(root, settings)


def files_used(root: Path, settings: Settings) -> tuple[Path, ...]:
    """Every file that the tables and notes stand in."""
    from tallybook.tables import opened

    return opened.files_used(root, settings)


def databases(settings: Settings) -> tuple[str, ...]:
    """The environment variables that hold the addresses of the databases which are read."""
    from tallybook.tables import opened

    return opened.databases(settings)


def note_parts(data: bytes, *, masks: bool) -> tuple[tuple[str, str], ...]:
    """What was written in a note, part by part, of its file's bytes; nothing where they are no note.

    As in `read`, tables of next steps and of answers are left out, and phone numbers masked with `masks`.
    """
    from tallybook.tables import notes

    return notes.parts(data, masks=masks)


def annotate(root: Path, faults: Sequence[Fault], folder: Path, wording: Wording) -> tuple[Path, ...]:
    """Write a copy of each file that has faults into `folder`, with its cells marked; returns what was written."""
    from tallybook.tables import annotating

    return annotating.annotate(root, faults, folder, wording)
