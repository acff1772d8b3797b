"""Contexts: what each page's template may know, as plain formatted data; nothing in them can act.

`common` holds for every page, `subject` for a manager's and a unit's, `index`, `board`, `sheet` and
`definitions` for the others. `measured`, `promised` and `ledger` make the rows of tables.
"""

from tallybook.compose.contexts.board import board
from tallybook.compose.contexts.definitions import definitions
from tallybook.compose.contexts.index import index
from tallybook.compose.contexts.subject import subject
from tallybook.compose.contexts.tallied import sheet

__all__ = ["board", "definitions", "index", "sheet", "subject"]
