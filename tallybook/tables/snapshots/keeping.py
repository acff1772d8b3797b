"""Snapshots on disk: a folder for each, named by its digest, with a Parquet file or more for each table."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from tallybook import codec, files
from tallybook.domain.period import FiscalYear, Period
from tallybook.domain.records import DataNote, Note, TableRead, Tables
from tallybook.errors import Fault, UsageError, say
from tallybook.settings import Settings, Source, TableSources
from tallybook.sources import duck
from tallybook.sources.nearest import listed as several
from tallybook.tables.schema import NOTES, TABLES
from tallybook.tables.snapshots import texts

_FILE = "snapshot.json"
_DIGITS = 12
# Seconds that another build may take to keep what it has read.
_WAIT = 120
_NAMES = (*(table.name for table in TABLES), NOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was read: how many rows of each table, the digest of all their cells, and what was said of them.

    The other fields are those of `Tables` that no table holds.
    """

    digest: str
    rows: Mapping[str, int]
    tolerated: tuple[Fault, ...] = ()
    reads: tuple[TableRead, ...] = ()
    data_notes: tuple[DataNote, ...] = ()
    delivered: tuple[frozenset[str], ...] = ()
    folder: Path = field(default=Path(), compare=False)

    @property
    def id(self) -> str:
        """The name by which people call it."""
        return self.digest[:_DIGITS]

    @property
    def read_at(self) -> float:
        """When its data were last read, in seconds as files have them."""
        return (self.folder / _FILE).stat().st_mtime

    @property
    def parts(self) -> tuple[Path, ...]:
        """Its files."""
        return tuple(sorted(path for path in self.folder.iterdir() if path.is_file()))

    def tables(self, name: str) -> tuple[Path, ...]:
        """The Parquet files of a table; none where it has no rows."""
        return tuple(sorted(self.folder.glob(f"{name}.*.parquet")))


def keep(found: Tables, folder: Path, most: int) -> Snapshot:
    """Keep the tables in a folder of snapshots, and only the newest `most`; the same data are kept once."""
    with files.locked(folder, wait=_WAIT), files.fresh_folder(folder / "snapshot") as fresh:
        snapshot = _written(found, fresh)
        place = folder / snapshot.id
        if _is_whole(place, snapshot):
            # Its time is that at which these data were last read.
            os.utime(place / _FILE)
        else:
            files.put_in_place(fresh, place, aside=folder / f".{snapshot.id}.old")
        for old in listed(folder)[most:]:
            shutil.rmtree(old.folder, ignore_errors=True)
    return replace(snapshot, folder=place)


def listed(folder: Path) -> tuple[Snapshot, ...]:
    """The snapshots in a folder, the one of the data last read first; a damaged one is none."""
    found = [(path.stat().st_mtime_ns, path.parent) for path in folder.glob(f"[!.]*/{_FILE}")]
    snapshots = (_read(place) for _, place in sorted(found, reverse=True))
    return tuple(snapshot for snapshot in snapshots if snapshot)


def find(folder: Path, name: str) -> Snapshot:
    """The snapshot whose digest begins with `name`; raises UsageError where there is none, or are several."""
    known = listed(folder)
    found = [snapshot for snapshot in known if name and snapshot.digest.startswith(name)]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        say(
            "There is no single snapshot {name}. There are: {known}.",
            name=name,
            known=several([snapshot.id for snapshot in known], 10) or "–",
        )
    )


def settings_of(snapshot: Snapshot, root: Path, settings: Settings) -> Settings:
    """The settings by which its tables are read again, from its files and nothing else."""
    folder = PurePath(os.path.relpath(snapshot.folder, root)).as_posix()
    sources = {
        name: (Source(file=f"{folder}/{name}.*.parquet") if snapshot.tables(name) else Source(rows=()),)
        for name in _NAMES
        if name in TableSources.model_fields and getattr(settings.tables, name) is not None
    }
    return settings.model_copy(
        update={
            "tables": TableSources(**sources),
            "notes": None,
            "read_from": (folder,),
            "tolerate": (),
        }
    )


def read(snapshot: Snapshot, again: Tables, fiscal: FiscalYear) -> Tables:
    """The tables as they were read, from those that `settings_of` gives."""
    return replace(
        again,
        notes=tuple(_notes(snapshot, fiscal)),
        tolerated=snapshot.tolerated,
        reads=snapshot.reads,
        data_notes=snapshot.data_notes,
        delivered=snapshot.delivered,
    )


def _notes(snapshot: Snapshot, fiscal: FiscalYear) -> Iterator[Note]:
    for path in snapshot.tables(NOTES):
        header, *rows = duck.of_parquet(path)
        for row in rows:
            cells = {name: cell or None for name, cell in zip(header.cells, row.cells, strict=True)}
            yield texts.note(cells, Period.parse(cells["period"] or "", fiscal))


def _written(found: Tables, folder: Path) -> Snapshot:
    whole = hashlib.sha256()
    with closing(duck.connect()) as connection:
        for name in _NAMES:
            for number, cells in enumerate(texts.chunks(found, name)):
                duck.write(connection, folder / f"{name}.{number:04d}.parquet", cells)
                whole.update(json.dumps([name, *cells.values()], ensure_ascii=False).encode())
    snapshot = Snapshot(
        digest=whole.hexdigest(),
        rows={name: len(getattr(found, name)) for name in _NAMES},
        tolerated=found.tolerated,
        reads=found.reads,
        data_notes=found.data_notes,
        delivered=found.delivered,
    )
    digests = {path.name: files.digest(path) for path in sorted(folder.iterdir())}
    kept = {"snapshot": codec.dump(snapshot), "files": digests}
    files.write(folder / _FILE, json.dumps(kept, ensure_ascii=False, indent=1))
    return snapshot


def _is_whole(place: Path, snapshot: Snapshot) -> bool:
    found = _read(place)
    return found is not None and found.digest == snapshot.digest


def _read(place: Path) -> Snapshot | None:
    try:
        kept = json.loads((place / _FILE).read_text(encoding="utf-8"))
        if any(files.digest(place / name) != digest for name, digest in kept["files"].items()):
            return None
        return replace(codec.load(Snapshot, kept["snapshot"]), folder=place)
    except (OSError, ValueError, KeyError, TypeError):
        return None
