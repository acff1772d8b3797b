"""Parquet files."""

from collections.abc import Iterator
from pathlib import Path

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import duck
from tallybook.sources.grids import Grid, Row
from tallybook.sources.unfit import Unfit


def grids(path: Path, source: Source) -> Iterator[Grid]:
    """The one grid of a file; the header is row 1, as it would be were the file a table of text."""
    del source
    yield Grid(rows=_rows(path))


def _rows(path: Path) -> Iterator[Row]:
    try:
        yield from duck.of_parquet(path)
    except duck.error() as error:
        raise Unfit(
            "damaged-file",
            say("The file cannot be read to its end; it is damaged."),
            say("Export it again."),
        ) from error
