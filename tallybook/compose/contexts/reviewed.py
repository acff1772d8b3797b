"""The state of review as pages say it: where a summary stands, by whom, what was said, what has changed since."""

from collections import Counter
from collections.abc import Mapping

from tallybook.compose import differences
from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import Context
from tallybook.compose.remarks import PARTS
from tallybook.compose.reviews import state_word
from tallybook.domain.period import Period
from tallybook.domain.reviewing import Reviewed, ReviewState
from tallybook.domain.subjects import Subject
from tallybook.errors import Message, say

# The whole list is told by the command.
CHANGES = 12
_SIGNS = {
    ReviewState.APPROVED: "●",
    ReviewState.PUBLISHED: "●",
    ReviewState.SUBMITTED: "▲",
    ReviewState.RETURNED: "▲",
    ReviewState.VOID: "■",
    ReviewState.DRAFT: "○",
}
_SECTIONS: Mapping[str, Message] = {
    **PARTS,
    "kpis": say("KPIs"),
    "figures": say("Charts"),
    "customers": say("Customers"),
    "visits": say("Visits"),
}


def state(book: BookContent, subject: Subject) -> Context:
    """Where a subject's summary stands; a draft where no review is used."""
    stands = book.stands(subject)
    found = stands or Reviewed(subject=subject)
    kpis = {kpi.kpi_id: kpi for kpi in book.kpis}
    changes = list(differences.shown(found.changes, kpis, book.wording))
    return {
        "word": book.wording.message(state_word(found.state)),
        "sign": _SIGNS[found.state] if stands else "",
        "by": found.by_name,
        "day": _day(found.time, book),
        "void": found.state is ReviewState.VOID,
        "comments": [
            {"section": _section(comment.section, book), "text": comment.text} for comment in found.comments
        ],
        "changes": [
            {"part": one.part, "what": one.what, "old": one.old, "new": one.new} for one in changes[:CHANGES]
        ],
        "changes_left": max(0, len(changes) - CHANGES),
    }


def mark(book: BookContent, subject: Subject | None = None) -> str:
    """The word across a page: of a subject's its state, of any other that not everything is approved."""
    if book.reviewed is None:
        return ""
    stands = book.reviewed.get(subject) if subject else None
    states = [stands.state] if stands else [one.state for one in book.reviewed.values()]
    if all(each.is_final for each in states):
        return ""
    only = states[0] if len(states) == 1 else ReviewState.DRAFT
    return book.wording.message(state_word(only))


def counts(book: BookContent) -> list[Context]:
    """How many summaries stand where, for the board; empty where no review is used."""
    found = Counter(one.state for one in (book.reviewed or {}).values())
    return [
        {"word": book.wording.message(state_word(each)), "sign": _SIGNS[each], "count": found[each]}
        for each in ReviewState
        if found[each]
    ]


def _section(name: str, book: BookContent) -> str:
    return book.wording.message(_SECTIONS[name]) if name in _SECTIONS else name


def _day(time: str, book: BookContent) -> str:
    return book.wording.day(Period.parse(time[:10]).start) if time else ""
