"""What stands around the pages: heads and feet, contents, a first sheet, a place for signatures."""

from collections.abc import Iterable, Sequence

from tallybook.book.word import boxes, look
from tallybook.book.word.leaf import Block, Turned
from tallybook.book.word.stack import Face
from tallybook.book.word.xml import Element, child, field, tag, text, w


def head(organisation: str, title: str, mark: str, *, turned: bool) -> Element:
    """The running head: whose book it is, the page that is open, and whether anybody answers for it."""
    state = [_run(f"  {mark}", Face(bold=True, colour=look.colour("bad")))] if mark else []
    line = w("pBdr", w("bottom", val="single", sz=4, space=4, color=look.LINE))
    return w("hdr", _edge("Header", [_run(organisation)], [_run(title), *state], line, turned=turned))


def foot(book: str, sheet: str, *, turned: bool) -> Element:
    """The foot: which book it is, and the number of the sheet; `sheet` is a sentence with {number} and {all}."""
    fields = {"{number}": "PAGE", "{all}": "NUMPAGES"}
    numbered: list[Element] = []
    for piece in _pieces(sheet, fields):
        numbered += field(fields[piece], [_run("1")]) if piece in fields else [_run(piece)]
    return w("ftr", _edge("Footer", [_run(book)], numbered, None, turned=turned))


def _pieces(sentence: str, marks: Iterable[str]) -> list[str]:
    pieces = [sentence]
    for mark in marks:
        pieces = [part for piece in pieces for part in _split(piece, mark)]
    return pieces


def _split(piece: str, mark: str) -> list[str]:
    before, found, after = piece.partition(mark)
    return [part for part in (before, found, after) if part]


def _edge(
    style: str, left: list[Element], right: list[Element], line: Element | None, *, turned: bool
) -> Element:
    tabs = w("tabs", w("tab", val="right", pos=look.TURNED_ROOM if turned else look.ROOM))
    return w("p", w("pPr", w("pStyle", val=style), line, tabs), *left, w("r", w("tab")), *right)


def section(head: str, foot: str, *, turned: bool) -> Element:
    """The sheets that end here: their head and foot by relation, upright or turned."""
    references = [w("headerReference", type="default"), w("footerReference", type="default")]
    for reference, relation in zip(references, (head, foot), strict=True):
        reference.set(tag("r:id"), relation)
    wide, high = (look.HIGH, look.WIDE) if turned else (look.WIDE, look.HIGH)
    return w(
        "sectPr",
        *references,
        w("footnotePr", w("numRestart", val="eachSect")),
        w("type", val="nextPage"),
        w("pgSz", w=wide, h=high, orient="landscape" if turned else None),
        w(
            "pgMar",
            top=look.TOP,
            right=look.SIDE,
            bottom=look.FOOT,
            left=look.SIDE,
            header=680,
            footer=567,
            gutter=0,
        ),
    )


def parted(blocks: Sequence[Block]) -> list[tuple[bool, list[Element]]]:
    """Blocks by sheets: what stands on turned ones apart from the rest."""
    parts: list[tuple[bool, list[Element]]] = []
    for block in blocks:
        turned = isinstance(block, Turned)
        if not parts or parts[-1][0] is not turned:
            parts.append((turned, []))
        parts[-1][1].extend(block.elements if isinstance(block, Turned) else (block,))
    return parts


def end_section(elements: list[Element], of_sheets: Element) -> None:
    """Let a section end behind elements, without a sheet or a line to spare."""
    if not elements or elements[-1].tag != tag("w:p"):
        elements.append(boxes.gap())
    child(elements[-1], "w:pPr").append(of_sheets)


def title_sheet(label: str, organisation: str, book: str) -> list[Element]:
    """Whom a document is about, before all else."""
    return [_line("Title", label), _line("Subtitle", organisation), _line("Subtitle", book)]


def contents(heading: str, entries: Sequence[tuple[int, str, str]]) -> list[Element]:
    """The contents as a field that is made anew when it is opened; until then its entries lead to their pages."""
    depth = max((level for level, _, _ in entries), default=1)
    lines = [_entry(level, title, page) for level, title, page in entries]
    made = field(f'TOC \\o "1-{depth}" \\h \\z \\u', (), dirty=True)
    for run in reversed(made[:3]):
        lines[0].insert(1, run)
    end = boxes.gap()
    end.append(made[3])
    # Where a field ends in the paragraph that ends a section, LibreOffice shows no numbers in its foot.
    return [_line("TOCHeading", heading), *lines, end, boxes.gap()]


def _entry(level: int, title: str, page: str) -> Element:
    link = w("hyperlink", _run(title), history="1", anchor=f"{page}#")
    return w("p", w("pPr", w("pStyle", val=f"TOC{level}")), link)


def signatures(labels: Sequence[str]) -> list[Element]:
    """A place for each signature, beside each other and kept together."""
    gap, count = 14.0, len(labels)
    width = (look.ROOM / 20 - gap * (count - 1)) / count
    widths = [width, *(each for _ in range(count - 1) for each in (gap, width))]
    made = [
        boxes.Box(content=[_line("TallybookCard", label), *(_line("TallybookCard", "") for _ in range(2))],
                  edges={"bottom": (5, look.INK)})
        for label in labels
    ]  # fmt: skip
    row = [made[0], *(box for each in made[1:] for box in (boxes.Box(), each))]
    return [boxes.gap(), boxes.gap(), *boxes.grid([row], widths, whole=True)]


def _line(style: str, words: str) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), *([_run(words)] if words else []))


def _run(words: str, face: Face | None = None) -> Element:
    return w("r", face.properties() if face else None, text(words))
