"""Text as MyST that shows exactly this text, wherever it stands: cell, paragraph, heading or block start.

`escape(text) -> Myst` for one line, `visible(text) -> str` for what a reader then sees. Every ASCII
punctuation character is backslash-escaped, so that nothing in a value can be markup, directive, role,
substitution, math or HTML, whatever extensions the reader of the MyST has switched on.
"""

import re
import string

from tallybook.domain.letters import seen

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029]")
_EDGES = re.compile(r"\A\s+|\s+\Z")


class Myst(str):
    """Finished MyST: it goes into a page as it is, where any other text is escaped."""

    __slots__ = ()


def escape(text: str) -> Myst:
    """The MyST that shows `visible(text)` and nothing else."""
    return keep_edges(escape_inside(text))


def escape_inside(text: str) -> Myst:
    """The same for a text that stands between others in a line; white space at its ends is left alone."""
    return Myst(_PUNCTUATION.sub(r"\\\g<0>", visible(text)))


def keep_edges(myst: str) -> Myst:
    """White space at the ends as entities: Markdown drops it there otherwise, or takes it for markup."""
    return Myst(_EDGES.sub(_as_entities, myst))


def visible(text: str) -> str:
    """The text as a reader sees it: on one line, with control, bidi and broken characters made visible."""
    return seen(_BREAKS.sub(" ", text))


def _as_entities(space: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in space[0])
