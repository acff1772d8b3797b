"""A new version, made whole in a folder beside; the version before it is linked or copied, never written to."""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallybook import files
from tallybook.archive.ocfl.inventories import Inventory, read
from tallybook.archive.ocfl.notes import ALGORITHM, CONTENT, DECLARATION, DECLARED, INVENTORY, TYPE
from tallybook.errors import ArchiveError, say

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a version holds, and what is said of it.

    `contents` are bytes, or files that must still have the digest in `digests`, by their path in the version.
    """

    id: str
    contents: Mapping[str, bytes | Path]
    digests: Mapping[str, str]
    created: str
    message: str
    name: str
    address: str | None = None


def stage(version: Version, old: Path | None, fresh: Path) -> tuple[str, str]:
    """Make the object with its new version in the empty folder `fresh`; the version's name and inventory's digest.

    Raises ArchiveError where a file is no longer what it was, FilesError where the disk refuses.
    """
    before = _before(old)
    name = f"v{len(before.versions) + 1}" if before else "v1"
    with files.writing(fresh):
        if old:
            _keep(old, fresh)
        _write(fresh / DECLARATION, DECLARED)
        manifest = _put(version, name, before.manifest if before else {}, fresh)
        inventory = _inventory(version, name, before, manifest)
        digest = hashlib.sha512(inventory).hexdigest()
        for folder in (fresh / name, fresh):
            folder.mkdir(exist_ok=True)
            _write(folder / INVENTORY, inventory)
            _write(folder / f"{INVENTORY}.{ALGORITHM}", f"{digest}  {INVENTORY}\n".encode())
        _sync(fresh)
    return name, digest


def _before(old: Path | None) -> Inventory | None:
    return read((old / INVENTORY).read_bytes())[0] if old else None


def _keep(old: Path, fresh: Path) -> None:
    """All versions so far; where the system knows no second name for a file, a copy of it."""
    for path in sorted(old.rglob("*")):
        place = fresh / path.relative_to(old)
        if path.is_dir():
            place.mkdir()
        elif path.parent != old:
            try:
                os.link(path, place)
            except OSError:
                shutil.copyfile(path, place)


def _put(version: Version, name: str, known: Mapping[str, str], fresh: Path) -> dict[str, str]:
    """Write what is not there yet under any name; the digest of every content path, old and new."""
    manifest = dict(known)
    kept = set(known.values())
    for path, content in sorted(version.contents.items()):
        digest = version.digests[path]
        if digest not in kept:
            place = files.inside(fresh, f"{name}/{CONTENT}/{path}")
            place.parent.mkdir(parents=True, exist_ok=True)
            _copy(content, place, digest)
            manifest[f"{name}/{CONTENT}/{path}"] = digest
            kept.add(digest)
    return manifest


def _inventory(version: Version, name: str, before: Inventory | None, manifest: Mapping[str, str]) -> bytes:
    user = {"name": version.name} | ({"address": version.address} if version.address else {})
    block = {
        "created": version.created,
        "message": version.message,
        "state": _by_digest(version.digests),
        "user": user,
    }
    data: dict[str, Any] = {
        "id": version.id,
        "type": TYPE,
        "digestAlgorithm": ALGORITHM,
        "head": name,
        "contentDirectory": CONTENT,
        "manifest": _by_digest(manifest),
        "versions": {**(before.data["versions"] if before else {}), name: block},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _by_digest(paths: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, digest in sorted(paths.items(), key=lambda pair: (pair[1], pair[0])):
        found.setdefault(digest, []).append(path)
    return found


def _copy(content: bytes | Path, place: Path, digest: str) -> None:
    made = hashlib.sha512()
    with contextlib.ExitStack() as stack:
        target = stack.enter_context(place.open("xb"))
        if isinstance(content, bytes):
            made.update(content)
            target.write(content)
        else:
            source = stack.enter_context(content.open("rb"))
            while chunk := source.read(_CHUNK):
                made.update(chunk)
                target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if made.hexdigest() != digest:
        raise ArchiveError(say("{path} was changed while it was sealed. Build the book again.", path=content))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Have the names in all folders on the disk too, not only the files' contents."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            files.sync(path)
