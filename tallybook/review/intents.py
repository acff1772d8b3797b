"""What is being published: noted before the site is exchanged, so that being killed thereafter loses no event."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.period import Period
from tallybook.domain.reviewing import Action, Event
from tallybook.review.log import FOLDER, Log, add_all

_PLACE = ".publishing"
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A publication that is under way: into which folder, of which pages (slugs), by whom and when."""

    to: str
    time: str
    by: str
    slugs: tuple[str, ...]

    def events(self, found: Log) -> Iterator[Event]:
        """What is to stand in the log and does not yet."""
        there = {(one.event.action, one.event.subject, one.event.time) for one in found.events}
        for slug in self.slugs:
            if (Action.PUBLISH, slug, self.time) not in there:
                yield Event(action=Action.PUBLISH, subject=slug, by=self.by, time=self.time)


def intend(root: Path, period: Period, intent: Intent) -> None:
    """Note down what is about to be published."""
    files.write(_place(root, period, intent), codec.encode(intent))


def intended(root: Path, period: Period) -> tuple[Intent, ...]:
    """What was about to be published and was not settled; what cannot be read was never noted whole."""
    found = []
    for path in sorted((root / FOLDER / _PLACE).glob(f"{period.file_slug}--*.json")):
        try:
            found.append(codec.decode(Intent, path.read_bytes()))
        except (OSError, codec.CodecError):
            continue
    return tuple(found)


def settle(root: Path, period: Period, intent: Intent, *, done: bool) -> None:
    """Let the log say what was published, if it was, and forget that it was about to be."""
    if done:
        add_all(root, period, intent.events)
    _place(root, period, intent).unlink(missing_ok=True)


def _place(root: Path, period: Period, intent: Intent) -> Path:
    digest = hashlib.sha256(codec.encode(intent)).hexdigest()[:_DIGITS]
    return root / FOLDER / _PLACE / f"{period.file_slug}--{digest}.json"
