"""Verify an archive, or a copy of it, by itself alone: the log's chain, and every file of every version."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallybook.archive import crate, layout, log, ocfl
from tallybook.archive.damage import Damage, Finding
from tallybook.archive.log import Entry, Log
from tallybook.archive.package import is_of
from tallybook.errors import ArchiveError, reason, say

# Recommendations of OCFL that our own objects follow without exception.
_STRICT = ("W002", "W010", "W011", "W013")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the newest version of an object says of itself: whose it is, how far it is approved, whether on paper."""

    object: str
    organisation: str
    status: str
    has_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at and found; `unfinished` is what a broken off command has left."""

    findings: tuple[Finding, ...]
    head: str
    entries: tuple[Entry, ...]
    objects: tuple[str, ...]
    files: int
    bytes: int
    unfinished: tuple[str, ...]
    head_was_given: bool
    books: tuple["Book", ...] = ()

    @property
    def versions(self) -> int:
        """How many versions of the objects the log names."""
        return sum(layout.folder(entry.object) in self.objects for entry in self.entries)


def verify(archive: Path, *, period: str | None = None, head: str | None = None) -> Verified:
    """Check the log and the objects, all or those of a period, against each other and against `head`.

    Raises ArchiveError where there is no archive, none of the period, or one that cannot be read.
    """
    try:
        return _verified(archive, period, head)
    except OSError as error:
        raise ArchiveError(
            say("{path} cannot be read: {reason}.", path=error.filename, reason=reason(error))
        ) from error


def verify_object(archive: Path, name: str) -> tuple[Finding, ...]:
    """Check the log and one object, which need not be there yet."""
    known = log.read(archive)
    return (*known.broken, *_of_object(archive, name, known))


def _verified(archive: Path, period: str | None, head: str | None) -> Verified:
    if not archive.is_dir() or not any((archive / name).exists() for name in (layout.DECLARATION, log.NAME)):
        raise ArchiveError(say("There is no archive in {folder}.", folder=archive))
    known = log.read(archive)
    names = sorted({*layout.objects(archive), *(layout.folder(entry.object) for entry in known.entries)})
    chosen = tuple(name for name in names if period is None or is_of(name, period))
    if period is not None and not chosen:
        raise ArchiveError(say("Nothing of {period} is sealed in {folder}.", period=period, folder=archive))
    found = [*layout.findings(archive), *_of_log(archive, known, names), *_of_head(known, head)]
    for name in chosen:
        found += _of_object(archive, name, known)
    sizes = [path.stat().st_size for name in chosen for path in (archive / name).rglob("*") if path.is_file()]
    return Verified(
        findings=tuple(sorted(set(found), key=lambda one: (one.object, one.file, one.line or 0, one.damage))),
        head=known.head,
        entries=known.entries,
        objects=chosen,
        files=len(sizes),
        bytes=sum(sizes),
        unfinished=layout.unfinished(archive),
        head_was_given=head is not None,
        books=tuple(book for name in chosen if (book := _book(archive / name, name)) is not None),
    )


def _book(place: Path, name: str) -> Book | None:
    """The newest version's word on itself; None where the object is so damaged that it says nothing."""
    try:
        inventory, _ = ocfl.read((place / "inventory.json").read_bytes())
        if inventory is None:
            return None
        state = inventory.state(inventory.head)
        kept = {digest: path for path, digest in inventory.manifest.items()}
        told = (place / kept[state[crate.NAME]]).read_bytes()
        whose, status = crate.organisation_of(told), crate.status_of(told)
    except (OSError, ValueError, KeyError, TypeError, StopIteration, RecursionError):
        return None
    papers = any(path.startswith("html/") and path.endswith(".pdf") for path in state)
    return Book(object=name, organisation=whose, status=status, has_paper=papers)


def _of_log(archive: Path, known: Log, objects: list[str]) -> Iterator[Finding]:
    yield from known.broken
    if objects and not known.digests:
        yield Finding(object="", file=log.NAME, damage=Damage.MISSING)
    if (archive / log.NAME).is_symlink():
        yield Finding(object="", file=log.NAME, damage=Damage.UNEXPECTED)


def _of_head(known: Log, head: str | None) -> Iterator[Finding]:
    """A head that was kept elsewhere must be that of some line; later lines may have come since."""
    if head is not None and "".join(head.split()).lower() not in known.digests:
        yield Finding(object="", file=log.NAME, damage=Damage.TAIL_CUT)


def _of_object(archive: Path, name: str, known: Log) -> Iterator[Finding]:
    place = archive / name
    entries = [entry for entry in known.entries if layout.folder(entry.object) == name]
    if not place.is_dir() or place.is_symlink():
        if entries:
            yield Finding(object=name, file="", damage=Damage.MISSING)
        return
    if not entries:
        yield Finding(object=name, file="", damage=Damage.UNEXPECTED)
    for note in ocfl.check(place):
        if note.is_error or note.rule in _STRICT:
            yield Finding(object=name, file=note.file, damage=note.damage, rule=note.rule)
    yield from _of_sidecars(place, name)
    for extra in ("logs", "extensions"):
        if (place / extra).exists():
            yield Finding(object=name, file=extra, damage=Damage.UNEXPECTED)
    yield from _of_versions(place, name, entries)


def _of_sidecars(place: Path, name: str) -> Iterator[Finding]:
    """Whether checksums are written as we write them, to the letter; OCFL would bear capitals and other spaces."""
    for sidecar in (place / "inventory.json.sha512", *place.glob("v*/inventory.json.sha512")):
        text = sidecar.with_suffix("")
        if not (sidecar.is_file() and text.is_file()):
            continue
        made, said = hashlib.sha512(text.read_bytes()).hexdigest().encode(), sidecar.read_bytes()
        if said.lower().startswith(made) and said != made + b"  inventory.json\n":
            yield Finding(object=name, file=sidecar.relative_to(place).as_posix(), damage=Damage.ALTERED)


def _of_versions(place: Path, name: str, entries: list[Entry]) -> Iterator[Finding]:
    """Whether the versions are those of the log, each with the inventory that it had when it was sealed."""
    for count, entry in enumerate(entries, start=1):
        file = f"{entry.version}/inventory.json"
        if entry.version != f"v{count}":
            yield _broken(entry)
        elif not (place / file).is_file():
            yield Finding(object=name, file=entry.version, damage=Damage.MISSING)
        else:
            yield from _of_inventory(place, name, entry)
    logged = {entry.version for entry in entries}
    for path in sorted(place.glob("v*")):
        if entries and path.is_dir() and path.name not in logged:
            yield Finding(object=name, file=path.name, damage=Damage.UNEXPECTED)


def _of_inventory(place: Path, name: str, entry: Entry) -> Iterator[Finding]:
    """Whether a version's inventory is the one that was logged; where not, which of the two has changed."""
    file = f"{entry.version}/inventory.json"
    text = (place / file).read_bytes()
    made = hashlib.sha512(text).hexdigest()
    if made == entry.inventory:
        if not _tells(text, name, entry):
            yield _broken(entry)
        return
    yield Finding(object=name, file=file, damage=Damage.ALTERED)
    sidecar = place / f"{file}.sha512"
    if sidecar.is_file() and sidecar.read_bytes().startswith(made.encode()):
        # An inventory made anew with its checksum, or a changed line: that cannot be told from here.
        yield _broken(entry)


def _tells(text: bytes, name: str, entry: Entry) -> bool:
    """Whether the inventory says the same as the log: of which object, by whom and when."""
    inventory, _ = ocfl.read(text)
    if inventory is None or inventory.head != entry.version or inventory.id != layout.identifier(name):
        return False
    block = inventory.block(entry.version)
    said = block.get("user", {}).get("name"), block.get("created"), inventory.id
    return said == (entry.by, entry.time, entry.object)


def _broken(entry: Entry) -> Finding:
    return Finding(object="", file=log.NAME, damage=Damage.CHAIN_BROKEN, line=entry.sequence)
