"""Names and values as settings write them: exactly, or with `*` for any text."""

import re
from collections.abc import Iterable
from functools import cache

from tallybook.sources.decoding import clean


def matching(pattern: str, text: str) -> bool:
    """Whether a text is the one that is meant, or like it where the pattern has a `*`."""
    return text == pattern or ("*" in pattern and _expression(pattern).fullmatch(text) is not None)


def any_matching(patterns: Iterable[str | None], text: str | None) -> bool:
    """Whether a cell is one of those meant; a pattern of nothing means an empty cell."""
    return any(
        text is None
        if (wanted := clean(pattern or "")) is None
        else text is not None and matching(wanted, text)
        for pattern in patterns
    )


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
