"""Text files: what separates fields is found, and a row is never shifted."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.settings import Source
from tallybook.sources.grids import Grid
from tallybook.sources.separated import grids, of_lines
from tallybook.sources.unfit import Unfit

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
ROWS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
)


def of_text(text: str, delimiter: str | None = None) -> Grid:
    return of_lines(lambda: io.StringIO(text, newline=""), delimiter)


def read(text: str, delimiter: str | None = None) -> list[list[str]]:
    return [list(row.cells) for row in of_text(text, delimiter).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，", "；"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (["工号", "金额"], ["007", "1.5"], ["NO", '"a,b;c"']))
    grid = of_text(text)
    assert grid.found == {"delimiter": delimiter}
    assert [list(row.cells) for row in grid.rows] == [["工号", "金额"], ["007", "1.5"], ["NO", "a,b;c"]]


def test_decimal_commas_do_not_hide_the_semicolons() -> None:
    assert read("a;b\n1,5;2,5\n3,5;4,5\n")[1] == ["1,5", "2,5"]


def test_a_title_above_the_table_does_not_mislead() -> None:
    assert of_text("2025年上半年，各支行；万元\n\na\tb\tc\n1\t2\t3\n").found["delimiter"] == "\t"


def test_one_column_needs_no_delimiter() -> None:
    assert read("id\n007\n") == [["id"], ["007"]]


@given(ROWS, st.sampled_from(",;\t|"))
def test_whatever_is_written_with_quotes_is_read_again(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read(text.getvalue(), delimiter) == rows


def test_rows_are_numbered_as_an_editor_does() -> None:
    assert [row.line for row in of_text('a,b\n"1\n2",3\n4,5\n').rows] == [1, 2, 4]


def test_a_row_that_cannot_be_followed_is_named() -> None:
    with pytest.raises(Unfit) as caught:
        read('a,b\n1,2\n"3,4\n', ",")
    assert (caught.value.kind, caught.value.row) == ("not-csv", 3)


def test_a_file_that_grows_before_its_rows_are_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    (grid,) = grids(file, Source(file="a.csv"))
    with file.open("a") as stream:
        stream.write("3,4\n")
    with pytest.raises(Unfit) as caught:
        list(grid.rows)
    assert caught.value.kind == "changed-while-read"
