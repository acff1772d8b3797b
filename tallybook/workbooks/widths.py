"""How wide columns must be for what stands in them, Chinese and Latin."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tallybook.workbooks.values import Cell, Row

NARROWEST, WIDEST = 6.0, 48.0
_ROOM = 2.0
_DATE = 12.0
_QUOTED = re.compile(r'"([^"]*)"')


def of_columns(rows: Iterable[Row]) -> dict[int, float]:
    """The width of each column, in letters of Excel's standard font."""
    found: dict[int, float] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell is not None and cell.across == 1:
                found[column] = max(found.get(column, NARROWEST), _of_cell(cell))
    return {column: min(width, WIDEST) for column, width in found.items()}


def of_text(text: str) -> float:
    """The width of a text's longest line; a Chinese character is twice as wide as a Latin one."""
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")
    )


def _of_cell(cell: Cell) -> float:
    match cell.value:
        case None:
            return 0
        case str():
            width = of_text(cell.value)
        case date():
            width = _DATE
        case _:
            width = _of_number(Decimal(cell.value), cell.style.number)
    return (width + cell.style.indent) * cell.style.size / 10 * (1.1 if cell.style.bold else 1) + _ROOM


def _of_number(value: Decimal, code: str) -> float:
    """Digits, their grouping and sign, and what the format adds."""
    positive = code.partition(";")[0]
    decimals = _QUOTED.sub("", positive).partition(".")[2].count("0")
    digits = len(f"{abs(value) * (100 if '%' in positive else 1):,.{decimals}f}")
    return digits + 1 + positive.count("%") + sum(of_text(text) for text in _QUOTED.findall(positive))
