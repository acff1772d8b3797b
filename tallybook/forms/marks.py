"""Hidden words in forms: they say what a row or a table is, whatever becomes of the words that people see."""

from tallybook.forms import layout

MARKS, TURN, END, HEAD, GIVEN, RESULTS = "tb:", "turn", "end", "head", "given", "results"
NAMES = frozenset(section.name for section in layout.SECTIONS)
_END = ";"
_KNOWN = {f"{MARKS}{name}{_END}": name for name in (TURN, GIVEN, RESULTS, *NAMES)}


def mark(name: str) -> str:
    """A mark that stands before other words."""
    return f"{MARKS}{name}{_END}"


def parted(text: str) -> tuple[str | None, str]:
    """What a text is marked as, if anything, and the text itself."""
    for found, name in _KNOWN.items():
        if text.startswith(found):
            return name, text.removeprefix(found)
    return None, text
