"""Attainment of all KPIs of a subject: bars against plan, status, and change on last year."""

from decimal import Decimal

from tallybook.charts import rows
from tallybook.charts.rows import Row, Rows
from tallybook.charts.scene import Scene
from tallybook.domain.facts import Fact, Status
from tallybook.domain.results import Figure


def attainment(scene: Scene, facts: tuple[Fact, ...]) -> Figure:
    """Every fact in its order, those without plan with the word that says why."""
    return Figure(
        name="attainment",
        message=_message(scene, facts),
        title=_title(scene, facts),
        alt=_alt(scene, facts),
        svg=_svg(scene, facts),
    )


def _title(scene: Scene, facts: tuple[Fact, ...]) -> str:
    say, shown = scene.wording.text, {"subject": scene.subject.name, "period": scene.when}
    if not rows.has_plan(facts):
        return say(
            "{subject}: all KPIs, {period}, actual (AC), change on previous year (ΔPY)",
            **shown,
        )
    return say(
        "{subject}: attainment of all KPIs in % of plan, {period}, actual (AC), plan (PL), change on previous year (ΔPY)",
        **shown,
    )


def _svg(scene: Scene, facts: tuple[Fact, ...]) -> str:
    return rows.drawn(Rows(scene=scene, lines=_lines(scene, facts), notes=_notes(scene, facts)))


def _lines(scene: Scene, facts: tuple[Fact, ...]) -> tuple[Row, ...]:
    kpis = [scene.kpi(fact.kpi_id) for fact in facts]
    return tuple(
        Row(name=scene.label(kpi), fact=fact, parted=place > 0 and kpi.group != kpis[place - 1].group)
        for place, (kpi, fact) in enumerate(zip(kpis, facts, strict=True))
    )


def _notes(scene: Scene, facts: tuple[Fact, ...]) -> tuple[str, ...]:
    arrows = scene.label_notes(scene.kpi(fact.kpi_id) for fact in facts)
    return (*arrows, *rows.progress_notes(scene, facts), *rows.cut_notes(scene, facts))


def _message(scene: Scene, facts: tuple[Fact, ...]) -> str:
    say = scene.wording.text
    judged = [fact for fact in facts if fact.status is not Status.NONE]
    if not judged:
        return _unjudged(scene, facts)
    good = sum(fact.status is Status.GOOD for fact in judged)
    bad = [scene.name(fact) for fact in judged if fact.status is Status.BAD]
    if not bad:
        return say("{good} of {count} KPIs on target, none off target", good=good, count=len(judged))
    return say(
        "{good} of {count} KPIs on target, off target: {names}",
        good=good,
        count=len(judged),
        names=say(", ").join(bad[:3]) + (say(" and more") if len(bad) > 3 else ""),
    )


def _unjudged(scene: Scene, facts: tuple[Fact, ...]) -> str:
    """Why none can be judged: that data are missing is another thing than that plans are."""
    say, count = scene.wording.text, len(facts)
    measured = [fact for fact in facts if fact.actual.value is not None]
    if not measured:
        return say("No data for any of {count} KPIs", count=count)
    if not rows.has_plan(facts):
        return say("None of {count} KPIs has a plan to be judged by", count=count)
    if len(measured) == count:
        return say("None of {count} KPIs can be judged against its plan", count=count)
    return say(
        "None of {count} KPIs can be judged; without data: {without}",
        count=count,
        without=count - len(measured),
    )


def _alt(scene: Scene, facts: tuple[Fact, ...]) -> str:
    say = scene.wording.text
    said = [
        say("{name} {attainment}", name=scene.name(fact), attainment=_attained(scene, fact)) for fact in facts
    ]
    return say("{message}. Bars: {list}.", message=_message(scene, facts), list=say("; ").join(said) or "–")


def _attained(scene: Scene, fact: Fact) -> str:
    if fact.attainment.missing:
        return scene.wording.why(fact.attainment.missing)
    return scene.wording.percent(fact.attainment.value or Decimal(0))
