"""Whether an object's files are what its inventories say."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from tallybook.archive.damage import Damage
from tallybook.archive.ocfl import inventories
from tallybook.archive.ocfl.inventories import Inventory, number
from tallybook.archive.ocfl.notes import ALGORITHMS, DECLARATION, DECLARED, HASHES, INVENTORY, TYPE, Note

_SIDECAR = re.compile(rb"([0-9A-Fa-f]+)[ \t]+inventory\.json\s*", re.ASCII)
_REGISTERED = re.compile(r"00(0[1-9]|1[01])-[a-z0-9-]+|initial", re.ASCII)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Kept:
    """An inventory as it stands in the object: its place, its bytes, what could be read of it."""

    file: str
    text: bytes
    inventory: Inventory


def check(root: Path) -> tuple[Note, ...]:
    """Everything in which the object in `root` departs from OCFL 1.1; nothing outside of it is ever opened."""
    return tuple(sorted(set(_notes(root))))


def digests(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    """The digests of a file, read once."""
    made = {name: HASHES[name]() for name in algorithms}
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            for one in made.values():
                one.update(chunk)
    return {name: one.hexdigest() for name, one in made.items()}


def _notes(root: Path) -> Iterator[Note]:
    kinds = dict(_entries(root))
    yield from _declaration(root, kinds)
    head, notes = _kept(root, "", kinds)
    yield from notes
    if head is None:
        yield from (
            Note("E001", name) for name, kind in kinds.items() if kind == "folder" and not _usual(name)
        )
        return
    if head.inventory.data.get("type") != TYPE:
        yield Note("E038", INVENTORY)
    yield from _root_entries(head.inventory, kinds)
    if "extensions" in kinds:
        yield from _extensions(root / "extensions")
    folders = [version for version in head.inventory.versions if kinds.get(version) == "folder"]
    yield from (Note("E010", version) for version in head.inventory.versions if version not in folders)
    yield from _versions(root, head, folders)


def _entries(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and kind of everything in a folder; links and devices are neither file nor folder."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        mode = entry.stat(follow_symlinks=False).st_mode
        yield entry.name, "file" if S_ISREG(mode) else "folder" if S_ISDIR(mode) else "other"


def _declaration(root: Path, kinds: Mapping[str, str]) -> Iterator[Note]:
    if kinds.get(DECLARATION) != "file":
        yield Note("E003", DECLARATION)
    elif (root / DECLARATION).read_bytes() != DECLARED:
        yield Note("E007", DECLARATION)


def _kept(root: Path, version: str, kinds: Mapping[str, str]) -> tuple[_Kept | None, list[Note]]:
    """The inventory in the object's folder or in that of a version, and what is wrong with it and its sidecar."""
    file = f"{version}/{INVENTORY}" if version else INVENTORY
    if kinds.get(INVENTORY) != "file":
        return None, [Note("W010" if version else "E063", file)]
    text = (root / file).read_bytes()
    found, rules = inventories.read(text)
    notes = [Note(rule, file) for rule in rules]
    algorithm = found.algorithm if found else _algorithm(kinds)
    notes += _sidecar(root, f"{file}.{algorithm}", text, algorithm, kinds)
    return (_Kept(file, text, found) if found else None), notes


def _algorithm(kinds: Mapping[str, str]) -> str:
    """The algorithm of a sidecar, where the inventory does not tell it."""
    return next((name for name in ALGORITHMS if f"{INVENTORY}.{name}" in kinds), ALGORITHMS[0])


def _sidecar(root: Path, file: str, text: bytes, algorithm: str, kinds: Mapping[str, str]) -> Iterator[Note]:
    if kinds.get(Path(file).name) != "file":
        yield Note("E058", file)
        return
    said = _SIDECAR.fullmatch((root / file).read_bytes())
    if said is None:
        yield Note("E061", file)
        return
    made = HASHES[algorithm]()
    made.update(text)
    if said[1].decode().lower() != made.hexdigest():
        yield Note("E060", file.removesuffix(f".{algorithm}"))


def _root_entries(inventory: Inventory, kinds: Mapping[str, str]) -> Iterator[Note]:
    files = {DECLARATION, INVENTORY, f"{INVENTORY}.{inventory.algorithm}"}
    for name, kind in kinds.items():
        if kind == "other":
            yield Note("E090", name)
        elif kind == "file" and name not in files:
            yield Note("E001", name)
        elif kind == "folder" and name not in ("logs", "extensions", *inventory.versions):
            yield Note("E046" if number(name) else "E001", name)


def _usual(folder: str) -> bool:
    return folder in ("logs", "extensions") or number(folder) > 0


def _extensions(folder: Path) -> Iterator[Note]:
    for name, kind in _entries(folder):
        if kind != "folder":
            yield Note("E067", f"extensions/{name}")
        elif not _REGISTERED.fullmatch(name):
            yield Note("W013", f"extensions/{name}")


def _versions(root: Path, head: _Kept, folders: list[str]) -> Iterator[Note]:
    olds, files = [], []
    for version in folders:
        kinds = dict(_entries(root / version))
        yield from _version_entries(version, head.inventory, kinds)
        kept, notes = _kept(root, version, kinds)
        yield from notes
        olds += [(version, kept)] if kept else []
        content = root / version / head.inventory.content_folder
        if kinds.get(content.name) == "folder":
            found, notes = _walk(root, content)
            files += found
            yield from notes
    yield from _comparisons(head, olds)
    yield from _contents(root, files, [head, *(kept for _, kept in olds if kept.text != head.text)])


def _version_entries(version: str, head: Inventory, kinds: Mapping[str, str]) -> Iterator[Note]:
    for name, kind in kinds.items():
        if kind == "other":
            yield Note("E090", f"{version}/{name}")
        elif kind == "file" and not re.fullmatch(r"inventory\.json(\.sha(512|256))?", name):
            yield Note("E015", f"{version}/{name}")
        elif kind == "folder" and name != head.content_folder:
            yield Note("W002", f"{version}/{name}")


def _walk(root: Path, content: Path) -> tuple[list[str], list[Note]]:
    """Every file below a content folder, by its path in the object; links are never followed."""
    files, notes, folders = [], [], [content]
    while folders:
        folder = folders.pop()
        entries = list(_entries(folder))
        if not entries and folder != content:
            notes.append(Note("E024", folder.relative_to(root).as_posix()))
        for name, kind in entries:
            path = (folder / name).relative_to(root).as_posix()
            if kind == "folder":
                folders.append(folder / name)
            elif kind == "file":
                files.append(path)
            else:
                notes.append(Note("E090", path))
    return files, notes


def _comparisons(head: _Kept, olds: Iterable[tuple[str, _Kept]]) -> Iterator[Note]:
    """Whether the inventories of all versions tell one story."""
    newest = TYPE
    for version, kept in reversed(list(olds)):
        old = kept.inventory
        if version == head.inventory.head and kept.text != head.text:
            yield Note("E064", kept.file)
        if old.head != version:
            yield Note("E040", kept.file)
        if old.id != head.inventory.id:
            yield Note("E037", kept.file)
        if old.content_folder != head.inventory.content_folder:
            yield Note("E019", kept.file)
        if str(old.data.get("type")) > newest:
            yield Note("E103", kept.file)
        newest = str(old.data.get("type"))
        yield from _states(head.inventory, kept)


def _states(head: Inventory, kept: _Kept) -> Iterator[Note]:
    old = kept.inventory
    same = old.algorithm == head.algorithm
    ours = {digest: head.manifest.get(path) for path, digest in old.manifest.items()}
    for version in old.versions:
        if version not in head.versions:
            yield Note("E066", kept.file)
            continue
        state = old.state(version)
        known = state if same else {path: ours.get(digest) for path, digest in state.items()}
        if known != head.state(version):
            yield Note("E066", kept.file)
        if any(
            old.block(version).get(key) != head.block(version).get(key)
            for key in ("created", "message", "user")
        ):
            yield Note("W011", kept.file)


def _contents(root: Path, files: Iterable[str], inventories_: list[_Kept]) -> Iterator[Note]:
    """Whether every file is listed, every listed file is there, and all are what they were."""
    found = set(files)
    for kept in inventories_:
        listed = set(kept.inventory.manifest)
        until = number(kept.inventory.head)
        its = {path for path in found if number(path.partition("/")[0]) <= until}
        yield from (Note("E023", path) for path in its - listed)
        yield from (Note("E092", path, Damage.MISSING) for path in listed - found)
        for block in kept.inventory.fixity.values():
            yield from (Note("E093", path, Damage.MISSING) for path in set(block) - found)
    for path in sorted(found):
        said = list(_said(path, inventories_))
        if said:
            made = digests(root / path, {algorithm for _, algorithm, _ in said})
            yield from (Note(rule, path) for rule, algorithm, digest in said if made[algorithm] != digest)


def _said(path: str, inventories_: list[_Kept]) -> Iterator[tuple[str, str, str]]:
    """What inventories say of a file: the rule that it keeps, the algorithm and the digest."""
    for kept in inventories_:
        inventory = kept.inventory
        if path in inventory.manifest:
            yield "E092", inventory.algorithm, inventory.manifest[path]
        for algorithm, block in inventory.fixity.items():
            if path in block:
                yield "E093", algorithm, block[path]
