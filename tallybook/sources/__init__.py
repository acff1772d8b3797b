"""The sources: files and databases as rows of text cells that know where they stand.

A source gives grids: one for a file, or one for each sheet of a workbook. What its cells mean is none of this
room's business; that a cell could not be read at all, or was changed by the program that wrote it, is.
"""

from tallybook.sources.databases import grids as database_grids
from tallybook.sources.finding import find, shown
from tallybook.sources.grids import Grid, Oddity, Row
from tallybook.sources.opening import grids
from tallybook.sources.unfit import Unfit

__all__ = ["Grid", "Oddity", "Row", "Unfit", "database_grids", "find", "grids", "shown"]
