"""What every page may say, and how links, days and counts look on all of them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from tallybook.compose.content import BookContent
from tallybook.domain.findings import Finding
from tallybook.domain.records import Kpi
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.wording import Wording

NOTHING = "–"
PAGES = {
    "index": say("Cover"),
    "board": say("Board"),
    "tally": say("Number check"),
    "definitions": say("Definitions"),
}
OPTIONAL_TABLES = ("targets", "customers", "visits", "problems", "commitments", "conduct")
Context = dict[str, Any]
NaturalKey = tuple[tuple[bool, int, str], ...]
T = TypeVar("T")
_PIECES = re.compile(r"[0-9]+|[^0-9]+")


def common(book: BookContent) -> Context:
    """The book's own words."""
    return {
        "book": book.title,
        "organisation": book.organisation,
        "language": book.wording.language,
        "period": book.wording.period(book.period),
        "through": day(_through(book), book.wording),
        "reviewing": book.reviewed is not None,
        "no_data": not book.has_data,
        "tolerated_count": len(book.tolerated),
        "declared": {
            "notes": book.asks_for_notes,
            **{table: book.declares(table) for table in OPTIONAL_TABLES},
        },
        "pages": {
            slug: {"slug": slug, "label": book.wording.message(title)} for slug, title in PAGES.items()
        },
    }


def link(subject: Subject) -> Context:
    """Where a subject's page is."""
    return {"label": subject.name, "slug": subject.slug}


def person(book: BookContent, manager_id: str) -> Context | None:
    """Where a manager's page is, if there is one."""
    subject = book.manager(manager_id)
    return link(subject) if subject else None


def day(when: date | None, wording: Wording) -> str:
    """A date, or a dash."""
    return wording.day(when) if when else NOTHING


def short_day(when: date | None, book: BookContent) -> str:
    """A date in a table, without the year where that is the period's own; or a dash."""
    if when is None or when.year != book.period.end.year:
        return day(when, book.wording)
    return f"{when.month}月{when.day}日" if book.wording.language == "zh" else f"{when.day} {when:%b}"


def findings(summary: Summary | None, book: BookContent, *, here: bool = True) -> list[Context]:
    """The sentences drawn from the data, the message first; `see` is where on this page the evidence stands."""
    return [
        {"text": book.wording.message(one.sentence), "see": _evidence(one, book) if here else ""}
        for one in (summary.findings if summary else ())
    ]


def anchor(book: BookContent, kpi: Kpi) -> str:
    """The name by which a page's appendix is linked to a KPI's fact: the KPI's number among all KPIs."""
    return f"fact-{book.kpis.index(kpi) + 1}"


def _evidence(finding: Finding, book: BookContent) -> str:
    kpi = book.kpi(finding.kpi_id)
    return anchor(book, kpi) if kpi else finding.section or ""


def first(rows: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """So many rows at the most, and how many are left out."""
    return rows[:most], max(0, len(rows) - most)


def natural(text: str) -> NaturalKey:
    """A key for sorting by which c2 comes before c10."""
    pieces = _PIECES.findall(text)
    return tuple((not p[0].isdigit(), int(p) if p[0].isdigit() else 0, p) for p in pieces)


def _through(book: BookContent) -> date | None:
    """The last day that any figure of the house covers, else that its data reach; no later than the period."""
    results = book.whole.results if book.whole else None
    days = [fact.through for fact in results.facts if fact.through] if results else []
    last = max(days, default=book.reached)
    return min(last, book.period.end) if last else None
