"""What is remembered of the last batch: its failures, so that they can be told before it is run again."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.results import Failed

_FILE = "failures.json"


def remember(folder: Path, failed: Iterable[Failed]) -> None:
    """Keep the failures of a batch in place of those before."""
    files.write(folder / _FILE, json.dumps([codec.dump(one) for one in failed], ensure_ascii=False, indent=1))


def last_failures(folder: Path) -> tuple[Failed, ...]:
    """The failures of the last batch; none where nothing readable is kept."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return tuple(codec.load(Failed, one) for one in kept)
    except (OSError, ValueError):
        return ()


def forget(folder: Path) -> None:
    """Remove every finished run, so that all are made again."""
    shutil.rmtree(folder / "runs", ignore_errors=True)
