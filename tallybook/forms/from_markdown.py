"""Notes handed in as Markdown: a block of settings at their head says whose they are, the rest is the note itself."""

from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from tallybook.errors import Message, say
from tallybook.forms.returned import turn
from tallybook.sources import finding
from tallybook.sources.decoding import decode
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit

_RULE = "---"
_KEYS = {
    "manager_id": ("manager_id", "工号", "编号"),
    "period": ("period", "期间"),
    "turn": ("turn", "次数", "交稿次数"),
    "form": ("form", "表单"),
}
_NAMES = {name: key for key, names in _KEYS.items() for name in names}
_LONGEST_HEAD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A note with its writer and period; `lines` is the note with empty lines where the head stood."""

    manager_id: str
    period: str
    count: tuple[int, int]
    lines: str

    @property
    def note(self) -> str:
        """The note alone."""
        return self.lines.strip("\n") + "\n"


def read(path: Path) -> Letter:
    """The note in a file; raises Unfit where it does not say whose it is."""
    lines = decode(finding.read(path)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ends = [at for at, line in enumerate(lines[1 : _LONGEST_HEAD + 1], 1) if line.strip() == _RULE]
    if lines[0].strip() != _RULE or not ends:
        raise Unfit("not-a-form", *_NO_HEAD, row=1)
    found = dict(_entry(line, at) for at, line in enumerate(lines[1 : ends[0]], 2) if line.strip())
    for key in ("manager_id", "period"):
        if not found.get(key):
            raise Unfit(
                "not-a-form", say("The block at its head does not say {key}.", key=key), _NO_HEAD[1], row=1
            )
    counts = [_count(found.get(key, "1"), key) for key in ("form", "turn")]
    rest = [""] * (ends[0] + 1) + lines[ends[0] + 1 :]
    if not any(line.strip() for line in rest):
        raise Unfit("form-empty", *_EMPTY)
    return Letter(
        manager_id=normalize("NFC", found["manager_id"]),
        period=found["period"],
        count=(counts[0], counts[1]),
        lines="\n".join(rest),
    )


def _entry(line: str, at: int) -> tuple[str, str]:
    """A key and its value, both as they are written."""
    name, _, value = line.replace("：", ":", 1).partition(":")
    key = _NAMES.get(name.strip().casefold())
    if key is None:
        problem = say("{word} is not known in the block at the head of a note.", word=name.strip()[:60])
        raise Unfit("front-matter", problem, meant(name.strip(), list(_NAMES)), row=at)
    return key, value.strip().strip("\"'")


def _count(text: str, key: str) -> int:
    count = turn(text)
    if count is None:
        problem = say("{key} is to be a number: 1, 2, 3 …", key=key)
        raise Unfit("form-turn", problem, say("Leave it out the first time, and raise it each time."), row=1)
    return count


_NO_HEAD: tuple[Message, Message] = (
    say("It does not say whose it is."),
    say(
        "Begin it with a block such as: --- manager_id: m001, period: 2025-H1 ---, each on a line of its own."
    ),
)
_EMPTY: tuple[Message, Message] = (
    say("There is nothing below the block at its head."),
    say("Write the note, and hand it in again."),
)
