"""What is said where a workbook's cell cannot be taken for what it seems to be."""

from datetime import date
from functools import cache

from tallybook.errors import say
from tallybook.sources import Oddity, Unfit
from tallybook.tables import cells, dates
from tallybook.tables.schema import Column
from tallybook.tables.style import cut


@cache
def found_in(oddity: Oddity, column: Column, text: str | None) -> Unfit | None:
    """What is wrong with an odd cell in this column; None where the column may have it."""
    is_id = column.read is cells.identifier
    if oddity is Oddity.ERROR:
        return _error(text or "")
    if oddity is Oddity.UNCALCULATED:
        return _without_result()
    if oddity is Oddity.COVERED:
        return _covered(column) if column.required and text is None else None
    if oddity is Oddity.DATE and column.read not in (dates.day, dates.period, cells.prose):
        return _date_for_id(text or "") if is_id else _date_for_number(text or "")
    return _long(text or "") if oddity is Oddity.LONG and is_id else None


def _error(text: str) -> Unfit:
    return Unfit(
        "error-cell",
        say("The cell holds the error {value}.", value=cut(text)),
        say("Put its formula right in the workbook, or write the value in its place."),
    )


def _without_result() -> Unfit:
    return Unfit(
        "no-result",
        say("The cell holds a formula whose result was not saved."),
        say("Open the workbook in Excel and save it; a program that only writes formulas computes nothing."),
    )


def _covered(column: Column) -> Unfit:
    return Unfit(
        "merged-cell",
        say(
            "There is no {column} here: the cell is merged with the one above or to its left.",
            column=column.name,
        ),
        say("Undo the merging and fill every row, or name the column under fill_down."),
    )


def _date_for_id(text: str) -> Unfit:
    return Unfit(
        "id-as-date",
        say(
            "The workbook shows this id as the date {value}; as a number it is {number}.",
            value=text,
            number=_number(text),
        ),
        say("Format the column as text in the workbook, and write the ids anew where they were changed."),
    )


def _date_for_number(text: str) -> Unfit:
    return Unfit(
        "wrong-number",
        say("{value} is not a number.", value=text),
        say("The workbook shows this number as a date; format the column as a number."),
    )


def _long(text: str) -> Unfit:
    return Unfit(
        "id-as-number",
        say("The workbook keeps this id as a number, and of that only 15 digits: {value}.", value=text),
        say("Format the column as text in the workbook, and write the ids anew."),
    )


def _number(text: str) -> str:
    """The number that a workbook keeps for a date; no more is said where it has a time too."""
    try:
        return str(dates.serial(date.fromisoformat(text)))
    except ValueError:
        return "…"
