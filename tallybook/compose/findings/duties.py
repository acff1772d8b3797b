"""Findings on duties: what was not dealt with by its date, and what became of promises."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tallybook.compose.findings.page import Page, share, told
from tallybook.compose.overdue import is_overdue
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.records import Problem, Visit
from tallybook.domain.summary import Verdict
from tallybook.errors import say


def problems_overdue(page: Page) -> Iterator[Finding]:
    """How many problems were due and still open on the period's last day."""
    yield from _overdue(Rule.PROBLEMS_OVERDUE, page.slice.problems, page, "problems")


def opinions_overdue(page: Page) -> Iterator[Finding]:
    """How much of what customers said was due and still open on the period's last day."""
    said = [visit for visit in page.slice.visits if visit.opinion]
    yield from _overdue(Rule.OPINIONS_OVERDUE, said, page, "customers")


def promised(page: Page) -> Iterator[Finding]:
    """What became of last period's promises."""
    if not page.promises:
        return
    counted = Counter(promise.verdict for promise in page.promises)
    known = {
        Verdict.KEPT: say("{number} kept", number=counted[Verdict.KEPT]),
        Verdict.PARTLY: say("{number} partly kept", number=counted[Verdict.PARTLY]),
        Verdict.BROKEN: say("{number} not kept", number=counted[Verdict.BROKEN]),
        Verdict.DROPPED: say("{number} dropped", number=counted[Verdict.DROPPED]),
        Verdict.UNANSWERED: say("{number} not answered", number=counted[Verdict.UNANSWERED]),
    }
    counts = [page.wording.message(known[verdict]) for verdict in known if counted[verdict]]
    yield told(Rule.PROMISES, section="promises", count=len(page.promises), counts=page.listed(counts))


def _overdue(rule: Rule, found: Sequence[Problem | Visit], page: Page, section: str) -> Iterator[Finding]:
    late = [one.due for one in found if one.due and is_overdue(one, page.slice.period.end)]
    if late:
        yield told(rule, section=section, size=share(len(late), len(found)), count=len(late), day=min(late))
