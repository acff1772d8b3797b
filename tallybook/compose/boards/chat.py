"""The board as a short text to be pasted into a chat: how many are in, who is missing, branch by branch."""

from collections.abc import Iterable, Iterator
from datetime import date

from tallybook.compose.boards.words import opened
from tallybook.domain.board import Board, Delivery, Entry
from tallybook.domain.subjects import Subject
from tallybook.wording import Wording


def chat(board: Board, today: date, wording: Wording) -> str:
    """The text, each unit on a line of its own; units from which everything is in are left out."""
    return "\n".join(_lines(board, today, wording)) + "\n"


def deadline(board: Board, today: date, wording: Wording) -> str:
    """Until when, and how many days are left."""
    left, day = board.left(today), wording.day(board.due)
    if left > 0:
        return wording.text("due on {day}, days left: {count}", day=day, count=left)
    if left == 0:
        return wording.text("due today, {day}", day=day)
    return wording.text("was due on {day}, days overdue: {count}", day=day, count=-left)


def _lines(board: Board, today: date, wording: Wording) -> Iterator[str]:
    here = board.count(Delivery.IN, Delivery.DOUBTFUL)
    yield wording.text(
        "Work summaries, {period}: {here} of {count} are in; {deadline}.",
        period=wording.period(board.period),
        here=here,
        count=len(board.entries),
        deadline=deadline(board, today, wording),
    )
    if here == len(board.entries) and not board.count(Delivery.DOUBTFUL):
        yield wording.text("Everything is in. Thank you!")
    colon, comma = wording.text(": "), wording.text(", ")
    for unit, own in board.by_unit():
        if names := _named(own.entries, Delivery.MISSING):
            yield _place(unit) + wording.text("still missing") + colon + comma.join(names)
        for entry in own.entries:
            if phrases := list(opened(entry, wording)):
                yield f"{_place(unit)}{entry.subject.name}{colon}{wording.text('; ').join(phrases)}"


def _place(unit: Subject | None) -> str:
    return f"{unit.name} " if unit else ""


def _named(entries: Iterable[Entry], delivery: Delivery) -> list[str]:
    return [entry.subject.name for entry in entries if entry.delivery is delivery]
