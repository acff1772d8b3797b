"""Lines on the terminal, and short pieces of which they are made."""

import unicodedata
from collections.abc import Iterator, Sequence

from tallybook.domain.results import Failed
from tallybook.domain.subjects import Subject
from tallybook.wording import Wording


def failed_line(subject: Subject, reason: str, wording: Wording) -> str:
    """Who, and why."""
    return f"{subject.name} ({subject.id}){wording.text(': ')}{reason}"


def enumerated(names: Sequence[str], wording: Wording, most: int = 12) -> str:
    """Names in a row, of many the first and how many more there are."""
    if len(names) <= most:
        return wording.listed(names)
    return wording.text("{names} and {count} more", names=tuple(names[:most]), count=len(names) - most)


def short(text: str, most: int = 60) -> str:
    """A text for a line: what cannot be seen replaced, cut where it is long."""
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return visible if len(visible) <= most else visible[: most - 1] + "…"


def aligned(rows: Sequence[Sequence[str]], widest: int = 24, last: int | None = None) -> Iterator[str]:
    """Columns under one another, Chinese characters counted as two; nothing follows the last, which may be wider."""
    cut = [
        [*(short(cell, widest) for cell in row[:-1]), *(short(cell, last or widest) for cell in row[-1:])]
        for row in rows
    ]
    widths = [max(map(_width, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(padded)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def plain_failed(failure: Failed, wording: Wording) -> dict[str, object]:
    """A chapter that failed for machines."""
    return {
        "kind": str(failure.job.subject.kind),
        "id": failure.job.subject.id,
        "name": failure.job.subject.name,
        "failure": str(failure.kind),
        "reason": wording.failure(failure),
        "log": str(failure.log),
    }
