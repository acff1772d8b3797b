"""Tables on paper: never wider than the sheet, turned only where they must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.paper.fit import GAP, TURNED, UPRIGHT, Column, lay_out

WIDTHS = st.tuples(st.floats(0.5, 60), st.floats(0.5, 15))
COLUMNS = st.lists(
    WIDTHS.map(lambda pair: Column(natural=max(pair), least=min(pair))), min_size=1, max_size=25
)


def columns(count: int, natural: float, least: float) -> list[Column]:
    return [Column(natural=natural, least=least)] * count


@given(COLUMNS)
def test_a_table_is_as_wide_as_the_sheet_at_most(wanted: list[Column]) -> None:
    layout = lay_out(wanted)
    assert len(layout.widths) == len(wanted)
    assert sum(layout.widths) <= (TURNED if layout.turned else UPRIGHT) + 0.01
    assert min(layout.widths) > 0


@given(COLUMNS)
def test_no_column_is_narrower_than_its_least_where_there_is_room(wanted: list[Column]) -> None:
    layout = lay_out(wanted)
    if sum(column.least for column in wanted) * layout.size <= UPRIGHT - 200:
        pairs = zip(wanted, layout.widths, strict=True)
        assert all(width >= column.least * layout.size for column, width in pairs)


@given(COLUMNS)
def test_a_table_that_would_like_more_room_than_there_is_takes_all_of_it(wanted: list[Column]) -> None:
    layout = lay_out(wanted)
    room = TURNED if layout.turned else UPRIGHT
    if sum(column.natural * layout.size + GAP for column in wanted) > room:
        assert sum(layout.widths) == pytest.approx(room)


def test_what_is_too_wide_even_so_is_squeezed_onto_a_turned_sheet_in_the_smallest_letters() -> None:
    layout = lay_out([*columns(20, 9, 6), *columns(1, 30, 12)])
    assert (layout.turned, layout.size) == (True, 7.0)
    assert layout.widths[-1] / layout.widths[0] == pytest.approx((12 * 7 + GAP) / (6 * 7 + GAP))


def test_what_fits_has_the_largest_letters() -> None:
    assert lay_out(columns(5, 6, 6)).size == 9.0
    assert not lay_out(columns(5, 6, 6)).turned


def test_what_is_wide_has_smaller_letters() -> None:
    layout = lay_out(columns(9, 6, 6))
    assert layout.size < 9.0
    assert not layout.turned


def test_what_is_too_wide_for_small_letters_turns_the_sheet() -> None:
    layout = lay_out(columns(12, 6, 6))
    assert layout.turned
    assert layout.size > 7.0


def test_a_column_of_sentences_gets_what_the_others_leave() -> None:
    short, long = Column(natural=4, least=4), Column(natural=100, least=8)
    widths = lay_out([short, long, short]).widths
    assert widths[1] > 5 * widths[0]


def test_a_narrow_table_is_not_pulled_apart() -> None:
    assert sum(lay_out(columns(2, 5, 5)).widths) < UPRIGHT / 2
