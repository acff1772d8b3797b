"""A sealed version, opened to be read: each file by its path in the package, and where its bytes are kept."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tallybook import codec, files
from tallybook.archive import layout, log, ocfl
from tallybook.archive.log import Entry
from tallybook.archive.package import is_of
from tallybook.archive.verifying import verify_object
from tallybook.domain.subjects import Subject
from tallybook.errors import ArchiveError, say

# Every KPI result of a book, in the order of its chapters.
FACTS = "facts.json"
_ABOVE = re.compile(r"workspace-above/([1-9][0-9]?)/(.+)", re.ASCII | re.DOTALL)
_INSIDE = "workspace/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """One version of an object: its line in the log, and the log's head after it; `digests` are SHA-512.

    `versions` counts those that there are.
    """

    object: str
    version: str
    versions: int
    entry: Entry
    head: str
    message: str
    digests: Mapping[str, str]
    places: Mapping[str, Path]

    @property
    def by(self) -> str:
        """Who sealed it."""
        return self.entry.by

    @property
    def time(self) -> str:
        """When it was sealed."""
        return self.entry.time

    @property
    def period(self) -> str:
        """The period as it stands in the object's name."""
        return self.object.partition(".")[0].replace("_", "..")

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises ArchiveError where they are no longer those that were sealed."""
        data = self.places[path].read_bytes()
        if hashlib.sha512(data).hexdigest() != self.digests[path]:
            raise ArchiveError(say("{path} was changed while it was read.", path=self.places[path]))
        return data


def opened(archive: Path, period: str | None = None, version: str | None = None) -> tuple[Contents, ...]:
    """A version, the newest where none is named, of each object: all of them, or those of a period.

    Raises ArchiveError where there is none, where an object is damaged, or where it has no such version.
    """
    names = [
        name
        for name in (layout.objects(archive) if archive.is_dir() else ())
        if period is None or is_of(name, period)
    ]
    if not names:
        raise ArchiveError(
            say("Nothing of {period} is sealed in {folder}.", period=period, folder=archive)
            if period
            else say("There is no archive in {folder}.", folder=archive)
        )
    return tuple(open_object(archive, name, version) for name in names)


def open_object(archive: Path, name: str, version: str | None = None) -> Contents:
    """A version, the newest where none is named, of the object in the folder `name`; raises what `opened` raises."""
    if verify_object(archive, name):
        raise ArchiveError(
            say(
                "{name} in {folder} is damaged; nothing in it proves anything. `tallybook verify` tells where.",
                name=name,
                folder=archive,
            )
        )
    inventory, _ = ocfl.read((archive / name / "inventory.json").read_bytes())
    assert inventory is not None, "it was verified"
    chosen = version or inventory.head
    if chosen not in inventory.versions:
        raise ArchiveError(
            say(
                "{name} has no version {version}. It has: {versions}.",
                name=name,
                version=chosen,
                versions=tuple(inventory.versions),
            )
        )
    return _contents(archive, name, inventory, chosen)


def versions(archive: Path, contents: Contents) -> tuple[Contents, ...]:
    """Every version of an opened object, the first one first; each file is checked where it is read."""
    inventory, _ = ocfl.read((archive / contents.object / "inventory.json").read_bytes())
    assert inventory is not None, "it was verified"
    return tuple(
        _contents(archive, contents.object, inventory, f"v{number}") for number in _numbers(contents)
    )


def _numbers(contents: Contents) -> range:
    return range(1, contents.versions + 1)


def _contents(archive: Path, name: str, inventory: ocfl.Inventory, chosen: str) -> Contents:
    kept = {digest: path for path, digest in inventory.manifest.items()}
    state = inventory.state(chosen)
    known = log.read(archive)
    entry = next(one for one in known.entries if (layout.folder(one.object), one.version) == (name, chosen))
    return Contents(
        object=name,
        version=chosen,
        versions=len(inventory.versions),
        entry=entry,
        head=known.digests[entry.sequence - 1],
        message=inventory.block(chosen).get("message", ""),
        digests=state,
        places={path: archive / name / kept[digest] for path, digest in state.items()},
    )


def subjects(contents: Contents) -> tuple[Subject, ...]:
    """Everyone whose facts are in a version, in their order."""
    found = json.loads(contents.read(FACTS))
    return tuple(dict.fromkeys(codec.load(Subject, fact["subject"]) for fact in found))


def take_workspace(contents: Contents, into: Path) -> Path:
    """Write the sealed workspace, and beside it what lay outside of it, into a folder; returns the workspace's."""
    ups = max((int(found[1]) for path in contents.digests if (found := _ABOVE.fullmatch(path))), default=0)
    root = into.joinpath(*(["above"] * (ups - 1)), "workspace")
    for path in contents.digests:
        if path.startswith(_INSIDE):
            files.write(files.inside(root, path.removeprefix(_INSIDE)), contents.read(path))
        elif found := _ABOVE.fullmatch(path):
            base = root.joinpath(*([".."] * int(found[1])))
            files.write(files.inside(base, found[2]), contents.read(path))
    return root


def of_workspace(paths: Iterable[str]) -> frozenset[str]:
    """Those of a package's paths that a book was made from."""
    return frozenset(path for path in paths if path.startswith(_INSIDE) or _ABOVE.fullmatch(path))
