"""Text files with one row a line: CSV and TSV, whatever separates their fields."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from tallybook.errors import Message, say
from tallybook.settings.sources import Source
from tallybook.sources import finding
from tallybook.sources.decoding import encoding_in
from tallybook.sources.grids import Grid, Row
from tallybook.sources.unfit import Unfit

_DELIMITERS = (",", "\t", ";", "|", "，", "；")
# So many rows are looked at to find out what separates fields.
_LOOKED_AT = 50


def grids(path: Path, source: Source) -> Iterator[Grid]:
    """The one grid of a text file; its rows raise Unfit from the line on that cannot be followed.

    The file is read line by line, each time that its rows are asked for: it may be larger than the memory.
    """
    with finding.opened(path) as stream:
        state, encoding = finding.state(stream), encoding_in(stream, source.encoding)
    yield of_lines(partial(_lines, path, encoding, state), source.delimiter, encoding=encoding)


def _lines(path: Path, encoding: str, state: finding.State) -> Iterator[str]:
    with finding.opened(path, state) as stream:
        # Under a name, for it closes the file as soon as nobody has it any more.
        text = io.TextIOWrapper(stream, encoding, newline="")
        yield from text


def of_lines(lines: Callable[[], Iterator[str]], delimiter: str | None = None, **found: str) -> Grid:
    """The rows of a text whose lines can be had several times.

    One parser reads cells, counts fields and knows the lines: two could disagree about a quotation mark.
    """
    if delimiter is not None and delimiter in '"\r\n':
        raise Unfit(
            "wrong-delimiter",
            say("Fields cannot be separated by quotation marks or line breaks."),
            say("Use a comma, a semicolon or a tab."),
        )
    separator = delimiter or _delimiter(lines)
    return Grid(rows=_rows(lines(), separator), found={**found, "delimiter": separator})


def _delimiter(lines: Callable[[], Iterator[str]]) -> str:
    """What separates fields: that which gives the same number of them, more than one, in the most rows."""
    return max(_DELIMITERS, key=lambda one: _fit(lines(), one))


def _fit(lines: Iterator[str], delimiter: str) -> tuple[int, int]:
    """In how many of the first rows there are as many fields, at least two, as in most; and how many."""
    try:
        counts = [len(row.cells) for row in islice(_rows(lines, delimiter), _LOOKED_AT) if any(row.cells)]
    except Unfit:
        return 0, 0
    several = [count for count in counts if count > 1]
    most = max(several, key=lambda count: (several.count(count), count), default=0)
    return several.count(most), most


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unfit(
            "not-csv",
            say("From here on the file cannot be followed as CSV: {reason}.", reason=_reason(error)),
            say("Look for a quotation mark that is not closed, or stands alone inside a field, in this row."),
            row=line,
        ) from error


def _reason(error: csv.Error) -> Message:
    """What the parser says, in words of ours; it has no others for well-formed settings."""
    if "limit" in str(error):
        return say("a field is longer than {limit} characters", limit=csv.field_size_limit())
    if "expected after" in str(error):
        return say("text follows a closing quotation mark")
    return say("a quotation mark is never closed")
