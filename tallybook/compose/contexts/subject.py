"""A manager's or a unit's page."""

from collections.abc import Iterable, Mapping

from tallybook.compose import verdicts
from tallybook.compose.content import BookContent
from tallybook.compose.contexts import bridged, ledger, measured, promised, reviewed, scored, tallied
from tallybook.compose.contexts.common import NOTHING, Context, anchor, common, findings, link
from tallybook.compose.narratives import narrate
from tallybook.compose.remarks import PARTS
from tallybook.domain.facts import Fact, TargetRule
from tallybook.domain.records import Kpi
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Member, Person, Summary
from tallybook.wording import Wording

CARDS = 4
# A unit's page is read in a meeting; the whole list stands on the pages of its people.
ROWS = {SubjectKind.MANAGER: 40, SubjectKind.UNIT: 8}
VISITS = {SubjectKind.MANAGER: 12, SubjectKind.UNIT: 8}


def subject(book: BookContent, summary: Summary) -> Context:
    """Everything that a manager's or a unit's template may say."""
    wording = book.wording
    return {
        **common(book),
        "name": summary.subject.name,
        "id": summary.subject.id,
        "path": [link(one) for one in summary.path],
        "neighbours": _neighbours(book, summary),
        "state": reviewed.state(book, summary.subject),
        "failure": wording.published_failure(summary.failure) if summary.failure else None,
        "findings": findings(summary, book),
        "person": _person(summary.person, wording),
        "score": wording.percent(summary.score) if summary.score is not None else None,
        **results(book, summary),
        "note": _note(book, summary),
        "handed_in": summary.note is not None,
        **_work(book, summary),
        "scorecard": scored.card(book, summary),
        "scorecards": scored.cards(book, summary),
        "contradicted": tallied.contradicted(book, summary),
        "members": [_member(member, book) for member in in_order(summary.members)],
        "ranked_from": book.ranked_from,
        "few": summary.few,
        "small": [member.subject.name for member in summary.members if member.is_small],
        "remarks": [
            wording.message(remark) for remark in (*summary.remarks, *tallied.remarks(book, summary))
        ],
    }


def results(book: BookContent, summary: Summary) -> Context:
    """What the notebook handed over; empty where its run failed."""
    found, kpis, wording = summary.results, {kpi.kpi_id: kpi for kpi in book.kpis}, book.wording
    if found is None:
        return _NO_RESULTS
    courses = {course.kpi_id: course for course in found.courses}
    standings = {standing.kpi_id: standing for standing in summary.standings}
    pairs = [(fact, kpis[fact.kpi_id]) for fact in found.facts]
    return {
        "cards": [measured.card(f, k, wording, courses.get(k.kpi_id)) for f, k in _weightiest(pairs, book)],
        "kpis": [measured.kpi_row(f, k, wording, courses.get(k.kpi_id)) for f, k in pairs],
        "audit": [
            measured.audit_row(f, k, wording, standings.get(k.kpi_id)) | {"anchor": anchor(book, k)}
            for f, k in pairs
        ],
        "planned": any(map(is_planned, (*found.facts, *found.members))),
        "plans_count": measured.plans_count(book) if any(map(is_planned, found.facts)) else None,
        "figures": {figure.name: measured.figure(figure, summary.subject) for figure in found.figures},
        "reconciliation": measured.reconciliation(found.reconciliation, kpis, wording),
        "concentration": measured.concentration(found.concentration, kpis, wording),
        "bridges": bridged.bridges(found, kpis, wording),
        "extra": dict(found.extra),
    }


def is_planned(fact: Fact) -> bool:
    """Whether there is a plan for what a fact tells."""
    return fact.target_rule is not TargetRule.NONE


_NO_RESULTS: Context = {
    "cards": [], "kpis": [], "audit": [], "planned": True, "plans_count": None, "figures": {}, "reconciliation": [], "concentration": None, "bridges": [], "extra": {},
}  # fmt: skip


def _weightiest(pairs: list[tuple[Fact, Kpi]], book: BookContent) -> list[tuple[Fact, Kpi]]:
    """The leading KPI, then those that weigh most."""
    return sorted(pairs, key=lambda pair: (pair[1].kpi_id != book.lead_kpi, -pair[1].weight))[:CARDS]


def _work(book: BookContent, summary: Summary) -> Context:
    most = ROWS[summary.subject.kind]
    promises, promises_left = promised.promises(summary.promises, book, most)
    steps, steps_left = promised.steps(summary.next_steps, book, most)
    problems, problems_left = ledger.problems(summary.problems, book, most)
    visits, visits_left = ledger.visits(summary, book, VISITS[summary.subject.kind])
    return {
        "promises": promises, "promises_left": promises_left, "promise_counts": promised.counts(summary.promises),
        "promise_outcomes": verdicts.outcomes(summary.promises, book.wording),
        "promise_rate": promised.rate(summary.promises, book.wording),
        "quotas": promised.quotas(summary, book),
        "carried": promised.carried(summary.carried, book),
        "steps": steps, "steps_left": steps_left,
        "problems": problems, "problems_left": problems_left,
        "problem_counts": ledger.counts(summary.problems, book),
        "visits": visits, "visits_left": visits_left, "visit_counts": ledger.visit_counts(summary, book),
        "customers": ledger.customers(summary.customers, book),
    }  # fmt: skip


def _note(book: BookContent, summary: Summary) -> Mapping[str, str]:
    written = dict(summary.note.parts) if summary.note else {}
    marks = tallied.marks(book, summary)
    return {
        part: narrate(written[part], marks.get(part, ())).myst if part in written else "" for part in PARTS
    }


def _person(found: Person | None, wording: Wording) -> Context:
    moves = found.moves if found else ()
    return {
        "title": found.title if found else None,
        "grade": found.grade if found else None,
        "moves": [
            {
                "unit": unit or wording.text("another unit"),
                "since": wording.day(since) if since else None,
                "until": wording.day(until) if until else None,
            }
            for unit, since, until in moves
        ],
    }


def in_order(members: Iterable[Member]) -> list[Member]:
    """Members as pages list them."""
    return sorted(members, key=_place)


def _place(member: Member) -> tuple[bool, bool, int]:
    """Units before people, who are ranked among themselves; who has no place comes last."""
    return member.subject.kind is SubjectKind.MANAGER, member.rank is None, member.rank or 0


def _member(member: Member, book: BookContent) -> Context:
    fact = next((fact for fact in member.facts if fact.kpi_id == book.lead_kpi), None)
    lead = book.kpi(book.lead_kpi)
    below = list(book.managers(member.subject))
    return {
        "link": link(member.subject),
        "rank": str(member.rank or NOTHING),
        "score": book.wording.percent(member.score) if member.score is not None else NOTHING,
        "lead": measured.kpi_row(fact, lead, book.wording) if fact and lead else None,
        "good": sum(fact.status == "good" for fact in member.facts),
        "judged": sum(fact.status != "none" for fact in member.facts),
        "failed": member.failed,
        "state": reviewed.state(book, member.subject),
        "handed_in": member.handed_in,
        "people": len(below) if member.subject.kind is SubjectKind.UNIT else None,
        "notes": sum(summary.note is not None for summary in below),
    }


def _neighbours(book: BookContent, summary: Summary) -> Context:
    """Who comes before and after on the same level."""
    kind, path = summary.subject.kind, summary.path
    siblings = [s.subject for s in book.summaries if s.path == path and s.subject.kind is kind]
    at = siblings.index(summary.subject)
    return {
        "previous": link(siblings[at - 1]) if at else None,
        "next": link(siblings[at + 1]) if at + 1 < len(siblings) else None,
    }
