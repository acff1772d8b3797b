"""Periods: the grammar, fiscal years, neighbours, weeks across year ends, leap days."""

import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.domain.period import FiscalYear, Period, PeriodKind, add_months, month_end
from tallybook.errors import UsageError

checked = settings(deadline=None, max_examples=80)

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FISCAL = st.builds(FiscalYear, first_month=st.integers(1, 12), named_by_end=st.booleans())


@st.composite
def periods(draw: st.DrawFn) -> Period:
    fiscal, day = draw(FISCAL), draw(DAYS)
    match draw(st.sampled_from(PeriodKind)):
        case PeriodKind.MONTH:
            return Period.of_month(day, fiscal)
        case PeriodKind.WEEK:
            return Period.of_week(day, fiscal)
        case PeriodKind.DAY:
            return Period.of_day(day, fiscal)
        case PeriodKind.RANGE:
            return Period.of_months(day, add_months(day, draw(st.integers(0, 40))), fiscal)
        case PeriodKind.DAYS:
            return Period.of_days(day, day + timedelta(days=draw(st.integers(0, 500))), fiscal)
        case PeriodKind.YEAR:
            return Period.of_year(PeriodKind.YEAR, day.year, 1, fiscal)
        case kind:
            parts = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4}[kind]
            return Period.of_year(kind, day.year, draw(st.integers(1, parts)), fiscal)


@checked
@given(periods())
def test_a_slug_is_read_back_as_the_same_period(period: Period) -> None:
    assert Period.parse(period.slug, period.fiscal) == period


@checked
@given(periods())
def test_small_letters_full_width_and_blanks_are_read_too(period: Period) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in period.slug)
    assert unicodedata.normalize("NFKC", wide) == period.slug
    for text in (period.slug.lower(), wide, f"  {period.slug}\n"):
        assert Period.parse(text, period.fiscal) == period


@checked
@given(periods())
def test_next_and_previous_undo_each_other_and_leave_no_day_out(period: Period) -> None:
    assert period.next.previous == period
    assert period.previous.next == period
    assert period.next.start == period.end + timedelta(days=1)
    assert period.previous.end == period.start - timedelta(days=1)
    assert period.next.kind is period.previous.kind is period.kind


@checked
@given(periods())
def test_the_year_before_has_the_same_name_but_for_the_year(period: Period) -> None:
    before = period.year_before
    assert before.kind is period.kind
    assert before.fiscal == period.fiscal
    assert 351 <= (period.start - before.start).days <= 372
    if period.kind not in (PeriodKind.WEEK, PeriodKind.DAY, PeriodKind.DAYS):
        assert before.start == add_months(period.start, -12)
        assert before.end == month_end(add_months(period.end.replace(day=1), -12))


@checked
@given(periods())
def test_days_are_counted_with_both_ends(period: Period) -> None:
    assert period.days == (period.end - period.start).days + 1
    assert period.start in period
    assert period.end in period
    assert period.start - timedelta(days=1) not in period
    assert period.end + timedelta(days=1) not in period


@checked
@given(FISCAL, st.integers(1900, 2199))
def test_quarters_tile_halves_and_halves_tile_the_year(fiscal: FiscalYear, year: int) -> None:
    whole = Period.of_year(PeriodKind.YEAR, year, 1, fiscal)
    halves = [Period.of_year(PeriodKind.HALF, year, n, fiscal) for n in (1, 2)]
    quarters = [Period.of_year(PeriodKind.QUARTER, year, n, fiscal) for n in (1, 2, 3, 4)]
    for parts in (halves, quarters):
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        assert all(one.next == two for one, two in pairwise(parts))
    assert len(whole.months) == 12


@checked
@given(FISCAL, st.integers(1900, 2199))
def test_a_fiscal_year_is_named_by_the_year_it_starts_or_ends_in(fiscal: FiscalYear, year: int) -> None:
    whole = Period.parse(str(year), fiscal)
    named = whole.end if fiscal.named_by_end else whole.start
    assert named.year == year
    assert whole.start.month == fiscal.first_month
    assert fiscal.year_of(whole.start) == fiscal.year_of(whole.end) == year


@checked
@given(DAYS)
def test_a_week_is_seven_days_from_monday_and_holds_its_day(day: date) -> None:
    week = Period.of_week(day)
    assert (week.start.isoweekday(), week.end.isoweekday(), week.days) == (1, 7, 7)
    assert day in week


@checked
@given(periods(), st.integers(1, 30))
def test_trailing_months_end_with_the_periods_last(period: Period, count: int) -> None:
    months = period.trailing_months(count)
    assert len(months) == count
    assert period.end in months[-1]
    assert all(one.next == two for one, two in pairwise(months))


@checked
@given(periods(), st.integers(-400, 800))
def test_until_stays_inside_the_period(period: Period, shift: int) -> None:
    start, end = period.until(period.start + timedelta(days=shift))
    assert start == period.start
    assert start <= end <= period.end


@pytest.mark.parametrize(
    ("text", "slug", "start", "end"),
    [
        ("2025", "2025", (2025, 1, 1), (2025, 12, 31)),
        ("2025H1", "2025-H1", (2025, 1, 1), (2025, 6, 30)),
        ("2025-h2", "2025-H2", (2025, 7, 1), (2025, 12, 31)),
        ("2025q3", "2025-Q3", (2025, 7, 1), (2025, 9, 30)),
        ("202506", "2025-06", (2025, 6, 1), (2025, 6, 30)),
        ("2024-02", "2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-02-29", "2024-02-29", (2024, 2, 29), (2024, 2, 29)),
        ("20240229", "2024-02-29", (2024, 2, 29), (2024, 2, 29)),
        ("2025-W01", "2025-W01", (2024, 12, 30), (2025, 1, 5)),
        ("2020w53", "2020-W53", (2020, 12, 28), (2021, 1, 3)),
        ("2025-01..2025-10", "2025-01..2025-10", (2025, 1, 1), (2025, 10, 31)),
        ("2024-11..2025-02", "2024-11..2025-02", (2024, 11, 1), (2025, 2, 28)),
        ("２０２５－Ｈ１", "2025-H1", (2025, 1, 1), (2025, 6, 30)),
        ("２０２５０１．．２０２５１０", "2025-01..2025-10", (2025, 1, 1), (2025, 10, 31)),
    ],
)
def test_what_people_write(
    text: str, slug: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    period = Period.parse(text)
    assert (period.slug, period.start, period.end) == (slug, date(*start), date(*end))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a period"),
        ("last year", "is not a period"),
        ("2025-H3", "is not a period"),
        ("2025-Q5", "is not a period"),
        ("2025-13", "is not a period"),
        ("2025-H1-x", "is not a period"),
        ("٢٠٢٥", "is not a period"),
        ("2025-W54", "There is no period 2025-W54"),
        ("2025-W53", "There is no period 2025-W53"),
        ("2025-W00", "There is no period"),
        ("2025-02-29", "There is no period 2025-02-29"),
        ("0000", "There is no period 0000"),
        ("0225-H1", "There is no period 0225-H1"),
        ("9999", "There is no period 9999"),
        ("1000-01..8999-12", "There is no period"),
        ("2025-10..2025-01", "2025-10..2025-01 ends before it begins"),
    ],
)
def test_what_is_no_period_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(UsageError, match="period") as caught:
        Period.parse(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "previous", "year_before"),
    [
        ("2021-W01", "2020-W53", "2020-W01"),
        ("2020-W53", "2020-W52", "2019-W52"),
        ("2027-W01", "2026-W53", "2026-W01"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2025-03-01", "2025-02-28", "2024-03-01"),
        ("2025-H1", "2024-H2", "2024-H1"),
        ("2025-01", "2024-12", "2024-01"),
        ("2025-01..2025-10", "2024-03..2024-12", "2024-01..2024-10"),
    ],
)
def test_neighbours(text: str, previous: str, year_before: str) -> None:
    period = Period.parse(text)
    assert (period.previous.slug, period.year_before.slug) == (previous, year_before)


def test_a_fiscal_half_that_begins_in_april_and_is_named_by_its_end() -> None:
    japan = FiscalYear(first_month=4, named_by_end=True)
    half = Period.parse("2025-H2", japan)
    assert (half.start, half.end) == (date(2024, 10, 1), date(2025, 3, 31))
    assert Period.parse("2025-01", japan).start == date(2025, 1, 1)


def test_the_earliest_and_latest_periods_have_neighbours() -> None:
    for text in ("1000", "1000-01-01", "1000-W01", "8999", "8999-12-31", "8999-01..9099-12"):
        period = Period.parse(text)
        assert period.previous.end < period.start <= period.end < period.next.start
        assert period.year_before.start < period.start


def test_file_names_hold_no_dots() -> None:
    assert Period.parse("2025-01..2025-10").file_slug == "2025-01_2025-10"
