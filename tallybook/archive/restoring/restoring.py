"""Write what a checked package holds into a folder, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tallybook import files
from tallybook.archive.restoring import bags, objects
from tallybook.archive.restoring.opening import Limits, Opened, opened_package
from tallybook.archive.restoring.refusing import refusal, refused
from tallybook.errors import ArchiveError, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was taken in: as what it came, how many files, and how many bytes."""

    form: str
    files: int
    bytes: int


def restore(package: Path, to: Path, *, version: str | None = None, limits: Limits | None = None) -> Restored:
    """Take a package in: a bag's payload, or a version of an OCFL object, the newest where none is named.

    Raises PackageError with every reason to refuse it before anything is written; ArchiveError where the folder
    is in use or there is no such version.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ArchiveError(say("{path} is there already; remove it or name another folder.", path=to))
    with opened_package(package, limits or Limits()) as opened:
        form, wanted = _wanted(opened, version)
        written = _written(opened, wanted, to)
    return Restored(form=form, files=len(written), bytes=sum(written))


def _written(opened: Opened, wanted: Mapping[str, str], to: Path) -> list[int]:
    """Write the files beside and put them in place together; the size of each."""
    with files.fresh_folder(to) as room, files.writing(to):
        fresh = room / "restored"
        fresh.mkdir()
        written = [_write(opened, source, fresh, path) for path, source in sorted(wanted.items())]
        files.settle(fresh)
        if to.exists():
            to.rmdir()
        fresh.rename(to)
        files.sync(to.parent)
    return written


def _wanted(opened: Opened, version: str | None) -> tuple[str, Mapping[str, str]]:
    """As what a package comes, and by their path in the folder the names of the files in it; all are checked."""
    if bags.DECLARATION in opened.files:
        faults = bags.check_bag(opened)
        if bags.has_fetch(opened):
            faults = (*faults, refused("fetch", "fetch.txt"))
        if faults:
            raise refusal(faults)
        payload = [file for file in opened.files if file.startswith(bags.PAYLOAD)]
        return "BagIt", {file.removeprefix(bags.PAYLOAD): file for file in payload}
    if any(name in opened.files for name in objects.DECLARATIONS):
        return _version(opened, version)
    raise refusal([refused("no-package", "")])


def _version(opened: Opened, version: str | None) -> tuple[str, Mapping[str, str]]:
    inventory = objects.inventory_of(opened)
    if faults := objects.check_object(opened, inventory):
        raise refusal(faults)
    chosen = version or inventory.head
    if chosen not in inventory.versions:
        raise ArchiveError(
            say(
                "{name} has no version {version}. It has: {versions}.",
                name=inventory.id,
                version=chosen,
                versions=tuple(inventory.versions),
            )
        )
    kept = {digest: path for path, digest in inventory.manifest.items()}
    return f"OCFL {chosen}", {path: kept[digest] for path, digest in inventory.state(chosen).items()}


def _write(opened: Opened, name: str, fresh: Path, path: str) -> int:
    """Write a file anew and give its size, which is the one that was listed."""
    place = files.inside(fresh, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with place.open("xb") as target:
        for chunk in opened.chunks(name):
            size += len(chunk)
            target.write(chunk)
    if size != opened.files[name]:
        raise refusal([refused("altered", name)])
    return size
