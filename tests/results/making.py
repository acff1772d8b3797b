"""Results as a notebook would make them."""

from datetime import date
from decimal import Decimal
from typing import Any

from tallybook.domain.facts import Comparison, Fact, Measured, Missing, Status, TargetRule
from tallybook.domain.results import Figure, Results
from tallybook.domain.subjects import Subject, SubjectKind

ZHANG = Subject(kind=SubjectKind.MANAGER, id="m01", name="张敏")
LI = Subject(kind=SubjectKind.MANAGER, id="m02", name="李强")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1"/></svg>'


def comparison() -> Comparison:
    return Comparison(
        period="2024-H2",
        start=date(2024, 7, 1),
        end=date(2024, 12, 31),
        value=Measured(value=Decimal("100.50")),
        change=Measured(value=Decimal("19.5")),
        rate=Measured(missing=Missing.NO_PRIOR),
    )


def fact(**changes: Any) -> Fact:
    return Fact(
        **{
            "subject": ZHANG,
            "period": "2025-H1",
            "kpi_id": "loans",
            "actual": Measured(value=Decimal("120.00")),
            "target": Measured(missing=Missing.NO_TARGET),
            "attainment": Measured(missing=Missing.NO_TARGET),
            "prior": comparison(),
            "prior_year": comparison(),
            "status": Status.NONE,
            "complete": True,
            "through": date(2025, 6, 30),
            "time_progress": Decimal(1),
            "target_rule": TargetRule.NONE,
            "rule": "sum",
            **changes,
        }
    )


def figure(**changes: Any) -> Figure:
    return Figure(
        **{"name": "course", "message": "m", "title": "t", "alt": "It rises.", "svg": SVG, **changes}
    )


def results(**changes: Any) -> Results:
    return Results(
        **{"subject": ZHANG, "period": "2025-H1", "facts": (fact(),), "figures": (figure(),), **changes}
    )
