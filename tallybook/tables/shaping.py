"""From a source's rows of cells to columns: what is header, what is body, what is neither."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import PurePath
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tallybook.errors import say
from tallybook.settings import Source
from tallybook.sources import Grid, Oddity, Row, Unfit
from tallybook.sources.decoding import clean
from tallybook.tables.patterns import any_matching
from tallybook.tables.sheets import Objects, Odd, Sheet, columns_of

JOINT = "/"
_TOGETHER = 50_000
# What a mapping says for the name of the file, without its ending, and of the sheet.
FILE, SHEET = "{file}", "{sheet}"


def sheet_of(grid: Grid, source: Source, file: str, limit: int | None = None) -> Sheet:
    """A grid's columns under their names; raises Unfit where it has no header, or more rows than `limit`."""
    return next(sheets_of(grid, source, file, limit))


def sheets_of(
    grid: Grid, source: Source, file: str, limit: int | None = None, together: int | None = None
) -> Iterator[Sheet]:
    """The same as one sheet or more, each of at most about `together` rows."""
    below = (row for row in grid.rows if row.line > source.skip)
    names, rows = _header(below, source.header)
    uneven: list[tuple[int, int]] = []
    unwanted = {names.index(name): several for name, several in _unwanted(source) if name in names}
    rows = (row for row in rows if not _is_left_out(row, unwanted, len(names)))
    blocks = _blocks(_even(rows, len(names), limit, uneven))
    count = None if together is None else max(1, together // _TOGETHER)
    while True:
        found = [_block(names, block) for block in islice(blocks, count)]
        yield _sheet(grid, names, found, uneven, file)
        if count is None or len(found) < count:
            return
        uneven.clear()


def _sheet(
    grid: Grid,
    names: tuple[str, ...],
    blocks: Sequence["_Block"],
    uneven: Sequence[tuple[int, int]],
    file: str,
) -> Sheet:
    filled = Sheet(
        header=names,
        columns=_below_one_another([block.columns for block in blocks]) if blocks else columns_of(names, ()),
        odd=_odd_of(blocks),
        lines=np.concatenate([np.empty(0, np.int64), *(block.lines for block in blocks)]),
        uneven=tuple(uneven),
        sheet=grid.sheet,
    ).filled()
    return filled.with_constants({FILE: PurePath(file).stem, SHEET: grid.sheet})


def _unwanted(source: Source) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    for name, patterns in source.without.items():
        yield clean(name) or "", patterns if isinstance(patterns, tuple) else (patterns,)


def _is_left_out(row: Row, unwanted: Mapping[int, tuple[str | None, ...]], width: int) -> bool:
    """Whether a row that ends early is one that the settings leave out, such as a remark below the table."""
    return len(row.cells) < width and any(
        place < len(row.cells) and any_matching(patterns, clean(row.cells[place]))
        for place, patterns in unwanted.items()
    )


class _Block(NamedTuple):
    """Some rows of a file, as columns."""

    columns: Mapping[str, Objects]
    odd: Mapping[str, Odd]
    lines: npt.NDArray[np.int64]


def _even(rows: Iterator[Row], width: int, limit: int | None, uneven: list[tuple[int, int]]) -> Iterator[Row]:
    """The rows that have a cell under each heading; those that are of another length are put down."""
    for count, row in enumerate(rows):
        if count == limit:
            raise _too_many(limit)
        if len(row.cells) == width:
            yield row
        elif any(row.cells):
            uneven.append((row.line, len(row.cells)))


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """So many rows at a time that the cells of all are never held twice."""
    while block := list(islice(rows, _TOGETHER)):
        yield block


def _block(names: Sequence[str], rows: Sequence[Row]) -> _Block:
    lines = np.fromiter((row.line for row in rows), dtype=np.int64, count=len(rows))
    return _Block(columns_of(names, [row.cells for row in rows]), _odd(names, rows), lines)


def _below_one_another(blocks: Sequence[Mapping[str, Objects]]) -> Mapping[str, Objects]:
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def _odd_of(blocks: Sequence[_Block]) -> Mapping[str, Odd]:
    """The oddities of all blocks, for each column in which there are any."""
    names = dict.fromkeys(name for block in blocks for name in block.odd)
    return {
        name: np.concatenate(
            [block.odd.get(name, np.zeros(len(block.lines), dtype=np.int8)) for block in blocks]
        )
        for name in names
    }


def _too_many(limit: int) -> Unfit:
    return Unfit(
        "too-many-rows",
        say("There are more than {limit} rows.", limit=limit),
        say("Take in less, with a query or where, or raise row_limit in the settings."),
    )


def letters(place: int) -> str:
    """The name that spreadsheets give to a column, A for the first."""
    name = ""
    while place >= 0:
        place, letter = divmod(place, 26)
        name = chr(65 + letter) + name
        place -= 1
    return name


def _header(rows: Iterator[Row], count: int) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns' names, from the first rows that are not blank, and the rows below them."""
    above = list(islice((row for row in rows if any(row.cells)), max(count, 1)))
    if len(above) < max(count, 1):
        raise Unfit(
            "empty-file",
            say("The file is empty."),
            say("Its first line names the columns; export it again."),
        )
    width = max(len(row.cells) for row in above)
    if not count:
        return tuple(letters(place) for place in range(width)), chain(above, rows)
    upper = [_spread(row.cells, width) for row in above[:-1]]
    return tuple(map(_joined, zip(*upper, _padded(above[-1].cells, width), strict=True))), rows


def _spread(cells: Sequence[str], width: int) -> list[str]:
    """A row of headings over several columns each: an empty cell has the heading to its left."""
    spread: list[str] = []
    for cell in _padded(cells, width):
        spread.append(cell if clean(cell) or not spread else spread[-1])
    return spread


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _joined(parts: Sequence[str]) -> str:
    return JOINT.join(dict.fromkeys(text for part in parts if (text := clean(part))))


def _odd(names: Sequence[str], rows: Sequence[Row]) -> Mapping[str, Odd]:
    """For each column in which there are any, the oddity of every cell."""
    found: dict[str, Odd] = {}
    for place, row in enumerate(rows):
        for column, oddity in row.odd.items():
            if oddity is not Oddity.COVERED or not row.cells[column]:
                marks = found.setdefault(names[column], np.zeros(len(rows), dtype=np.int8))
                marks[place] = oddity
    return found
