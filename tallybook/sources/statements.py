"""Queries as they are written: what in them is the statement, and what only ends it."""

import re

_TOKEN = re.compile(
    r"(?P<nothing>\s+|--[^\n]*|/\*.*?\*/|;)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(\w*)\$.*?\$\2\$|.",
    re.DOTALL,
)
_SELECT = re.compile(r"(?:select|with|values|table|from)\b", re.IGNORECASE)


def bare(query: str) -> str:
    """A query without the comments, blanks and semicolons before and after it."""
    tokens = [found.span() for found in _TOKEN.finditer(query) if not found["nothing"]]
    return query[tokens[0][0] : tokens[-1][1]] if tokens else ""


def is_select(query: str) -> bool:
    """Whether a query only asks."""
    return bool(_SELECT.match(bare(query)))
