"""The door to XlsxWriter: a workbook as the bytes of an Excel file, the same for the same values."""

import io
from datetime import UTC, datetime
from typing import Any

from tallybook.workbooks import sheets, texts
from tallybook.workbooks.entries import Lists
from tallybook.workbooks.growing import let_grow
from tallybook.workbooks.looks import FONT_SIZE, Looks
from tallybook.workbooks.values import Workbook

_BEGINNING = datetime(1980, 1, 1, tzinfo=UTC)
_MOST_OF_PROPERTY = 255
_LISTS = "lists"


def write(workbook: Workbook) -> bytes:
    """The workbook as an Excel file."""
    import xlsxwriter

    written = io.BytesIO()
    font = {"font_name": workbook.font, "font_size": FONT_SIZE}
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_format_properties": font}) as book:
        book.set_properties(_properties(workbook))
        looks, (names, lists) = Looks(book, workbook.font), _named(workbook)
        for sheet in workbook.sheets:
            sheets.write(book.add_worksheet(names[sheet.name]), sheet, looks, names, lists)
        if lists.options:
            _list(book.add_worksheet(lists.name), lists)
    growing = [at for at, sheet in enumerate(workbook.sheets, 1) if sheet.grows]
    return let_grow(written.getvalue(), growing)


def _properties(workbook: Workbook) -> dict[str, Any]:
    said = {"title": workbook.title, "author": workbook.author}
    return {
        **{name: texts.cut(texts.shown(text), _MOST_OF_PROPERTY) for name, text in said.items()},
        "created": _BEGINNING,
    }


def _named(workbook: Workbook) -> tuple[dict[str, str], Lists]:
    """What each sheet is called in the file by the name that it has here, and the sheet of lists beside them."""
    wanted = [sheet.name for sheet in workbook.sheets]
    if len(set(wanted)) < len(wanted):
        raise ValueError(f"two sheets have one name: {wanted}")
    *names, lists = texts.sheet_names([*wanted, _LISTS])
    return dict(zip(wanted, names, strict=True)), Lists(lists, workbook.sheets)


def _list(made: Any, lists: Lists) -> None:
    for column, options in enumerate(lists.options):
        for place, option in enumerate(options):
            made.write_string(place, column, texts.shown(option))
    made.very_hidden()
