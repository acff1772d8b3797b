"""Cells of a form in Word: what is given, what is to be written, what may be chosen; hidden marks tell them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallybook.book.word import look
from tallybook.book.word.xml import Element, text, w

_YELLOW, _EDGE = "FFF8DC", "B8BEC6"
_SIDES, _ENDS = 80, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cell: what stands in it, `help` in small letters below, a hidden `mark` before; what may be chosen.

    An `open` cell is to be filled in. Of `options` the `prompt` says that one is to be chosen.
    """

    words: str = ""
    help: str = ""
    mark: str = ""
    open: bool = False
    heads: bool = False
    right: bool = False
    options: tuple[str, ...] = ()
    prompt: str = ""


def table(rows: Sequence[Sequence[Entry]], widths: Sequence[int], *, high: int = 0) -> Element:
    """A table so wide in twips, its rows at least so high; its first row is repeated where it holds heads."""
    edges = (w(side, val="single", sz=4, space=0, color=_EDGE) for side in _ALL_EDGES)
    margins = (
        w(side, w=width, type="dxa")
        for side, width in (("top", _ENDS), ("left", _SIDES), ("bottom", _ENDS), ("right", _SIDES))
    )
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblBorders", *edges),
            w("tblCellMar", *margins),
            w("tblLook", val="0020"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *(_row(row, widths, high) for row in rows),
    )


def line(style: str, words: str, *, keep: bool = False) -> Element:
    """A paragraph; with `keep` on the same sheet as what comes after."""
    return w("p", w("pPr", w("pStyle", val=style), w("keepNext") if keep else None), *_run(words))


def hidden(words: str) -> Element:
    """A paragraph that nobody sees or prints."""
    run = w("r", w("rPr", w("vanish")), text(words))
    return w("p", w("pPr", w("pStyle", val="TallybookGap"), w("rPr", w("vanish"))), run)


def _row(row: Sequence[Entry], widths: Sequence[int], high: int) -> Element:
    heads = any(entry.heads for entry in row)
    opened = any(entry.open for entry in row)
    return w(
        "tr",
        w(
            "trPr",
            w("cantSplit") if heads else None,
            w("trHeight", val=high, hRule="atLeast") if opened and high else None,
            w("tblHeader") if heads else None,
        ),
        *(_cell(entry, width) for entry, width in zip(row, widths, strict=True)),
    )


def _cell(entry: Entry, width: int) -> Element:
    ground = _YELLOW if entry.open else look.ACCENT_SOFT if entry.heads else None
    shade = w("shd", val="clear", color="auto", fill=ground) if ground else None
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), shade), *_paragraphs(entry))


def _paragraphs(entry: Entry) -> Iterator[Element]:
    side = w("jc", val="right") if entry.right else None
    style = w("pPr", w("pStyle", val="TallybookCell"), w("keepNext") if entry.heads else None, side)
    content = [_choice(entry)] if entry.options else _run(entry.words, bold=entry.heads)
    yield w("p", style, *_mark(entry.mark), *content)
    if entry.help:
        yield w("p", w("pPr", w("pStyle", val="TallybookCell")), *_run(entry.help, size=15, colour=look.SOFT))


def _mark(mark: str) -> Iterator[Element]:
    if mark:
        yield w("r", w("rPr", w("vanish")), text(mark))


def _run(
    words: str, *, bold: bool = False, size: int | None = None, colour: str | None = None
) -> list[Element]:
    """The words, their line breaks kept; nothing for no words."""
    if not words:
        return []
    parts: list[Element] = []
    for at, part in enumerate(words.split("\n")):
        parts += [w("br"), text(part)] if at else [text(part)]
    about = w(
        "rPr",
        w("b") if bold else None,
        w("color", val=colour) if colour else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
    )
    return [w("r", about, *parts)]


def _choice(entry: Entry) -> Element:
    """A list to choose from; what it says at first is no choice."""
    items = [w("listItem", displayText=entry.prompt, value="")]
    items += [w("listItem", displayText=one, value=one) for one in dict.fromkeys(entry.options)]
    said = entry.words in entry.options
    about = w("sdtPr", None if said else w("showingPlcHdr"), w("dropDownList", *items))
    words = _run(entry.words) if said else _run(entry.prompt, colour="8A8F96")
    return w("sdt", about, w("sdtContent", *words))


_ALL_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
