"""BagIt packages (RFC 8493, and the drafts before it): whether everything is there, and as it was."""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tallybook.archive.restoring import names
from tallybook.archive.restoring.opening import Opened
from tallybook.archive.restoring.refusing import refused
from tallybook.errors import Fault

DECLARATION = "bagit.txt"
PAYLOAD = "data/"
_DECLARED = re.compile(r"BagIt-Version: (\d+\.\d+)[ \t]*\r?\nTag-File-Character-Encoding: (\S+)\s*")
_VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_FETCH = re.compile(r"\S+[ \t]+(?:\d+|-)[ \t]+(.+)")
_OXUM = re.compile(r"Payload-Oxum\s*:\s*(\d+)\.(\d+)\s*", re.IGNORECASE)
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
# What systems put into folders and take away again by themselves.
_SYSTEM = (".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class _Manifest:
    """One list of checksums: its file, its algorithm, and what it says by path; `lines` in their order."""

    file: str
    algorithm: str
    lines: tuple[tuple[str, str], ...]

    @property
    def is_of_tags(self) -> bool:
        return self.file.startswith("tag")

    @property
    def digests(self) -> dict[str, str]:
        return dict(self.lines)


def check_bag(bag: Opened) -> tuple[Fault, ...]:
    """Everything that is wrong with a bag; what the standard only warns of is nothing wrong."""
    declared = _declared(bag)
    if declared is None:
        return (refused("declaration", DECLARATION),)
    version, encoding = declared
    manifests, faults = _manifests(bag, version, encoding)
    faults += _fetched(bag, encoding)
    if not any(not manifest.is_of_tags for manifest in manifests) and not faults:
        faults.append(refused("missing", "manifest-sha512.txt"))
    # Lists that lead outside or cannot be read are not followed any further.
    if not faults:
        faults += _listed(bag, manifests, version)
        faults += _oxum(bag, encoding, _taken_away(bag, manifests))
        faults += _altered(bag, manifests)
    return tuple(dict.fromkeys(faults))


def has_fetch(bag: Opened) -> bool:
    """Whether a bag names files that are to be fetched."""
    return "fetch.txt" in bag.files


def _declared(bag: Opened) -> tuple[str, str] | None:
    """The version and the encoding that a bag declares; None where that is not done as it must be."""
    if bag.files.get(DECLARATION, 1000) >= 1000:
        return None
    found = _DECLARED.fullmatch(bag.read(DECLARATION).decode("utf-8", "replace"))
    if found is None or found[1] not in _VERSIONS:
        return None
    try:
        codecs.lookup(found[2])
    except (LookupError, ValueError):
        return None
    return found[1], found[2]


def _text(bag: Opened, file: str, encoding: str) -> str | None:
    try:
        return bag.read(file).decode(encoding).removeprefix("\ufeff")
    except UnicodeError:
        return None


def _manifests(bag: Opened, version: str, encoding: str) -> tuple[list[_Manifest], list[Fault]]:
    """Every manifest with what is wrong in it: lines that are none, paths that lead out, files listed twice."""
    manifests: list[_Manifest] = []
    faults: list[Fault] = []
    for file in sorted(bag.files):
        found = _MANIFEST.fullmatch(file)
        if found is None:
            continue
        text = _text(bag, file, encoding) if found[2] in _ALGORITHMS else None
        if text is None:
            faults.append(refused("list", file))
            continue
        lines = [_LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
        faults += [refused("list", file) for line in lines if line is None][:1]
        pairs = [(_path(line[2], version), line[1].lower()) for line in lines if line]
        manifests.append(_Manifest(file, found[2], tuple(pairs)))
        payload = not file.startswith("tag")
        for path, _ in pairs:
            faults += names.unfit(path)
            if payload and not path.startswith(PAYLOAD):
                faults.append(refused("path-outside", path))
        faults += _twice(pairs, version)
    return manifests, faults


def _path(text: str, version: str) -> str:
    """A path as it is in the bag; RFC 8493, 2.1.3, encodes the signs that end a line, and since 1.0 the per cent."""
    coded = {"%0a": "\n", "%0d": "\r"} | ({"%25": "%"} if version == "1.0" else {})
    path = re.sub(
        "%0a|%0d|%25", lambda found: coded.get(found[0].lower(), found[0]), text, flags=re.IGNORECASE
    )
    return path.removeprefix("./")


def _twice(pairs: Iterable[tuple[str, str]], version: str) -> Iterator[Fault]:
    """Paths that stand twice: with different checksums never right, with the same one since 1.0 not either."""
    seen: dict[str, str] = {}
    for path, digest in pairs:
        if path in seen and (version == "1.0" or seen[path] != digest):
            yield refused("listed-twice", path)
        seen[path] = digest


def _fetched(bag: Opened, encoding: str) -> Iterator[Fault]:
    if not has_fetch(bag):
        return
    text = _text(bag, "fetch.txt", encoding)
    lines = [_FETCH.fullmatch(line) for line in (text or "").splitlines() if line.strip()]
    if text is None or None in lines:
        yield refused("list", "fetch.txt")
    for line in lines:
        if line and (list(names.unfit(line[1].removeprefix("./"))) or not line[1].startswith(PAYLOAD)):
            yield refused("path-outside", line[1])


def _listed(bag: Opened, manifests: list[_Manifest], version: str) -> Iterator[Fault]:
    """Whether what is listed is there, and what is there is listed: since 1.0 in every manifest."""
    payload = {file for file in bag.files if file.startswith(PAYLOAD)}
    alike = {names.alike(file) for file in bag.files}
    for manifest in manifests:
        for path in manifest.digests:
            if path not in bag.files and not _excused(path, alike):
                yield refused("missing", path)
    of_payload = [set(manifest.digests) for manifest in manifests if not manifest.is_of_tags]
    both = set.intersection(*of_payload) if version == "1.0" else set.union(*of_payload)
    for file in sorted(payload - both):
        yield refused("unexpected", file)


def _excused(path: str, alike: set[str]) -> bool:
    """Whether a file is missing only by its spelling, or is one that systems take away: of that the suite warns."""
    return names.alike(path) in alike or path.rpartition("/")[2].lower() in _SYSTEM


def _taken_away(bag: Opened, manifests: Iterable[_Manifest]) -> int:
    """How many files of the system's own are listed and have gone."""
    listed = {path for manifest in manifests if not manifest.is_of_tags for path in manifest.digests}
    return sum(path not in bag.files and path.rpartition("/")[2].lower() in _SYSTEM for path in listed)


def _oxum(bag: Opened, encoding: str, gone: int) -> Iterator[Fault]:
    """Whether there are as many bytes and files as the bag says; what a system has taken away of its own was small."""
    if "bag-info.txt" not in bag.files:
        return
    text = _text(bag, "bag-info.txt", encoding)
    sizes = [size for file, size in bag.files.items() if file.startswith(PAYLOAD)]
    for line in (text or "").splitlines():
        found = _OXUM.fullmatch(line)
        if found and (int(found[1]), int(found[2])) != (sum(sizes), len(sizes) + gone):
            yield refused("size", "bag-info.txt")


def _altered(bag: Opened, manifests: Iterable[_Manifest]) -> Iterator[Fault]:
    said: dict[str, list[tuple[str, str]]] = {}
    for manifest in manifests:
        for path, digest in manifest.digests.items():
            said.setdefault(path, []).append((manifest.algorithm, digest))
    for path in bag.files:
        if path in said:
            made = digests(bag, path, {algorithm for algorithm, _ in said[path]})
            if any(made[algorithm] != digest for algorithm, digest in said[path]):
                yield refused("altered", path)


def digests(package: Opened, name: str, algorithms: Iterable[str]) -> Mapping[str, str]:
    """The digests of a file, read once."""
    made = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in algorithms}
    for chunk in package.chunks(name):
        for one in made.values():
            one.update(chunk)
    return {algorithm: one.hexdigest() for algorithm, one in made.items()}
