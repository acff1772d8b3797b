"""Cells: figures and rows as a template is given them, formatted and plain."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallybook.compose import quantities
from tallybook.domain.facts import Comparison, Course, Fact
from tallybook.domain.records import Better, Commitment, Kpi
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Promise, Verdict
from tallybook.errors import say
from tallybook.wording import Wording

Cell = dict[str, Any]

VERDICTS = {
    Verdict.KEPT: (say("kept"), "good"),
    Verdict.PARTLY: (say("partly kept"), "watch"),
    Verdict.BROKEN: (say("not kept"), "bad"),
    Verdict.DROPPED: (say("dropped"), "none"),
    Verdict.UNANSWERED: (say("not answered"), "bad"),
}


def link(subject: Subject) -> Cell:
    """Where a subject's page is."""
    return {"label": subject.name, "slug": subject.slug}


def kpi_row(fact: Fact, kpi: Kpi, course: Course | None, wording: Wording) -> Cell:
    """A line of the KPI table."""
    return {
        "kpi": kpi.name,
        "unit": kpi.unit,
        "actual": wording.measured(fact.actual, kpi),
        "target": wording.measured(fact.target, kpi),
        "attainment": attainment(fact, wording),
        "yoy": variance(fact.prior_year, kpi, wording),
        "pop": variance(fact.prior, kpi, wording),
        "status": str(fact.status),
        "trend": trend(course),
        "rank": "–" if fact.rank is None else f"{fact.rank}/{fact.peers}",
        "complete": fact.complete,
        "rule": fact.rule,
        "prior": wording.measured(fact.prior.value, kpi),
        "prior_year": wording.measured(fact.prior_year.value, kpi),
        "through": wording.day(fact.through) if fact.through else "–",
    }


def attainment(fact: Fact, wording: Wording) -> Cell:
    """An attainment for a bar."""
    value = fact.attainment.value
    return {
        "fraction": None if value is None else f"{value:.4f}",
        "status": str(fact.status),
        "label": wording.rate(fact.attainment, signed=False),
    }


def variance(other: Comparison, kpi: Kpi, wording: Wording) -> Cell:
    """A change against another period: a rate, of percentages points; judged by which way is good."""
    figure = other.change if kpi.is_percent else other.rate
    if figure.value is None:
        return {"status": None, "label": wording.rate(figure)}
    label = wording.points(figure.value) if kpi.is_percent else wording.rate(figure)
    return {"status": judged(figure.value, kpi), "label": label}


def judged(change: Decimal, kpi: Kpi) -> str:
    """Whether a change is good, bad or none."""
    if change == 0:
        return "none"
    return "good" if (change > 0) == (kpi.better is Better.HIGHER) else "bad"


def trend(course: Course | None) -> list[str]:
    """The last twelve months for a sparkline."""
    points = course.points[-12:] if course else ()
    return ["-" if point.actual.value is None else f"{point.actual.value:.6f}" for point in points]


def card(fact: Fact, kpi: Kpi, course: Course | None, wording: Wording) -> Cell:
    """A value card: the value, what it is against plan and last year, and its course."""
    from tallybook.compose import marks

    value = fact.actual.value
    details: list[Any] = []
    if fact.attainment.value is not None:
        details.append(wording.text("{percent} of plan", percent=wording.rate(fact.attainment, signed=False)))
    year = variance(fact.prior_year, kpi, wording)
    if year["status"] is not None:
        details.append(marks.labelled(wording.text("ΔPY"), marks.delta(year)))
    details.append(marks.spark(trend(course)))
    return {
        "label": kpi.name,
        "value": wording.why(fact.actual.missing)
        if fact.actual.missing
        else quantities.quantity(value or Decimal(0), kpi, wording),
        "status": str(fact.status),
        "details": details,
    }


def step(
    commitment: Commitment, names: Mapping[str, Subject], kpis: Mapping[str, Kpi], wording: Wording
) -> Cell:
    """A promised next step."""
    return {
        "text": commitment.text,
        "owner": commitment.owner or "–",
        "due": wording.day(commitment.due) if commitment.due else "–",
        "measure": _measure(commitment, kpis, wording),
        "person": link(names[commitment.manager_id]) if commitment.manager_id in names else None,
    }


def promise(found: Promise, names: Mapping[str, Subject], kpis: Mapping[str, Kpi], wording: Wording) -> Cell:
    """A promise with what became of it."""
    word, judgement = VERDICTS[found.verdict]
    kpi = kpis.get(found.commitment.kpi_id or "")
    reached = quantities.quantity(found.reached, kpi, wording) if kpi and found.reached is not None else "–"
    return step(found.commitment, names, kpis, wording) | {
        "verdict": wording.message(word),
        "status": judgement,
        "reached": reached,
        "reason": found.commitment.reason or "–",
    }


def _measure(commitment: Commitment, kpis: Mapping[str, Kpi], wording: Wording) -> str:
    kpi = kpis.get(commitment.kpi_id or "")
    if kpi is None:
        return "–"
    if commitment.target is None:
        return kpi.name
    return f"{kpi.name} {quantities.quantity(commitment.target, kpi, wording)}"
