"""Findings on causes: which members or customers make a gap or a gain."""

from collections.abc import Iterator

from tallybook.compose import quantities
from tallybook.compose.findings.page import NAMED, Page, share, told
from tallybook.domain.facts import Against, Cause, Explanation
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.records import Better, Kpi

_RULES = {
    (Against.PLAN, True): Rule.AHEAD_BY,
    (Against.PLAN, False): Rule.BEHIND_BY,
    (Against.PRIOR_YEAR, True): Rule.GAINED_BY,
    (Against.PRIOR_YEAR, False): Rule.LOST_BY,
}


def explained(page: Page) -> Iterator[Finding]:
    """The three that make most of a difference that is worth it, where more is better."""
    for one in page.results.explanations:
        kpi = page.kpis[one.kpi_id]
        named = [cause for cause in one.causes[:NAMED] if (cause.difference > 0) == (one.total > 0)]
        if kpi.better is Better.HIGHER and named and _is_worth_it(one, named, page) and _is_over(one, page):
            yield told(
                _RULES[one.against, one.total > 0],
                kpi_id=one.kpi_id,
                size=share(one.total, one.base),
                kpi=kpi.name,
                total=quantities.difference(one.total, kpi, page.wording),
                parts=page.listed([_part(cause, kpi, page) for cause in named]),
            )


def _is_worth_it(one: Explanation, named: list[Cause], page: Page) -> bool:
    by_them = sum(abs(cause.difference) for cause in named)
    return (
        len(one.causes) > 1
        and abs(one.total) >= page.settings.gap_from * abs(one.base)
        and by_them >= page.settings.explained_from * abs(one.total)
        and not quantities.vanishes(one.total, page.kpis[one.kpi_id], page.wording)
    )


def _is_over(one: Explanation, page: Page) -> bool:
    """Whether the whole plan can be asked for: while the period goes on a part of it is not due yet."""
    fact = next(fact for fact in page.results.facts if fact.kpi_id == one.kpi_id)
    return fact.complete or one.against is not Against.PLAN


def _part(cause: Cause, kpi: Kpi, page: Page) -> str:
    return page.wording.text(
        "{name} ({difference})",
        name=cause.name,
        difference=page.wording.change(cause.difference, kpi),
    )
