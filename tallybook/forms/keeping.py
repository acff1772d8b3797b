"""What was collected: every note that a form has become, so that none is lost and none takes another's place unseen.

For each person there is a record, `ID.json`, of the notes taken in their order, and beside it a copy of each. A copy
is written before the record names it, and the record before the note itself: whenever that is broken off, the note is
one that the record names, and collecting again goes on from there.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tallybook import files
from tallybook.errors import FilesError, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A note that was taken: its digest, the counts of its form, the form's file and the time.

    A note that somebody wrote by hand, and that was replaced, has neither number nor turn.
    """

    digest: str
    number: int
    turn: int
    file: str
    time: str

    @property
    def count(self) -> tuple[int, int]:
        """By which the newer of two is known."""
        return self.number, self.turn


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one person's collected notes of a period are kept."""

    folder: Path
    name: str

    def taken(self) -> tuple[Taken, ...]:
        """The notes in the order in which they were taken; raises FilesError where the record is damaged."""
        try:
            found: list[dict[str, Any]] = json.loads(self._record.read_text("utf-8"))
            return tuple(Taken(**one) for one in found)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as error:
            raise FilesError(
                say(
                    "{file} is damaged; what was collected is beside it. Restore it, or move it away to begin a new record.",
                    file=self._record,
                )
            ) from error

    def add(self, note: bytes, taken: Taken) -> None:
        """Remember a note before it is put in its place."""
        self.keep(note)
        entries = [asdict(one) for one in (*self.taken(), taken)]
        files.write(self._record, json.dumps(entries, ensure_ascii=False, indent=1) + "\n")

    def keep(self, note: bytes) -> None:
        """Keep a copy of a note."""
        copy = self.folder / f"{self.name}-{digest(note)[:16]}.md"
        if not copy.exists():
            files.write(copy, note)

    @property
    def _record(self) -> Path:
        return self.folder / f"{self.name}.json"


def digest(note: bytes) -> str:
    """The SHA-256 of a note's bytes, in hexadecimal."""
    return hashlib.sha256(note).hexdigest()


def current(taken: Sequence[Taken], note: bytes | None) -> int | None:
    """Which of the notes taken stands in its place now: the last of this content; None where it is none of them."""
    if note is None:
        return None
    found = [at for at, one in enumerate(taken) if one.digest == digest(note)]
    return found[-1] if found else None
