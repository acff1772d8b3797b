"""Plain text as Markdown that a note's reader takes for exactly this text: `markdown(text)`, and `cell(text)` in tables.

Nothing is escaped that means nothing to Markdown, so that figures and most sentences stand there as they were typed.
"""

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<{}]|\$(?=\$)|(?<=\$)\$|&(?=#|\w+;)")
_BLOCK = re.compile(r"[#>|]|~{3}|(?P<list>[-+](?=[ \t]|\Z))|(?P<rule>[-=:|\s]+\Z)")
_NUMBER = re.compile(r"(\d{1,9})([.)](?=[ \t]|\Z))")
_TABLED = re.compile(r"(\\*)(\||<br>|\n)")
_BREAK = "\\\n"


def markdown(text: str) -> str:
    """Lines as lines, empty lines as empty lines, white space at their ends kept; "" of what is empty."""
    blocks: list[str] = []
    lines: list[str] = []
    gap = 0
    for line in (*text.split("\n"), ""):
        if line:
            # What is more than one empty line begins the next paragraph as breaks.
            if not lines:
                lines = [""] * max(0, gap - 1 if blocks else gap)
            lines.append(_line(line))
            gap = 0
            continue
        gap += 1
        if lines:
            blocks.append(_BREAK.join(lines))
            lines = []
    return "\n\n".join(blocks)


def cell(text: str) -> str:
    """A text for a cell of a table of next steps or answers, on one line; `steps` reads it back."""
    return _TABLED.sub(_tabled, text)


def _tabled(found: re.Match[str]) -> str:
    before, sign = found.groups()
    if sign == "|":
        return f"\\{before}|"
    return before * 2 + ("<br>" if sign == "\n" else "\\<br>")


def _line(line: str) -> str:
    """A line that begins no block and carries nothing out."""
    body = line.strip()
    start = line[: len(line) - len(line.lstrip())]
    end = line[len(start) + len(body) :]
    escaped = _ANYWHERE.sub(r"\\\g<0>", body)
    if _BLOCK.match(body) and not escaped.startswith("\\"):
        escaped = f"\\{escaped}"
    escaped = _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(body) else escaped
    return _entities(start) + escaped + _entities(end)


def _entities(space: str) -> str:
    """White space that Markdown would drop, or take for a block of code."""
    return "".join(f"&#x{ord(sign):X};" for sign in space)
