"""Variances of a course: the gaps to plan as bars, the changes on last year as pins."""

from decimal import Decimal

from tallybook.charts.columns import Columns, difference
from tallybook.charts.strips import Strip
from tallybook.domain.facts import Point

_MOST_GAP = 44.0
_PIN = 16.0
# Pins end at one of these rates; the last is the most that is drawn.
_RATES = (Decimal("0.1"), Decimal("0.2"), Decimal("0.5"), Decimal(1))
_TENTHS_BELOW = Decimal("0.0995")


def variances(columns: Columns) -> tuple[Strip, ...]:
    """The strips for which there is anything, the one nearest to the columns last."""
    return tuple(strip for strip in (_changes(columns), _gaps(columns)) if strip)


def _gaps(columns: Columns) -> Strip | None:
    gaps, text = columns.gaps, columns.amounts.text
    if all(gap is None for gap in gaps):
        return None
    return Strip(
        title="ΔPL" if columns.enlarged == 1 else f"ΔPL ×{columns.enlarged}",
        unit=columns.amounts.gap_unit,
        values=gaps,
        texts=tuple("" if gap is None else text(gap, signed=True) for gap in gaps),
        per_unit=columns.per_unit * columns.enlarged,
        most=_MOST_GAP,
        pins=False,
        better=columns.kpi.better,
    )


def _changes(columns: Columns) -> Strip | None:
    percent = columns.kpi.is_percent
    changes = tuple(_change(point, percent=percent) for point in columns.points)
    known = [abs(change) for change in changes if change is not None]
    if not known:
        return None
    full = max(known) if percent else next((rate for rate in _RATES if rate >= max(known)), _RATES[-1])
    return Strip(
        title="ΔPY",
        unit=columns.amounts.gap_unit if percent else "%",
        values=changes,
        texts=tuple("" if change is None else _text(columns, change) for change in changes),
        per_unit=_PIN / float(full) if full else 0.0,
        most=_PIN,
        pins=True,
        better=columns.kpi.better,
    )


def _text(columns: Columns, change: Decimal) -> str:
    if columns.kpi.is_percent:
        return columns.amounts.text(change, signed=True)
    decimals = 1 if abs(change) < _TENTHS_BELOW else 0
    return columns.scene.wording.number(change * 100, decimals, signed=True)


def _change(point: Point, *, percent: bool) -> Decimal | None:
    changed, prior = difference(point.actual, point.prior_year), point.prior_year.value
    if changed is None or percent:
        return changed
    return changed / abs(prior) if prior else None
