"""What a table wants of a sheet: heads on several lines, few rows on one sheet, drawings no higher than it."""

import pytest
from docutils import nodes

from tallybook.book.paper import cells, fit, kinds


def table(*rows: tuple[str, ...]) -> nodes.table:
    group = nodes.tgroup("", cols=len(rows[0]))
    for part, lines in ((nodes.thead, rows[:1]), (nodes.tbody, rows[1:])):
        entries = ([nodes.entry("", nodes.paragraph("", word)) for word in line] for line in lines)
        group += part("", *(nodes.row("", *line) for line in entries))
    return nodes.table("", group)


def test_heads_of_several_words_may_stand_on_several_lines_and_cells_may_not() -> None:
    rows = [tuple(f"Plan of period {n}" for n in range(9)), ("10.00",) * 9]
    found = cells.cells(table(*rows))
    assert [cell.short for cell in found] == [False] * 9 + [True] * 9
    layout = cells.lay_out(found)
    assert (layout.turned, layout.size) == (False, 9.0)
    assert cells.lay_out(cells.cells(table(rows[0], rows[0]))).turned


def test_where_han_meets_figures_and_gets_a_space_columns_are_wider_by_it() -> None:
    rows = table(("期限",), ("2025年10月31日",))
    tight, spaced = (cells.lay_out(cells.cells(rows, spaced=wide)).widths[0] for wide in (False, True))
    assert spaced - tight == pytest.approx(5 * 0.25 * 9.0 * 1.7)
    alike = table(("Due",), ("31 Oct 2025",))
    assert cells.cells(alike, spaced=True)[1].wants == cells.cells(alike)[1].wants


@pytest.mark.parametrize(("rows", "low"), [(4, True), (60, False)])
def test_a_table_of_few_rows_is_kept_on_one_sheet(rows: int, low: bool) -> None:
    found = cells.cells(table(("KPI", "Amount"), *(("Loans", "1"),) * rows))
    assert cells.is_low(found, cells.lay_out(found)) is low


def test_rows_of_many_lines_count_as_many() -> None:
    found = cells.cells(table(("a", "b"), *(("word " * 400, "x"),) * 3))
    assert not cells.is_low(found, cells.lay_out(found))


def test_a_drawing_is_no_wider_and_no_higher_than_a_sheet() -> None:
    assert kinds.points(nodes.image(width=100, height=50)) == pytest.approx(64.5)
    assert kinds.points(nodes.image(width=5000, height=50)) == fit.UPRIGHT
    assert kinds.points(nodes.image(width=600, height=6000)) == 60.0
    assert kinds.points(nodes.image(width="50%")) is None
