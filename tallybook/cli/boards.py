"""What `board` does and shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from tallybook import compose, files, workbooks, workspace
from tallybook.cli import show, verbs
from tallybook.domain.board import Board, Delivery, Entry
from tallybook.domain.period import Period
from tallybook.errors import UsageError, say
from tallybook.pipeline import boarding
from tallybook.sources import finding
from tallybook.wording import Wording

_HEADS = (say("Unit"), say("Name"), say("Note"), say("Promises"), say("To be put right"))
_ENDING = ".xlsx"
_WIDEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """In which forms the board is wanted."""

    text: bool = False
    output: Path | None = None
    as_json: bool = False


def show_board(root: Path, period: str, subjects: tuple[str, ...], today: date, wanted: Wanted) -> None:
    """Show where everybody's note stands; as a table, JSON or text, and as a workbook beside it."""
    found = workspace.find(root)
    if wanted.output:
        _check_output(wanted.output)
    board = boarding.board(found, Period.parse(period, found.fiscal), subjects)
    if wanted.output:
        made = compose.workbook(board, found.settings.organisation, today, found.wording)
        files.write(wanted.output, workbooks.write(made))
    if wanted.as_json:
        verbs.print_json(_plain(board, today, found.wording))
    elif wanted.text:
        click.echo(compose.chat(board, today, found.wording), nl=False)
    else:
        for line in _lines(board, today, found.wording):
            click.echo(line)


def _check_output(output: Path) -> None:
    finding.check_installed("xlsxwriter", "excel")
    verbs.check_folder(output.parent)
    if output.suffix.lower() != _ENDING:
        raise UsageError(say("{file} is to be an Excel file: end its name with .xlsx.", file=output))


def _lines(board: Board, today: date, wording: Wording) -> Iterator[str]:
    rows = [
        [
            entry.unit.name if entry.unit else "",
            f"{entry.subject.name} ({entry.subject.id})",
            wording.message(compose.DELIVERIES[entry.delivery]),
            f"{entry.promises - entry.unanswered}/{entry.promises}" if entry.promises else "–",
            wording.text("; ").join(compose.opened(entry, wording)),
        ]
        for entry in board.entries
    ]
    yield from show.aligned([[wording.message(head) for head in _HEADS], *rows], _WIDEST)
    yield ""
    yield from _strays(board, wording)
    counted = [(d, board.count(d)) for d in Delivery]
    parts = [f"{wording.message(compose.DELIVERIES[d])} {count}" for d, count in counted if count]
    yield " · ".join([*parts, compose.deadline(board, today, wording)])


def _strays(board: Board, wording: Wording) -> Iterator[str]:
    if board.strays:
        yield wording.text("Files among the notes that are nobody's:")
        for fault in board.strays[: show.SHOWN]:
            yield f"  {fault.file}: {show.fault_line(fault, wording)}"
        yield ""


def _plain(board: Board, today: date, wording: Wording) -> dict[str, object]:
    """The board for machines."""
    return {
        "period": board.period.slug,
        "due": board.due,
        "days_left": board.left(today),
        "people": len(board.entries),
        **{str(delivery): board.count(delivery) for delivery in Delivery},
        "entries": [_plain_entry(entry, wording) for entry in board.entries],
        "strays": [show.plain_fault(fault, wording) for fault in board.strays],
    }


def _plain_entry(entry: Entry, wording: Wording) -> dict[str, object]:
    return {
        "id": entry.subject.id,
        "name": entry.subject.name,
        "unit": entry.unit.id if entry.unit else None,
        "note": str(entry.delivery),
        "parts": sorted(entry.parts),
        "lacking": list(entry.lacking),
        "promises": entry.promises,
        "unanswered": entry.unanswered,
        "differing": entry.differing,
        "data_notes": entry.remarks,
        "faults": [show.plain_fault(fault, wording) for fault in entry.faults],
    }
