"""Filled forms as notes: the Markdown that a note's reader takes for exactly what was written."""

from collections.abc import Iterator, Sequence
from datetime import date

from tallybook.domain.forms import Filled, Line
from tallybook.domain.records import Fulfilment
from tallybook.errors import Message, say
from tallybook.forms import layout
from tallybook.forms.escaping import cell, markdown
from tallybook.tables.headings import title
from tallybook.tables.steps import heads
from tallybook.wording import Wording

_ANSWERS = ("commitment_id", "status", "reason")
_STEPS = ("text", "owner", "due", "kpi_id", "target", "continues")
_BESIDE: dict[str, tuple[str, Message]] = {
    layout.ACHIEVEMENTS.name: ("evidence", layout.ACHIEVEMENTS.columns[1].title),
    layout.PROBLEMS.name: ("cause", layout.PROBLEMS.columns[1].title),
    layout.SUCCESS.name: ("lesson", layout.SUCCESS.columns[1].title),
    layout.FAILURE.name: ("lesson", layout.FAILURE.columns[1].title),
}


def note(filled: Filled, wording: Wording) -> str:
    """The note that a form is."""
    found = ((section.name, filled.of(section.name)) for section in layout.SECTIONS)
    return "\n".join(_part(name, lines, wording) for name, lines in found if lines)


def _part(name: str, lines: Sequence[Line], wording: Wording) -> str:
    return f"## {title(name, wording.language)}\n\n{_body(name, lines, wording)}\n"


def _body(name: str, lines: Sequence[Line], wording: Wording) -> str:
    if name == layout.PROMISES.name:
        return _table(_ANSWERS, [_answer(line, wording) for line in lines], wording)
    if name == layout.NEXT_STEPS.name:
        return _table(_STEPS, [[line.texts.get(column, "") for column in _STEPS] for line in lines], wording)
    if name == layout.OPINIONS.name:
        return _list([list(_opinion(line, wording)) for line in lines])
    return _list([list(_item(line, *_BESIDE[name], wording)) for line in lines])


def _item(line: Line, beside: str, label: Message, wording: Wording) -> Iterator[str]:
    """What was written, and under its own label what was written beside it."""
    yield markdown(line.texts["text"])
    if more := line.texts.get(beside):
        yield _labelled(label, more, wording)


def _opinion(line: Line, wording: Wording) -> Iterator[str]:
    texts = line.texts
    day = wording.day(date.fromisoformat(texts["date"])) if "date" in texts else ""
    of = [part for part in (texts.get("customer", ""), day) if part]
    yield f"{markdown(' · '.join(of))}\n\n{markdown(texts['opinion'])}" if of else markdown(texts["opinion"])
    if answer := texts.get("answer"):
        yield _labelled(layout.OPINIONS.columns[1].title, answer, wording)


def _labelled(label: Message, text: str, wording: Wording) -> str:
    return f"**{wording.message(label)}**{wording.text(': ')}{markdown(text)}"


def _list(items: Sequence[Sequence[str]]) -> str:
    """One item as it is, several with their numbers."""
    if len(items) == 1:
        return "\n\n".join(items[0])
    return "\n\n".join(_numbered(number, "\n\n".join(item)) for number, item in enumerate(items, 1))


def _numbered(number: int, text: str) -> str:
    marker = f"{number}. "
    lines = text.split("\n")
    rest = (f"{' ' * len(marker)}{line}" if line else "" for line in lines[1:])
    return "\n".join((marker + lines[0], *rest))


def _answer(line: Line, wording: Wording) -> list[str]:
    status = line.texts.get("status")
    said = wording.message(_SAID[Fulfilment(status)]) if status else ""
    return [line.texts["commitment_id"], said, line.texts.get("reason", "")]


_SAID = {**layout.STATUSES, Fulfilment.OPEN: say("open")}


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], wording: Wording) -> str:
    used = [at for at, _ in enumerate(columns) if at < 2 or any(row[at] for row in rows)]
    names = heads(columns, wording.language)
    lines = [[names[at] for at in used], ["---"] * len(used)]
    lines += [[cell(row[at]) for at in used] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
