"""`archive.log`: one line for each version sealed, each naming the digest of the line before."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallybook.archive.damage import Damage, Finding

NAME = "archive.log"
# What the next log is called until the version that its last line tells of stands in its place.
NEXT = ".archive.log.next"
# What the first line names as the digest of the line before.
NOTHING = "0" * 64
# An object's id leads to a folder of the archive, never out of it.
_OBJECT = re.compile(r"tallybook:[0-9A-Za-z_-][0-9A-Za-z_.-]*", re.ASCII)
_VERSION = re.compile(r"v[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: which version of which object was sealed, by whom and when; `inventory` is a SHA-512."""

    sequence: int
    previous: str
    object: str
    version: str
    inventory: str
    by: str
    time: str

    @property
    def line(self) -> bytes:
        """The line with its end, as it stands in the file."""
        data = {name: getattr(self, name) for name in self.__slots__}
        return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Log:
    """All lines of a log that can be read, its head, and where the chain is broken."""

    entries: tuple[Entry, ...] = ()
    digests: tuple[str, ...] = ()
    broken: tuple[Finding, ...] = ()

    @property
    def head(self) -> str:
        """The digest of the last line, which stands for the whole archive."""
        return self.digests[-1] if self.digests else NOTHING


def parse(data: bytes) -> Log:
    """The log in a file's bytes."""
    lines = data.splitlines(keepends=True)
    entries: list[Entry] = []
    digests: list[str] = []
    broken: list[Finding] = []
    for place, line in enumerate(lines, start=1):
        entry = _entry(line)
        before = digests[-1] if digests else NOTHING
        if entry is None or (entry.sequence, entry.previous) != (place, before):
            broken.append(Finding(object="", file=NAME, damage=Damage.CHAIN_BROKEN, line=place))
        if entry is not None:
            entries.append(entry)
        digests.append(hashlib.sha256(line).hexdigest())
    return Log(tuple(entries), tuple(digests), tuple(broken))


def read(archive: Path) -> Log:
    """The log of an archive; where a seal was broken off after its version was whole, with that version's line."""
    return parse(next_bytes(archive) or _bytes(archive / NAME))


def next_bytes(archive: Path) -> bytes | None:
    """The log that a broken off seal meant to put in place, if the version that it tells of is there."""
    now, then = _bytes(archive / NAME), _bytes(archive / NEXT)
    added = _entry(then[len(now) :]) if then.startswith(now) else None
    if added is None:
        return None
    inventory = archive / added.object.partition(":")[2] / added.version / "inventory.json"
    stands = inventory.is_file() and hashlib.sha512(inventory.read_bytes()).hexdigest() == added.inventory
    return then if stands else None


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def _entry(line: bytes) -> Entry | None:
    """The entry in a line; None where it is not written exactly as we write it."""
    try:
        entry = Entry(**json.loads(line))
        return entry if all(_sound(entry)) and entry.line == line else None
    except (ValueError, TypeError, RecursionError):
        return None


def _sound(entry: Entry) -> Iterator[bool]:
    yield type(entry.sequence) is int
    yield from (isinstance(getattr(entry, name), str) for name in Entry.__slots__[1:])
    yield _OBJECT.fullmatch(entry.object) is not None and _VERSION.fullmatch(entry.version) is not None
