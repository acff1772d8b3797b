"""Findings on courses: months in a row, and the month in which a course turned."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from tallybook.compose.findings.page import Page, told
from tallybook.domain.facts import Course, Measured, Point
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi


def in_a_row(page: Page) -> Iterator[Finding]:
    """The first KPI that has missed its monthly plan for so many months, and the first that has reached it."""
    found = [(kpi, *_run(_against_plan(kpi, course))) for kpi, course in page.courses()]
    for rule, wanted in ((Rule.MONTHS_MISSED, False), (Rule.MONTHS_REACHED, True)):
        for kpi, reached, months in found:
            if reached is wanted and months >= page.settings.months:
                yield told(rule, kpi_id=kpi.kpi_id, kpi=kpi.name, months=months)
                break


def turned(page: Page) -> Iterator[Finding]:
    """The first KPI that has turned against last year: for two months at least, after so many the other way."""
    for kpi, course in page.courses():
        months = _against_last_year(kpi, course)
        now, lately = _run(months)
        then, before = _run(months[: len(months) - lately])
        if lately >= 2 and before >= page.settings.months and lately <= before and now is not then:
            rule = Rule.TURNED_BETTER if now else Rule.TURNED_WORSE
            since = _complete(course)[-lately].month
            yield told(rule, kpi_id=kpi.kpi_id, kpi=kpi.name, month=Period.parse(since), months=before)
            return


def _run(months: Sequence[bool | None]) -> tuple[bool | None, int]:
    """What the last month was, and how many in a row with it; None where it is not known."""
    last = months[-1] if months else None
    if last is None:
        return None, 0
    return last, sum(1 for _ in takewhile(lambda month: month is last, reversed(months)))


def _against_plan(kpi: Kpi, course: Course) -> list[bool | None]:
    return [_is_good(kpi, point.actual, point.target, equal=True) for point in _complete(course)]


def _against_last_year(kpi: Kpi, course: Course) -> list[bool | None]:
    return [_is_good(kpi, point.actual, point.prior_year, equal=None) for point in _complete(course)]


def _complete(course: Course) -> Sequence[Point]:
    """The months that are over, from the first to the last one that has data."""
    begun = dropwhile(lambda point: not point.complete, course.points)
    return tuple(takewhile(lambda point: point.complete, begun))


def _is_good(kpi: Kpi, figure: Measured, other: Measured, *, equal: bool | None) -> bool | None:
    if figure.value is None or other.value is None:
        return None
    if figure.value == other.value:
        return equal
    return kpi.better.gain(figure.value - other.value) > 0
