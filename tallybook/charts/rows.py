"""Rows: attainment as bars against plan, status and change on last year, structure from top to bottom."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tallybook.charts import marks, phrases
from tallybook.charts.axis import Axis
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words, sheet
from tallybook.charts.style import (
    ACCENT,
    ACTUAL,
    INK,
    PLAN,
    QUIET,
    ROW,
    SMALL,
    WIDTH,
    is_good,
    mark,
)
from tallybook.domain.facts import Fact, Status
from tallybook.domain.records import Aggregate

CAP = Decimal(2)
"""Attainment is drawn up to 200 %, on every page alike."""

_NAMES = 128.0
_FULL = 92.0
_BARS = Axis(zero=_NAMES, per_unit=_FULL)
_PINS = 400.0
_PIN = 24.0
_PIN_CAP = Decimal("0.5")
_HEAD = 36.0
_GROUP = 5.0
_NOTE = 15.0
_PLAN_BAR = 11.0
_ACTUAL_BAR = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: its name, the fact it shows, and whether a gap parts it from the one above."""

    name: str
    fact: Fact
    parted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All lines of a chart, with what their names are, and the notes under them."""

    scene: Scene
    lines: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether any line has a plan."""
        return has_plan(line.fact for line in self.lines)

    @property
    def height(self) -> float:
        """How tall the sheet must be."""
        parted = sum(_GROUP for line in self.lines if line.parted)
        return _HEAD + ROW * len(self.lines) + parted + _NOTE * len(self.notes) + 6


def drawn(rows: Rows) -> str:
    """The chart as SVG; where there are no lines, it says that there are no data."""
    paper = sheet(rows.height)
    if rows.lines:
        _draw(paper, rows)
    else:
        marks.nothing(paper, rows.scene.wording.text("No data."))
    return paper.svg()


def _draw(sheet: Sheet, rows: Rows) -> None:
    """Heads, lines and notes."""
    bottom = rows.height - _NOTE * len(rows.notes) - 6
    _head(sheet, rows)
    y = _HEAD + ROW / 2
    for line in rows.lines:
        y += _GROUP if line.parted else 0
        _line(sheet, rows.scene, line, y)
        y += ROW
    _axes(sheet, rows, bottom)
    marks.notes(sheet, bottom + 12, rows.notes, apart=_NOTE)


def has_plan(facts: Iterable[Fact]) -> bool:
    """Whether there is a plan for any of the facts, be it 0."""
    return any(fact.target.value is not None for fact in facts)


def compares(facts: Iterable[Fact]) -> bool:
    """Whether there is anything to hold any of the facts against: a plan, or last year."""
    return any(fact.target.value is not None or fact.prior_year.rate.value is not None for fact in facts)


def _is_cut(fact: Fact) -> bool:
    """Whether an attainment goes beyond what is drawn."""
    return fact.attainment.value is not None and abs(fact.attainment.value) > CAP


def cut_notes(scene: Scene, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The note that says that bars were cut, where one was."""
    if any(_is_cut(fact) for fact in facts):
        return (scene.wording.text("Bars are cut at 200% where they carry the sign //."),)
    return ()


def progress_notes(scene: Scene, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The note that says how much of the time has passed, where that is not all of it."""
    found = [passed for fact in facts if (passed := _passed(scene, fact))]
    if not found:
        return ()
    # Who came later has less of his time behind him: the note tells the others'.
    share = scene.wording.percent(max(found))
    return (
        scene.wording.text("Blue line: {share} of the time has passed, for what grows with it.", share=share),
    )


def _head(sheet: Sheet, rows: Rows) -> None:
    say = rows.scene.wording.text
    marks.scenarios(sheet, 8, rows.scene.wording, plan=rows.planned, prior=False)
    if rows.planned:
        full = Words(side="center", size=SMALL, color=QUIET)
        sheet.text((_BARS.at(Decimal(1)), 28), say("Plan = 100%"), full)
    sheet.text((WIDTH, 28), say("ΔPY change on last year"), Words(side="right", size=SMALL, color=QUIET))
    marks.rule(sheet, _HEAD - 1)


def _axes(sheet: Sheet, rows: Rows, bottom: float) -> None:
    sheet.line((_NAMES, _HEAD + 2), (_NAMES, bottom), INK, width=1.0)
    if any(line.fact.prior_year.rate.value is not None for line in rows.lines):
        marks.prior_axis(sheet, (_PINS, _HEAD + 2), (_PINS, bottom))


def _line(sheet: Sheet, scene: Scene, line: Row, y: float) -> None:
    sheet.text((0, y), line.name, Words(room=_NAMES - 8))
    if line.fact.attainment.value is None:
        text = phrases.value(scene, line.fact)
        if line.fact.attainment.missing and line.fact.actual.value is not None:
            text += f"  {scene.wording.why(line.fact.attainment.missing)}"
        sheet.text((_NAMES + 6, y), text, Words(size=SMALL, color=QUIET))
    else:
        _bar(sheet, scene, line.fact, y)
    _change(sheet, scene, line.fact, y)


def _bar(sheet: Sheet, scene: Scene, fact: Fact, y: float) -> None:
    attained = fact.attainment.value or Decimal(0)
    shown = max(min(attained, CAP), Decimal(0))
    sheet.box((_NAMES, y - _PLAN_BAR / 2), (_FULL, _PLAN_BAR), PLAN)
    sheet.box((_NAMES, y - _ACTUAL_BAR / 2), (_BARS.length(shown), _ACTUAL_BAR), ACTUAL)
    if _is_cut(fact):
        marks.cut(sheet, (_BARS.at(CAP) - 12, y), _ACTUAL_BAR)
    if passed := _passed(scene, fact):
        x = _BARS.at(passed)
        sheet.line((x, y - ROW / 2 + 1), (x, y + ROW / 2 - 1), ACCENT, width=1.6)
    x = _BARS.at(max(shown, Decimal(1))) + 10
    if shape := mark(fact.status):
        sheet.dot((x, y), *shape)
    words = Words(bold=fact.status is Status.BAD)
    sheet.text((x + 8, y), scene.wording.percent(attained), words)


def _change(sheet: Sheet, scene: Scene, fact: Fact, y: float) -> None:
    kpi = scene.kpi(fact.kpi_id)
    rate = fact.prior_year.rate.value
    if rate is not None:
        reach = float(max(-_PIN_CAP, min(_PIN_CAP, rate)) / _PIN_CAP) * _PIN
        good = is_good(rate, kpi.better)
        marks.pin(sheet, (_PINS, y), (_PINS + reach, y), good=good)
        if abs(rate) > _PIN_CAP:
            marks.cut(sheet, (_PINS + reach / 2, y), 3)
    text = phrases.change(scene, fact.prior_year, kpi) or "–"
    sheet.text((WIDTH, y), text, Words(side="right", size=SMALL, color=INK if text != "–" else QUIET))


def _passed(scene: Scene, fact: Fact) -> Decimal | None:
    """The share of time that a result is to be compared with: only sums grow with it."""
    if fact.attainment.value is None or scene.kpi(fact.kpi_id).aggregate is not Aggregate.SUM:
        return None
    return fact.time_progress if 0 < fact.time_progress < 1 else None
