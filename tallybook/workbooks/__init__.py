"""Workbooks: Excel files written so that text stays text and numbers stay numbers; values in, bytes out.

`values` says what a workbook is made of, `styles` what its cells look like, `numbers` how figures are shown;
`texts` sees to it that no text becomes code or gets lost, `widths` how wide columns are, `sheets` and `writing`
write, `growing` lets rows become higher. A workbook that is equal has equal bytes.
"""

from tallybook.workbooks.numbers import amount, day, marked, percent
from tallybook.workbooks.texts import sheet_names
from tallybook.workbooks.values import (
    PLAIN,
    Area,
    Bars,
    Cell,
    Choice,
    Days,
    Help,
    Highlight,
    Numbers,
    Row,
    Sheet,
    Style,
    Workbook,
    row,
)
from tallybook.workbooks.widths import WIDEST, of_columns, of_text
from tallybook.workbooks.writing import write

__all__ = [
    "PLAIN",
    "WIDEST",
    "Area",
    "Bars",
    "Cell",
    "Choice",
    "Days",
    "Help",
    "Highlight",
    "Numbers",
    "Row",
    "Sheet",
    "Style",
    "Workbook",
    "amount",
    "day",
    "marked",
    "of_columns",
    "of_text",
    "percent",
    "row",
    "sheet_names",
    "write",
]
