"""Visits: how many in each month of the period and to how many customers, and what became of the opinions heard."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import lettering, marks
from tallybook.charts.axis import spanning
from tallybook.charts.months import Months
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACTUAL, INK, PLAN, QUIET, ROW, SMALL, TEXT, WIDTH
from tallybook.domain.records import Visit
from tallybook.domain.results import Figure

_MOST_MONTHS = 12
_MOST_LINES = 6
_LEFT = 50.0
_MIDDLE = 250.0
_RIGHT = 276.0
_BARS = 366.0
_HEAD = 22.0
_COLUMNS = 100.0
_WIDE = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Opinions that one person or office deals with, or visits with one purpose: those done and those open."""

    name: str
    done: int
    open: int = 0

    @property
    def count(self) -> int:
        """Both together."""
        return self.done + self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    scene: Scene
    visits: tuple[Visit, ...]
    months: Months
    opinions: tuple[_Line, ...]
    overdue: int

    @property
    def heard(self) -> int:
        """How many opinions there are."""
        return sum(line.count for line in self.opinions)

    @property
    def open(self) -> int:
        """How many of them are not dealt with."""
        return sum(line.open for line in self.opinions)


def visits(scene: Scene, visits: tuple[Visit, ...]) -> Figure:
    """The visits of the period; those before it that are still open are left out."""
    plot = _plot(scene, tuple(visit for visit in visits if visit.date in scene.period))
    return Figure(
        name="visits",
        message=_message(plot),
        title=scene.wording.text(
            "{subject}: number of visits by month, customers' opinions by who deals with them, {period}, actual (AC)",
            subject=scene.subject.name,
            period=scene.when,
        ),
        alt=_alt(plot),
        svg=_svg(plot),
    )


def _plot(scene: Scene, found: tuple[Visit, ...]) -> _Plot:
    said = [visit for visit in found if visit.opinion]
    still_open = [visit for visit in said if not _is_closed(visit, scene)]
    return _Plot(
        scene=scene,
        visits=found,
        months=Months(
            scene=scene,
            slugs=tuple(month.slug for month in scene.period.months[-_MOST_MONTHS:]),
            left=_LEFT,
            right=_MIDDLE,
        ),
        opinions=_by_handler(scene, said),
        overdue=sum(visit.due is not None and visit.due <= scene.period.end for visit in still_open),
    )


def _is_closed(visit: Visit, scene: Scene) -> bool:
    return visit.closed_on is not None and visit.closed_on <= scene.period.end


def _by_handler(scene: Scene, said: Iterable[Visit]) -> tuple[_Line, ...]:
    nobody = scene.wording.text("Nobody named")
    done, still_open = Counter[str](), Counter[str]()
    for visit in said:
        (done if _is_closed(visit, scene) else still_open)[visit.handler or nobody] += 1
    return _few(
        scene, [_Line(name=name, done=done[name], open=still_open[name]) for name in done | still_open]
    )


def _by_purpose(plot: _Plot) -> tuple[_Line, ...]:
    unnamed = plot.scene.wording.text("No purpose given")
    counted = Counter(visit.purpose or unnamed for visit in plot.visits)
    return _few(plot.scene, [_Line(name=name, done=count) for name, count in counted.items()])


def _few(scene: Scene, lines: list[_Line]) -> tuple[_Line, ...]:
    """The lines with the largest counts, the others together."""
    ordered = sorted(lines, key=lambda line: (-line.count, -line.open, line.name))
    if len(ordered) <= _MOST_LINES:
        return tuple(ordered)
    kept, rest = ordered[: _MOST_LINES - 1], ordered[_MOST_LINES - 1 :]
    name = scene.wording.text("Others ({count})", count=len(rest))
    together = _Line(name=name, done=sum(line.done for line in rest), open=sum(line.open for line in rest))
    return (*kept, together)


def _svg(plot: _Plot) -> str:
    paper = sheet(_HEAD + _COLUMNS + 50)
    if not plot.visits:
        marks.nothing(paper, plot.scene.wording.text("No visits."))
        return paper.svg()
    _by_month(paper, plot)
    if plot.opinions:
        _opinions(paper, plot)
    else:
        _lines(paper, plot.scene.wording.text("Visits by purpose"), _by_purpose(plot))
    return paper.svg()


def _by_month(paper: Sheet, plot: _Plot) -> None:
    say, base = plot.scene.wording.text, paper.height - 50
    marks.heading(paper, (0, 9), say("Visits by month"))
    marks.rule(paper, _HEAD - 2, end=_MIDDLE)
    counts = [_in(plot, slug) for slug in plot.months.slugs]
    most, wide = max(len(found) for found in counts), min(_WIDE, plot.months.pitch * 0.6)
    for place, found in enumerate(counts):
        x = plot.months.middle(place)
        length = (base - _HEAD - 20) * len(found) / most if most else 0
        paper.box((x - wide / 2, base), (wide, -length), ACTUAL)
        size = lettering.fitting(str(len(found)), TEXT, plot.months.pitch * 0.95)
        paper.text((x, base - length - 8), str(len(found)), Words(side="center", size=size))
        customers = len({visit.customer_id for visit in found})
        size = lettering.fitting(str(customers), SMALL, plot.months.pitch * 0.9)
        paper.text((x, base + 40), str(customers), Words(side="center", size=size, color=QUIET))
    paper.line((_LEFT, base), (plot.months.end, base), INK, width=1.0)
    plot.months.names(paper, base)
    paper.text((0, base + 40), say("Customers"), Words(size=SMALL, color=QUIET, room=_LEFT))


def _opinions(paper: Sheet, plot: _Plot) -> None:
    say = plot.scene.wording.text
    _lines(paper, say("Customers' opinions by who deals with them"), plot.opinions)
    y = _HEAD + ROW * (len(plot.opinions) + 0.5) + 6
    marks.legend(paper, (_RIGHT, y), [(ACTUAL, say("dealt with")), (PLAN, say("open, in brackets"))])
    if plot.overdue:
        note = say("{count} open beyond their date", count=plot.overdue)
        paper.text((_RIGHT, y + 16), note, marks.NOTE)


def _lines(paper: Sheet, head: str, lines: tuple[_Line, ...]) -> None:
    marks.heading(paper, (_RIGHT, 9), head)
    marks.rule(paper, _HEAD - 2, start=_RIGHT)
    most = max(line.count for line in lines)
    axis = spanning(_BARS, WIDTH - 44, Decimal(0), Decimal(most))
    for place, line in enumerate(lines):
        y = _HEAD + ROW * (place + 0.5)
        paper.text((_RIGHT, y), line.name, Words(room=_BARS - _RIGHT - 8))
        end = axis.at(Decimal(line.done))
        if line.done:
            paper.box((_BARS, y - 5.5), (end - _BARS, 11), ACTUAL)
        if line.open:
            paper.box((end, y - 5.5), (axis.length(Decimal(line.open)), 11), PLAN)
        text = f"{line.count} ({line.open})" if line.open else str(line.count)
        paper.text((axis.at(Decimal(line.count)) + 5, y), text, Words(size=SMALL))
    paper.line((_BARS, _HEAD + 2), (_BARS, _HEAD + ROW * len(lines)), INK, width=1.0)


def _in(plot: _Plot, slug: str) -> list[Visit]:
    return [visit for visit in plot.visits if f"{visit.date:%Y-%m}" == slug]


def _message(plot: _Plot) -> str:
    say = plot.scene.wording.text
    if not plot.visits:
        return say("No visits in this period")
    customers = len({visit.customer_id for visit in plot.visits})
    made = say("{count} visits to {customers} customers", count=len(plot.visits), customers=customers)
    if not plot.heard:
        return made
    if not plot.open:
        return say("{made}, opinions: {total}, all dealt with", made=made, total=plot.heard)
    return say("{made}, opinions: {total}, {open} still open", made=made, open=plot.open, total=plot.heard)


def _alt(plot: _Plot) -> str:
    say, period = plot.scene.wording.text, plot.scene.wording.period
    months = [
        say("{name} {value}", name=period(month), value=len(_in(plot, month.slug)))
        for month in plot.scene.period.months[-_MOST_MONTHS:]
    ]
    handlers = [
        say("{name} {count} of which {open} open", name=line.name, count=line.count, open=line.open)
        for line in plot.opinions
    ]
    told = say("{message}. Visits by month: {list}.", message=_message(plot), list=say("; ").join(months))
    if not handlers:
        return told
    return say("{told} Opinions: {list}.", told=told, list=say("; ").join(handlers))
