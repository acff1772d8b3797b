"""What a workbook is made of: sheets of rows of cells, and what Excel is to do with them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a cell looks like, and whether it may be filled in where its sheet is protected.

    `number` is a format code of Excel's, such as `numbers` makes. Colours are `#RRGGBB`.
    """

    number: str = "General"
    size: float = 10
    bold: bool = False
    ink: str | None = None
    fill: str | None = None
    align: Literal["left", "center", "right"] | None = None
    top: bool = False
    bottom: bool = False
    framed: bool = False
    indent: int = 0
    wrap: bool = False
    unlocked: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and its look; `across` joins so many columns, `leads_to` is the name of a sheet in the workbook."""

    value: str | Decimal | int | date | None
    style: Style = PLAIN
    across: int = field(default=1, kw_only=True)
    leads_to: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line from the first column on; None leaves one out. Without a height Excel finds it."""

    cells: tuple[Cell | None, ...] = ()
    height: float | None = field(default=None, kw_only=True)


def row(*cells: Cell | None, height: float | None = None) -> Row:
    """A row of these cells."""
    return Row(cells, height=height)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its last row and column included; the first row and column are 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Cells of an area that look otherwise while their text begins so."""

    area: Area
    begins: str
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Numbers of an area as bars in their cells, all on a scale from 0 to `most`."""

    area: Area
    most: Decimal
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Cells in which one of a few texts may be chosen, with a title and text of help."""

    area: Area
    options: tuple[str, ...]
    help: tuple[str, str] | None = None
    refusal: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Cells that take dates from a first to a last one."""

    area: Area
    first: date
    last: date
    help: tuple[str, str] | None = None
    refusal: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Cells that take numbers, whatever their size."""

    area: Area
    help: tuple[str, str] | None = None
    refusal: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Cells that take anything, with a title and text of help."""

    area: Area
    help: tuple[str, str]
    refusal: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet, printed on A4 as wide as the paper; what follows from its cells is not said again.

    `widths` are those that do not follow from the texts, by column. The `frozen` first rows and columns stay on the
    screen; the rows from `heads[0]` to `heads[1]` are printed on every page. `foot` is what stands at the foot of
    each page before the page's number. Where a sheet `grows`, its rows may become higher than they were made.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[tuple[int, float], ...] = ()
    frozen: tuple[int, int] = (0, 0)
    heads: tuple[int, int] | None = None
    filtered: Area | None = None
    highlights: tuple[Highlight, ...] = ()
    bars: tuple[Bars, ...] = ()
    entries: tuple[Choice | Days | Numbers | Help, ...] = ()
    upright: bool = False
    protected: bool = False
    hidden: bool = False
    grows: bool = False
    foot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """An Excel file; the first sheet is shown when it is opened."""

    title: str
    author: str
    sheets: tuple[Sheet, ...]
    font: str = "Microsoft YaHei"
