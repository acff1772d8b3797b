"""Spread: how far the members of a unit lie apart, KPI by KPI, on one scale."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from tallybook.charts import marks
from tallybook.charts.axis import Axis
from tallybook.charts.lettering import literal, width
from tallybook.charts.rows import CAP
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACCENT, DARK, HAIRLINE, INK, QUIET, ROW, SMALL, WIDTH
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure

_NAMES = 128.0
_HEAD = 24.0
_PITCH = ROW + 1
_NOTE = 15.0
# Names of the outermost stand beyond both ends of the scale.
_LOWEST_NAME = 48.0
_HIGHEST_NAME = 78.0
_AXIS = Axis(
    zero=_NAMES + _LOWEST_NAME, per_unit=(WIDTH - _HIGHEST_NAME - _NAMES - _LOWEST_NAME) / float(CAP)
)
_TICKS = tuple(Decimal(tick) / 100 for tick in (0, 50, 100, 150, 200))
# Members as near to the median as this are not worth a name.
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """One KPI with its members' attainments, lowest first."""

    kpi: Kpi
    members: tuple[tuple[Decimal, str], ...]

    @property
    def middle(self) -> Decimal:
        """The median."""
        return median(value for value, _ in self.members)

    @property
    def range(self) -> Decimal:
        """From the lowest to the highest."""
        return self.members[-1][0] - self.members[0][0]


def spread(scene: Scene, members: tuple[Fact, ...]) -> Figure:
    """A dot for each member's attainment, a bar for the median, and the names of the outermost."""
    groups = tuple(group for kpi in scene.kpis if (group := _group(kpi, members)).members)
    return Figure(
        name="spread",
        message=_message(scene, groups),
        title=scene.wording.text(
            "{subject}: attainment of each member by KPI in % of plan, {period}, actual (AC), plan (PL)",
            subject=scene.subject.name,
            period=scene.when,
        ),
        alt=_alt(scene, groups),
        svg=_svg(scene, groups),
    )


def _group(kpi: Kpi, members: tuple[Fact, ...]) -> _Group:
    return _Group(
        kpi=kpi,
        members=tuple(
            sorted(
                (fact.attainment.value, fact.subject.name)
                for fact in members
                if fact.kpi_id == kpi.kpi_id and fact.attainment.value is not None
            )
        ),
    )


def _svg(scene: Scene, groups: tuple[_Group, ...]) -> str:
    notes, bottom = _notes(scene, groups), _HEAD + _PITCH * max(len(groups), 1)
    paper = sheet(bottom + 20 + _NOTE * len(notes))
    if not groups:
        marks.nothing(paper, scene.wording.text("No member has a plan to be measured by."))
        return paper.svg()
    _ground(paper, scene, bottom)
    for place, group in enumerate(groups):
        _draw(paper, scene, group, _HEAD + _PITCH * (place + 0.5))
    marks.notes(paper, bottom + 27, notes, apart=_NOTE)
    return paper.svg()


def _notes(scene: Scene, groups: tuple[_Group, ...]) -> tuple[str, ...]:
    arrows = scene.label_notes(group.kpi for group in groups)
    if all(0 <= value <= CAP for group in groups for value, _ in group.members):
        return arrows
    beyond = scene.wording.text(
        "Members beyond the scale stand at its edge; the outermost with their figure."
    )
    return (*arrows, beyond)


def _ground(paper: Sheet, scene: Scene, bottom: float) -> None:
    say = scene.wording.text
    x = _AXIS.zero
    paper.dot((x, 8), "circle", DARK)
    paper.text((x + 8, 8), say("member"), marks.NOTE)
    x += 21 + width(literal(say("member")), SMALL)
    paper.line((x, 2), (x, 14), ACCENT, width=2.4)
    paper.text((x + 6, 8), say("median"), marks.NOTE)
    for tick in _TICKS:
        at = _AXIS.at(tick)
        if tick == 1:
            marks.plan_axis(paper, (at, _HEAD - 2), (at, bottom))
        else:
            paper.line((at, _HEAD - 2), (at, bottom), HAIRLINE, width=0.7)
        paper.text(
            (at, bottom + 10), scene.wording.percent(tick, 0), Words(side="center", size=SMALL, color=QUIET)
        )


def _draw(paper: Sheet, scene: Scene, group: _Group, y: float) -> None:
    paper.text((0, y), scene.label(group.kpi), Words(room=_NAMES - 8))
    places = [_place(value) for value, _ in group.members]
    paper.line((places[0], y), (places[-1], y), HAIRLINE, width=2.0)
    middle = _place(group.middle)
    paper.line((middle, y - 8), (middle, y + 8), ACCENT, width=2.4)
    for at in places:
        paper.dot((at, y), "circle", DARK, rim=0.7)
    _name(paper, scene, group, (0, y))
    if len(places) > 1:
        _name(paper, scene, group, (-1, y))


def _name(paper: Sheet, scene: Scene, group: _Group, place: tuple[int, float]) -> None:
    index, y = place
    value, name = group.members[index]
    if len(group.members) > 1 and abs(value - group.middle) < _NEAR:
        return
    at, low = _place(value), index == 0 and len(group.members) > 1
    text = f"{scene.wording.percent(value, 0)} {name}" if _place(value) != _AXIS.at(value) else name
    room = at - 7 - _NAMES if low else WIDTH - at - 7
    words = Words(side="right" if low else "left", size=SMALL, color=INK, room=room)
    paper.text((at - 7 if low else at + 7, y), text, words)


def _place(value: Decimal) -> float:
    return _AXIS.at(max(Decimal(0), min(CAP, value)))


def _message(scene: Scene, groups: tuple[_Group, ...]) -> str:
    say, several = scene.wording.text, [group for group in groups if len(group.members) > 1]
    if not several:
        return say("Fewer than two members have a plan to be measured by")
    widest = max(several, key=lambda group: group.range)
    return say(
        "Members lie furthest apart in {kpi}: from {low} ({last}) to {high} ({first})",
        kpi=widest.kpi.name,
        low=scene.wording.percent(widest.members[0][0]),
        last=widest.members[0][1],
        high=scene.wording.percent(widest.members[-1][0]),
        first=widest.members[-1][1],
    )


def _alt(scene: Scene, groups: tuple[_Group, ...]) -> str:
    say = scene.wording.text
    said = [
        say(
            "{kpi} from {low} to {high}, median {middle}",
            kpi=group.kpi.name,
            low=scene.wording.percent(group.members[0][0]),
            high=scene.wording.percent(group.members[-1][0]),
            middle=scene.wording.percent(group.middle),
        )
        for group in groups
    ]
    return say("{message}. Dots: {list}.", message=_message(scene, groups), list=say("; ").join(said) or "–")
