"""A sheet: its cells by their kinds, how it prints and what Excel does with its areas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tallybook.workbooks import entries, texts, widths
from tallybook.workbooks.values import Area, Cell, Sheet

if TYPE_CHECKING:
    from tallybook.workbooks.looks import Looks

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
_MOST_OF_FOOT = 200
# What may be done to a protected sheet beside filling it in.
_ALLOWED = ("format_columns", "format_rows", "insert_rows", "autofilter", "sort")
# Excel counts days from here, and keeps no more digits of a number.
_FIRST_YEAR, _DIGITS = 1900, 15


def write(made: Any, sheet: Sheet, looks: Looks, names: Mapping[str, str], lists: entries.Lists) -> None:
    """Write a sheet into the empty one that XlsxWriter made for it."""
    for column, width in (widths.of_columns(sheet.rows) | dict(sheet.widths)).items():
        made.set_column(column, column, width, None, {"hidden": width == 0})
    for place, row in enumerate(sheet.rows):
        if row.height is not None:
            made.set_row(place, row.height)
        for column, cell in enumerate(row.cells):
            if cell is not None:
                _write(made, place, column, cell, looks, names)
    _set_up(made, sheet)
    if not sheet.hidden:
        _print(made, sheet)
    for area in sheet.highlights:
        made.conditional_format(
            *_corners(area.area),
            {
                "type": "text",
                "criteria": "begins with",
                "value": area.begins,
                "format": looks.change(area.style),
            },
        )
    for bars in sheet.bars:
        made.conditional_format(*_corners(bars.area), _bar(bars.most, bars.colour))
    for entry in sheet.entries:
        made.data_validation(*_corners(entry.area), entries.rule(entry, lists))


def _write(made: Any, place: int, column: int, cell: Cell, looks: Looks, names: Mapping[str, str]) -> None:
    value = _held(cell.value)
    look = looks.of(cell.style, quoted=isinstance(value, str) and texts.begins_a_formula(value))
    if cell.across > 1:
        made.merge_range(place, column, place, column + cell.across - 1, "", look)
    match value:
        case None | "":
            made.write_blank(place, column, None, look)
        case str() if cell.leads_to is not None:
            target = names[cell.leads_to].replace("'", "''")
            made.write_url(place, column, f"internal:'{target}'!A1", look, value)
        case str():
            made.write_string(place, column, value, look)
        case date():
            made.write_datetime(place, column, value, look)
        case _:
            made.write_number(place, column, value, look)


def _held(value: str | Decimal | int | date | None) -> str | int | float | date | None:
    """The value as Excel can hold it; what it cannot is text."""
    match value:
        case str():
            return texts.shown(value)
        case date():
            return value if value.year >= _FIRST_YEAR else value.isoformat()
        case int():
            return value if abs(value) < 10**_DIGITS else str(value)
        case Decimal():
            return float(value) if abs(value) < 10**_DIGITS else f"{value:f}"
    return None


def _set_up(made: Any, sheet: Sheet) -> None:
    made.hide_gridlines(2)
    made.freeze_panes(*sheet.frozen)
    if sheet.filtered is not None:
        made.autofilter(*_corners(sheet.filtered))
    # Ids and phone numbers are texts on purpose; nobody needs to be warned of it in each cell.
    made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if sheet.protected:
        made.protect("", dict.fromkeys(_ALLOWED, True))
    if sheet.hidden:
        made.very_hidden()


def _print(made: Any, sheet: Sheet) -> None:
    made.set_paper(_A4)
    if not sheet.upright:
        made.set_landscape()
    made.fit_to_pages(1, 0)
    made.set_margins(**_MARGINS)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    if width:
        made.print_area(0, 0, len(sheet.rows) - 1, width - 1)
    if sheet.heads is not None:
        made.repeat_rows(*sheet.heads)
    foot = texts.cut(" ".join(texts.shown(sheet.foot).split()), _MOST_OF_FOOT).replace("&", "&&")
    made.set_footer(f"&L&8{foot and ' ' + foot}&R&8&P / &N")


def _bar(most: Decimal, colour: str) -> dict[str, Any]:
    return {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": colour,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": float(most),
    }


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.top, area.left, area.bottom, area.right
