"""Periods in a sentence: whether what it speaks of is the period of the text, another one, or left open."""

import re
from enum import Enum

from tallybook.domain.period import Period, PeriodKind
from tallybook.errors import TallybookError


class Fit(Enum):
    """How a period word stands to the period of the text; BEFORE is the one just before it, WIDER a longer one."""

    SAME = "same"
    BEFORE = "before"
    WIDER = "wider"
    OTHER = "other"


_HALVES = {"上半年": 1, "下半年": 2, "first half": 1, "second half": 2, "h1": 1, "h2": 2}
_ORDER = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(
    r"([一二三四1-4])季度|q([1-4])(?!\d)|(first|second|third|fourth) quarter", re.IGNORECASE
)
_MONTHS = re.compile(r"(\d{1,2})\s?[-—–~至到]\s?(\d{1,2})月|(?:前|头)(\d{1,2})个?月")
# As of the end of a month: what has come together since the beginning of the year, or stands then.
_UNTIL = re.compile(r"^截[至止]\D*(?:\d{4}年)?(\d{1,2})月|^(\d{1,2})月[末底]")
_MONTH = re.compile(r"(\d{1,2})月")
_ONE_MONTH = re.compile(r"\d{1,2}月份?")
_LATIN_UNTIL = re.compile(r"(?:up to|to|until|as at|as of|at|by|on) ", re.IGNORECASE)
_LATIN_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")
_LATIN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE_YEAR = re.compile(r"全年|年度|full[- ]year|whole year|annual|for the year|year's", re.IGNORECASE)
_THIS_YEAR = re.compile(r"今年|本年|this year", re.IGNORECASE)
_OWN = re.compile(r"^本(?:月|季)|^当季")


def parse(text: str | None) -> Period | None:
    """The period that a fact names; None where it names none that we know."""
    try:
        return Period.parse(text) if text else None
    except TallybookError:
        return None


def fit(word: str, period: Period | None) -> Fit | None:
    """How a period word stands to the text's own period; None where that cannot be told."""
    if period is None:
        return Fit.OTHER if _ONE_MONTH.fullmatch(word) or _LATIN_MONTH.search(word.lower()) else None
    if _OWN.search(word):
        return None
    year = _YEAR.search(word)
    if year and int(year[0]) not in (period.start.year, period.end.year):
        return Fit.OTHER
    if until := _UNTIL.search(word):
        return Fit.SAME if int(until[1] or until[2]) == period.end.month else Fit.OTHER
    span = _span(word.lower())
    if span is None:
        return None
    if _LATIN_UNTIL.match(word):
        return Fit.SAME if span[1] == period.end.month else Fit.OTHER
    own = (period.start.month, period.end.month)
    if period.start.year != period.end.year:
        return None
    if span == own:
        return Fit.SAME
    before = period.previous
    if not year and before.start.year == period.start.year and span == (before.start.month, before.end.month):
        return Fit.BEFORE
    return Fit.WIDER if span == (1, 12) and period.kind is not PeriodKind.YEAR else Fit.OTHER


def is_before(word: str, period: Period | None) -> bool:
    """Whether a period word said of last year is the period just before: 去年下半年 in the first half's text."""
    if period is None:
        return False
    before, span = period.previous, _span(word.lower())
    return before.start.year < period.start.year and span == (before.start.month, before.end.month)


def is_year(word: str) -> bool:
    """Whether a word for now means the year and not the period."""
    return _THIS_YEAR.fullmatch(word) is not None


def _span(word: str) -> tuple[int, int] | None:
    """First and last month of what a word names; None for a year alone, which says too little."""
    if _WHOLE_YEAR.search(word):
        return 1, 12
    for name, number in _HALVES.items():
        if name in word:
            return 6 * number - 5, 6 * number
    if found := _QUARTER.search(word):
        name = next(part for part in found.groups() if part)
        number = _ORDER.get(name) or int(name)
        return 3 * number - 2, 3 * number
    if found := _MONTHS.search(word):
        return (int(found[1]), int(found[2])) if found[1] else (1, int(found[3]))
    if found := _MONTH.search(word):
        return int(found[1]), int(found[1])
    if named := [_LATIN_MONTHS.index(name) + 1 for name in _LATIN_MONTH.findall(word)]:
        return named[0], named[-1]
    return None
