"""Seal a package: a new version of its object, whole or not at all, and a line in the log."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tallybook import files
from tallybook.archive import crate, layout, log, ocfl, readme
from tallybook.archive.log import Entry
from tallybook.archive.package import Package, Stamp, digest
from tallybook.archive.verifying import verify_object
from tallybook.errors import ArchiveError, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A version in the archive, and the log's head, to be kept by somebody else; not `new` if it was there already."""

    object: str
    version: str
    inventory: str
    head: str
    new: bool


def seal(archive: Path, package: Package, stamp: Stamp) -> Sealed:
    """Add the package as a new version, unless the newest one holds the same.

    Raises ArchiveError where files are no longer those that the book was built from, or where the archive is
    damaged; FilesError where the disk refuses or another process is at work.
    """
    _check(package)
    with files.locked(archive):
        layout.prepare(archive)
        place, aside = archive / package.name, archive / f".{package.name}.before"
        files.put_back(place, aside)
        _finish(archive)
        _refuse_damage(archive, package.name)
        old = place if place.exists() else None
        same = _same(old, package)
        if same:
            return _sealed(archive, package.name, *same, new=False)
        with files.fresh_folder(place) as room:
            fresh = room / "object"
            fresh.mkdir()
            version, inventory = ocfl.stage(_version(package, stamp), old, fresh)
            _write_next(archive, package, stamp, version, inventory)
            files.put_in_place(fresh, place, aside)
        _finish(archive)
        return _sealed(archive, package.name, version, inventory, new=True)


def _check(package: Package) -> None:
    """Whether everything is still what the book was built from."""
    changed = [
        path for path, place in sorted(package.places.items()) if not _is(place, package.digests[path])
    ]
    if changed:
        raise ArchiveError(
            say(
                "Changed since the book was built: {files}. Build it again, then seal it.",
                files=(*changed[:5], *(("…",) if len(changed) > 5 else ())),
            )
        )


def _is(place: Path, said: str) -> bool:
    try:
        return digest(place) == said
    except OSError:
        return False


def _finish(archive: Path) -> None:
    """Put the next log in place, if its version is; else it tells of nothing and is removed."""
    following = archive / log.NEXT
    if not following.exists():
        return
    with files.writing(archive / log.NAME):
        if log.next_bytes(archive) is None:
            following.unlink()
        else:
            following.replace(archive / log.NAME)
        files.sync(archive)


def _refuse_damage(archive: Path, name: str) -> None:
    if verify_object(archive, name):
        raise ArchiveError(
            say(
                "The archive {folder} is damaged; nothing was added. `tallybook verify` tells where.",
                folder=archive,
            )
        )


def _same(old: Path | None, package: Package) -> tuple[str, str] | None:
    """The newest version and its inventory's digest, if it holds the same; when and by whom is no difference."""
    if old is None:
        return None
    text = (old / "inventory.json").read_bytes()
    inventory, _ = ocfl.read(text)
    assert inventory is not None, "it was checked"
    state = {path: one for path, one in inventory.state(inventory.head).items() if path not in _ABOUT}
    same = state == dict(package.digests)
    return (inventory.head, hashlib.sha512(text).hexdigest()) if same else None


_ABOUT = (crate.NAME, readme.NAME)


def _version(package: Package, stamp: Stamp) -> ocfl.Version:
    about = {crate.NAME: crate.describe(package, stamp), readme.NAME: readme.TEXT.encode()}
    return ocfl.Version(
        id=layout.identifier(package.name),
        contents={**package.places, **about},
        digests={
            **package.digests,
            **{name: hashlib.sha512(text).hexdigest() for name, text in about.items()},
        },
        created=stamp.seconds,
        message=stamp.message,
        name=stamp.by,
        address=stamp.address,
    )


def _write_next(archive: Path, package: Package, stamp: Stamp, version: str, inventory: str) -> None:
    """Write the log as it will be, beside; only with its version in place does it count."""
    now = log.read(archive)
    entry = Entry(
        sequence=len(now.digests) + 1,
        previous=now.head,
        object=layout.identifier(package.name),
        version=version,
        inventory=inventory,
        by=stamp.by,
        time=stamp.seconds,
    )
    path = archive / log.NAME
    files.write(archive / log.NEXT, (path.read_bytes() if path.exists() else b"") + entry.line)


def _sealed(archive: Path, name: str, version: str, inventory: str, *, new: bool) -> Sealed:
    return Sealed(object=name, version=version, inventory=inventory, head=log.read(archive).head, new=new)
