"""Contexts: what each page's template may know, as plain data; nothing in them can act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallybook.compose import cells
from tallybook.compose.narratives import narrate
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi, Note
from tallybook.domain.results import Figure
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Member, Summary
from tallybook.errors import Fault
from tallybook.wording import Wording

CARDS = 4
PARTS = ("achievements", "problems", "next_steps", "success_case", "failure_case")
Context = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookContent:
    """Everything that a book tells: the summaries, and what holds for all of it."""

    title: str
    organisation: str
    period: Period
    kpis: tuple[Kpi, ...]
    lead_kpi: str
    summaries: tuple[Summary, ...]
    tolerated: tuple[Fault, ...]
    wording: Wording

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """Managers by id."""
        return {s.subject.id: s.subject for s in self.summaries if s.subject.kind is SubjectKind.MANAGER}


def common(book: BookContent) -> Context:
    """What every page may say."""
    return {
        "book": book.title,
        "organisation": book.organisation,
        "period": book.wording.period(book.period),
        "through": book.wording.day(book.period.end),
    }


def subject(book: BookContent, summary: Summary) -> Context:
    """A manager's or a unit's page."""
    wording, kpis = book.wording, {kpi.kpi_id: kpi for kpi in book.kpis}
    tell = (book.subjects, kpis, wording)
    return {
        **common(book),
        "name": summary.subject.name,
        "id": summary.subject.id,
        "path": [cells.link(one) for one in summary.path],
        "neighbours": _neighbours(book, summary),
        "failure": wording.failure(summary.failure) if summary.failure else None,
        "overview": _told(summary, wording),
        "person": _person(summary, wording),
        "score": wording.percent(summary.score) if summary.score is not None else None,
        **_measured(book, summary, kpis),
        "note": _note(summary.note),
        "handed_in": summary.note is not None,
        "promises": [cells.promise(found, *tell) for found in summary.promises],
        "steps": [cells.step(commitment, *tell) for commitment in summary.next_steps],
        "problems": [_problem(problem, book) for problem in summary.problems],
        "visits": _visits(summary, wording),
        "visit_count": len(summary.visits),
        "members": [
            _member(member, book, kpis[book.lead_kpi])
            for member in sorted(summary.members, key=lambda m: m.rank or 10**9)
        ],
        "remarks": [wording.message(remark) for remark in summary.remarks],
        "extra": dict(summary.results.extra) if summary.results else {},
    }


def index(book: BookContent) -> Context:
    """The cover."""
    whole = next((s for s in book.summaries if not s.path and s.subject.kind is SubjectKind.UNIT), None)
    kpis = {kpi.kpi_id: kpi for kpi in book.kpis}
    return {
        **common(book),
        "overview": _told(whole, book.wording) if whole else "",
        "cards": _measured(book, whole, kpis)["cards"] if whole else [],
        "units": [
            {
                "link": cells.link(summary.subject),
                "depth": len(summary.path),
                "score": book.wording.percent(summary.score) if summary.score is not None else "–",
                "members": len(summary.members),
                "lead": _lead(summary, book, kpis),
            }
            for summary in book.summaries
            if summary.subject.kind is SubjectKind.UNIT
        ],
        "people": len(book.subjects),
    }


def board(book: BookContent) -> Context:
    """Who handed in what, what is missing, what is wrong."""
    people = [s for s in book.summaries if s.subject.kind is SubjectKind.MANAGER]
    failed = [s for s in book.summaries if s.failure]
    return {
        **common(book),
        "people": len(people),
        "handed_in": sum(s.note is not None for s in people),
        "missing": sum(s.note is None for s in people),
        "failed": [
            {"link": cells.link(s.subject), "reason": book.wording.failure(s.failure)}
            for s in failed
            if s.failure
        ],
        "tolerated": [
            {
                "file": fault.file,
                "row": str(fault.row or "–"),
                "problem": book.wording.message(fault.problem),
            }
            for fault in book.tolerated
        ],
        "rows": [
            {
                "link": cells.link(s.subject),
                "unit": cells.link(s.path[-1]) if s.path else None,
                "handed_in": s.note is not None,
                "parts": {part: bool(s.note and getattr(s.note, part)) for part in PARTS},
                "failed": s.failure is not None,
            }
            for s in people
        ],
    }


def definitions(book: BookContent) -> Context:
    """What each KPI is."""
    names = {kpi.kpi_id: kpi.name for kpi in book.kpis}
    return {
        **common(book),
        "kpis": [
            {
                "name": kpi.name,
                "unit": kpi.unit,
                "group": kpi.group or "–",
                "aggregate": str(kpi.aggregate),
                "better": str(kpi.better),
                "weight": book.wording.number(kpi.weight, 0) if kpi.weight else "–",
                "numerator": names.get(kpi.numerator or "", ""),
                "denominator": names.get(kpi.denominator or "", ""),
            }
            for kpi in book.kpis
        ],
    }


def _told(summary: Summary, wording: Wording) -> str:
    """The overview as one paragraph; Chinese sentences follow each other without a space."""
    between = "" if wording.language == "zh" else " "
    return between.join(wording.message(sentence) for sentence in summary.overview)


def _measured(book: BookContent, summary: Summary, kpis: Mapping[str, Kpi]) -> Context:
    results, wording = summary.results, book.wording
    if results is None:
        return {"cards": [], "kpis": [], "figures": {}, "reconciliation": [], "concentration": None}
    courses = {course.kpi_id: course for course in results.courses}
    by_weight = sorted(results.facts, key=lambda f: (f.kpi_id != book.lead_kpi, -kpis[f.kpi_id].weight))
    return {
        "cards": [cells.card(f, kpis[f.kpi_id], courses.get(f.kpi_id), wording) for f in by_weight[:CARDS]],
        "kpis": [cells.kpi_row(f, kpis[f.kpi_id], courses.get(f.kpi_id), wording) for f in results.facts],
        "figures": {figure.name: _figure(figure, summary.subject) for figure in results.figures},
        "reconciliation": [
            {
                "kpi": kpis[line.kpi_id].name,
                "members": wording.amount(line.members, kpis[line.kpi_id]),
                "unassigned": wording.amount(line.unassigned, kpis[line.kpi_id]),
                "total": wording.amount(line.total, kpis[line.kpi_id]),
                "status": "bad" if line.difference else "good",
            }
            for line in results.reconciliation
        ],
        "concentration": wording.rate(results.concentration.top_fifth, signed=False)
        if results.concentration
        else None,
    }


def _figure(figure: Figure, subject: Subject) -> Context:
    return {
        "file": f"{subject.slug}--{figure.name}",
        "message": figure.message,
        "title": figure.title,
        "alt": figure.alt,
    }


def _person(summary: Summary, wording: Wording) -> Context | None:
    if summary.person is None:
        return None
    return {
        "title": summary.person.title,
        "grade": summary.person.grade,
        "moves": [
            {
                "unit": unit,
                "since": wording.day(since) if since else None,
                "until": wording.day(until) if until else None,
            }
            for unit, since, until in summary.person.moves
        ],
    }


def _note(note: Note | None) -> Context:
    return {part: narrate(text).myst if note and (text := getattr(note, part)) else "" for part in PARTS}


def _problem(problem: Any, book: BookContent) -> Context:
    person = book.subjects.get(problem.manager_id)
    return {
        "text": problem.text,
        "cause": problem.cause or "–",
        "owner": problem.owner or "–",
        "due": book.wording.day(problem.due) if problem.due else "–",
        "closed": book.wording.day(problem.closed_on) if problem.closed_on else None,
        "person": cells.link(person) if person else None,
    }


def _visits(summary: Summary, wording: Wording) -> list[Context]:
    names = {customer.customer_id: customer.name for customer in summary.customers}
    told = [visit for visit in summary.visits if visit.opinion or visit.need]
    return [
        {
            "date": wording.day(visit.date),
            "customer": names.get(visit.customer_id, visit.customer_id),
            "opinion": visit.opinion or visit.need,
            "handler": visit.handler or "–",
            "due": wording.day(visit.due) if visit.due else "–",
            "closed": wording.day(visit.closed_on) if visit.closed_on else None,
        }
        for visit in told
    ]


def _member(member: Member, book: BookContent, lead: Kpi) -> Context:
    fact = next((fact for fact in member.facts if fact.kpi_id == lead.kpi_id), None)
    row = cells.kpi_row(fact, lead, None, book.wording) if fact else None
    return {
        "link": cells.link(member.subject),
        "rank": str(member.rank or "–"),
        "score": book.wording.percent(member.score) if member.score is not None else "–",
        "lead": row,
        "failed": member.failed,
        "handed_in": member.handed_in,
        "good": sum(fact.status == "good" for fact in member.facts),
        "judged": sum(fact.status != "none" for fact in member.facts),
    }


def _lead(summary: Summary, book: BookContent, kpis: Mapping[str, Kpi]) -> Context | None:
    facts = summary.results.facts if summary.results else ()
    fact = next((fact for fact in facts if fact.kpi_id == book.lead_kpi), None)
    return cells.kpi_row(fact, kpis[fact.kpi_id], None, book.wording) if fact else None


def _neighbours(book: BookContent, summary: Summary) -> Context:
    siblings: Sequence[Summary] = [
        s for s in book.summaries if s.path == summary.path and s.subject.kind is summary.subject.kind
    ]
    at = siblings.index(summary)
    return {
        "previous": cells.link(siblings[at - 1].subject) if at else None,
        "next": cells.link(siblings[at + 1].subject) if at + 1 < len(siblings) else None,
    }
