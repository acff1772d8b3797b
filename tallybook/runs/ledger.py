"""What is remembered of the last batch: its failures, so that they can be told before it is run again."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.results import Failed, Job, Outcome

_FILE = "failures.json"


@contextlib.contextmanager
def remembering(folder: Path, jobs: Iterable[Job]) -> Iterator[Callable[[Outcome], None]]:
    """Keep the failures of a batch in place of those before, also where it is broken off.

    Gives what is to be called with each outcome; of jobs that had none, what is known stays known.
    """
    left = {job.key for job in jobs}
    before = last_failures(folder)
    failed: list[Failed] = []

    def note(outcome: Outcome) -> None:
        left.discard(outcome.job.key)
        if isinstance(outcome, Failed):
            failed.append(outcome)

    try:
        yield note
    finally:
        _keep(folder, [*failed, *(one for one in before if one.job.key in left)])


def last_failures(folder: Path) -> tuple[Failed, ...]:
    """The failures of the last batch; none where nothing readable is kept."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return tuple(codec.load(Failed, one) for one in kept)
    except (OSError, ValueError, TypeError):
        return ()


def _keep(folder: Path, failed: Iterable[Failed]) -> None:
    files.write(folder / _FILE, json.dumps([codec.dump(one) for one in failed], ensure_ascii=False, indent=1))
