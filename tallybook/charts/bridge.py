"""The bridge: which months make the difference between plan and actual of the year to date, as a waterfall in time."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tallybook.charts import lettering, marks
from tallybook.charts.amounts import Amounts, amounts
from tallybook.charts.axis import Axis, spanning
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import INK, QUIET, SMALL, WIDTH, is_good, judged
from tallybook.domain.bridges import Bridge
from tallybook.domain.period import Period, PeriodKind
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure

_AXIS = "ΔPL"
_TOP = 38.0
_FALL = 80.0
_LABEL = 12.0
_NAMES = 34.0
_NOTE = 15.0
_WIDEST = 58.0
_APART = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    scene: Scene
    kpi: Kpi
    bridge: Bridge
    names: tuple[str, ...]
    sums: tuple[Decimal, ...]
    amounts: Amounts
    ends: Amounts

    @property
    def left(self) -> float:
        """Where the axis begins."""
        return marks.beside_axis(self.amounts.gap_unit)

    @property
    def last(self) -> int:
        """The place of the result's column."""
        return len(self.names) + 1

    @property
    def pitch(self) -> float:
        """The distance of two columns: one for the plan, one for each step, one for the result."""
        return min((WIDTH - self.left) / (len(self.names) + 2), _WIDEST)

    @property
    def changes(self) -> tuple[Decimal, ...]:
        """What each column adds."""
        return tuple(after - before for before, after in pairwise(self.sums))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of columns that are marked or are no months."""
        say, found = self.scene.wording.text, []
        if not all(step.complete for step in self.bridge.steps):
            found.append(say("* Data end before the month does; all of its plan counts."))
        if len(self.names) > len(self.bridge.steps):
            found.append(say("Rest: the plan of the whole is not the sum of the plans of its months."))
        return tuple(found)

    def middle(self, place: int) -> float:
        """The middle of a column; 0 is the plan's."""
        return self.left + self.pitch * (place + 0.5)


def bridge(scene: Scene, found: Bridge, *, name: str = "bridge") -> Figure:
    """From the plan of the year to date to its result, step by step; `found` has steps."""
    plot = _plot(scene, found)
    return Figure(name=name, message=_message(plot), title=_title(plot), alt=_alt(plot), svg=_svg(plot))


def _plot(scene: Scene, found: Bridge) -> _Plot:
    kpi, wording = scene.kpi(found.kpi_id), scene.wording
    gaps = (*(step.difference for step in found.steps), found.rest)
    # What a month adds may be far too small to be seen in the unit of the whole plan.
    written = amounts(kpi, max(map(abs, (*gaps, found.total))), wording).tallying((gaps, found.total))
    ends = amounts(kpi, max(abs(found.plan), abs(found.result)), wording)
    names = tuple(wording.month(step.period) + ("" if step.complete else "*") for step in found.steps)
    # Quotients leave crumbs that no one should read of.
    with_rest = written.is_seen(found.rest)
    return _Plot(
        scene=scene,
        kpi=kpi,
        bridge=found,
        names=(*names, wording.text("Rest")) if with_rest else names,
        sums=(*found.sums, found.total) if with_rest else found.sums,
        amounts=written,
        ends=ends.tallying(((found.plan, found.total), found.result)),
    )


def _svg(plot: _Plot) -> str:
    levels = (*plot.sums, plot.bridge.total)
    fall = _FALL if min(levels) < max(levels) else 0
    bottom = _TOP + _LABEL + fall + _LABEL
    axis = spanning(bottom - _LABEL, _TOP + _LABEL, min(levels), max(levels))
    paper = sheet(bottom + _NAMES + _NOTE * len(plot.notes) + 2)
    marks.scenarios(paper, 8, plot.scene.wording, prior=False)
    for place, sums in enumerate(pairwise(plot.sums), 1):
        _step(paper, plot, axis, (place, sums))
    _step(paper, plot, axis, (plot.last, (Decimal(0), plot.bridge.total)))
    marks.plan_axis(paper, (plot.left, axis.zero), (plot.middle(plot.last) + plot.pitch / 2, axis.zero))
    _heads(paper, plot, (axis.zero, bottom))
    marks.notes(paper, bottom + _NAMES + _NOTE / 2, plot.notes, apart=_NOTE)
    return paper.svg()


def _step(paper: Sheet, plot: _Plot, axis: Axis, step: tuple[int, tuple[Decimal, Decimal]]) -> None:
    place, (before, after) = step
    change, wide = after - before, plot.pitch * 0.56
    left, start, end = plot.middle(place) - wide / 2, axis.at(before), axis.at(after)
    is_total = place == plot.last
    paper.box((left, start), (wide, end - start), judged(is_good(change, plot.kpi.better)))
    if not is_total:
        paper.line((left + wide, end), (left + plot.pitch, end), QUIET, width=0.7)
    above, below = min(start, end) - _LABEL / 2, max(start, end) + _LABEL / 2
    beyond, other = (above, below) if change >= 0 else (below, above)
    # Nothing is to be written across the axis.
    beyond = other if abs(beyond - axis.zero) < _LABEL / 2 else beyond
    text = plot.amounts.text(change, signed=True)
    paper.text((plot.middle(place), beyond), text, _centred(text, plot.pitch, bold=is_total))


def _heads(paper: Sheet, plot: _Plot, where: tuple[float, float]) -> None:
    """What the axis is of, and under each column its name; plan (PL) and actual (AC) with their amounts."""
    zero, bottom = where
    paper.text((0, zero - 6), _AXIS, Words(size=SMALL, color=INK))
    unit = Words(size=SMALL, color=QUIET, room=plot.left - 4)
    paper.text((0, zero + 6), plot.amounts.gap_unit, unit)
    for place, name in enumerate(plot.names, 1):
        paper.text((plot.middle(place), bottom + 9), name, _centred(name, plot.pitch))
    for place, scenario, value in ((0, "PL", plot.bridge.plan), (plot.last, "AC", plot.bridge.result)):
        middle, text = plot.middle(place), plot.ends.full(value)
        paper.text((middle, bottom + 9), scenario, _centred(scenario, plot.pitch, bold=True))
        # Nothing stands between the two amounts: they may be wider than their columns, but not than the sheet.
        words = _centred(text, plot.pitch * plot.last - _APART, bold=True)
        half = lettering.width(text, words.size, bold=True) / 2
        paper.text((min(middle, WIDTH - half), bottom + 22), text, words)


def _centred(text: str, room: float, *, bold: bool = False) -> Words:
    size = lettering.fitting(text, SMALL, room, bold=bold)
    return Words(side="center", size=size, bold=bold)


def _title(plot: _Plot) -> str:
    say = plot.scene.wording.text
    told = {
        "subject": plot.scene.subject.name,
        "kpi": plot.kpi.name,
        "unit": plot.amounts.gap_unit,
        "period": _when(plot),
    }
    if all(Period.parse(step.period).kind is PeriodKind.MONTH for step in plot.bridge.steps):
        return say("{subject}: {kpi} in {unit}, {period}, from plan (PL) to actual (AC) by month", **told)
    return say(
        "{subject}: {kpi} in {unit}, {period}, from plan (PL) to actual (AC) by part of the year", **told
    )


def _when(plot: _Plot) -> str:
    stretch = Period.parse(plot.bridge.period)
    return plot.scene.when if stretch.same_days(plot.scene.period) else plot.scene.wording.period(stretch)


def _message(plot: _Plot) -> str:
    say, total = plot.scene.wording.text, plot.bridge.total
    told = {"kpi": plot.kpi.name, "period": _when(plot), "total": plot.amounts.gap(total)}
    same = [
        (abs(step.difference), step)
        for step in plot.bridge.steps
        if step.complete and step.difference and (step.difference > 0) is (total > 0)
    ]
    if not total or not same:
        return say("{kpi}, {period}: {total} against plan", **told)
    _, most = max(same, key=lambda each: each[0])
    return say(
        "{kpi}, {period}: {total} against plan, to which {month} added the most with {gap}",
        **told,
        month=plot.scene.wording.month(most.period),
        gap=plot.amounts.gap(most.difference),
    )


def _alt(plot: _Plot) -> str:
    say = plot.scene.wording.text
    said = [
        say("{name} {value}", name=name, value=plot.amounts.gap(change))
        for name, change in zip(plot.names, plot.changes, strict=True)
    ]
    told = say(
        "{message}. From plan {plan} to actual {actual}: {list}.",
        message=_message(plot),
        plan=plot.ends.full(plot.bridge.plan),
        actual=plot.ends.full(plot.bridge.result),
        list=say("; ").join(said),
    )
    return " ".join((told, *plot.notes))
