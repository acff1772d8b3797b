"""`review/PERIOD.log`: one line for each event, each naming the digests of the lines that its writer had seen last.

Who writes at the same time on two machines, or on two branches in git, names the same line; both lines stand,
in the file's order, and the next one names both.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.period import Period
from tallybook.domain.reviewing import Event
from tallybook.errors import ReviewError, reason, say

FOLDER = "review"
# A colleague's event takes a moment; who finds the log held for so long should be told.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its line's number and digest, and the digests of the lines before it that nothing followed yet."""

    line: int
    digest: str
    seen: tuple[str, ...]
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """All events of a period that can be read, in order; `broken` are the lines where the chain does not hold.

    `noted` are the digests that stood for the whole log after each of its lines: what somebody may have kept.
    """

    name: str
    events: tuple[Recorded, ...] = ()
    heads: tuple[str, ...] = ()
    broken: tuple[int, ...] = ()
    noted: frozenset[str] = frozenset(("",))

    @property
    def head(self) -> str:
        """One digest that stands for the whole log, for somebody else to keep."""
        return _joined(self.heads)

    def knows(self, head: str) -> bool:
        """Whether the log still holds what it held when `head` was noted down."""
        return head in self.noted or any(head == recorded.digest for recorded in self.events)


def name(period: Period) -> str:
    """The log's file name."""
    return f"{period.file_slug}.log"


def read(root: Path, period: Period) -> Log:
    """The log of a period; an empty one where nothing was done yet."""
    path = root / FOLDER / name(period)
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise ReviewError(
            say("{path} could not be read: {reason}.", path=path, reason=reason(error))
        ) from error
    return parse(data, f"{FOLDER}/{name(period)}")


def parse(data: bytes, name: str = "") -> Log:
    """The log in a file's bytes."""
    events: list[Recorded] = []
    heads: dict[str, None] = {}
    known: set[str] = set()
    broken: list[int] = []
    noted = {""}
    # Line ends that git or an editor has turned into Windows's are no part of what was written.
    for number, line in enumerate(data.replace(b"\r\n", b"\n").splitlines(keepends=True), start=1):
        digest, recorded = _digest(line), _recorded(line, number)
        if recorded is None or digest in known or not _follows(recorded, known):
            broken.append(number)
        if recorded is not None:
            events.append(recorded)
            for seen in recorded.seen:
                heads.pop(seen, None)
        known.add(digest)
        heads[digest] = None
        noted.add(_joined(tuple(heads)))
    return Log(
        name=name,
        events=tuple(events),
        heads=tuple(heads),
        broken=tuple(broken),
        noted=frozenset(noted),
    )


def _joined(heads: tuple[str, ...]) -> str:
    return _digest("\n".join(heads).encode()) if len(heads) > 1 else "".join(heads)


def add(root: Path, period: Period, make: Callable[[Log], Event]) -> Log:
    """Append the event that `make` makes of the log as it is when nobody else writes; returns the log with it.

    Raises ReviewError where the log is damaged: nothing is added to what proves nothing.
    """
    return add_all(root, period, lambda found: (make(found),))


def add_all(root: Path, period: Period, make: Callable[[Log], Iterable[Event]]) -> Log:
    """As `add`, of any number of events: all of them are in the log, or none is."""
    folder = root / FOLDER
    with files.locked(folder, wait=_PATIENCE):
        found = read(root, period)
        if found.broken:
            raise damaged(found)
        path = folder / name(period)
        data, heads = path.read_bytes() if path.is_file() else b"", found.heads
        for event in make(found):
            written = line(event, heads)
            data, heads = data + written, (_digest(written),)
        if heads != found.heads:
            files.write(path, data)
        return parse(data, found.name)


def damaged(found: Log) -> ReviewError:
    """What is to be said of a log whose chain does not hold."""
    return ReviewError(
        say(
            "{file}, line {row}: the chain of events is broken; lines were cut, moved or edited. No approval of the period "
            "counts until the file is back as it was: take it from git or a backup. Where there is none, move it "
            "away; everything must then be submitted and approved again.",
            file=found.name,
            row=found.broken[0],
        )
    )


def files_of(root: Path, period: Period) -> tuple[Path, ...]:
    """Every file that the review of a period consists of."""
    folder = root / FOLDER
    found = (folder / name(period), *sorted((folder / period.file_slug).glob("*.json")))
    return tuple(path for path in found if path.is_file())


def line(event: Event, heads: tuple[str, ...]) -> bytes:
    """An event's line with its end, after the lines with these digests."""
    plain = {"previous": list(heads), **codec.dump(event)}
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _recorded(written: bytes, number: int) -> Recorded | None:
    """The event in a line; None where it is not written exactly as we write it."""
    try:
        plain = json.loads(written)
        seen = tuple(plain.pop("previous"))
        event = codec.load(Event, plain)
        if not all(isinstance(one, str) for one in seen) or line(event, seen) != written:
            return None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Recorded(line=number, digest=_digest(written), seen=seen, event=event)


def _follows(recorded: Recorded, known: set[str]) -> bool:
    """Whether all lines that the writer had seen stand before this one; only the first line has seen none."""
    return set(recorded.seen) <= known and bool(recorded.seen) == (recorded.line > 1)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
