"""Grids: the figures in Markdown tables, each read as its row's name and its column's heading say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ROW = re.compile(r"(?m)^[ \t]{0,3}\|.*\|[ \t]*$")
_RULE = re.compile(r"[|:\- \t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table's body, and the words that say what stands in it."""

    start: int
    end: int
    words: str


def cells(text: str) -> Iterator[Cell]:
    """The cells behind the first of each row below a heading, in order."""
    heads: list[str] = []
    end = -1
    for row in _ROW.finditer(text):
        spans = list(_spans(text, *row.span()))
        if row.start() != end + 1 or not heads:
            heads = [text[start:stop].strip() for start, stop in spans]
        elif not _RULE.fullmatch(row[0]) and spans:
            label = text[slice(*spans[0])].strip()
            for (start, stop), head in zip(spans[1:], heads[1:], strict=False):
                yield Cell(start=start, end=stop, words=f"{_bare(label)}{_joint(label)}{_bare(head)} ")
        end = row.end()


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bars = [at for at in range(start, end) if text[at] == "|" and text[at - 1 : at] != "\\"]
    yield from ((left + 1, right) for left, right in pairwise(bars))


def _bare(words: str) -> str:
    """A heading without the unit in brackets and without marks."""
    return re.sub(r"[（(][^（）()]{0,20}[)）]|[*_`]", "", words).strip()


def _joint(label: str) -> str:
    return " " if label.isascii() else ""
