"""A workbook's package: what must be known of it before, and beside, the reading of its cells.

The reader of cells tells neither errors from empty cells nor formulas without a result, unpacks whatever it
is given, and makes room for every cell up to the farthest. So the parts are first looked through as bytes,
piece by piece, and never held whole.
"""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from tallybook.errors import Message, say
from tallybook.sources.unfit import Unfit

MOST_CELLS = 20_000_000
MOST_BYTES = 1_000_000_000
MOST_PARTS = 5_000
# A sheet of equal rows is packed to a fiftieth; only what was made to be a bomb goes far beyond that.
MOST_PACKED, SMALL = 200, 10_000_000
_PIECE = 1 << 20
_LONGEST_ROW = 64 * _PIECE

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many cells up to the farthest one, and how many bytes unpacked, are still read."""

    cells: int = MOST_CELLS
    size: int = MOST_BYTES


TABLES = Limits()
FORMS = Limits(cells=500_000, size=60_000_000)


@dataclass(frozen=True, slots=True)
class Look:
    """What a sheet's bytes show: errors by their text and formulas without a result, by row and column from 0."""

    errors: Mapping[Place, str]
    without_result: frozenset[Place]


class Package:
    """An .xlsx file's parts; raises Unfit where it is damaged, not a workbook, or too large unpacked."""

    def __init__(self, data: bytes, limits: Limits = TABLES) -> None:
        self._limits = limits
        with _damage_told():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        self._check_sizes()
        if "xl/workbook.xml" not in self._names:
            raise Unfit(
                "renamed-file",
                say("The file is not what its name says."),
                say("It is no .xlsx workbook: open it in Excel and save it as .xlsx."),
            )
        with _damage_told():
            for name in self._names:
                if name.endswith((".xml", ".rels")):
                    self._check_declarations(name)

    def look(self, sheet: str) -> Look:
        """Look a sheet through; raises Unfit where it reaches too far."""
        errors: dict[Place, str] = {}
        without_result: set[Place] = set()
        rows = columns = 0
        with _damage_told():
            for piece in self._pieces(self._part(sheet)):
                # The reader of cells goes by their own places, whatever their row says.
                if _MISPLACED.search(piece):
                    raise damaged()
                rows = max(rows, *map(int, _ROW.findall(piece)), *map(int, set(_CELL_ROW.findall(piece))), 0)
                columns = max(columns, *map(_number, set(_COLUMN.findall(piece))), 0)
                errors |= {_place(cell): text.decode() for cell, text in _ERROR.findall(piece)}
                without_result |= {_place(cell) for cell in _without_result(piece)}
        if rows * columns > self._limits.cells:
            raise _too_far(rows, columns)
        return Look(errors, frozenset(without_result))

    def _part(self, sheet: str) -> str:
        relations = {one.get("Id"): one.get("Target") for one in self._parsed("xl/_rels/workbook.xml.rels")}
        for one in self._parsed("xl/workbook.xml").iter():
            if one.tag.endswith("}sheet") and one.get("name") == sheet:
                relation = next((value for key, value in one.items() if key.endswith("}id")), None)
                target = relations.get(relation) or ""
                return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        raise damaged()

    def _check_sizes(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise _bomb(say("It has more than {limit} parts.", limit=MOST_PARTS))
        most = self._limits.size
        if sum(part.file_size for part in parts) > most:
            raise _bomb(say("Unpacked it has more than {limit} MB.", limit=most // 1_000_000))
        for part in parts:
            if part.file_size > SMALL and part.file_size > MOST_PACKED * part.compress_size:
                raise _bomb(say("A part is packed more than {limit} times.", limit=MOST_PACKED))

    def _check_declarations(self, part: str) -> None:
        """No workbook declares entities; a file that does wants to make its reader run out of memory."""
        with self._zip.open(part) as stream:
            head = stream.read(4096)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise _bomb(say("It declares entities, which no workbook does."))

    def _parsed(self, part: str) -> ElementTree.Element:
        with self._zip.open(part) as stream:
            return ElementTree.fromstring(stream.read(_PIECE))  # noqa: S314 - declarations were refused

    def _pieces(self, part: str) -> Iterator[bytes]:
        """A part's bytes in pieces that end with a row's end."""
        rest = b""
        with self._zip.open(part) as stream:
            while chunk := stream.read(_PIECE):
                rest += chunk
                end = rest.rfind(b"row>") + 4
                if end > 4:
                    yield rest[:end]
                    rest = rest[end:]
                elif len(rest) > _LONGEST_ROW:
                    raise _bomb(say("A row has more than {limit} MB.", limit=_LONGEST_ROW // _PIECE))
        yield rest


# What a package, and XML, that somebody or something changed can raise in whoever reads it.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise damaged() from error


def damaged() -> Unfit:
    """What is said of a workbook that cannot be followed."""
    return Unfit(
        "damaged-file",
        say("The file cannot be read to its end; it is damaged."),
        say("Open it in Excel and save it anew, or export it again."),
    )


# Elements may have a prefix, and attributes come in any order.
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_CELL_ROW = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="[A-Z]+(\d+)"')
# Rows are numbered from 1, and no sheet has places with more letters or digits than these.
_MISPLACED = re.compile(rb'<(?:\w+:)?(?:row|c)\b[^>]*?\sr="(?:[A-Z]*0|[A-Z]*\d{8}|[A-Z]{4})')
_COLUMN = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]+)\d+"')
_F = rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]+\d+)"[^>]*>\s*(?:' + _F + rb")?<(?:\w+:)?v>([^<]*)<"
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*" + _F + rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb'\sr="([A-Z]+\d+)"')
_EMPTY_TEXT = b't="str"'


def _without_result(piece: bytes) -> Iterator[bytes]:
    """The cells with a formula and no result; an empty text is a result."""
    for attributes in _FORMULA.findall(piece):
        if _EMPTY_TEXT not in attributes and (cell := _CELL.search(attributes)):
            yield cell[1]


def _place(cell: bytes) -> Place:
    letters = cell.rstrip(b"0123456789")
    return int(cell[len(letters) :]) - 1, _number(letters) - 1


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _bomb(problem: Message) -> Unfit:
    return Unfit("too-large", problem, say("Save the table alone in a new workbook, or export it as CSV."))


def _too_far(rows: int, columns: int) -> Unfit:
    return Unfit(
        "too-large",
        say("The sheet reaches to row {row} and column {column}.", row=rows, column=columns),
        say("Delete the cells far from the table (a space will do it), or export the table as CSV."),
    )
