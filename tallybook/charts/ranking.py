"""Ranking: the members of a unit by their result of one KPI, best first."""

from dataclasses import replace
from decimal import Decimal

from tallybook.charts import phrases, rows
from tallybook.charts.rows import Row, Rows
from tallybook.charts.scene import Scene
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure

_MOST = 30


def ranking(scene: Scene, members: tuple[Fact, ...], *, kpi: Kpi) -> Figure:
    """The members' facts of `kpi`, those without a result at the end."""
    facts = _ranked(members, kpi)
    return Figure(
        name="ranking",
        message=_message(scene, facts, kpi),
        title=_title(scene, facts, kpi),
        alt=_alt(scene, facts, kpi),
        svg=_svg(scene, facts),
    )


def _title(scene: Scene, facts: tuple[Fact, ...], kpi: Kpi) -> str:
    say = scene.wording.text
    shown = {"subject": scene.subject.name, "kpi": kpi.name, "period": scene.when}
    if not rows.has_plan(facts):
        return say(
            "{subject}: {kpi} of its members, {period}, actual (AC), change on previous year (ΔPY)", **shown
        )
    return say(
        "{subject}: {kpi} of its members in % of plan, {period}, actual (AC), plan (PL), change on previous year (ΔPY)",
        **shown,
    )


def _ranked(members: tuple[Fact, ...], kpi: Kpi) -> tuple[Fact, ...]:
    """The facts of one KPI, best first."""
    facts = [fact for fact in members if fact.kpi_id == kpi.kpi_id]

    def place(fact: Fact) -> tuple[bool, int, bool, Decimal]:
        score = fact.attainment.value if fact.attainment.value is not None else fact.actual.value
        return fact.rank is None, fact.rank or 0, score is None, -kpi.better.gain(score or Decimal(0))

    return tuple(sorted(facts, key=place))


def _svg(scene: Scene, facts: tuple[Fact, ...]) -> str:
    return rows.drawn(Rows(scene=scene, lines=_lines(facts), notes=_notes(scene, facts)))


def _lines(facts: tuple[Fact, ...]) -> tuple[Row, ...]:
    named = [Row(name=_name(place, fact), fact=fact) for place, fact in enumerate(facts, start=1)]
    if len(named) <= _MOST:
        return tuple(named)
    best, last = named[: _MOST // 2], named[-_MOST // 2 :]
    return (*best, replace(last[0], parted=True), *last[1:])


def _notes(scene: Scene, facts: tuple[Fact, ...]) -> tuple[str, ...]:
    notes = (*rows.progress_notes(scene, facts), *rows.cut_notes(scene, facts))
    if len(facts) <= _MOST:
        return notes
    return (scene.wording.text("{count} in between are not shown.", count=len(facts) - _MOST), *notes)


def _name(place: int, fact: Fact) -> str:
    return f"{fact.rank or place}  {fact.subject.name}"


def _message(scene: Scene, facts: tuple[Fact, ...], kpi: Kpi) -> str:
    say = scene.wording.text
    known = [fact for fact in facts if fact.actual.value is not None]
    if not known:
        return say("{kpi}: no results of members", kpi=kpi.name)
    if len(known) == 1:
        return say(
            "{kpi}: {name} at {result}",
            kpi=kpi.name,
            name=known[0].subject.name,
            result=_result(scene, known[0]),
        )
    return say(
        "{kpi}: {first} leads with {best}, {last} is last with {worst}",
        kpi=kpi.name,
        first=known[0].subject.name,
        best=_result(scene, known[0]),
        last=known[-1].subject.name,
        worst=_result(scene, known[-1]),
    )


def _result(scene: Scene, fact: Fact) -> str:
    if fact.attainment.value is not None:
        return scene.wording.percent(fact.attainment.value)
    return phrases.value(scene, fact)


def _alt(scene: Scene, facts: tuple[Fact, ...], kpi: Kpi) -> str:
    say = scene.wording.text
    said = say("; ").join(f"{fact.subject.name} {_result(scene, fact)}" for fact in facts[:_MOST])
    return say("{message}. Bars: {list}.", message=_message(scene, facts, kpi), list=said or "–")
