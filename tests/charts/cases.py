"""One call for each chart worth a reference picture: usual values, and those at the edge."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tallybook import charts
from tallybook.domain.bridges import Bridge, Step
from tallybook.domain.facts import Course, Fact
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure
from tallybook.domain.slices import Scale
from tests.charts import samples

SALES = samples.kpi("sales", "Reseller sales", "USD", decimals=0)
PERSON = samples.scene(language="en", kpis=(*samples.KPIS, SALES))
UNIT = samples.scene(samples.BRANCH, language="en")
DEPOSIT, NPL, LOANS, OVERDUE = samples.KPIS[0], samples.KPIS[5], samples.KPIS[3], samples.KPIS[6]


def _npl_course() -> Course:
    values = (1.01, 1.04, 1.0, 1.12, 1.09, 1.15, 1.24, 1.18, 1.22, 1.3, 1.34, 1.3, 1.46)
    course = samples.course(NPL, tuple(Decimal(str(value)) / 100 for value in values))
    return replace(
        course,
        points=tuple(
            replace(
                point,
                target=samples.known("0.0120"),
                prior_year=samples.known("0.0131"),
                complete=place < 12,
            )
            for place, point in enumerate(course.points)
        ),
    )


def _with_negatives() -> Figure:
    actuals = (100, -200, 300, None, 1200, 1000, 800, -500, 20, 1, 0, 1, None)
    return charts.course(
        PERSON,
        samples.course(actuals=actuals),
        fact=samples.person_facts()[0],
        scale=Scale(kpi_id=DEPOSIT.kpi_id, maximum=Decimal(2000)),
    )


def _close_to_plan() -> Figure:
    actuals = tuple(Decimal(10_000 + 200 * place + (-1) ** place * 60) for place in range(13))
    course = samples.course(actuals=actuals)
    points = tuple(
        replace(point, target=samples.known(10_000 + 200 * place), prior_year=samples.known(None))
        for place, point in enumerate(course.points)
    )
    return charts.course(PERSON, replace(course, points=points), fact=samples.person_facts()[0])


def unfinished(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(
        replace(fact, complete=False, through=date(2025, 4, 23), time_progress=Decimal("0.624"))
        for fact in facts
    )


def gap(actual: object, target: object, members: tuple[Fact, ...] = samples.member_facts(6)) -> Figure:
    return charts.gap(UNIT, samples.fact(DEPOSIT, actual, target), samples.contributions(members))


def _with_one_who_left() -> Figure:
    there, *others = samples.contributions(samples.member_facts(3))
    return charts.gap(UNIT, samples.fact(DEPOSIT, 33_000, 36_000), (*others, replace(there, partly=True)))


def bridge(*steps: str, kpi: Kpi = DEPOSIT, plan: int = 72_000, rest: int = 0, months: int = 1) -> Figure:
    """A way of so many steps; the last one is of a month that is not over where its figure ends in a star."""
    changes = [Decimal(step.rstrip("*")) for step in steps]
    found = Bridge(
        kpi_id=kpi.kpi_id,
        period="2025-01..2025-06",
        plan=Decimal(plan),
        result=plan + rest + sum(changes, Decimal(0)),
        steps=tuple(
            Step(
                period=f"2025-{months * place + 1:02}"
                + (f"..2025-{months * (place + 1):02}" if months > 1 else ""),
                difference=change,
                complete=not step.endswith("*"),
            )
            for place, (step, change) in enumerate(zip(steps, changes, strict=True))
        ),
    )
    return charts.bridge(PERSON, found)


CASES: dict[str, Callable[[], Figure]] = {
    "course": lambda: charts.course(PERSON, samples.course(), fact=samples.person_facts()[0]),
    "course-less-is-better": lambda: charts.course(PERSON, _npl_course(), fact=samples.person_facts()[5]),
    "course-negative": _with_negatives,
    "course-close-to-plan": _close_to_plan,
    "attainment": lambda: charts.attainment(PERSON, samples.person_facts()),
    "attainment-unfinished": lambda: charts.attainment(PERSON, unfinished(samples.person_facts()[:5])),
    "concentration": lambda: charts.concentration(PERSON, samples.concentration()),
    "concentration-many": lambda: charts.concentration(PERSON, samples.concentration((100,) * 40, 0)),
    "concentration-negative": lambda: charts.concentration(PERSON, samples.concentration((100, -30), -3)),
    "visits": lambda: charts.visits(PERSON, samples.visits()),
    "visits-without-opinions": lambda: charts.visits(
        PERSON, tuple(replace(visit, opinion=None) for visit in samples.visits())
    ),
    "ranking": lambda: charts.ranking(UNIT, samples.member_facts(7), kpi=DEPOSIT),
    "spread": lambda: charts.spread(UNIT, samples.member_facts(7)),
    "gap": lambda: gap(88_659, 72_218),
    "gap-of-one-who-left": _with_one_who_left,
    "gap-falling": lambda: gap(60_000, 72_018, samples.member_facts(3)),
    "bridge": lambda: bridge("820", "555", "-2010", "-129", "895", "1240.5*"),
    "bridge-less-is-better": lambda: bridge("-60", "-75", "40.5", kpi=OVERDUE, plan=350, rest=-20, months=2),
    "bridge-of-a-year": lambda: bridge(*("-410", "300") * 6, plan=-5000),
    "bridge-in-thousands": lambda: bridge("164516", "-932620.25", "614957", kpi=SALES, plan=2_546_000),
    "bridge-even": lambda: bridge("0", "0"),
    "history": lambda: charts.history(PERSON, samples.history(4)),
    "history-gap": lambda: charts.history(PERSON, samples.history_with_a_gap()),
    "history-long": lambda: charts.history(PERSON, samples.history(15)),
    "history-begins": lambda: charts.history(PERSON, samples.history(1)),
    "nothing": lambda: charts.attainment(PERSON, ()),
}
