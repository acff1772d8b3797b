"""Workbooks for tests: written by XlsxWriter, and then damaged byte by byte where it would not."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

Fill = Callable[[Any, Any], None]
# What a workbook shows for the number 43659 where its column is formatted as dates.
DAY = dt.date(2019, 7, 13)


def write(path: Path, sheets: Mapping[str, list[list[object]]], fill: Fill | None = None) -> Path:
    """A workbook with these sheets of cells; `fill` does more to the last of them."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, cells in enumerate(rows):
                sheet.write_row(place, 0, cells)
        if fill is not None:
            fill(book, sheet)
    return path


def replace(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook's package."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    path.write_bytes(packed.getvalue())
