"""What judgements, values and courses look like: the same shapes and words everywhere."""

import re
from collections.abc import Sequence

from sphinx.config import Config

from tallybook.book.language import say
from tallybook.domain.facts import Status

MARKS = {Status.GOOD: "●", Status.WATCH: "▲", Status.BAD: "■"}
WORDS = {Status.GOOD: "on target", Status.WATCH: "watch", Status.BAD: "off target"}
NONE = "–"
_AMOUNT = re.compile(r"[+\u2212-]?\d[\d,.]*%?\s*")


def parted(value: str) -> tuple[str, str]:
    """A value's number, and the unit behind it."""
    found = _AMOUNT.match(value)
    return (found[0].rstrip(), value[found.end() :]) if found else (value, "")


def course(config: Config, numbers: Sequence[float | None]) -> str:
    """A course in words, for those who do not see it."""
    known = [number for number in numbers if number is not None]
    if not known:
        return say(config, "no data")
    first, last, low, high = (f"{number:,.10g}" for number in (known[0], known[-1], min(known), max(known)))
    return say(
        config,
        "from {first} to {last}, lowest {low}, highest {high}",
        first=first,
        last=last,
        low=low,
        high=high,
    )
