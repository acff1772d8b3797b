"""Word's XML made of values: a text becomes the text of an element, and children stand in the order Word wants."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

Element = Any

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMES: Mapping[str, str] = {
    "w": _MAIN,
    "r": _OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": _DRAWING,
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
# What no XML may hold; a reader should see that something was there.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The order of children where Word is strict about it (ECMA-376, part 1).
_ORDER: Mapping[str, tuple[str, ...]] = {
    name: tuple(children.split())
    for name, children in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs wordWrap autoSpaceDE autoSpaceDN spacing ind "
        "contextualSpacing jc outlineLvl rPr sectPr",
        "rPr": "rStyle rFonts b bCs i iCs vanish color position sz szCs shd vertAlign lang",
        "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
        "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
        "tcBorders": "top left bottom right",
        "tblBorders": "top left bottom right insideH insideV",
        "pBdr": "top left bottom right",
        "sectPr": "headerReference footerReference footnotePr type pgSz pgMar cols",
        "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
        "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr",
    }.items()
}


def w(name: str, /, *children: Element | None, **attributes: str | float | None) -> Element:
    """An element of Word's own with attributes of Word's own; None stands for nothing."""
    made = etree.Element(f"{{{_MAIN}}}{name}", nsmap=NAMES)
    for attribute, value in attributes.items():
        if value is not None:
            made.set(f"{{{_MAIN}}}{attribute}", clean(str(value)))
    known = [child for child in children if child is not None]
    if order := _ORDER.get(name):
        known.sort(key=lambda child: order.index(etree.QName(child).localname))
    made.extend(known)
    return made


def properties(name: str, children: Iterable[Element | None]) -> Element | None:
    """An element of properties; nothing where there are none."""
    known = [child for child in children if child is not None]
    return w(name, *known) if known else None


def text(words: str) -> Element:
    """Words to the letter, white space included."""
    made = w("t")
    made.text = clean(words)
    made.set(_SPACE, "preserve")
    return made


def clean(words: str) -> str:
    """The words with U+FFFD for what XML cannot hold."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", words)


def tag(name: str) -> str:
    """The full name of an element or attribute, such as `w:p`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def child(parent: Element, name: str) -> Element:
    """The parent's element of properties, made first of all where it has none."""
    found = parent.find(tag(name))
    if found is None:
        found = w(name.partition(":")[2])
        parent.insert(0, found)
    return found


def field(instruction: str, result: Iterable[Element], *, dirty: bool = False) -> list[Element]:
    """A field's runs; the instruction is ours and never made of anybody's text."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin", dirty="true" if dirty else None)),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        *result,
        w("r", w("fldChar", fldCharType="end")),
    ]


def written(root: Element) -> bytes:
    """A part's bytes."""
    etree.cleanup_namespaces(root, top_nsmap=dict(NAMES), keep_ns_prefixes=["w", "r"])
    done: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return done


def read(data: bytes) -> Element:
    """A part's root; it may name no entities and load nothing."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
