"""Waivers: a reason beside a figure why it is not to be checked, `（不核对：…）` or `(not checked: …)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WAIVER = re.compile(
    r"[（(]\s{0,3}(?:不核对|不予核对|免核对?|(?i:not checked|unchecked))\s{0,3}[:：]\s{0,3}(?P<reason>[^（）()\n]{0,300}?)\s{0,3}[)）]"
)
_REACH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Where a waiver stands and the reason that it gives; without a reason it waives nothing."""

    start: int
    end: int
    reason: str

    def covers(self, end: int, text: str) -> bool:
        """Whether a figure that ends at `end` stands right before it."""
        return 0 <= self.start - end <= _REACH and not re.search("[。；;，,]", text[end : self.start])


def waivers(text: str) -> Iterator[Waiver]:
    """Every waiver of a text, in order."""
    for found in _WAIVER.finditer(text):
        yield Waiver(start=found.start(), end=found.end(), reason=found["reason"].strip())
