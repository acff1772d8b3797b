"""Each person's entry on the board, and the files among the notes that are nobody's."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath

from tallybook.compose.content import BookContent
from tallybook.compose.remarks import PARTS
from tallybook.domain.board import Board, Entry
from tallybook.domain.period import Period
from tallybook.domain.summary import Summary, Verdict
from tallybook.domain.tallying import Agreement
from tallybook.errors import Fault, UsageError

_CASES = ("success_case", "failure_case")
_NOTES = "notes"


def board(book: BookContent) -> Board:
    """The board of a book's people, in the order of the book."""
    people = list(book.managers())
    known = {one.subject.id for one in people}
    faults = _faults(book)
    return Board(
        period=book.period,
        due=book.period.end + timedelta(days=book.due_days),
        entries=tuple(_entry(one, book, faults.get(one.subject.id, ())) for one in people),
        strays=tuple(fault for who, found in faults.items() if who not in known for fault in found),
    )


def _entry(summary: Summary, book: BookContent, faults: tuple[Fault, ...]) -> Entry:
    note = summary.note
    return Entry(
        subject=summary.subject,
        unit=summary.path[-1] if summary.path else None,
        handed_in=note is not None,
        parts=frozenset(part for part in PARTS if note and getattr(note, part)),
        cases=sum(bool(note and getattr(note, part)) for part in _CASES),
        planned=bool(summary.next_steps),
        promises=len(summary.promises),
        unanswered=sum(promise.verdict is Verdict.UNANSWERED for promise in summary.promises),
        differing=_differing(summary, book),
        remarks=len(summary.remarks),
        faults=faults,
    )


def _differing(summary: Summary, book: BookContent) -> int:
    """The figures that contradict the data, where the settings want to be told."""
    if Agreement.DIFFERS not in book.marked:
        return 0
    figures = (figure for part in summary.tallied for figure in part.figures)
    return sum(figure.verdict is Agreement.DIFFERS for figure in figures)


def _faults(book: BookContent) -> Mapping[str, tuple[Fault, ...]]:
    """What is wrong with the period's notes that could not be read, by the ids that their files bear."""
    found: dict[str, tuple[Fault, ...]] = defaultdict(tuple)
    for fault in book.tolerated:
        path = PurePosixPath(fault.file)
        if fault.table == _NOTES and _is_of(path.parent.name, book.period):
            found[path.stem] += (fault,)
    return found


def _is_of(folder: str, period: Period) -> bool:
    try:
        return Period.parse(folder.replace("_", ".."), period.fiscal).same_days(period)
    except UsageError:
        return False
