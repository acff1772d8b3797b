"""Findings on places: who leads a unit, and whose rank has moved."""

from collections.abc import Iterator

from tallybook.compose.findings.page import Page, share, told
from tallybook.domain.findings import Finding, Rule


def moved(page: Page) -> Iterator[Finding]:
    """A rank by the leading KPI that has moved by enough places since the period before."""
    lead = page.slice.house.lead_kpi
    for place in page.standings:
        if place.kpi_id != lead or place.before is None or place.now is None:
            continue
        if abs(place.now - place.before) >= page.settings.rank_moved:
            yield told(
                Rule.RANK_FELL if place.now > place.before else Rule.RANK_ROSE,
                kpi_id=lead,
                size=share(place.now - place.before, place.among),
                kpi=page.kpis[lead].name,
                rank=place.now,
                before=place.before,
                peers=place.among,
            )


def members_ranked(page: Page) -> Iterator[Finding]:
    """Who of the members that are ranked leads by score and who is last, where the two differ."""
    ranked = [(m.score, m) for m in page.members if m.score is not None and not m.is_small]
    scored = sorted(ranked, key=lambda pair: -pair[0])
    if not scored or scored[0][0] == scored[-1][0]:
        return
    (high, first), (low, last) = scored[0], scored[-1]
    yield told(
        Rule.MEMBERS_RANKED,
        section="members",
        count=len(scored),
        first=first.subject.name,
        high=page.wording.percent(high),
        last=last.subject.name,
        low=page.wording.percent(low),
    )
