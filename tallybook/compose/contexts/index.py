"""The cover: the whole house in four figures, and what is inside."""

from collections.abc import Iterator

from tallybook.compose.content import BookContent
from tallybook.compose.contexts import measured, reviewed
from tallybook.compose.contexts.common import NOTHING, Context, common, findings, link
from tallybook.compose.contexts.subject import is_planned, results
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Summary


def index(book: BookContent) -> Context:
    """Everything that the cover's template may say."""
    whole, lead = book.whole, book.kpi(book.lead_kpi)
    return {
        **common(book),
        "findings": findings(whole, book, here=False),
        "states": reviewed.counts(book),
        "cards": results(book, whole)["cards"] if whole else [],
        "planned": any(is_planned(fact) for one in _told(book) if one.results for fact in one.results.facts),
        "lead": lead.name if lead else None,
        "lead_unit": lead.unit if lead else None,
        "edition": book.audience.name if book.audience else None,
        "about": link(whole.subject) if whole else None,
        "units": [_unit(summary, book) for summary in book.units()],
        "people": len(list(book.managers())),
        "handed_in": sum(summary.note is not None for summary in book.managers()),
        "failed_count": sum(summary.failure is not None for summary in book.summaries),
    }


def _told(book: BookContent) -> Iterator[Summary]:
    """The units; in a book of one person that person."""
    yield from book.units()
    if book.whole and book.whole.subject.kind is SubjectKind.MANAGER:
        yield book.whole


def _unit(summary: Summary, book: BookContent) -> Context:
    facts = summary.results.facts if summary.results else ()
    fact = next((fact for fact in facts if fact.kpi_id == book.lead_kpi), None)
    lead, below = book.kpi(book.lead_kpi), list(book.managers(summary.subject))
    return {
        "link": link(summary.subject),
        "depth": len(summary.path),
        "people": len(below),
        "handed_in": sum(one.note is not None for one in below),
        "score": book.wording.percent(summary.score) if summary.score is not None else NOTHING,
        "good": sum(fact.status == "good" for fact in facts),
        "judged": sum(fact.status != "none" for fact in facts),
        "lead": measured.kpi_row(fact, lead, book.wording) if fact and lead else None,
        "failed": summary.failure is not None,
    }
