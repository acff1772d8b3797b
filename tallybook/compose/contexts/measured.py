"""Measured: facts as rows of tables, as cards and as reconciliation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tallybook.compose import quantities
from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, day
from tallybook.domain.facts import (
    Comparison,
    Concentration,
    Course,
    Fact,
    Measured,
    Reconciliation,
    TargetRule,
)
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.results import Figure
from tallybook.domain.slices import PlansCount
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Standing
from tallybook.errors import say
from tallybook.wording import Wording

MONTHS = 12
CUSTOMERS = 5
HOW = {
    Aggregate.SUM: say("sum over the period"),
    Aggregate.LAST: say("last value in the period"),
    Aggregate.MEAN: say("daily average"),
    Aggregate.RATIO: say("numerator over denominator"),
}
PLAN = {
    TargetRule.EXACT: say("plan of the period itself"),
    TargetRule.PARTS: say("plan from its parts"),
    TargetRule.PARTS_INCOMPLETE: say("plan from parts that do not fill the period"),
    TargetRule.DAYS: say("plan shared out by the days present"),
    TargetRule.OVERLAPPING: say("plans that reach beyond the period, by the days in it"),
    TargetRule.WINDOWS: say("plans that end in the period, for their own days"),
    TargetRule.MEMBERS: say("plan from the members' plans"),
    TargetRule.MEMBERS_INCOMPLETE: say("plan from the members' plans, some of them missing or in part"),
    TargetRule.NONE: say("no plan"),
}

COUNTS = {
    PlansCount.DATE: say("Plans count where their days lie inside the period."),
    PlansCount.DAYS: say(
        "Plans count by days: of a sum's plan the share of its days that lie in the period, any other on these days."
    ),
    PlansCount.WINDOWS: say(
        "A sum's plans count where they end in the period, each against the result of exactly its own days."
    ),
}


def plans_count(book: BookContent) -> str:
    """By which rule plans count in the book."""
    return book.wording.message(COUNTS[book.plans_count])


def kpi_row(fact: Fact, kpi: Kpi, wording: Wording, course: Course | None = None) -> Context:
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
        "complete": fact.complete,
    }


def audit_row(fact: Fact, kpi: Kpi, wording: Wording, standing: Standing | None = None) -> Context:
    """A line of the appendix: what a figure was compared with, and by which rules it was found."""
    return {
        "kpi": kpi.name,
        "prior": wording.measured(fact.prior.value, kpi),
        "prior_year": wording.measured(fact.prior_year.value, kpi),
        "through": day(fact.through, wording),
        "rank": NOTHING if fact.rank is None else f"{fact.rank}/{fact.peers}",
        "standing": NOTHING if standing is None else f"{standing.rank}/{standing.peers}",
        "how": wording.message(HOW[kpi.aggregate]),
        "plan": wording.message(PLAN[fact.target_rule]),
    }


def attainment(fact: Fact, wording: Wording) -> Context:
    """An attainment for a bar; without a fraction where there is none."""
    value = fact.attainment.value
    return {
        "fraction": None if value is None else f"{value:.4f}",
        "status": str(fact.status),
        "label": wording.rate(fact.attainment, signed=False),
    }


def variance(other: Comparison, kpi: Kpi, wording: Wording) -> Context:
    """A change against another period: a rate, of percentages points; judged by which way is good."""
    figure = other.change if kpi.is_percent else other.rate
    if figure.value is None:
        return {"status": None, "label": wording.rate(figure)}
    label = wording.points(figure.value, kpi.decimals) if kpi.is_percent else wording.rate(figure)
    return {"status": judged(figure.value, kpi), "label": label}


def judged(change: Decimal, kpi: Kpi) -> str:
    """Whether a change is good, bad or none."""
    if change == 0:
        return "none"
    return "good" if kpi.better.gain(change) > 0 else "bad"


def trend(course: Course | None) -> list[str]:
    """The last twelve months for a sparkline; "-" is a gap."""
    return [_spark(point.actual) for point in course.points[-MONTHS:]] if course else []


def card(fact: Fact, kpi: Kpi, wording: Wording, course: Course | None) -> Context:
    """A value card: the value, what it is against plan and last year, and its course."""
    value = fact.actual.value
    year = variance(fact.prior_year, kpi, wording)
    details = [
        _attained(fact, kpi, wording),
        {"label": wording.text("ΔPY"), "delta": year} if year["status"] else None,
        trend(course),
    ]
    return {
        "label": kpi.name,
        "value": wording.rate(fact.actual) if value is None else quantities.quantity(value, kpi, wording),
        "status": str(fact.status),
        "details": [detail for detail in details if detail],
    }


def _attained(fact: Fact, kpi: Kpi, wording: Wording) -> Context | str | None:
    """How far the value is from the plan: what share of it, and what is missing or left over."""
    actual, target = fact.answering.value, fact.target.value
    if fact.attainment.value is None or actual is None or target is None:
        return wording.rate(fact.attainment) if fact.actual.value is not None else None
    gap = {"status": judged(actual - target, kpi), "label": wording.change(actual - target, kpi)}
    return {
        "label": wording.text("{percent} of plan", percent=wording.percent(fact.attainment.value)),
        "delta": gap,
    }


def reconciliation(
    lines: Iterable[Reconciliation], kpis: Mapping[str, Kpi], wording: Wording
) -> list[Context]:
    """Whether members and what belongs to none of them add up to the unit."""
    return [
        {
            "kpi": kpi.name,
            "unit": kpi.unit,
            "members": wording.amount(line.members, kpi),
            "unassigned": wording.amount(line.unassigned, kpi),
            "total": wording.amount(line.total, kpi),
            "difference": quantities.remainder(line.difference, kpi, wording) if line.difference else None,
        }
        for line in lines
        for kpi in (kpis[line.kpi_id],)
    ]


def concentration(found: Concentration | None, kpis: Mapping[str, Kpi], wording: Wording) -> Context | None:
    """How much the largest customers bring."""
    if found is None:
        return None
    kpi = kpis[found.kpi_id]
    return {
        "kpi": kpi.name,
        "unit": kpi.unit,
        "customers": found.customers,
        "top": found.top,
        "top_fifth": wording.rate(found.top_fifth, signed=False),
        "unassigned": wording.amount(found.unassigned, kpi) if found.unassigned else None,
        "rows": [
            {
                "name": share.name,
                "value": wording.amount(share.value, kpi),
                "share": wording.rate(share.share, signed=False),
                "cumulative": wording.rate(share.cumulative, signed=False),
            }
            for share in found.shares[:CUSTOMERS]
        ],
    }


def figure(drawn: Figure, subject: Subject) -> Context:
    """A figure's words, and the file that holds it."""
    file = f"{subject.slug}--{drawn.name}"
    return {"file": file, "message": drawn.message, "title": drawn.title, "alt": drawn.alt}


def _spark(figure: Measured) -> str:
    return "-" if figure.value is None else f"{figure.value:.6f}"
