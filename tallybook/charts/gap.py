"""The gap: who explains the difference between plan and actual, as a waterfall of the members' own gaps."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from tallybook.charts import marks
from tallybook.charts.amounts import Amounts, amounts
from tallybook.charts.axis import Axis, spanning
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACTUAL, INK, PLAN, QUIET, ROW, SMALL, WIDTH, is_good, judged
from tallybook.domain.facts import Contribution, Fact
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure

_MOST = 20
_NAMES = 100.0
_BARS_END = 222.0
_FALL = 306.0
_FALL_END = 444.0
_HEAD = 36.0
_NOTE = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What one member adds to the gap; actual and plan where they are drawn beside it."""

    name: str
    gap: Decimal
    actual: Decimal | None = None
    target: Decimal | None = None
    partly: bool = False

    @property
    def label(self) -> str:
        """The name, marked where a note says more."""
        return f"{self.name}*" if self.partly else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    scene: Scene
    kpi: Kpi
    actual: Decimal
    target: Decimal
    steps: tuple[_Step, ...]
    amounts: Amounts

    @property
    def note(self) -> str:
        """What is to be known of members that are marked; empty where none is."""
        if not any(step.partly for step in self.steps):
            return ""
        return self.scene.wording.text("* Here for part of the time only; counts by the days.")

    @property
    def total(self) -> Decimal:
        """The whole gap."""
        return self.actual - self.target


def explains(fact: Fact, kpi: Kpi) -> bool:
    """Whether the unit's gap is the sum of its members' gaps: not of ratios, and not without a plan."""
    return kpi.adds_up and None not in (fact.answering.value, fact.target.value)


def gap(scene: Scene, fact: Fact, members: tuple[Contribution, ...]) -> Figure:
    """The unit's own fact and what its members add to it; `explains` says for which this is possible."""
    plot = _plot(scene, fact, members)
    return Figure(
        name="gap",
        message=_message(plot),
        title=scene.wording.text(
            "{subject}: {kpi} in {unit}, {period}, from plan (PL) to actual (AC) by member",
            subject=scene.subject.name,
            kpi=plot.kpi.name,
            unit=plot.amounts.unit,
            period=scene.when,
        ),
        alt=_alt(plot),
        svg=_svg(plot),
    )


def _plot(scene: Scene, fact: Fact, members: tuple[Contribution, ...]) -> _Plot:
    kpi = scene.kpi(fact.kpi_id)
    actual, target = fact.answering.value or Decimal(0), fact.target.value or Decimal(0)
    written = amounts(kpi, max(abs(actual), abs(target)), scene.wording)
    found = _gathered(scene, _steps(members), falling=actual < target)
    total, gaps = actual - target, tuple(step.gap for step in found)
    left = total - sum(gaps, Decimal(0))
    written = written.tallying(((*gaps, left), total), ((target, total), actual))
    # Quotients leave crumbs that no one should read of.
    if written.is_seen(left):
        found = (*found, _Step(name=scene.wording.text("Not by members"), gap=left))
    return _Plot(scene=scene, kpi=kpi, actual=actual, target=target, steps=found, amounts=written)


def _steps(members: tuple[Contribution, ...]) -> list[_Step]:
    return [step for member in members if (step := _step(member))]


def _gathered(scene: Scene, found: list[_Step], *, falling: bool) -> tuple[_Step, ...]:
    """Those first that move the total most in its own direction; of many the middle ones together."""
    found = sorted(found, key=lambda step: step.gap, reverse=not falling)
    if len(found) <= _MOST:
        return tuple(found)
    half = _MOST // 2
    few = found[half:-half]
    together = sum((step.gap for step in few), Decimal(0))
    name = scene.wording.text("Others ({count})", count=len(few))
    return (*found[:half], _Step(name=name, gap=together), *found[-half:])


def _step(member: Contribution) -> _Step | None:
    if member.actual.value is None or member.target.value is None:
        return None
    return _Step(
        name=member.subject.name,
        gap=member.actual.value - member.target.value,
        actual=member.actual.value,
        target=member.target.value,
        partly=member.partly,
    )


def _svg(plot: _Plot) -> str:
    end = _HEAD + ROW * (len(plot.steps) + 2) + 4
    paper = sheet(end + (_NOTE if plot.note else 0))
    marks.scenarios(paper, 8, plot.scene.wording, prior=False)
    say = plot.scene.wording.text
    marks.heading(paper, (_NAMES, 28), say("AC and PL, {unit}", unit=plot.amounts.unit))
    marks.heading(paper, (_FALL, 28), say("ΔPL so far, {unit}", unit=plot.amounts.gap_unit))
    marks.rule(paper, _HEAD - 1)
    _total(paper, plot, "Plan", _HEAD + ROW / 2)
    _members(paper, plot)
    _total(paper, plot, "Actual", _HEAD + ROW * (len(plot.steps) + 1.5))
    if plot.note:
        paper.text((0, end + _NOTE / 2), plot.note, marks.NOTE)
    return paper.svg()


def _members(paper: Sheet, plot: _Plot) -> None:
    values = [v for step in plot.steps for v in (step.actual, step.target) if v is not None]
    low = min([Decimal(0), *values])
    bars = spanning(_NAMES + (24 if low < 0 else 0), _BARS_END, low, max([Decimal(0), *values]))
    sums = list(accumulate((step.gap for step in plot.steps), initial=Decimal(0)))
    fall = spanning(_FALL, _FALL_END, min(sums), max(sums))
    for place, step in enumerate(plot.steps):
        y = _HEAD + ROW * (place + 1.5)
        paper.text(
            (0, y), step.label, Words(room=_NAMES - 8, color=INK if step.actual is not None else QUIET)
        )
        _bars(paper, plot, step, (bars, y))
        _fall(paper, plot, (sums[place], sums[place + 1]), (fall, y))
    bottom = _HEAD + ROW * (len(plot.steps) + 1)
    paper.line((bars.zero, _HEAD + ROW), (bars.zero, bottom), INK, width=1.0)
    good = is_good(plot.total, plot.kpi.better)
    paper.box((fall.zero, bottom + 3), (fall.length(plot.total), 11), judged(good))
    marks.plan_axis(paper, (fall.zero, _HEAD + 4), (fall.zero, bottom + ROW - 2))


def _bars(paper: Sheet, plot: _Plot, step: _Step, where: tuple[Axis, float]) -> None:
    axis, y = where
    if step.actual is None or step.target is None:
        return
    paper.box((axis.zero, y - 5.5), (axis.length(step.target), 11), PLAN)
    paper.box((axis.zero, y - 3.0), (axis.length(step.actual), 6), ACTUAL)
    beyond = max(axis.at(step.actual), axis.at(step.target), axis.zero) + 5
    paper.text((beyond, y), plot.amounts.text(step.actual), Words(size=SMALL))


def _fall(paper: Sheet, plot: _Plot, sums: tuple[Decimal, Decimal], where: tuple[Axis, float]) -> None:
    axis, y = where
    before, after = sums
    change = after - before
    start, end = axis.at(before), axis.at(after)
    paper.box((start, y - 5.5), (end - start, 11), judged(is_good(change, plot.kpi.better)))
    paper.line((end, y + 5.5), (end, y + ROW - 5.5), QUIET, width=0.7)
    paper.text((WIDTH, y), plot.amounts.text(change, signed=True), Words(side="right", size=SMALL))


def _total(paper: Sheet, plot: _Plot, kind: str, y: float) -> None:
    say, bold = plot.scene.wording.text, Words(bold=True)
    planned = kind == "Plan"
    value = plot.target if planned else plot.actual
    paper.box((0, y - 4.5), (9, 9), PLAN if planned else ACTUAL)
    paper.text((14, y), say("Plan") if planned else say("Actual"), bold)
    paper.text((_NAMES, y), plot.amounts.full(value), bold)
    if not planned:
        marks.rule(paper, y - ROW / 2)
        paper.text((WIDTH, y), plot.amounts.text(plot.total, signed=True), Words(side="right", bold=True))


def _message(plot: _Plot) -> str:
    say, total = plot.scene.wording.text, plot.amounts.gap(plot.total)
    named = [step for step in plot.steps if step.actual is not None]
    same = [step for step in named if step.gap and (step.gap > 0) is (plot.total > 0)]
    if not plot.total or not same:
        return say("{kpi} {total} against plan", kpi=plot.kpi.name, total=total)
    most = max(same, key=lambda step: abs(step.gap))
    return say(
        "{kpi} {total} against plan, most of it by {name} with {gap}",
        kpi=plot.kpi.name,
        total=total,
        name=most.name,
        gap=plot.amounts.gap(most.gap),
    )


def _alt(plot: _Plot) -> str:
    say = plot.scene.wording.text
    said = [say("{name} {value}", name=step.label, value=plot.amounts.gap(step.gap)) for step in plot.steps]
    told = say(
        "{message}. From plan {plan} to actual {actual}: {list}.",
        message=_message(plot),
        plan=plot.amounts.full(plot.target),
        actual=plot.amounts.full(plot.actual),
        list=say("; ").join(said) or "–",
    )
    return f"{told} {plot.note}" if plot.note else told
