"""The board: who handed in what, what is missing, what is wrong."""

from collections.abc import Sequence
from decimal import Decimal

from tallybook.compose import boards
from tallybook.compose.content import BookContent
from tallybook.compose.contexts import reviewed
from tallybook.compose.contexts.common import NOTHING, Context, common, day, link, person
from tallybook.compose.remarks import PARTS
from tallybook.domain.board import Delivery, Entry
from tallybook.domain.period import Period
from tallybook.domain.records import TableRead
from tallybook.domain.summary import Alike, Summary
from tallybook.errors import say

_TABLES = {
    "units": say("Units"),
    "managers": say("Persons"),
    "kpis": say("KPIs"),
    "actuals": say("Amounts"),
    "targets": say("Plans"),
    "customers": say("Customers"),
    "visits": say("Visits"),
    "problems": say("Problems"),
    "commitments": say("Promises"),
    "conduct": say("Conduct"),
}


def board(book: BookContent) -> Context:
    """Everything that the board's template may say."""
    people, told = list(book.managers()), boards.board(book)
    return {
        **common(book),
        "due": day(told.due, book.wording),
        "people": len(told.entries),
        "handed_in": told.count(Delivery.IN, Delivery.DOUBTFUL),
        "missing": [_of_entry(one) for one in told.entries if not one.handed_in],
        "failed": [
            _place(one) | {"reason": book.wording.published_failure(one.failure)}
            for one in book.summaries
            if one.failure
        ],
        "states": reviewed.counts(book),
        "void": [
            _place(one) | {"state": reviewed.state(book, one.subject)}
            for one in book.summaries
            if (stands := book.stands(one.subject)) and stands.changes
        ],
        "promised": any(one.promises for one in told.entries),
        "unanswered": sum(one.unanswered for one in told.entries),
        "rows": [_row(one, entry, book) for one, entry in zip(people, told.entries, strict=True)],
        "alike": _alike(people, book),
        "tolerated": [
            {
                "file": fault.file,
                "row": str(fault.row or NOTHING),
                "column": fault.column or NOTHING,
                "value": fault.value or NOTHING,
                "problem": book.wording.message(fault.problem),
            }
            for fault in book.tolerated
        ],
        "reads": [_read(one, book) for one in book.reads],
        "data_notes": [book.wording.message(note.text) for note in book.data_notes],
    }


def _read(one: TableRead, book: BookContent) -> Context:
    """What became of a table's rows; where nothing did, a sign that says so."""
    return {
        "table": book.wording.message(_TABLES[one.table]),
        "read": book.wording.number(Decimal(one.read)),
        "filtered": _count(one.read - one.kept, book),
        "made": _count(one.made, book) if one.made != one.kept else NOTHING,
        "alike": _count(one.made - one.distinct, book),
        "left_out": _count(one.left_out, book),
        "used": book.wording.number(Decimal(one.used)),
    }


def _count(number: int, book: BookContent) -> str:
    return book.wording.number(Decimal(number)) if number else NOTHING


def _place(summary: Summary) -> Context:
    return {"link": link(summary.subject), "unit": link(summary.path[-1]) if summary.path else None}


def _of_entry(entry: Entry) -> Context:
    return {"link": link(entry.subject), "unit": link(entry.unit) if entry.unit else None}


def _row(summary: Summary, entry: Entry, book: BookContent) -> Context:
    return _of_entry(entry) | {
        "handed_in": entry.handed_in,
        "faulty": entry.delivery is Delivery.FAULTY,
        "parts": {part: part in entry.parts for part in PARTS},
        "cases": entry.cases,
        "promises": entry.promises,
        "answered": entry.promises - entry.unanswered,
        "steps": len(summary.next_steps),
        "remarks": entry.remarks,
        "failed": summary.failure is not None,
        "state": reviewed.state(book, summary.subject),
    }


def _alike(people: Sequence[Summary], book: BookContent) -> list[Context]:
    """The notes that are like others, each pair once; one of another period stands there with that."""
    pairs: dict[tuple[frozenset[str], str], tuple[Summary, Alike]] = {}
    for one in people:
        for other in one.alike:
            pairs.setdefault((frozenset((one.subject.id, other.manager_id)), other.period), (one, other))
    return [
        _place(one)
        | {
            "other": person(book, other.manager_id),
            "period": ""
            if other.period == book.period.slug
            else book.wording.period(Period.parse(other.period)),
            "share": book.wording.percent(other.share, 0),
        }
        for one, other in pairs.values()
    ]
