"""Words and numbers as people of one language write them; the one door to Babel and its catalogues."""

import functools
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from tallybook.domain.facts import Measured, Missing
from tallybook.domain.period import Period, PeriodKind
from tallybook.domain.records import Kpi
from tallybook.domain.results import Failed, FailureKind
from tallybook.domain.slices import Rounding
from tallybook.errors import Message, say
from tallybook.wording.currency import currency

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Wording:
    """One language, with the house's rule of rounding."""

    language: str
    rounding: Rounding = Rounding.HALF_EVEN

    def text(self, template: str, /, **values: object) -> str:
        """The translation of an English sentence of ours, its named values filled in."""
        translated = catalogue(self.language).gettext(template) if template else ""
        # What was kept as JSON in the meantime has lists for tuples.
        named = {
            name: self.listed(value) if isinstance(value, tuple | list) else value
            for name, value in values.items()
        }
        return translated.format(**named) if named else translated

    def listed(self, names: Sequence[object]) -> str:
        """Names one after the other."""
        return self.text(", ").join(str(self.value(name)) for name in names)

    def message(self, message: Message) -> str:
        """A message with everything in it translated and written in this language."""
        return self.text(message.template, **{name: self.value(value) for name, value in message.values})

    def value(self, value: object) -> object:
        """A value as it stands in a sentence."""
        match value:
            case Message():
                return self.message(value)
            case Period():
                return self.period(value)
            case date():
                return self.day(value)
            case Decimal():
                return self.number(value, max(0, -int(value.normalize().as_tuple().exponent)))
            case _:
                return value

    def number(self, value: Decimal, decimals: int = 0, *, signed: bool = False) -> str:
        """A number with thousands grouped, real minus sign, and a plus sign where `signed`."""
        rounded = self.rounded(value, decimals)
        # Chinese and English group alike, and as Python does: Babel would take thirty times as long.
        return f"{_sign(rounded, signed)}{abs(rounded):,f}"

    def percent(self, fraction: Decimal, decimals: int = 1, *, signed: bool = False) -> str:
        """A fraction as per cent."""
        return self.number(fraction * 100, decimals, signed=signed) + "%"

    def points(self, fraction: Decimal, decimals: int = 1) -> str:
        """A difference of two fractions as percentage points, always with its sign."""
        return self.text("{points} pp", points=self.number(fraction * 100, decimals, signed=True))

    def amount(self, value: Decimal, kpi: Kpi, *, signed: bool = False) -> str:
        """A KPI's value without its unit, except the per cent sign that belongs to the number."""
        if kpi.is_percent:
            return self.percent(value, kpi.decimals, signed=signed)
        return self.number(value, kpi.decimals, signed=signed)

    def with_unit(self, amount: str, unit: str) -> str:
        """A number and its unit: 12户, 12 USD, 12%, and £12k where the unit is a currency's sign, with or without a scale."""
        if unit == "%":
            return amount + unit
        if money := currency(unit):
            sign = amount[: len(amount) - len(amount.lstrip("+" + MINUS))]
            return sign + money.sign + amount.removeprefix(sign) + money.scale
        gap = "" if not unit or (self.language == "zh" and not unit.isascii()) else " "
        return amount + gap + unit

    def change(self, value: Decimal, kpi: Kpi) -> str:
        """A difference between two values of a KPI: points for percentages, else a signed amount."""
        return self.points(value, kpi.decimals) if kpi.is_percent else self.amount(value, kpi, signed=True)

    def why(self, missing: Missing) -> str:
        """The word that stands where a figure is missing."""
        return self.message(_MISSING[missing])

    def measured(self, figure: Measured, kpi: Kpi) -> str:
        """A KPI's value, or the word that says why there is none."""
        return self.why(figure.missing) if figure.missing else self.amount(_known(figure), kpi)

    def rate(self, figure: Measured, *, signed: bool = True, decimals: int = 1) -> str:
        """A rate of change or an attainment as per cent, or the word that says why there is none."""
        if figure.missing:
            return self.why(figure.missing)
        return self.percent(_known(figure), decimals, signed=signed)

    def failure(self, failed: Failed) -> str:
        """Why a chapter is missing, in words for someone who has never seen a notebook."""
        detail = self.value(failed.detail)
        if failed.kind is FailureKind.RAISED and failed.line:
            return self.text(
                "its notebook {file} stopped in code cell {cell}, line {line}, with an error: {detail}",
                file=failed.job.notebook.name,
                cell=failed.cell or "?",
                line=failed.line,
                detail=detail,
            )
        return self.text(_FAILURES[failed.kind].template, cell=failed.cell or "?", detail=detail)

    def published_failure(self, failed: Failed) -> str:
        """As `failure`, without what a notebook or the system said: that may be anything, and is for the log."""
        template = _PUBLISHED.get(failed.kind, _FAILURES[failed.kind]).template
        return self.text(template, cell=failed.cell or "?", detail=self.value(failed.detail))

    def day(self, day: date) -> str:
        """A date in full."""
        return f"{day.year}年{day.month}月{day.day}日" if self.language == "zh" else f"{day.day} {day:%b %Y}"

    def period(self, period: Period) -> str:
        """A period as people call it."""
        return _PERIODS[self.language](period)

    def month(self, slug: str) -> str:
        """A month, or some in a row, as the head of a column, by its slug such as 2025-07."""
        first, last = Period.parse(slug).start, Period.parse(slug).end
        several = (first.year, first.month) != (last.year, last.month)
        if self.language == "zh":
            return f"{first.month}–{last.month}月" if several else f"{first.month}月"
        return f"{first:%b}–{last:%b}" if several else f"{first:%b}"

    def rounded(self, value: Decimal, decimals: int) -> Decimal:
        """The value rounded as the house does it; never minus zero."""
        mode = ROUND_HALF_UP if self.rounding is Rounding.HALF_UP else ROUND_HALF_EVEN
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=mode) + 0


def _sign(value: Decimal, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def _known(figure: Measured) -> Decimal:
    assert figure.value is not None
    return figure.value


_MISSING: Mapping[Missing, Message] = {
    Missing.NO_DATA: say("no data"),
    Missing.MONTHLY: say("by month only"),
    Missing.NO_TARGET: say("no plan"),
    Missing.TARGET_ZERO: say("plan is 0"),
    Missing.TARGET_NEGATIVE: say("plan is negative"),
    Missing.NO_PRIOR: say("no prior value"),
    Missing.PRIOR_ZERO: say("prior value is 0"),
    Missing.DENOMINATOR_ZERO: say("denominator is 0"),
    Missing.IN_POINTS: say("in points"),
    Missing.NO_PEERS: say("no peers"),
}


_FAILURES: Mapping[FailureKind, Message] = {
    FailureKind.RAISED: say("its notebook stopped in code cell {cell} with an error: {detail}"),
    FailureKind.KERNEL_DIED: say("the process that ran its notebook died, twice; perhaps memory ran out"),
    FailureKind.TIMED_OUT: say("its notebook took longer than it may ({detail})"),
    FailureKind.STOPPED_EARLY: say("its notebook ended itself early, in code cell {cell}"),
    FailureKind.NO_RESULTS: say("its notebook handed over no valid results: {detail}"),
    FailureKind.TOO_LARGE: say("its notebook's output is too large: {detail}"),
    FailureKind.NOT_STARTED: say("its notebook could not be started: {detail}"),
    FailureKind.NOT_ASKED: say("this preview was asked to run other chapters only"),
}


_PUBLISHED: Mapping[FailureKind, Message] = {
    FailureKind.RAISED: say("its notebook stopped in code cell {cell} with an error, which is in the log"),
    FailureKind.NO_RESULTS: say("its notebook handed over no valid results; why is in the log"),
    FailureKind.NOT_STARTED: say("its notebook could not be started; why is in the log"),
}


def _chinese(period: Period) -> str:
    start, end = period.start, period.end
    year, _, number = period.slug.partition("-")
    match period.kind:
        case PeriodKind.YEAR:
            return f"{year}年"
        case PeriodKind.HALF:
            return f"{year}年{'上' if number == 'H1' else '下'}半年"
        case PeriodKind.QUARTER:
            return f"{year}年第{'一二三四'[int(number[1]) - 1]}季度"
        case PeriodKind.MONTH:
            return f"{start.year}年{start.month}月"
        case PeriodKind.WEEK:
            return f"{year}年第{int(number[1:])}周"
        case PeriodKind.DAY:
            return f"{start.year}年{start.month}月{start.day}日"
        case PeriodKind.RANGE:
            same = start.year == end.year
            return f"{start.year}年{start.month}月至{'' if same else f'{end.year}年'}{end.month}月"
        case PeriodKind.DAYS:
            later = f"{'' if start.year == end.year else f'{end.year}年'}{end.month}月{end.day}日"
            return f"{start.year}年{start.month}月{start.day}日至{later}"


def _english(period: Period) -> str:
    start, end = period.start, period.end
    year, _, number = period.slug.partition("-")
    match period.kind:
        case PeriodKind.YEAR:
            return year
        case PeriodKind.HALF:
            return f"{'first' if number == 'H1' else 'second'} half of {year}"
        case PeriodKind.QUARTER:
            return f"Q{number[1]} {year}"
        case PeriodKind.MONTH:
            return f"{start:%B %Y}"
        case PeriodKind.WEEK:
            return f"week {int(number[1:])} of {year}"
        case PeriodKind.DAY:
            return f"{start.day} {start:%B %Y}"
        case PeriodKind.RANGE:
            same = start.year == end.year
            return f"{start:%B} to {end:%B %Y}" if same else f"{start:%B %Y} to {end:%B %Y}"
        case PeriodKind.DAYS:
            return f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}"


_PERIODS = {"zh": _chinese, "en": _english}


@functools.cache
def catalogue(language: str) -> NullTranslations:
    """The gettext catalogue of a language; English is the language of the originals."""
    if language == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = resources.files("tallybook") / "locale" / language / "LC_MESSAGES" / "tallybook.po"
    compiled = io.BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
