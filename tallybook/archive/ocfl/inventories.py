"""What an inventory says, and whether it may say so."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tallybook.archive.ocfl.notes import ALGORITHMS, CONTENT, HASHES, OLDER_TYPE, TYPE

_VERSION = re.compile(r"v(0*[1-9][0-9]*)", re.ASCII)
_SECONDS = re.compile(
    r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)",
    re.ASCII,
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Inventory:
    """A whole inventory; paths and digests as they are written in it."""

    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The object's identifier."""
        return str(self.data["id"])

    @property
    def head(self) -> str:
        """The newest version."""
        return str(self.data["head"])

    @property
    def algorithm(self) -> str:
        """How its digests are made."""
        return str(self.data["digestAlgorithm"])

    @property
    def content_folder(self) -> str:
        """The folder in each version that holds its contents."""
        return str(self.data.get("contentDirectory", CONTENT))

    @property
    def versions(self) -> tuple[str, ...]:
        """All versions from the first to the newest."""
        return tuple(sorted(self.data["versions"], key=number))

    @property
    def manifest(self) -> dict[str, str]:
        """The digest of each content path, in small letters."""
        return _inverted(self.data["manifest"])

    @property
    def fixity(self) -> dict[str, dict[str, str]]:
        """By algorithm that we know, further digests of content paths."""
        blocks = self.data.get("fixity", {})
        return {name: _inverted(block) for name, block in blocks.items() if name in HASHES}

    def state(self, version: str) -> dict[str, str]:
        """The digest of each logical path of a version, in small letters."""
        return _inverted(self.data["versions"][version]["state"])

    def block(self, version: str) -> Mapping[str, Any]:
        """What is said of a version: when, by whom, why."""
        found: Mapping[str, Any] = self.data["versions"][version]
        return found


def number(version: str) -> int:
    """The number in a version's name; 0 where it is none."""
    found = _VERSION.fullmatch(version)
    return int(found[1]) if found else 0


def read(text: bytes) -> tuple[Inventory | None, tuple[str, ...]]:
    """The inventory in a file and the rules that it breaks; none where they leave nothing to work with."""
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None, ("E033",)
    if not isinstance(data, dict):
        return None, ("E033",)
    rules = tuple(dict.fromkeys(_rules(data)))
    return (None if _broken(data) else Inventory(data)), rules


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _broken(data: Mapping[str, Any]) -> bool:
    """Whether so much is wrong that files cannot be compared with it."""
    versions = data.get("versions")
    return not (
        isinstance(data.get("id"), str)
        and isinstance(data.get("head"), str)
        and data.get("digestAlgorithm") in ALGORITHMS
        and not list(_of_content_folder(data.get("contentDirectory", CONTENT)))
        and _is_block(data.get("manifest"))
        and isinstance(versions, dict)
        and all(isinstance(one, dict) and _is_block(one.get("state")) for one in versions.values())
        and data["head"] in versions
        and all(number(version) for version in versions)
        and _are_blocks(data.get("fixity", {}))
    )


def _is_block(value: object) -> bool:
    """Whether it is digests with lists of paths."""
    return isinstance(value, dict) and all(
        isinstance(paths, list) and all(isinstance(path, str) for path in paths) for paths in value.values()
    )


def _are_blocks(value: object) -> bool:
    return isinstance(value, dict) and all(_is_block(block) for block in value.values())


def _inverted(block: Mapping[str, list[str]]) -> dict[str, str]:
    return {path: digest.lower() for digest, paths in block.items() for path in paths}


def _rules(data: dict[str, Any]) -> Iterator[str]:
    yield from ("E036" for key in ("id", "type", "digestAlgorithm", "head") if key not in data)
    if "id" in data:
        yield from _of_id(data["id"])
    if data.get("type", TYPE) not in (TYPE, OLDER_TYPE):
        yield "E038"
    if data.get("digestAlgorithm", ALGORITHMS[0]) not in ALGORITHMS:
        yield "E025"
    if data.get("digestAlgorithm") == "sha256":
        yield "W004"
    yield from _of_content_folder(data.get("contentDirectory", CONTENT))
    yield from _of_manifest(data)
    yield from _of_fixity(data.get("fixity", {}))
    yield from _of_versions(data)


def _of_id(value: object) -> Iterator[str]:
    if not isinstance(value, str) or not value:
        yield "E037"
    elif not _URI.fullmatch(value):
        yield "W005"


def _of_content_folder(name: object) -> Iterator[str]:
    if not isinstance(name, str) or not name or "/" in name:
        yield "E017"
    elif name in (".", ".."):
        yield "E018"


def _of_manifest(data: dict[str, Any]) -> Iterator[str]:
    if "manifest" not in data:
        yield "E041"
    elif not _is_block(data["manifest"]):
        yield "E106"
    else:
        yield from _of_digests(data["manifest"], "E096")
        paths = [path for paths in data["manifest"].values() for path in paths]
        yield from _of_content_paths(paths)
        if len(set(paths)) < len(paths) or _conflicting(paths):
            yield "E101"


def _of_digests(block: Mapping[str, object], twice: str) -> Iterator[str]:
    if len({digest.lower() for digest in block}) < len(block):
        yield twice
    if not all(_HEXADECIMAL.fullmatch(digest) for digest in block):
        yield "E096"


def _of_content_paths(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if path.startswith("/") or path.endswith("/"):
            yield "E100"
        if {"", ".", ".."} & set(path.strip("/").split("/")):
            yield "E099"


def _conflicting(paths: Iterable[str]) -> bool:
    """Whether one path would have to be a folder and a file."""
    known = set(paths)
    return any(
        "/".join(path.split("/")[:depth]) in known
        for path in known
        for depth in range(1, path.count("/") + 1)
    )


def _of_fixity(blocks: object) -> Iterator[str]:
    if not isinstance(blocks, dict):
        yield "E111"
        return
    for block in blocks.values():
        if not _is_block(block):
            yield "E057"
            continue
        if len({digest.lower() for digest in block}) < len(block):
            yield "E097"
        yield from _of_content_paths(path for paths in block.values() for path in paths)


def _of_versions(data: dict[str, Any]) -> Iterator[str]:
    versions = data.get("versions")
    if not isinstance(versions, dict):
        yield "E043" if "versions" not in data else "E044"
        return
    if not versions:
        yield "E008"
    yield from _of_sequence(list(versions))
    if "head" in data:
        yield from _of_head(data["head"], versions)
    for block in versions.values():
        yield from _of_version(block, data.get("manifest"))
    yield from _of_use(data.get("manifest"), versions)


def _of_sequence(names: list[str]) -> Iterator[str]:
    """All from 1 without a gap, and all padded alike with zeros or none at all."""
    if not all(number(name) for name in names):
        yield "E046"
        return
    numbers = sorted(number(name) for name in names)
    if numbers and numbers[0] != 1:
        yield "E009"
    if numbers != list(range(1, len(numbers) + 1)):
        yield "E010"
    yield from padding(names)


def padding(names: Iterable[str]) -> Iterator[str]:
    """Whether versions are named alike: v1, v2 … or v001, v002 …"""
    named = set(names)
    if not any(name.startswith("v0") for name in named):
        return
    yield "W001"
    if not all(name.startswith("v0") for name in named):
        yield "E011"
    if len({len(name) for name in named}) > 1 or not all(name.startswith("v0") for name in named):
        yield "E013"


def _of_head(head: object, versions: Mapping[str, object]) -> Iterator[str]:
    newest = max(map(number, versions), default=0)
    if not isinstance(head, str) or head not in versions or number(head) != newest:
        yield "E040"


def _of_version(block: object, manifest: object) -> Iterator[str]:
    if not isinstance(block, dict):
        yield "E047"
        return
    yield from ("E048" for key in ("created", "state") if key not in block)
    created = block.get("created")
    if "created" in block and not (isinstance(created, str) and _SECONDS.fullmatch(created)):
        yield "E049"
    if "state" in block:
        yield from _of_state(block["state"], manifest)
    yield from _of_message(block)


def _of_state(state: object, manifest: object) -> Iterator[str]:
    if not isinstance(state, dict):
        yield "E050"
        return
    if not _is_block(state):
        yield "E051"
        return
    if isinstance(manifest, dict) and not set(state) <= set(manifest):
        yield "E050"
    paths = [path for paths in state.values() for path in paths]
    for path in paths:
        if path.startswith("/") or path.endswith("/"):
            yield "E053"
        if {"", ".", ".."} & set(path.strip("/").split("/")):
            yield "E052"
    if len(set(paths)) < len(paths) or _conflicting(paths):
        yield "E095"


def _of_message(block: Mapping[str, object]) -> Iterator[str]:
    if "message" not in block or "user" not in block:
        yield "W007"
    if not isinstance(block.get("message", ""), str):
        yield "E094"
    if "user" not in block:
        return
    user = block["user"]
    if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
        yield "E054"
    elif "address" not in user:
        yield "W008"
    elif not isinstance(user["address"], str) or not _URI.fullmatch(user["address"]):
        yield "W009"


def _of_use(manifest: object, versions: Mapping[str, object]) -> Iterator[str]:
    """Whether everything that is kept is part of some version."""
    if not isinstance(manifest, dict):
        return
    states = [block.get("state") for block in versions.values() if isinstance(block, dict)]
    used = {digest.lower() for state in states if isinstance(state, dict) for digest in state}
    if not {digest.lower() for digest in manifest} <= used:
        yield "E107"
