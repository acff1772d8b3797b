"""The course of a KPI: months as columns, with the changes on last year and the gaps to plan above them."""

from decimal import Decimal

from tallybook.charts import lettering, marks, phrases, strips
from tallybook.charts.axis import Axis
from tallybook.charts.columns import LABEL, Columns, known, measured_out
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACTUAL, INK, PLAN, PRIOR, QUIET, SMALL, Look
from tallybook.charts.variances import variances
from tallybook.domain.facts import Course, Fact, Measured, Point
from tallybook.domain.period import Period
from tallybook.domain.results import Figure
from tallybook.domain.slices import Scale

_TOP = 41.0
_SPACE = 6.0
_NAMES = 32.0
_NOTE = 14.0


def course(scene: Scene, course: Course, *, fact: Fact, scale: Scale | None = None) -> Figure:
    """A KPI over months: actual before plan and previous year; `fact` is its result of the period."""
    columns = measured_out(scene, course, scale)
    return Figure(
        name="course",
        message=phrases.attained(scene, fact),
        title=_title(columns),
        alt=_alt(columns, fact),
        svg=_svg(columns),
    )


def _svg(columns: Columns) -> str:
    above, notes = variances(columns), _notes(columns)
    base = _TOP + sum(strip.above + strip.below + _SPACE for strip in above) + columns.above
    bottom = base + columns.below + _NAMES
    paper = sheet(bottom + _NOTE * len(notes) + 2)
    if not columns.values:
        marks.nothing(paper, columns.scene.wording.text("No data."))
        return paper.svg()
    columns.months.band(paper, 20, bottom)
    marks.scenarios(paper, 8, columns.scene.wording, plan=columns.planned, prior=columns.recalled)
    y = _TOP
    for strip in above:
        strips.draw(paper, strip, columns.months, y + strip.above)
        y += strip.above + strip.below + _SPACE
    _draw(paper, columns, base)
    columns.months.names(paper, base + columns.below)
    marks.notes(paper, bottom + _NOTE / 2, notes, apart=_NOTE)
    return paper.svg()


def _draw(paper: Sheet, columns: Columns, base: float) -> None:
    axis, months = Axis(zero=base, per_unit=-columns.per_unit), columns.months
    wide, aside = months.pitch * 0.46, months.pitch * 0.15
    for place, point in enumerate(columns.points):
        left = months.middle(place) - wide / 2
        _column(paper, (left + aside, base), (wide, axis, point.prior_year), PRIOR)
        _column(paper, (left - aside, base), (wide, axis, point.target), PLAN)
        _column(paper, (left, base), (wide, axis, point.actual), ACTUAL)
        _label(paper, columns, axis, place)
    paper.line((months.left, base), (months.end, base), INK, width=1.0)
    paper.text((0, base - 6), "AC", Words(size=SMALL, color=INK))
    paper.text((0, base + 6), columns.amounts.unit, Words(size=SMALL, color=QUIET, room=months.left - 4))


def _column(paper: Sheet, foot: tuple[float, float], what: tuple[float, Axis, Measured], look: Look) -> None:
    wide, axis, figure = what
    if figure.value is not None:
        paper.box(foot, (wide, axis.length(figure.value)), look)


def _label(paper: Sheet, columns: Columns, axis: Axis, place: int) -> None:
    point, months = columns.points[place], columns.months
    if point.actual.value is None:
        return
    ends = [axis.at(value) for value in (*known(point), Decimal(0))]
    y = min(ends) - LABEL / 2 if point.actual.value >= 0 else max(ends) + LABEL / 2
    text = columns.amounts.text(point.actual.value)
    # Bold letters are wider: long figures side by side would run into each other.
    bold = place in months.current and lettering.width(text, SMALL) < months.pitch * 0.8
    size = lettering.fitting(text, SMALL, months.pitch)
    paper.text((months.middle(place), y), text, Words(side="center", size=size, bold=bold))


def _notes(columns: Columns) -> list[str]:
    say, notes = columns.scene.wording.text, []
    if columns.months.unfinished:
        notes.append(say("* Data end before the month does."))
    if columns.enlarged > 1:
        notes.append(say("ΔPL is drawn {times} times larger than the columns.", times=columns.enlarged))
    return notes


def _title(columns: Columns) -> str:
    say, months = columns.scene.wording.text, [_month(columns, point) for point in columns.points] or ["–"]
    shown = {
        "subject": columns.scene.subject.name,
        "kpi": columns.kpi.name,
        "unit": columns.amounts.unit,
        "first": months[0],
        "last": months[-1],
    }
    if not (columns.planned or columns.recalled):
        return say("{subject}: {kpi} in {unit}, {first} to {last}, actual (AC)", **shown)
    if not columns.planned:
        return say("{subject}: {kpi} in {unit}, {first} to {last}, actual (AC), previous year (PY)", **shown)
    if not columns.recalled:
        return say("{subject}: {kpi} in {unit}, {first} to {last}, actual (AC), plan (PL)", **shown)
    return say(
        "{subject}: {kpi} in {unit}, {first} to {last}, actual (AC), plan (PL), previous year (PY)", **shown
    )


def _month(columns: Columns, point: Point) -> str:
    return columns.scene.wording.period(Period.parse(point.month))


def _alt(columns: Columns, fact: Fact) -> str:
    told = phrases.attained(columns.scene, fact)
    seen = [(value, _month(columns, p)) for p in columns.points if (value := p.actual.value) is not None]
    if not seen:
        return told
    highest, lowest = max(seen, key=lambda each: each[0]), min(seen, key=lambda each: each[0])
    return columns.scene.wording.text(
        "{told}. By month: highest {highest} in {when_highest}, lowest {lowest} in {when_lowest}, latest {latest} in {when_latest}.",
        told=told,
        highest=columns.amounts.full(highest[0]),
        when_highest=highest[1],
        lowest=columns.amounts.full(lowest[0]),
        when_lowest=lowest[1],
        latest=columns.amounts.full(seen[-1][0]),
        when_latest=seen[-1][1],
    )
