"""Concentration: what the largest customers bring, with their share and the share so far as figures."""

from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import marks
from tallybook.charts.amounts import Amounts, amounts
from tallybook.charts.axis import Axis, spanning
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import ACTUAL, INK, QUIET, REST, ROW, SMALL, WIDTH, Look
from tallybook.domain.facts import Concentration, Measured, Share
from tallybook.domain.results import Figure

_MOST = 10
_NAMES = 168.0
_BARS_END = 318.0
_SHARE = 428.0
_HEAD = 22.0
# All others together may be many times the largest one, and would leave it no length.
_REST_CAP = Decimal("1.2")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    name: str
    value: Decimal
    share: Measured | None
    cumulative: Measured | None
    look: Look = ACTUAL

    @property
    def is_rest(self) -> bool:
        """Whether it is not one customer."""
        return self.look is REST


def concentration(scene: Scene, found: Concentration) -> Figure:
    """The ten largest customers, all others together, and what belongs to nobody."""
    kpi = scene.kpi(found.kpi_id)
    lines = _lines(scene, found)
    written = amounts(kpi, max((abs(line.value) for line in lines), default=Decimal(0)), scene.wording)
    return Figure(
        name="concentration",
        message=_message(scene, found),
        title=scene.wording.text(
            "{subject}: {kpi} by customer in {unit}, {period}, actual (AC), with share and share so far",
            subject=scene.subject.name,
            kpi=kpi.name,
            unit=written.unit,
            period=scene.when,
        ),
        alt=_alt(scene, found, written),
        svg=_svg(scene, lines, written),
    )


def _lines(scene: Scene, found: Concentration) -> tuple[_Line, ...]:
    lines = [
        _Line(name=share.name, value=share.value, share=share.share, cumulative=share.cumulative)
        for share in found.shares[:_MOST]
    ]
    if rest := found.shares[_MOST:]:
        name = scene.wording.text("{count} others", count=len(rest))
        value = sum((share.value for share in rest), Decimal(0))
        lines.append(
            _Line(name=name, value=value, share=_sum(rest), cumulative=rest[-1].cumulative, look=REST)
        )
    if found.unassigned:
        name = scene.wording.text("Without customer")
        lines.append(_Line(name=name, value=found.unassigned, share=None, cumulative=None, look=REST))
    return tuple(lines)


def _sum(shares: tuple[Share, ...]) -> Measured:
    known = [each.share.value for each in shares if each.share.value is not None]
    return Measured(sum(known, Decimal(0))) if len(known) == len(shares) else shares[0].share


def _svg(scene: Scene, lines: tuple[_Line, ...], written: Amounts) -> str:
    single = [line.value for line in lines if not line.is_rest] or [line.value for line in lines]
    low, high = min([Decimal(0), *single]), max([Decimal(0), *single])
    low, most = min([low, *(line.value for line in lines)]), high * _REST_CAP
    cut = high > 0 and any(line.value > most for line in lines)
    high = max([high, *(min(line.value, most) for line in lines)]) if high else high
    bottom = _HEAD + ROW * max(len(lines), 1) + 2
    paper = sheet(bottom + (16 if cut else 2))
    if not lines:
        marks.nothing(paper, scene.wording.text("No data."))
        return paper.svg()
    axis = spanning(_NAMES + (30 if low < 0 else 0), _BARS_END, low, high)
    _heads(paper, scene, written)
    for place, line in enumerate(lines):
        _draw(paper, scene, line, _Row(_HEAD + ROW * (place + 0.5), axis, written, most if cut else None))
    paper.line((axis.zero, _HEAD + 2), (axis.zero, bottom), INK, width=1.0)
    if cut:
        note = scene.wording.text("Bars are cut where they carry the sign //.")
        paper.text((0, bottom + 9), note, marks.NOTE)
    return paper.svg()


@dataclass(frozen=True, slots=True)
class _Row:
    y: float
    axis: Axis
    written: Amounts
    most: Decimal | None


def _heads(paper: Sheet, scene: Scene, written: Amounts) -> None:
    say = scene.wording.text
    marks.heading(paper, (0, 9), say("Customer"))
    marks.heading(paper, (_NAMES, 9), say("AC {unit}", unit=written.unit))
    marks.heading(paper, (_SHARE, 9), say("Share"), Words(side="right"))
    marks.heading(paper, (WIDTH, 9), say("So far"), Words(side="right"))
    marks.rule(paper, _HEAD - 2)


def _draw(paper: Sheet, scene: Scene, line: _Line, row: _Row) -> None:
    paper.text((0, row.y), line.name, Words(room=_NAMES - 10, color=QUIET if line.is_rest else INK))
    shown = line.value if row.most is None else min(line.value, row.most)
    paper.box((row.axis.zero, row.y - 5), (row.axis.length(shown), 10), line.look)
    if shown < line.value:
        marks.cut(paper, (row.axis.at(shown) - 12, row.y), 11)
    beyond = row.axis.at(max(shown, Decimal(0))) + 5
    paper.text((beyond, row.y), row.written.text(line.value), Words(size=SMALL))
    for figure, end in ((line.share, _SHARE), (line.cumulative, WIDTH)):
        if figure:
            words = Words(side="right", size=SMALL, color=INK if figure.value is not None else QUIET)
            paper.text((end, row.y), scene.wording.rate(figure, signed=False), words)


def _message(scene: Scene, found: Concentration) -> str:
    say = scene.wording.text
    if not found.shares:
        return say("No customer brought anything")
    first, name = found.shares[0], scene.kpi(found.kpi_id).name
    if first.share.value is None or found.top_fifth.value is None:
        return say("{kpi}: {count} customers, no shares", kpi=name, count=found.customers)
    if found.customers == 1:
        return say("{kpi} comes from one customer alone, {customer}", kpi=name, customer=first.name)
    if found.top == 1:
        return say(
            "{customer}, the largest of {count} customers, brings {first} of {kpi}",
            customer=first.name,
            count=found.customers,
            first=scene.wording.percent(first.share.value),
            kpi=name,
        )
    return say(
        "The {top} largest of {count} customers bring {share} of {kpi}, {customer} alone {first}",
        count=found.customers,
        top=found.top,
        share=scene.wording.percent(found.top_fifth.value),
        kpi=name,
        customer=first.name,
        first=scene.wording.percent(first.share.value),
    )


def _alt(scene: Scene, found: Concentration, written: Amounts) -> str:
    say = scene.wording.text
    said = [
        say("{name} {value}", name=share.name, value=written.full(share.value))
        for share in found.shares[:_MOST]
    ]
    return say("{message}. Bars: {list}.", message=_message(scene, found), list=say("; ").join(said) or "–")
