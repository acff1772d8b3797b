"""Tables in which something is laid out: remarks, cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tallybook.book.word import look
from tallybook.book.word.leaf import Block, Turned
from tallybook.book.word.xml import Element, properties, tag, w


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell: its blocks, what it stands on, its edges by side with width in eighths of a point and colour."""

    content: Sequence[Block] = ()
    ground: str | None = None
    edges: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    inset: float = 0


def grid(
    rows: Sequence[Sequence[Box]], widths: Sequence[float], *, indent: int = 0, whole: bool = False
) -> list[Element]:
    """A table of boxes, so wide in points, and the gap below it; `whole` rows go on to the next sheet together."""
    columns = [look.twips(width) for width in widths]
    table = w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(columns), type="dxa"),
            w("tblInd", w=indent, type="dxa") if indent else None,
            w("tblLayout", type="fixed"),
            margins(0, 0),
        ),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        *(
            w(
                "tr",
                w("trPr", w("cantSplit")) if whole else None,
                *(_cell(box, column) for box, column in zip(row, columns, strict=True)),
            )
            for row in rows
        ),
    )
    return [table, gap()]


def margins(sides: int, ends: int) -> Element:
    """The room in a table's cells, in twips."""
    inside = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in inside))


def gap() -> Element:
    """What keeps two tables apart, and ends a cell or a sheet behind one."""
    return w("p", w("pPr", w("pStyle", val="TallybookGap")))


def ended(blocks: Sequence[Block]) -> list[Element]:
    """Blocks as a cell wants them: there is a paragraph at the end, and nothing that is turned."""
    found: list[Element] = [
        element for block in blocks for element in (block.elements if isinstance(block, Turned) else (block,))
    ]
    return found if found and found[-1].tag == tag("w:p") else [*found, gap()]


def _cell(box: Box, width: int) -> Element:
    inset = look.twips(box.inset)
    sides = ("top", "left", "bottom", "right")
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            properties("tcBorders", (edge(side, *box.edges[side]) for side in sides if side in box.edges)),
            w("shd", val="clear", color="auto", fill=box.ground) if box.ground else None,
            w("tcMar", *(w(side, w=inset, type="dxa") for side in sides)) if inset else None,
        ),
        *ended(box.content),
    )


def edge(side: str, width: int, colour: str) -> Element:
    """A cell's line at one side."""
    return w(side, val="single", sz=width, space=0, color=colour)
