"""Figures in people's notes, marked with what the number check says of them and linked to their facts.

A mark is a role of ours around the figure itself; where a figure is anything but a plain figure it stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tallybook.compose.escapes import escape_inside
from tallybook.domain.tallying import Agreement

# What a role can hold without any of it being markup: no back quote, bar, backslash, brace or line break.
_PLAIN = re.compile(r"[^\s`|\\\\{}<>][^`|\\\\{}<>\r\n]{0,60}")
# How far ahead the text of a node is looked for; escapes and entities in between are never that long.
_REACH = 4_000
NOWHERE = "-"
SHEET = "tally"
_SIGNS = {Agreement.DIFFERS: "≠", Agreement.WAIVED: "○"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure in a note's text with its verdict, and the anchor of its fact on the same page."""

    start: int
    end: int
    verdict: Agreement
    anchor: str = NOWHERE

    def moved(self, by: int) -> "Mark":
        """The same mark in a text that begins elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)


class Places:
    """Finds the pieces of a text, given in their order, in the text itself, and marks the figures in them."""

    def __init__(self, source: str, marks: Sequence[Mark]) -> None:
        self._source, self._marks = source, sorted(marks, key=lambda mark: mark.start)
        self._at = 0

    def written(self, content: str) -> str:
        """A piece of text escaped, its figures marked where it is found as it stands."""
        if not self._marks or not content:
            return escape_inside(content)
        start = self._source.find(content, self._at, self._at + _REACH + len(content))
        if start < 0:
            return escape_inside(content)
        self._at = start + len(content)
        return "".join(self._pieces(content, start))

    def _pieces(self, content: str, start: int) -> Iterator[str]:
        done = 0
        for mark in self._within(start, start + len(content)):
            text = content[mark.start - start : mark.end - start]
            # Of two marks on the same letters the first stands.
            if mark.start - start >= done and _PLAIN.fullmatch(text):
                yield escape_inside(content[done : mark.start - start])
                yield _marked(mark, text.rstrip())
                done = mark.start - start + len(text.rstrip())
        yield escape_inside(content[done:])

    def _within(self, start: int, end: int) -> Iterator[Mark]:
        while self._marks and self._marks[0].start < end:
            mark = self._marks.pop(0)
            if mark.start >= start and mark.end <= end:
                yield mark


def _marked(mark: Mark, text: str) -> str:
    role = f"{{tally}}`{mark.verdict} {mark.anchor} {text}`"
    sign = _SIGNS.get(mark.verdict)
    return f"{role}[{sign}]({SHEET}.md)" if sign else role
