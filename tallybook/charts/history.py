"""A subject's KPIs over the sealed periods: a small chart for each, two beside one another where they have room."""

from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import lettering, marks, phrases
from tallybook.charts.amounts import Amounts, amounts
from tallybook.charts.axis import Axis
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACTUAL, INK, PLAN, PRIOR, QUIET, SMALL, TEXT, WIDTH, mark
from tallybook.domain.facts import Fact, Measured
from tallybook.domain.history import History, Term
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure

# So many periods are drawn; what is older stands in the table.
_MOST = 12
_HIGH = 44.0
_BLOCK = 122.0
_TOP = 24.0
_GAP = 24.0
# So many charts stand side by side where there are few periods.
_COLUMNS = {1: 3, 2: 3, 3: 3, 4: 2, 5: 2}
_NOTE = 14.0

# Each period, and what is sealed of it.
_Course = tuple[tuple[Period, Term | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One KPI's chart: where it stands, its terms, and how its values are written and measured."""

    scene: Scene
    kpi: Kpi
    terms: _Course
    left: float
    top: float
    wide: float
    amounts: Amounts
    per_unit: float
    lowest: float

    @property
    def pitch(self) -> float:
        return min(self.wide / len(self.terms), 54.0)

    @property
    def base(self) -> float:
        return self.top + 32 + _HIGH - self.lowest

    def middle(self, place: int) -> float:
        return self.left + self.pitch * (place + 0.5)


def history(scene: Scene, told: History) -> Figure:
    """Every KPI over the periods of the newest one's kind: actual before plan and previous year."""
    terms = told.alike[-_MOST:]
    (first, _), (last, _) = terms[0], terms[-1]
    title = scene.wording.text(
        "{subject}: sealed results, {first} to {last}, actual (AC), plan (PL), previous year (PY)",
        subject=told.subject.name,
        first=scene.wording.period(first),
        last=scene.wording.period(last),
    )
    return Figure(
        name="history",
        message=_message(scene, told),
        title=title,
        alt=_alt(scene, told),
        svg=_svg(scene, told, terms),
    )


def _message(scene: Scene, told: History) -> str:
    """How the leading KPI has fared."""
    return _course(scene, _leading(told.kpis), told.alike[-_MOST:])


def _alt(scene: Scene, told: History) -> str:
    leading = _leading(told.kpis)
    others = [kpi for kpi in told.kpis if kpi is not leading]
    return " ".join(_course(scene, kpi, told.alike[-_MOST:]) for kpi in (leading, *others))


def _leading(kpis: tuple[Kpi, ...]) -> Kpi:
    return max(kpis, key=lambda kpi: kpi.weight)


def _course(scene: Scene, kpi: Kpi, terms: _Course) -> str:
    """A KPI's attainment period by period; where there is none its value, and why."""
    wording = scene.wording
    said = [
        _said(scene, fact, wording.period(period))
        for period, term in terms
        if (fact := term and term.fact(kpi.kpi_id))
    ]
    return wording.text("{kpi}: {course}.", kpi=kpi.name, course=wording.text(", ").join(said))


def _said(scene: Scene, fact: Fact, period: str) -> str:
    say = scene.wording.text
    if fact.attainment.value is not None:
        rate = scene.wording.rate(fact.attainment, signed=False)
        return say("{rate} of plan in {period}", rate=rate, period=period)
    figure = phrases.value(scene, fact)
    if fact.actual.missing or not fact.attainment.missing:
        return say("{figure} in {period}", figure=figure, period=period)
    reason = scene.wording.why(fact.attainment.missing)
    return say("{figure} ({reason}) in {period}", figure=figure, reason=reason, period=period)


def _svg(scene: Scene, told: History, terms: _Course) -> str:
    aside = _COLUMNS.get(len(terms), 1)
    wide = (WIDTH - _GAP * (aside - 1)) / aside
    notes = _notes(scene, told, terms)
    rows = -(-len(told.kpis) // aside)
    bottom = _TOP + rows * _BLOCK
    paper = sheet(bottom + _NOTE * len(notes) + 2)
    marks.scenarios(paper, 8, scene.wording)
    for number, kpi in enumerate(told.kpis):
        row, column = divmod(number, aside)
        _draw(paper, _block(scene, kpi, terms, (column * (wide + _GAP), _TOP + row * _BLOCK, wide)))
    marks.notes(paper, bottom + _NOTE / 2, notes, apart=_NOTE)
    return paper.svg()


def _notes(scene: Scene, told: History, terms: _Course) -> list[str]:
    notes = [scene.wording.text("Each KPI has a scale of its own.")]
    notes += scene.label_notes(told.kpis)
    if any(term is None for _, term in terms):
        notes.append(scene.wording.text("× Nothing is sealed of this period."))
    if any(term and term.is_changed(kpi.kpi_id) for _, term in terms for kpi in told.kpis):
        notes.append(
            scene.wording.text("* Corrected: an earlier version was sealed with another value or plan.")
        )
    return notes


def _block(scene: Scene, kpi: Kpi, terms: _Course, place: tuple[float, float, float]) -> _Block:
    facts = [fact for _, term in terms if term and (fact := term.fact(kpi.kpi_id))]
    values = [value for fact in facts for value in _known(fact)]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    per_unit = _HIGH / float(high - low) if high > low else 0.0
    left, top, wide = place
    return _Block(
        scene=scene,
        kpi=kpi,
        terms=terms,
        left=left,
        top=top,
        wide=wide,
        amounts=amounts(kpi, max(high, -low), scene.wording),
        per_unit=per_unit,
        lowest=-float(low) * per_unit,
    )


def _known(fact: Fact) -> list[Decimal]:
    figures = (fact.actual, fact.target, fact.prior_year.value)
    return [figure.value for figure in figures if figure.value is not None]


def _draw(paper: Sheet, block: _Block) -> None:
    name, unit = block.scene.label(block.kpi), block.amounts.unit
    paper.text((block.left, block.top + 8), name, Words(size=TEXT, bold=True, room=block.wide * 0.7))
    paper.text(
        (block.left + lettering.width(name, TEXT, bold=True) + 8, block.top + 8),
        unit,
        Words(size=SMALL, color=QUIET, room=block.wide * 0.3),
    )
    for place, (period, term) in enumerate(block.terms):
        if term is None:
            paper.text((block.middle(place), block.base - 9), "×", Words(side="center", color=QUIET))
        elif fact := term.fact(block.kpi.kpi_id):
            _columns(paper, block, place, fact)
            _label(paper, block, place, fact, corrected=term.is_changed(block.kpi.kpi_id))
        _name(paper, block, place, period)
    end = block.left + block.pitch * len(block.terms)
    paper.line((block.left, block.base), (end, block.base), INK, width=1.0)


def _columns(paper: Sheet, block: _Block, place: int, fact: Fact) -> None:
    axis = Axis(zero=block.base, per_unit=-block.per_unit)
    wide, aside = block.pitch * 0.46, block.pitch * 0.15
    left = block.middle(place) - wide / 2
    looks = ((fact.prior_year.value, aside, PRIOR), (fact.target, -aside, PLAN), (fact.actual, 0.0, ACTUAL))
    for figure, shift, look in looks:
        if figure.value is not None:
            paper.box((left + shift, block.base), (wide, axis.length(figure.value)), look)


def _label(paper: Sheet, block: _Block, place: int, fact: Fact, *, corrected: bool) -> None:
    star = "*" if corrected else ""
    top = block.base - max(float(max([Decimal(0), *_known(fact)])) * block.per_unit, 0.0)
    text = block.amounts.text(fact.actual.value) + star if fact.actual.value is not None else "–"
    size = lettering.fitting(text, SMALL, block.pitch)
    paper.text((block.middle(place), top - 7), text, Words(side="center", size=size, bold=True))
    _attained(paper, block, place, fact.attainment, mark(fact.status))


def _attained(
    paper: Sheet, block: _Block, place: int, attainment: Measured, shape: tuple[str, str] | None
) -> None:
    """The attainment under a column, with the shape of its judgement."""
    if attainment.value is None:
        return
    text = block.scene.wording.percent(attainment.value)
    y = block.base + block.lowest + 9
    size = lettering.fitting(text, SMALL, block.pitch - 9)
    paper.text((block.middle(place) + 4, y), text, Words(side="center", size=size, color=INK))
    if shape:
        width = lettering.width(text, size)
        paper.dot((block.middle(place) - width / 2 - 3, y), *shape, size=0.8)


def _name(paper: Sheet, block: _Block, place: int, period: Period) -> None:
    slug = period.slug
    size = lettering.fitting(slug, SMALL, block.pitch - 2)
    paper.text(
        (block.middle(place), block.base + block.lowest + 22),
        slug,
        Words(side="center", size=size, color=QUIET),
    )
