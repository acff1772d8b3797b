"""Days and periods as people write them, never guessed."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from tallybook.domain.period import Period
from tallybook.errors import Message, UsageError, say
from tallybook.sources.decoding import plain
from tallybook.sources.unfit import Unfit
from tallybook.tables.style import Style, cut

# Beyond these years it is a slip of the finger, and arithmetic with periods would leave the calendar.
_YEARS = range(1900, 2200)
_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d", "%d.%m.%Y")
_MONTHLY = ("%Y年%m月", "%Y-%m", "%Y/%m", "%Y.%m", "%b %Y", "%B %Y", "%b-%y", "%m/%Y")
_SAMPLE = date(2001, 2, 3)
_QUARTERS = "一二三四1234"
_CHINESE = re.compile(rf"(\d{{4}})年(?:(\d{{1,2}})月|([上下])半年|第?([{_QUARTERS}])季度|度)?")
# What a workbook's number for a day looks like, from 1982 to 2064.
_SERIAL = re.compile("[3-5][0-9]{4}")
# The day before the first one that workbooks know; their dates are numbers counted from it.
_BEFORE_ALL = date(1899, 12, 30)
_DAY_OR_MONTH_FIRST = ("%d/%m/%Y", "%m/%d/%Y")


def day(text: str, style: Style) -> date:
    """A date: ISO 8601, or exactly as the source says; never guessed."""
    written = plain(text)
    found = _dated(written, style.dates) if style.dates else _iso(written)
    if found is None:
        raise Unfit(
            "wrong-date",
            say("{value} is not a date.", value=cut(text)),
            _written_like(style.dates) if style.dates else _format_for(written),
        )
    return found


def period(text: str, style: Style) -> Period:
    """A period as people write it, or a single day as the source writes dates."""
    written = plain(text)
    found = _dated(written, style.dates) if style.dates else None
    if found and is_monthly(style.dates):
        written, found = found.isoformat()[:7], None
    try:
        read = Period.of_day(found, style.fiscal) if found else Period.parse(_coded(written), style.fiscal)
    except UsageError as error:
        raise _bad_period(text) from error
    if read.start.year not in _YEARS or read.end.year not in _YEARS:
        raise _bad_period(text)
    return read


def serial(day: date) -> int:
    """The number that a workbook keeps for a day."""
    return (day - _BEFORE_ALL).days


def of_serial(number: int) -> date:
    """The day for which a workbook keeps a number."""
    return _BEFORE_ALL + timedelta(days=number)


def check_dates(format_: str) -> None:
    """Raise Unfit where a format of dates gives back neither a day nor a month as it was written."""
    if _given_back(format_) not in (_SAMPLE, _SAMPLE.replace(day=1)):
        raise Unfit(
            "wrong-date-format",
            say("{format} does not describe a date.", format=format_),
            say("Use %Y, %m and %d, such as %d.%m.%Y for 31.12.2025; with a time of day also %H:%M:%S."),
        )


@cache
def is_monthly(format_: str | None) -> bool:
    """Whether a format of dates names a month and no day."""
    return format_ is not None and _given_back(format_) == _SAMPLE.replace(day=1)


def _given_back(format_: str) -> date | None:
    try:
        return datetime.strptime(_SAMPLE.strftime(format_), format_).date()
    except ValueError:
        return None


def _coded(text: str) -> str:
    """A Chinese name of a period as its code, anything else as it is."""
    found = _CHINESE.fullmatch(text.replace(" ", ""))
    if found is None:
        return text
    year, month, half, quarter = found.groups()
    if month:
        return f"{year}-{int(month):02d}"
    if half:
        return f"{year}-H{'上下'.index(half) + 1}"
    return f"{year}-Q{_QUARTERS.index(quarter) % 4 + 1}" if quarter else year


def mixed(wrong: Iterable[str], style: Style) -> Unfit | None:
    """What is said of all wrong dates of a column in which some have the day first and others the month."""
    firsts = {first for text in wrong if (first := _only_format(plain(text))) is not None}
    if style.dates in _DAY_OR_MONTH_FIRST:
        firsts.add(style.dates)
    if len(firsts) < 2:
        return None
    return Unfit(
        "mixed-dates",
        say("In this column some dates have the day first and others the month."),
        say(
            "Only who wrote them knows which is which: have the column written in one way, best like 2025-06-30."
        ),
    )


def _only_format(text: str) -> str | None:
    """The one order of day and month in which a text is a date; None where it is both or neither."""
    fitting = [format_ for format_ in _DAY_OR_MONTH_FIRST if _dated(text, format_)]
    return fitting[0] if len(fitting) == 1 else None


def _iso(text: str) -> date | None:
    """A day of ISO 8601, also with a time of day; with an offset it may be another day elsewhere."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo else _plausible(found.date())


def _dated(text: str, format_: str) -> date | None:
    try:
        found = datetime.strptime(text, format_).date()
    except ValueError:
        return None
    if is_monthly(format_):
        found = found.replace(day=monthrange(found.year, found.month)[1])
    return _plausible(found)


def _plausible(found: date) -> date | None:
    return found if found.year in _YEARS else None


def _format_for(text: str) -> Message:
    if fitting := next((format_ for format_ in _FORMATS if _dated(text, format_)), None):
        return say(
            'Write dates like 2025-06-30, or declare how this file writes them with dates: "{format}".',
            format=fitting,
        )
    if fitting := next((format_ for format_ in _MONTHLY if _dated(text, format_)), None):
        return say(
            'It is a month, no day: with dates: "{format}" it stands for the last day of the month.',
            format=fitting,
        )
    if named := _dated(f"2025 {text.removesuffix('份')}", "%Y %m月") or _dated(f"2025 {text}", "%Y %b"):
        return say(
            "It names no year: say which day it stands for with values: {example}.",
            example=f"{{date: {{{text}: {named}}}}}",
        )
    either = [format_ for format_ in _DAY_OR_MONTH_FIRST if _dated(text, format_)]
    if len(either) == 2:
        return say(
            "Day or month first is not guessed: declare dates: {formats}.",
            formats=" / ".join(f'"{format_}"' for format_ in either),
        )
    if either:
        return say('Declare how this file writes dates with dates: "{format}".', format=either[0])
    if _SERIAL.fullmatch(text):
        return say(
            "As a workbook counts days it is {day}: have the column formatted as dates and exported again.",
            day=of_serial(int(text)),
        )
    return say("Write a day of the calendar like 2025-06-30.")


def _written_like(format_: str) -> Message:
    return say(
        "The settings say that dates are written like {example}.",
        example=date(2025, 6, 30).strftime(format_),
    )


def _bad_period(text: str) -> Unfit:
    return Unfit(
        "bad-period",
        say("{value} is not a period.", value=cut(text)),
        say("Write it like 2025-H1, 2025-Q3, 2025-06, 2025-W23, 2025 or 2025-01..2025-10."),
    )
