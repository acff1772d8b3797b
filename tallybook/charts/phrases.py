"""Sentences that several charts say, drawn from facts."""

from decimal import Decimal

from tallybook.charts.amounts import amounts, largest
from tallybook.charts.scene import Scene
from tallybook.domain.facts import Comparison, Fact, Missing
from tallybook.domain.records import Aggregate, Better, Kpi


def attained(scene: Scene, fact: Fact) -> str:
    """What a fact says of its plan and of last year, in one sentence."""
    sentence = _against_plan(scene, fact)
    if changed := change(scene, fact.prior_year, scene.kpi(fact.kpi_id)):
        return scene.wording.text("{sentence}, {change} year on year", sentence=sentence, change=changed)
    return sentence


def change(scene: Scene, comparison: Comparison, kpi: Kpi) -> str | None:
    """The relative change since another period, points for percentages; None where there is neither."""
    if comparison.rate.value is not None:
        return scene.wording.percent(comparison.rate.value, signed=True)
    if comparison.rate.missing is Missing.IN_POINTS and comparison.change.value is not None:
        return scene.wording.points(comparison.change.value, kpi.decimals)
    return None


def value(scene: Scene, fact: Fact) -> str:
    """The actual figure with its unit, or the word that stands for it."""
    if fact.actual.missing:
        return scene.wording.why(fact.actual.missing)
    kpi = scene.kpi(fact.kpi_id)
    written = amounts(kpi, largest((fact.actual, fact.target)), scene.wording)
    return written.full(fact.actual.value or Decimal(0))


def _against_plan(scene: Scene, fact: Fact) -> str:
    say, kpi = scene.wording.text, scene.kpi(fact.kpi_id)
    if fact.attainment.missing:
        reason = scene.wording.why(fact.attainment.missing)
        if fact.actual.missing:
            return say("{kpi}: {reason}", kpi=kpi.name, reason=reason)
        return say("{kpi} {value} ({reason})", kpi=kpi.name, value=value(scene, fact), reason=reason)
    attainment = fact.attainment.value or Decimal(0)
    written = scene.wording.percent(attainment)
    if kpi.better is Better.LOWER:
        return say(
            "{kpi} {value}, {attainment} of plan (less is better)",
            kpi=kpi.name,
            value=value(scene, fact),
            attainment=written,
        )
    # Time plays a part only in what grows with it, and only while there is time left.
    in_time = kpi.aggregate is Aggregate.SUM and fact.time_progress < 1
    return _ahead(scene, kpi, written, attainment - (fact.time_progress if in_time else 1), in_time)


def _ahead(scene: Scene, kpi: Kpi, attainment: str, lead: Decimal, in_time: bool) -> str:
    say = scene.wording.text
    points = scene.wording.number(abs(lead) * 100, 1)
    if not scene.wording.rounded(lead * 100, 1):
        if in_time:
            return say(
                "{kpi} at {attainment} of plan, exactly on schedule", kpi=kpi.name, attainment=attainment
            )
        return say("{kpi} at {attainment} of plan", kpi=kpi.name, attainment=attainment)
    values = {"kpi": kpi.name, "attainment": attainment, "points": points}
    match in_time, lead > 0:
        case True, True:
            return say("{kpi} at {attainment} of plan, {points} points ahead of schedule", **values)
        case True, False:
            return say("{kpi} at {attainment} of plan, {points} points behind schedule", **values)
        case False, True:
            return say("{kpi} at {attainment} of plan, {points} points above it", **values)
        case _:
            return say("{kpi} at {attainment} of plan, {points} points below it", **values)
