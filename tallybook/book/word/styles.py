"""What everything looks like: Word's own styles by their own names, and a few of the house's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tallybook.book.paper.order import WordLook
from tallybook.book.word import look
from tallybook.book.word.xml import Element, properties, tag, w

HEADINGS = 9
_CODE = "Consolas"
_TITLE_SIZES, _SECTION_SIZES = (20, 18, 16, 15), (13, 11.5, 10.5)


@dataclass(frozen=True, slots=True)
class Styles:
    """The part of a document that holds styles, and by which id ours go in it."""

    root: Element
    ids: Mapping[str, str]


def house(wanted: WordLook, *, titles: int, chinese: bool) -> Styles:
    """The house's styles; of the headings the first `titles` are those of pages."""
    made = list(_all(wanted, titles))
    root = w("styles", _defaults(wanted, chinese=chinese), *made)
    return Styles(root, {one.get(tag("w:styleId")): one.get(tag("w:styleId")) for one in made})


def completed(given: Element, ours: Styles) -> Styles:
    """Somebody's own styles, with those of ours that they lack; styles are known by their names."""
    known = {
        name.get(tag("w:val"), "").lower(): style.get(tag("w:styleId"), "")
        for style in given.findall(tag("w:style"))
        if (name := style.find(tag("w:name"))) is not None
    }
    taken = set(known.values())
    ids: dict[str, str] = {}
    added: list[Element] = []
    for style in ours.root.findall(tag("w:style")):
        own, name = style.get(tag("w:styleId")), style.find(tag("w:name")).get(tag("w:val")).lower()
        if name in known:
            ids[own] = known[name]
            continue
        ids[own] = own if own not in taken else f"Tallybook{own}"
        style.set(tag("w:styleId"), ids[own])
        style.attrib.pop(tag("w:default"), None)
        added.append(style)
    for style in added:
        for reference in ("w:basedOn", "w:next"):
            found = style.find(tag(reference))
            if found is not None:
                found.set(tag("w:val"), ids[found.get(tag("w:val"))])
    given.extend(added)
    return Styles(given, ids)


def _defaults(wanted: WordLook, *, chinese: bool) -> Element:
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                _fonts(wanted.latin_font, wanted.font),
                w("color", val=look.INK),
                w("sz", val=21),
                w("szCs", val=21),
                w("lang", val="en-US", eastAsia="zh-CN"),
            ),
        ),
        w("pPrDefault", w("pPr", _spacing(0, 120, 300), w("jc", val="both") if chinese else None)),
    )


def _all(wanted: WordLook, titles: int) -> Iterator[Element]:
    head = _fonts(wanted.latin_heading_font, wanted.heading_font)
    yield _style("Normal", "Normal", default=True)
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        type="character",
        default="1",
        styleId="DefaultParagraphFont",
    )
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("tblPr", w("tblInd", w=0, type="dxa")),
        type="table",
        default="1",
        styleId="TableNormal",
    )
    for level in range(1, HEADINGS + 1):
        yield _heading(level, titles, head)
    yield _style(
        "Title", "Title", look_=(head, *_letters(28, look.ACCENT)), spacing=(1400, 240, 300), left=True
    )
    yield _style(
        "Subtitle", "Subtitle", look_=_letters(12, look.SOFT, bold=False), spacing=(60, 60, 300), left=True
    )
    yield _style(
        "TOCHeading",
        "TOC Heading",
        look_=(head, *_letters(14, look.ACCENT)),
        spacing=(480, 200, 300),
        keep=True,
        left=True,
    )
    for level in range(1, HEADINGS + 1):
        bold = _letters(10.5, look.INK) if level == 1 else ()
        yield _style(
            f"TOC{level}",
            f"toc {level}",
            look_=bold,
            spacing=(40, 40, 280),
            indent=320 * (level - 1),
            left=True,
        )
    yield from _of_text(wanted, head)
    yield from _of_letters(wanted)


def _of_text(wanted: WordLook, head: Element) -> Iterator[Element]:
    yield _style(
        "Header", "header", look_=_letters(8.5, look.SOFT, bold=False), spacing=(0, 0, 240), left=True
    )
    yield _style(
        "Footer", "footer", look_=_letters(8.5, look.SOFT, bold=False), spacing=(0, 0, 240), left=True
    )
    yield _style(
        "Caption", "caption", look_=_letters(9, look.SOFT, bold=False), spacing=(40, 40, 260), left=True
    )
    yield _style("ListParagraph", "List Paragraph", spacing=(0, 60, 300))
    yield _style("Quote", "Quote", look_=_letters(10.5, look.SOFT, bold=False))
    yield _style(
        "FootnoteText",
        "footnote text",
        look_=_letters(9, look.INK, bold=False),
        spacing=(0, 40, 240),
        left=True,
    )
    yield _style(
        "TallybookStrong",
        "Tallybook Strong",
        look_=(head, *_letters(10.5, look.INK)),
        spacing=(160, 80, 280),
        keep=True,
        left=True,
    )
    yield _style("TallybookPicture", "Tallybook Picture", spacing=(40, 40, 240), left=True)
    yield _style("TallybookSmall", "Tallybook Small", look_=_letters(9, look.INK, bold=False))
    yield _style(
        "TallybookCell",
        "Tallybook Cell",
        look_=_letters(9, look.INK, bold=False),
        spacing=(0, 0, 240),
        left=True,
    )
    yield _style(
        "TallybookCard",
        "Tallybook Card",
        look_=_letters(8.5, look.SOFT, bold=False),
        spacing=(0, 40, 240),
        left=True,
    )
    code = _letters(9, look.INK, bold=False)
    yield _style(
        "TallybookCode",
        "Tallybook Code",
        look_=(_fonts(_CODE, wanted.font), *code),
        spacing=(80, 160, 260),
        ground=look.FAINT,
        left=True,
    )
    gap = w("spacing", before=0, after=0, line=160, lineRule="exact")
    yield _style("TallybookGap", "Tallybook Gap", look_=_letters(4, look.INK, bold=False), own=gap)


def _of_letters(wanted: WordLook) -> Iterator[Element]:
    for name, label, children in (
        ("Hyperlink", "Hyperlink", (w("color", val=look.ACCENT),)),
        ("FootnoteReference", "footnote reference", (w("vertAlign", val="superscript"),)),
        ("TallybookTyped", "Tallybook Typed", (_fonts(_CODE, wanted.font),)),
    ):
        yield w(
            "style",
            w("name", val=label),
            w("basedOn", val="DefaultParagraphFont"),
            w("uiPriority", val=99),
            w("rPr", *children),
            type="character",
            customStyle="1" if label.startswith("Tallybook") else None,
            styleId=name,
        )


def _heading(level: int, titles: int, head: Element) -> Element:
    of_page = level <= titles
    sizes = _TITLE_SIZES if of_page else _SECTION_SIZES
    size = sizes[min(level - 1 if of_page else level - titles - 1, len(sizes) - 1)]
    above = 0 if of_page else 320 if level == titles + 1 else 200
    line = w("pBdr", w("top", val="single", sz=8, space=6, color=look.INK)) if level == titles + 1 else None
    return _style(
        f"Heading{level}",
        f"heading {level}",
        look_=(head, *_letters(size, look.ACCENT if of_page else look.INK)),
        spacing=(above, 160, 280),
        keep=True,
        left=True,
        outline=level - 1,
        edge=line,
    )


def _style(
    name: str,
    label: str,
    *,
    look_: tuple[Element, ...] = (),
    spacing: tuple[int, int, int] | None = None,
    own: Element | None = None,
    keep: bool = False,
    left: bool = False,
    indent: int = 0,
    outline: int | None = None,
    edge: Element | None = None,
    ground: str | None = None,
    default: bool = False,
) -> Element:
    return w(
        "style",
        w("name", val=label),
        None if default else w("basedOn", val="Normal"),
        w("next", val="Normal") if outline is not None or name == "Title" else None,
        w("uiPriority", val=9 if outline is not None else 35),
        w("qFormat"),
        properties(
            "pPr",
            (
                w("keepNext") if keep else None,
                w("keepLines") if keep else None,
                edge,
                w("shd", val="clear", color="auto", fill=ground) if ground else None,
                own if own is not None else _spacing(*spacing) if spacing else None,
                w("ind", left=indent) if indent else None,
                w("jc", val="left") if left else None,
                None if outline is None else w("outlineLvl", val=outline),
            ),
        ),
        properties("rPr", _copied(look_)),
        type="paragraph",
        default="1" if default else None,
        customStyle="1" if label.startswith("Tallybook") else None,
        styleId=name,
    )


def _copied(elements: tuple[Element, ...]) -> list[Element]:
    """Elements of their own: one can stand in one place only."""
    return [element.__copy__() for element in elements]


def _fonts(latin: str, eastern: str) -> Element:
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=eastern, cs=latin)


def _letters(size: float, colour: str, *, bold: bool = True) -> tuple[Element, ...]:
    half = round(size * 2)
    heavy = (w("b"), w("bCs")) if bold else ()
    return (*heavy, w("color", val=colour), w("sz", val=half), w("szCs", val=half))


def _spacing(before: int, after: int, line: int) -> Element:
    return w("spacing", before=before, after=after, line=line, lineRule="auto")
