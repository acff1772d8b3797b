"""What cells look like: amounts, days, periods; asked while a mapping is drafted."""

from collections.abc import Callable, Mapping, Sequence

from tallybook.sources import Unfit
from tallybook.tables import cells, dates
from tallybook.tables.style import Style

FORMATS = (
    "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y-%m", "%Y/%m", "%Y年%m月", "%Y%m",
)  # fmt: skip
NUMBERS = (Style(), Style(thousands=","), Style(thousands=".", decimal=","))


def fits(texts: Sequence[str], test: Callable[[str], object]) -> bool:
    """Whether there are texts, and none of them is unfit."""
    try:
        for text in texts:
            test(text)
    except Unfit:
        return False
    return bool(texts)


def contradicts(texts: Sequence[str], read: object) -> bool:
    """Whether most of the texts cannot be what such a column holds."""
    test = KINDS.get(read)
    return test is not None and 2 * sum(not fits([text], test) for text in texts) > len(texts)


def number_in(style: Style) -> Callable[[str], object]:
    """The reading of an amount as a style writes it."""
    return lambda text: cells.amount(text, style)


def is_number(text: str) -> object:
    """An amount in any of the styles."""
    return any(fits([text], number_in(style)) for style in NUMBERS) or cells.amount(text, Style())


def is_day(text: str) -> object:
    """A day of ISO 8601."""
    return dates.day(text, Style())


def written_as(format_: str) -> Callable[[str], object]:
    """The reading of a day in a format."""
    return lambda text: dates.day(text, Style(dates=format_))


def is_any_day(text: str) -> object:
    """A day in any of the formats."""
    return any(fits([text], written_as(one)) for one in FORMATS) or is_day(text)


def is_period(text: str) -> object:
    """A period, or a day in any of the formats."""
    return fits([text], is_any_day) or dates.period(text, Style())


def names_period(heading: str) -> bool:
    """Whether a heading is the name of a period."""
    return fits([heading], lambda one: dates.period(one, Style())) or any(mark in heading for mark in "月季")


KINDS: Mapping[object, Callable[[str], object]] = {
    cells.amount: is_number,
    dates.day: is_any_day,
    dates.period: is_period,
}
