"""A copy of a file with its faults marked where they are: the door to openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import finding, opening
from tallybook.sources.unfit import Unfit

if TYPE_CHECKING:
    from openpyxl import Workbook

# Larger workbooks take minutes to be written again, and nobody reads so many marks.
LARGEST = 20_000_000
MOST = 1000
_HEADER_ROWS = 20
_FILL, _INK = "FFF2C7C3", "FF8E1B14"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said about a cell, or about a row where its column is not known, or about the whole file."""

    text: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    column: str | None = None


def annotated(path: Path, marks: Sequence[Mark], title: str) -> bytes | None:
    """A workbook like the file, its marked cells coloured and commented and all marks listed on a sheet `title`.

    None where the file cannot be read, or is too large to be written again.
    """
    if not path.is_file() or path.stat().st_size > LARGEST:
        return None
    try:
        workbook = _workbook(path)
    except Unfit:
        return None
    for mark in marks[:MOST]:
        _put(workbook, mark)
    _list(workbook, marks[:MOST], title)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _workbook(path: Path) -> Workbook:
    """The workbook itself, or a text file's rows as one."""
    import openpyxl

    if path.suffix.lower() in (".xlsx", ".xlsm"):
        try:
            # Looked through first, as for reading: nothing is unpacked that should not be.
            list(opening.grids(path, Source(file=path.name, sheets="*")))
            return openpyxl.load_workbook(io.BytesIO(finding.read(path)))
        except (AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError) as error:
            raise Unfit(
                "damaged-file",
                say("The file cannot be read to its end; it is damaged."),
                say("Export it again."),
            ) from error
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "1"
    for grid in opening.grids(path, Source(file=path.name)):
        for row in grid.rows:
            for column, text in enumerate(row.cells, 1):
                _write(sheet.cell(row.line, column), text)
    return workbook


def _write(cell: Any, text: str) -> None:
    """Text as text: what begins like a formula is none."""
    if text:
        cell.value = "".join(
            letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}"
            for letter in text
        )
        cell.data_type = "s"


def _put(workbook: Workbook, mark: Mark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    sheet: Any = workbook[mark.sheet] if mark.sheet in workbook.sheetnames else workbook.worksheets[0]
    name = mark.cell or _cell_of(sheet, mark)
    if name is None:
        return
    cell = sheet[name]
    # Only the first cell of a merged range can hold anything.
    merged = next((one for one in sheet.merged_cells.ranges if name in one), None)
    cell = sheet.cell(merged.min_row, merged.min_col) if merged is not None else cell
    cell.fill = PatternFill("solid", fgColor=_FILL)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + mark.text, "Tallybook", height=120, width=320)


def _cell_of(sheet: Any, mark: Mark) -> str | None:
    """The cell in the mark's row under the heading that it names; the row's first where there is none."""
    if mark.row is None:
        return None
    for row in sheet.iter_rows(max_row=min(sheet.max_row, _HEADER_ROWS)):
        for cell in row:
            if mark.column is not None and str(cell.value or "").strip() == mark.column:
                return f"{cell.column_letter}{mark.row}"
    return f"A{mark.row}"


def _list(workbook: Workbook, marks: Iterable[Mark], title: str) -> None:
    from openpyxl.styles import Alignment, Font

    name = title
    while name in workbook.sheetnames:
        name += "_"
    sheet = workbook.create_sheet(name, 0)
    workbook.active = 0
    for line, mark in enumerate(marks, 1):
        place = mark.cell or (str(mark.row) if mark.row is not None else "")
        for column, text in enumerate((mark.sheet or "", place, mark.column or "", mark.text), 1):
            cell = sheet.cell(line, column)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(line, 4).font = Font(color=_INK)
        if mark.cell:
            sheet.cell(line, 2).hyperlink = f"#'{mark.sheet}'!{mark.cell}"
    sheet.column_dimensions["C"].width = 20
    sheet.column_dimensions["D"].width = 90
    # On paper as wide as a sheet lying on its side, and as long as it takes.
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
