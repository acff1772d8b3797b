"""Findings on duties: what was not dealt with by its date, and what became of promises."""

from collections.abc import Iterator, Sequence

from tallybook.compose import verdicts
from tallybook.compose.findings.page import Page, share, told
from tallybook.compose.overdue import is_overdue
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.records import Problem, Visit


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
    counts = verdicts.outcomes(page.promises, page.wording)
    yield told(Rule.PROMISES, section="promises", count=len(page.promises), counts=counts)


def _overdue(rule: Rule, found: Sequence[Problem | Visit], page: Page, section: str) -> Iterator[Finding]:
    late = [one.due for one in found if one.due and is_overdue(one, page.slice.period.end)]
    if late:
        yield told(rule, section=section, size=share(len(late), len(found)), count=len(late), day=min(late))
