"""What is remembered of the runs, line by line as they go: planned, running, done, failed.

A line is whole or does not count, and the last one of a run holds: a build that is killed at any moment leaves
a ledger that can be read. Whether a run is done says the store alone, which looks at the run itself.
"""

import contextlib
import json
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from tallybook import codec, files
from tallybook.domain.results import Failed, Job, Outcome, Succeeded

_FILE = "runs.jsonl"


class _Standing(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger; may be written to from any thread.

    `done` are the keys of runs of which it says already that they are.
    """

    stream: BinaryIO
    place: Path
    turn: threading.Lock
    done: frozenset[str]

    def begun(self, job: Job) -> None:
        """A run begins."""
        self._write(job, _Standing.RUNNING, process=os.getpid())

    def ended(self, outcome: Outcome) -> None:
        """A run has ended, well or not; on the disk before anything else is said of it."""
        if isinstance(outcome, Succeeded) and outcome.cached and outcome.job.key in self.done:
            return
        if isinstance(outcome, Failed):
            self._write(outcome.job, _Standing.FAILED, failed=codec.dump(outcome))
        else:
            self._write(outcome.job, _Standing.DONE, digest=files.digest(outcome.notebook))
        with files.writing(self.place):
            os.fsync(self.stream.fileno())

    def _write(self, job: Job, standing: _Standing, **more: object) -> None:
        with self.turn, files.writing(self.place):
            self.stream.write(_line(job.key, {"subject": job.subject.slug, "state": standing, **more}))
            self.stream.flush()


@contextlib.contextmanager
def remembering(folder: Path, jobs: Iterable[Job]) -> Iterator[Ledger]:
    """The ledger of a build of these jobs; of each, what is known of the same run before stays known."""
    before, place = _read(folder), folder / _FILE
    planned = {job.key: {"subject": job.subject.slug, "state": _Standing.PLANNED} for job in jobs}
    known = {key: before.get(key, entry) for key, entry in planned.items()}
    files.write(place, b"".join(_line(key, entry) for key, entry in known.items()))
    done = frozenset(key for key, entry in known.items() if entry["state"] == _Standing.DONE)
    with files.writing(place):
        stream = place.open("ab")
    with stream:
        yield Ledger(stream, place, threading.Lock(), done)


def last_failures(folder: Path) -> tuple[Failed, ...]:
    """The failures of the last build, also of one that was killed; none where nothing readable is kept."""
    found = [entry["failed"] for entry in _read(folder).values() if entry["state"] == _Standing.FAILED]
    with contextlib.suppress(ValueError, TypeError, KeyError):
        return tuple(codec.load(Failed, one) for one in found)
    return ()


def broken_off(folder: Path) -> frozenset[str]:
    """The keys of the runs that were under way when the last build was stopped."""
    return frozenset(key for key, entry in _read(folder).items() if entry["state"] == _Standing.RUNNING)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """The last line of each run by its key."""
    found: dict[str, dict[str, Any]] = {}
    with contextlib.suppress(OSError):
        for line in (folder / _FILE).read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                entry = json.loads(line)
                found[entry.pop("key")] = {**entry, "state": _Standing(entry["state"])}
    return found


def _line(key: str, entry: dict[str, Any]) -> bytes:
    return json.dumps({"key": key, **entry}, ensure_ascii=False).encode() + b"\n"
