"""Text files as columns that a query can be put to, read by the same parser as any other text."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook.errors import say
from tallybook.settings.sources import Source
from tallybook.sources import separated
from tallybook.sources.finding import shown
from tallybook.sources.grids import Row
from tallybook.sources.unfit import Unfit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Columns = dict[str, npt.NDArray[np.object_]]


def columns(root: Path, paths: Sequence[Path], source: Source) -> "Columns":
    """The columns of several text files below one another, None for an empty cell; raises Unfit with file and row."""
    header: list[str] = []
    body: list[Sequence[str]] = []
    for path in paths:
        file = shown(root, path)
        try:
            names, *rows = _rows(path, source)
        except Unfit as unfit:
            unfit.file = file
            raise
        except ValueError:
            raise Unfit(
                "empty-file",
                say("The file is empty."),
                say("Its first line names the columns; export it again."),
                file=file,
            ) from None
        header = header or list(names.cells)
        if twice := _repeated(header):
            raise Unfit(
                "repeated-column",
                say("The column {column} stands in the header twice.", column=twice),
                say("Give each column a name of its own."),
                row=names.line,
                file=file,
            )
        if list(names.cells) != header:
            raise _other_columns(file, shown(root, paths[0]), names.line)
        for row in rows:
            if len(row.cells) != len(header):
                raise _uneven(file, row, len(header))
        body += [row.cells for row in rows]
    return {name: _objects([cells[place] for cells in body]) for place, name in enumerate(header)}


def _repeated(header: Sequence[str]) -> str | None:
    """The first name that stands in a header before; DuckDB takes capitals and small letters for the same."""
    seen: set[str] = set()
    for name in header:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


def _rows(path: Path, source: Source) -> list[Row]:
    return [row for grid in separated.grids(path, source) for row in grid.rows if any(row.cells)]


def _objects(texts: Sequence[str]) -> "npt.NDArray[np.object_]":
    import numpy as np

    found = np.empty(len(texts), dtype=object)
    found[:] = [text or None for text in texts]
    return found


def _other_columns(file: str, first: str, row: int) -> Unfit:
    return Unfit(
        "missing-column",
        say("The columns of {file} are not those of {first}.", file=file, first=first),
        say("Files that a query takes for one table have the same columns in the same order."),
        row=row,
        file=file,
    )


def _uneven(file: str, row: Row, wanted: int) -> Unfit:
    return Unfit(
        "wrong-field-count",
        say("This row has {count} fields, but the header has {wanted}.", count=len(row.cells), wanted=wanted),
        say("Put a field that holds the separator between quotation marks."),
        row=row.line,
        file=file,
    )
