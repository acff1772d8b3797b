"""Facts made by hand, judged and compared by the real measures."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tallybook.domain.facts import Comparison, Fact, Measured, Missing, Status, TargetRule
from tallybook.domain.records import Aggregate, Better, Kpi
from tallybook.domain.slices import House, Rounding
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures import judging
from tallybook.wording import Wording

EN, ZH = Wording("en"), Wording("zh")
HOUSE = House(
    language="en",
    rounding=Rounding.HALF_EVEN,
    good_from=Decimal("1.0"),
    watch_from=Decimal("0.9"),
    lead_kpi="loans",
)
ANN = Subject(kind=SubjectKind.MANAGER, id="a", name="Ann")
AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=2)
Figure = str | int | Decimal | Missing


def kpi(kpi_id: str = "loans", **more: object) -> Kpi:
    defaults = {"name": kpi_id.title(), "unit": "万元", "aggregate": Aggregate.SUM, **more}
    return Kpi(kpi_id=kpi_id, **defaults)


LOANS = kpi(weight=Decimal(60))
BAD = kpi("bad", aggregate=Aggregate.LAST, better=Better.LOWER, weight=Decimal(40))
RATE = kpi(
    "rate", aggregate=Aggregate.RATIO, unit="%", better=Better.LOWER, numerator="bad", denominator="loans"
)


def measured(figure: Figure) -> Measured:
    return Measured(missing=figure) if isinstance(figure, Missing) else Measured(Decimal(figure))


def fact(
    of: Kpi = LOANS,
    actual: Figure = 100,
    target: Figure = Missing.NO_TARGET,
    *,
    year: Figure = Missing.NO_PRIOR,
    before: Figure = Missing.NO_PRIOR,
    progress: str = "1",
    **more: object,
) -> Fact:
    """A fact of Ann's in 2025-H1; what is compared with is judged as a notebook would."""
    value, plan = measured(actual), measured(target)
    attained = judging.attainment(value, plan)
    passed = Decimal(progress)
    defaults = {
        "subject": ANN,
        "complete": passed == 1,
        "through": None if value.value is None else date(2025, 6, 30),
        "target_rule": TargetRule.NONE if plan.value is None else TargetRule.EXACT,
        "status": judging.status(attained, HOUSE, better=of.better, progress=passed),
    }
    return Fact(
        period="2025-H1",
        kpi_id=of.kpi_id,
        actual=value,
        target=plan,
        attainment=attained,
        prior=compared("2024-H2", value, measured(before), of),
        prior_year=compared("2024-H1", value, measured(year), of),
        time_progress=passed,
        rule="rule",
        **{**defaults, **more},
    )


def compared(period: str, actual: Measured, value: Measured, of: Kpi, *, complete: bool = True) -> Comparison:
    change = judging.change(actual, value)
    return Comparison(
        period=period,
        start=date(2024, 1, 1),
        end=date(2024, 6, 30),
        value=value,
        change=change,
        rate=judging.rate(change, value, percent=of.is_percent),
        complete=complete,
    )


def person(number: int) -> Subject:
    return Subject(kind=SubjectKind.MANAGER, id=f"m{number}", name=f"M{number}")


def status(word: str) -> Status:
    return Status(word)
