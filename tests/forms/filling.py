"""Forms filled in as a person would: found by what stands above a cell, typed into, saved."""

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from tests import small
from tests.commands import run_in as run
from tests.forms import typing_word

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def give(workspace: Path, person: str, folder: Path, medium: str = "excel") -> Path:
    """A new form of a person."""
    before = set(folder.glob("*")) if folder.exists() else set()
    result = run(workspace, "form", small.PERIOD, person, "-o", str(folder), f"--{medium}")
    assert result.exit_code == 0, result.output
    (path,) = set(folder.glob("*")) - before
    return path


def opened(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def change(path: Path, action: Callable[[Any], None], save_as: Path | None = None) -> Path:
    """Do something to the form's workbook, and save it."""
    book = opened(path)
    action(book)
    book.save(save_as or path)
    return save_as or path


def fill(path: Path, rows: Rows, *, turn: int | None = None, save_as: Path | None = None) -> Path:
    """Type texts below their headings into the first free lines of their sections."""
    if path.suffix == ".docx":
        return typing_word.fill(path, rows, turn=turn, save_as=save_as)

    def typed(book: Any) -> None:
        sheet = book.worksheets[0]
        if turn is not None:
            sheet["H4"] = turn
        for title, lines in rows.items():
            heads, first = headings(sheet, title)
            place = first
            for line in lines:
                while "commitment_id" not in line and not _is_free(sheet, place, heads, line):
                    place += 1
                at = _promise_row(sheet, first, line.get("commitment_id")) or place
                for name, value in line.items():
                    if name != "commitment_id":
                        cell = sheet.cell(at, heads[name])
                        assert not cell.protection.locked, (title, name)
                        cell.value = value
                        if isinstance(value, str):
                            cell.data_type = "s"

    return change(path, typed, save_as)


def headings(sheet: Any, title: str) -> tuple[dict[str, int], int]:
    """The columns of a section by their headings, and its first line."""
    row = next(
        cell.row for line in sheet.iter_rows(min_col=2, max_col=2) for cell in line if cell.value == title
    )
    heads = {cell.value: cell.column for cell in sheet[row + 2] if cell.value and cell.column > 1}
    return heads, row + 3


def _is_free(sheet: Any, row: int, heads: Mapping[str, int], line: Mapping[str, object]) -> bool:
    cells = [sheet.cell(row, heads[name]) for name in line]
    return all(cell.value is None and not cell.protection.locked for cell in cells)


def _promise_row(sheet: Any, first: int, wanted: object) -> int | None:
    if wanted is None:
        return None
    return next(row for row in range(first, first + 50) if sheet.cell(row, 2).value == wanted)
