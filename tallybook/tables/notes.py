"""People's notes: one Markdown file for each period and manager, in parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from tallybook.domain.period import Period
from tallybook.domain.phones import masked
from tallybook.domain.records import Commitment, Note
from tallybook.errors import Fault, Message, UsageError, say
from tallybook.sources import finding
from tallybook.sources.decoding import decode
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables.faults import CONFIG, Ledger
from tallybook.tables.headings import beginnings, split
from tallybook.tables.parts import Desk
from tallybook.tables.rows import Rows
from tallybook.tables.schema import NOTES
from tallybook.tables.steps import prose, take_in

LONGEST = 200_000
_MOST_BYTES = 4 * LONGEST + 4
_USUAL = "data/notes"


def read_notes(desk: Desk, folder: str | None, managers: Rows) -> tuple[Note, ...]:
    """The notes found below `folder`, by period and manager; what is wrong goes into the ledger."""
    if folder is None:
        return ()
    home = desk.root / folder
    try:
        finding.check_inside(desk.root, home, desk.read_from)
    except Unfit as unfit:
        desk.ledger.add(_of_folder(folder, unfit))
        return ()
    if not home.is_dir():
        if folder != _USUAL:
            desk.ledger.add(_of_folder(folder, _no_folder(folder)))
        return ()
    notes: dict[tuple[Period, str], Note] = {}
    for path in _found(home, folder, desk):
        place = _File(finding.shown(desk.root, path), path)
        try:
            note = _note(place, home, managers, desk)
            if (note.period, note.manager_id) in notes:
                raise _second(notes[note.period, note.manager_id].file)
            notes[note.period, note.manager_id] = note
        except Unfit as unfit:
            for each in (unfit, *unfit.others):
                desk.ledger.add(place.fault(each))
    return tuple(notes.values())


def parts(data: bytes, *, masks: bool) -> tuple[tuple[str, str], ...]:
    """The parts of a note by name, as tables that were read hold them; nothing where it is no note."""
    try:
        text = decode(data)
        found = split(masked(text) if masks else text)
    except Unfit:
        return ()
    return tuple((name, left) for name, text in found.items() if (left := prose(name, text)))


def faults(
    note: Note, text: str, promises: Sequence[Commitment], kpis: Mapping[str, str]
) -> tuple[Fault, ...]:
    """What is wrong with the text of a note, line by line; `promises` are those that it may answer."""
    ledger = Ledger()
    try:
        found: dict[str, Any] = {**split(text)}
        whole = replace(note, lines=beginnings(text), **found)
        take_in([whole], promises, kpis, ledger)
    except Unfit as unfit:
        for each in (unfit, *unfit.others):
            ledger.add(_File(note.file, Path(note.file)).fault(each))
    return ledger.faults


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    path: Path

    def fault(self, unfit: Unfit) -> Fault:
        return Fault(
            kind=unfit.kind,
            file=self.name,
            table=NOTES,
            row=unfit.row,
            problem=unfit.problem,
            remedy=unfit.remedy,
        )


def _found(home: Path, folder: str, desk: Desk) -> tuple[Path, ...]:
    try:
        return tuple(_files(home))
    except OSError as error:
        desk.ledger.add(_of_folder(folder, finding.unreadable(error)))
        return ()


def _files(home: Path) -> Iterator[Path]:
    """What lies below the folder, but for clutter and what begins with a dot or an underscore.

    Links to folders are not followed: they might lead in a circle.
    """
    for path in sorted(home.iterdir()):
        if path.name.startswith((".", "_")) or finding.is_clutter(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _note(file: _File, home: Path, managers: Rows, desk: Desk) -> Note:
    if file.path.suffix.lower() != ".md" or file.path.parent.parent != home:
        raise _not_a_note()
    finding.check_inside(desk.root, file.path, desk.read_from)
    if not file.path.is_file():
        raise _no_file()
    period = _period(file.path.parent.name, home, desk)
    manager_id = normalize("NFC", file.path.stem)
    if managers.whole and manager_id not in managers.known():
        raise Unfit(
            "unknown-reference",
            say("{id} is not in the table {table}.", id=manager_id, table="managers"),
            meant(manager_id, managers.known()),
        )
    text = _text(file.path)
    parts: dict[str, Any] = {**split(masked(text) if desk.masks else text)}
    return Note(manager_id=manager_id, period=period, file=file.name, lines=beginnings(text), **parts)


def _period(name: str, home: Path, desk: Desk) -> Period:
    try:
        return Period.parse(normalize("NFKC", name).replace("_", ".."), desk.fiscal)
    except UsageError as error:
        raise Unfit(
            "bad-period",
            say("The folder {folder} is not named after a period.", folder=name),
            _rename(name, home, desk),
        ) from error


def _rename(name: str, home: Path, desk: Desk) -> Message:
    others = []
    for folder in sorted(path.name for path in home.iterdir() if path.is_dir()):
        try:
            others.append(Period.parse(folder.replace("_", ".."), desk.fiscal).slug)
        except UsageError:
            continue
    return meant(name, others or ["2025-H1", "2025-Q3", "2025-06", "2025-W23"])


def _text(path: Path) -> str:
    data = finding.read(path, limit=_MOST_BYTES)
    text = decode(data) if len(data) < _MOST_BYTES else ""
    if len(data) == _MOST_BYTES or len(text) > LONGEST:
        raise _too_long()
    return text


def _too_long() -> Unfit:
    return Unfit(
        "too-long",
        say("The note has more than {limit} characters.", limit=LONGEST),
        say("Shorten it; a summary of a few pages is what people read."),
    )


def _not_a_note() -> Unfit:
    return Unfit(
        "not-a-note",
        say("This file is not read: a note is PERIOD/MANAGER_ID.md."),
        say("Name it so, or put an underscore before its name to leave it aside."),
    )


def _no_file() -> Unfit:
    return Unfit(
        "not-a-note",
        say("This is no ordinary file."),
        say("Put the note itself there; a link to nothing, a pipe or a device is not read."),
    )


def _second(first: str) -> Unfit:
    return Unfit(
        "duplicate-key",
        say("There is another note of this person for this period: {first}.", first=first),
        say("Keep one of the two files."),
    )


def _no_folder(folder: str) -> Unfit:
    return Unfit(
        "no-file",
        say("There is no folder {folder}.", folder=folder),
        say("Make it, or leave the setting out where nobody writes notes."),
    )


def _of_folder(folder: str, unfit: Unfit) -> Fault:
    return Fault(
        kind=unfit.kind,
        file=CONFIG,
        table=NOTES,
        column="tallybook.notes",
        value=folder,
        problem=unfit.problem,
        remedy=unfit.remedy,
    )
