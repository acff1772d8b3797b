"""Texts as Excel can hold them: never a formula, nothing invisible, nothing lost without a sign."""

import re
from collections.abc import Iterable

from tallybook.domain.letters import seen

# So many UTF-16 units fit into a cell, and into a sheet's name.
MOST, _MOST_OF_NAME = 32_767, 31
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")
# Excel takes what begins so for a formula as soon as somebody edits the cell; so do other programs on import.
_BEGINS_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_RESERVED = "history"
_CUT = "…"


def shown(text: str) -> str:
    """The text as it goes into a cell: its own lines, what is invisible made visible, cut with a sign if too long."""
    lines = _BREAKS.sub("\n", text).split("\n")
    return cut("\n".join("\t".join(map(seen, line.split("\t"))) for line in lines), MOST)


def cut(text: str, most: int) -> str:
    """The text, or as much of it as fits into so many UTF-16 units, and an ellipsis."""
    if _units(text) <= most:
        return text
    left = most - len(_CUT)
    while _units(text[:left]) > most - len(_CUT):
        left -= 1
    return text[:left] + _CUT


def begins_a_formula(text: str) -> bool:
    """Whether a cell must say that its text is no formula."""
    return _BEGINS_A_FORMULA.match(text) is not None


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Names that Excel takes, one for each that is wanted, all different whatever their case."""
    found: list[str] = []
    for text in wanted:
        name, number = _sheet_name(text), 2
        base = name
        while name.casefold() in {_RESERVED, *(one.casefold() for one in found)}:
            end = f" ({number})"
            name, number = cut(base, _MOST_OF_NAME - len(end)) + end, number + 1
        found.append(name)
    return tuple(found)


def _sheet_name(text: str) -> str:
    cleaned = _NOT_IN_NAMES.sub(" ", shown(text)).strip(" '")
    return cut(cleaned, _MOST_OF_NAME).rstrip("'") or "1"


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)
