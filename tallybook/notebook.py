"""What a notebook needs: its slice, the measures, the charts, and a way to hand results over.

slice_ = open_slice(slice_file, period, subject)
found = measure(slice_)
hand_over(found, figures=draw_manager(slice_, found), extra={})
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tallybook import charts, measures, results, slices, tables, workspace
from tallybook.domain.facts import Concentration, Course, Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure, Results
from tallybook.domain.slices import Slice
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
        return next(course for course in self.courses if course.kpi_id == kpi_id)


def open_slice(slice_file: str, period: str, subject: str) -> Slice:
    """The slice in `slice_file`; without one, that of `subject` (such as manager-m001), cut from the workspace.

    The second way serves someone who opens the notebook by hand.
    """
    if slice_file:
        return slices.read(Path(slice_file))
    found = workspace.find(Path.cwd())
    when = Period.parse(period, found.fiscal)
    read = tables.read(found.root, found.settings)
    everyone = slices.subjects(read, when)
    for slice_ in slices.cut(read, found.settings, when, [one for one in everyone if one.slug == subject]):
        return slice_
    raise SlicesError(
        say(
            "There is no subject {subject} in {period}. There are: {known}.",
            subject=subject,
            period=period,
            known=", ".join(one.slug for one in everyone),
        )
    )


def measure(slice_: Slice) -> Measurements:
    """Facts, courses, concentration and reconciliation of a slice; of a unit its members' facts too."""
    facts, members = measures.facts(slice_), measures.member_facts(slice_)
    courses = measures.courses(slice_)
    return Measurements(
        facts=facts,
        members=members,
        courses=courses,
        results=Results(
            subject=slice_.subject,
            period=slice_.period.slug,
            facts=facts,
            courses=courses,
            concentration=measures.concentration(slice_),
            reconciliation=measures.reconciliation(slice_),
            members=members,
        ),
    )


def draw_manager(slice_: Slice, found: Measurements) -> tuple[Figure, ...]:
    """The figures of a manager's page: course, attainment, concentration, visits."""
    return tuple(figure for figure in (*_common(slice_, found), _visits(slice_)) if figure)


def draw_unit(slice_: Slice, found: Measurements) -> tuple[Figure, ...]:
    """The figures of a unit's page: course, attainment, concentration, then ranking, spread and gap of members."""
    return tuple(figure for figure in (*_common(slice_, found), *_members(slice_, found)) if figure)


def hand_over(
    found: Measurements, *, figures: Iterable[Figure], extra: Mapping[str, Extra] | None = None
) -> None:
    """Give the results to the book, and show the figures to whoever runs the notebook by hand.

    `extra` holds anything more that the page's template is to show as `extra.NAME`: plain values.
    """
    from IPython.display import SVG, display

    drawn = tuple(figures)
    whole = replace(found.results, figures=drawn, extra=tuple(sorted((extra or {}).items())))
    results.check(whole)
    for figure in drawn:
        display(SVG(figure.svg))
    display(results.bundle(whole), raw=True)


def _common(slice_: Slice, found: Measurements) -> Iterable[Figure | None]:
    wording, lead = _wording(slice_), _lead(slice_)
    when = wording.period(slice_.period)
    yield charts.course(
        found.course(lead.kpi_id),
        lead,
        subject=slice_.subject,
        wording=wording,
        maximum=_maximum(slice_, lead),
    )
    yield charts.attainment(found.facts, slice_.kpis, period=when, wording=wording)
    yield _concentration(slice_, found.results.concentration, when, wording)


def _concentration(slice_: Slice, found: Concentration | None, when: str, wording: Wording) -> Figure | None:
    if found is None or not found.shares:
        return None
    kpi = slice_.kpi(found.kpi_id)
    return charts.concentration(found, kpi, subject=slice_.subject, period=when, wording=wording)


def _visits(slice_: Slice) -> Figure | None:
    if not slice_.visits:
        return None
    return charts.visits(
        slice_.visits, subject=slice_.subject, period=slice_.period, wording=_wording(slice_)
    )


def _members(slice_: Slice, found: Measurements) -> Iterable[Figure | None]:
    if not found.members:
        return
    wording, lead, unit = _wording(slice_), _lead(slice_), slice_.subject
    when = wording.period(slice_.period)
    own = next(fact for fact in found.facts if fact.kpi_id == lead.kpi_id)
    yield charts.ranking(found.members, lead, unit=unit, period=when, wording=wording)
    yield charts.gap(own, found.members, lead, period=when, wording=wording)
    yield charts.spread(found.members, slice_.kpis, unit=unit, period=when, wording=wording)


def _wording(slice_: Slice) -> Wording:
    return Wording(slice_.house.language, slice_.house.rounding)


def _lead(slice_: Slice) -> Kpi:
    return slice_.kpi(slice_.house.lead_kpi)


def _maximum(slice_: Slice, kpi: Kpi) -> Decimal | None:
    return next((scale.maximum for scale in slice_.scales if scale.kpi_id == kpi.kpi_id), None)
