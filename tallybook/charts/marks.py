"""Marks that several charts use: legends, pins, the axes of variances, bars that were cut."""

from collections.abc import Iterable
from dataclasses import replace

from tallybook.charts import lettering
from tallybook.charts.sheet import Sheet, Words
from tallybook.charts.style import (
    ACTUAL,
    DARK,
    HAIRLINE,
    LIGHT,
    PAPER,
    PLAN,
    PRIOR,
    QUIET,
    SMALL,
    TEXT,
    WIDTH,
    Look,
    judged,
)
from tallybook.wording import Wording

_SWATCH = 9.0
_BESIDE, _MOST_BESIDE, _APART = 46.0, 92.0, 6.0
NOTE = Words(size=SMALL, color=QUIET)


def scenarios(sheet: Sheet, y: float, wording: Wording, *, plan: bool = True, prior: bool = True) -> None:
    """The legend of actual, plan and previous year, from the left; those that are not drawn are left out."""
    entries = [(ACTUAL, wording.text("AC actual"))]
    if plan:
        entries.append((PLAN, wording.text("PL plan")))
    if prior:
        entries.append((PRIOR, wording.text("PY previous year")))
    legend(sheet, (0, y), entries)


def legend(sheet: Sheet, place: tuple[float, float], entries: Iterable[tuple[Look, str]]) -> None:
    """Swatches with their words in a line."""
    x, y = place
    for look, words in entries:
        sheet.box((x, y - _SWATCH / 2), (_SWATCH, _SWATCH), look)
        sheet.text((x + _SWATCH + 4, y), words, NOTE)
        x += _SWATCH + 18 + lettering.width(lettering.literal(words), SMALL)


def beside_axis(*units: str) -> float:
    """How far from the left an axis begins, for the units beside it to be read whole."""
    widest = max(lettering.width(lettering.literal(unit), SMALL) for unit in units)
    return min(max(widest + _APART, _BESIDE), _MOST_BESIDE)


def plan_axis(sheet: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    """The line from which variances to plan are counted: outlined, as plan is."""
    sheet.line(start, end, DARK, width=3.0)
    sheet.line(start, end, PAPER, width=1.4)


def prior_axis(sheet: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    """The line from which changes since last year are counted: solid light, as the previous year is."""
    sheet.line(start, end, LIGHT, width=3.0)


def pin(sheet: Sheet, foot: tuple[float, float], head: tuple[float, float], *, good: bool) -> None:
    """A relative variance: a needle with a square head."""
    color = judged(good).fill
    sheet.line(foot, head, color, width=1.6)
    sheet.dot(head, "square", DARK, size=0.85)


def cut(sheet: Sheet, place: tuple[float, float], extent: float, *, upright: bool = False) -> None:
    """Two slanted gaps that say a bar goes on beyond what is drawn."""
    x, y = place
    half = extent / 2 + 1
    for shift in (-2.5, 2.5):
        if upright:
            sheet.line((x - half, y + shift + 2), (x + half, y + shift - 2), PAPER, width=1.6)
        else:
            sheet.line((x + shift - 2, y + half), (x + shift + 2, y - half), PAPER, width=1.6)


def heading(sheet: Sheet, place: tuple[float, float], text: str, words: Words = NOTE) -> None:
    """The head of a column of figures."""
    sheet.text(place, text, replace(words, size=SMALL, color=QUIET))


def rule(sheet: Sheet, y: float, *, start: float = 0, end: float = WIDTH) -> None:
    """A hairline under a head or above a sum."""
    sheet.line((start, y), (end, y), HAIRLINE, width=0.7)


def notes(sheet: Sheet, y: float, texts: Iterable[str], *, apart: float) -> None:
    """What is to be known of a chart, line under line, with the middle of the first at the height `y`."""
    for place, text in enumerate(texts):
        sheet.text((0, y + apart * place), text, NOTE)


def nothing(sheet: Sheet, text: str) -> None:
    """What stands on a sheet for which there are no data."""
    sheet.text((0, sheet.height / 2), text, Words(size=TEXT, color=QUIET))
