"""What a notebook needs: its slice, the measures, the charts, and a way to hand results over.

slice_ = open_slice(slice_file, period, subject)
found = measure(slice_)
hand_over(found, figures=draw_manager(slice_, found), extra={})
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from pathlib import Path

from tallybook import charts, measures, results, slices, tables, workspace
from tallybook.charts import Scene
from tallybook.domain.facts import Course, Fact
from tallybook.domain.findings import OwnFinding
from tallybook.domain.period import Period
from tallybook.domain.results import Figure, Results
from tallybook.domain.slices import Scale, Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.errors import SlicesError, say
from tallybook.wording import Wording

Extra = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Everything that the measures find in a slice."""

    facts: tuple[Fact, ...]
    members: tuple[Fact, ...]
    courses: tuple[Course, ...]
    results: Results

    def course(self, kpi_id: str) -> Course:
        """The course of one KPI."""
        results.check_kpi(kpi_id, [course.kpi_id for course in self.courses])
        return next(course for course in self.courses if course.kpi_id == kpi_id)

    def fact(self, kpi_id: str) -> Fact:
        """The subject's own result of one KPI."""
        results.check_kpi(kpi_id, [fact.kpi_id for fact in self.facts])
        return next(fact for fact in self.facts if fact.kpi_id == kpi_id)


def open_slice(slice_file: str, period: str, subject: str) -> Slice:
    """The slice in `slice_file`; without one, that of `subject` (such as manager-m001), cut from the workspace.

    The second way serves someone who opens the notebook by hand: `manager` and `unit` stand for the first of
    their kind, and nothing for the first subject of all.
    """
    if slice_file:
        return slices.read(Path(slice_file))
    found = workspace.find(Path.cwd())
    when = Period.parse(period, found.fiscal)
    read = tables.read(found.root, found.settings)
    everyone = slices.subjects(read, when)
    wanted = [one for one in everyone if subject in ("", one.slug, one.kind)]
    for slice_ in slices.cut(read, found.settings, when, wanted[:1]):
        return slice_
    raise SlicesError(
        say(
            "There is no subject {subject} in {period}. There are: {known}.",
            subject=subject,
            period=period,
            known=tuple(one.slug for one in everyone),
        )
    )


def measure(slice_: Slice) -> Measurements:
    """Facts, courses, concentration and reconciliation of a slice; of a unit its members' facts too."""
    ledger = measures.Ledger.of(slice_)
    facts, members = measures.facts(slice_, ledger), measures.member_facts(slice_, ledger)
    courses = measures.courses(slice_, ledger)
    return Measurements(
        facts=facts,
        members=members,
        courses=courses,
        results=Results(
            subject=slice_.subject,
            period=slice_.period.slug,
            facts=facts,
            courses=courses,
            concentration=measures.concentration(slice_, ledger),
            reconciliation=measures.reconciliation(slice_, ledger),
            members=members,
            explanations=measures.explanations(slice_, facts, ledger),
            quotas=measures.quotas(slice_, ledger),
            bridges=measures.bridges(slice_, ledger),
        ),
    )


def rehearse(slice_file: Path) -> None:
    """Do with a slice what notebooks do, for what is then at hand: words, forms of numbers, shapes of letters."""
    charts.rehearse()
    slice_ = slices.read(slice_file)
    found = measure(slice_)
    draw = draw_manager if slice_.subject.kind is SubjectKind.MANAGER else draw_unit
    results.bundle(replace(found.results, figures=draw(slice_, found)))


def scene(slice_: Slice) -> Scene:
    """What every chart of a page is given first: whom and when it is about, the KPIs, the language."""
    return Scene(
        subject=slice_.subject,
        period=slice_.period,
        kpis=slice_.kpis,
        wording=Wording(slice_.house.language, slice_.house.rounding),
    )


def draw_course(
    slice_: Slice, found: Measurements, *, kpi_id: str | None = None, name: str = "course"
) -> Figure:
    """The course of one KPI over the months, of the leading one where none is named.

    A second one on the same page needs a `name` of its own, of small letters, digits and hyphens.
    """
    kpi_id = kpi_id or slice_.house.lead_kpi
    course, fact = found.course(kpi_id), found.fact(kpi_id)
    return replace(charts.course(scene(slice_), course, fact=fact, scale=_scale(slice_, kpi_id)), name=name)


def draw_manager(slice_: Slice, found: Measurements) -> tuple[Figure, ...]:
    """The figures of a manager's page: course, bridges, attainment, concentration, visits."""
    return tuple(_common(slice_, found))


def draw_unit(slice_: Slice, found: Measurements) -> tuple[Figure, ...]:
    """The figures of a unit's page: those of a manager's, then ranking, gap and spread of its members."""
    return (*_common(slice_, found), *_of_members(slice_, found))


def finding(text: str, *, weight: int | float | str | Decimal = 50, kpi_id: str | None = None) -> OwnFinding:
    """A sentence by a rule of your own: it takes its place among the others by its weight, from 0 to 100.

    Our own rules weigh 40 to 80, the first sentence 100. With `kpi_id` it is linked to that KPI's result.
    """
    return results.finding(text, weight, kpi_id)


def hand_over(
    found: Measurements,
    *,
    figures: Iterable[Figure],
    extra: Mapping[str, Extra] | None = None,
    findings: Iterable[OwnFinding] = (),
) -> None:
    """Give the results to the book, and show the figures to whoever runs the notebook by hand.

    `extra` holds anything more that the page's template is to show as `extra.NAME`: plain values.
    `findings` are sentences by rules of your own.
    """
    drawn = tuple(figures)
    whole = replace(
        found.results,
        figures=drawn,
        extra=tuple(sorted((extra or {}).items())),
        findings=results.findings(findings, [fact.kpi_id for fact in found.facts]),
    )
    bundle = results.bundle(whole)
    for figure in drawn:
        _show({"text/html": f"<b>{escape(figure.message)}</b><br>{escape(figure.title)}"})
        _show({"image/svg+xml": figure.svg, "text/plain": figure.alt})
    _show(bundle)


def _show(bundle: Mapping[str, object]) -> None:
    from IPython.display import display

    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _common(slice_: Slice, found: Measurements) -> Iterable[Figure]:
    place = scene(slice_)
    yield draw_course(slice_, found)
    yield from _bridges(place, found)
    if charts.compares(found.facts):
        yield charts.attainment(place, found.facts)
    if found.results.concentration:
        yield charts.concentration(place, found.results.concentration)
    if any(visit.date in slice_.period for visit in slice_.visits):
        yield charts.visits(place, slice_.visits)


def _bridges(place: Scene, found: Measurements) -> Iterable[Figure]:
    """The ways from plan to result that have steps, each under the name that its KPI has on the page."""
    for bridge in found.results.bridges:
        if bridge.steps:
            yield charts.bridge(place, bridge, name=found.results.figure_of(bridge))


def _of_members(slice_: Slice, found: Measurements) -> Iterable[Figure]:
    if not found.members:
        return
    place, lead = scene(slice_), slice_.kpi(slice_.house.lead_kpi)
    if charts.compares(found.members):
        yield charts.ranking(place, found.members, kpi=lead)
    if charts.explains(found.fact(lead.kpi_id), lead):
        yield charts.gap(place, found.fact(lead.kpi_id), measures.contributions(slice_, lead.kpi_id))
    if any(fact.attainment.value is not None for fact in found.members):
        yield charts.spread(place, found.members)


def _scale(slice_: Slice, kpi_id: str) -> Scale | None:
    return next((scale for scale in slice_.scales if scale.kpi_id == kpi_id), None)
