"""Which SVG text may be published: a still drawing that runs nothing and loads nothing.

A list of what is allowed, for what can act in SVG keeps growing: https://www.w3.org/TR/SVG2/eltindex.html
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree

from tallybook.errors import Message, say

_SHAPES = "circle ellipse g image line path polygon polyline rect svg symbol text textPath tspan use"
_PAINT = "clipPath defs linearGradient marker mask pattern radialGradient stop style"
_WORDS = "desc metadata title RDF Work Agent creator date format type"
_ELEMENTS = frozenset(f"{_SHAPES} {_PAINT} {_WORDS}".split())

# Also `<!-->`, which HTML takes for a whole comment and XML for the start of one.
_MARKUP = re.compile(r"<(?:!(?!-- )|\?(?!xml\s)|(?<!\A<)\?xml)")
_LOADS = re.compile(
    r"""@import|\\|\b(?:src|image|image-set|cross-fade)\s*\(|\burl\s*\((?!\s*['"]?\#)""", re.IGNORECASE
)
# Whatever loads something needs one of these; a path's thousands of numbers have none.
_SIGNS = ("(", "@", "\\")
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
# Words for people: nothing ever reads them as a style or an address.
_SPOKEN = frozenset({"aria-label", "id", "class"})


def refused(text: str, *, figure: str) -> Message | None:
    """Why this SVG text of the figure named `figure` may not be published, or None."""
    if _MARKUP.search(text):
        return say("Figure {figure} holds a DOCTYPE or another declaration. Leave it out.", figure=figure)
    try:
        # Safe without defusedxml: entities need a declaration, and those are refused above.
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        return say("Figure {figure} is not well-formed XML: {reason}.", figure=figure, reason=str(error))
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return say("Figure {figure} is not an SVG drawing.", figure=figure)
    return next(_faults(root, figure), None)


def _faults(root: ElementTree.Element, figure: str) -> Iterator[Message]:
    # Looked at all at once, for a drawing holds some thousand values of a dozen names.
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for element in root.iter():
        for name, value in element.items():
            values[element.tag, name].append(value)
    for tag in dict.fromkeys(element.tag for element in root.iter()):
        if _local(tag) not in _ELEMENTS:
            yield say(
                "Figure {figure} holds the element {name}, which is not allowed.",
                figure=figure,
                name=_local(tag),
            )
        if _local(tag) == "style" and any(_loads("".join(style.itertext())) for style in root.iter(tag)):
            yield say("The style of figure {figure} loads something from elsewhere.", figure=figure)
    for (tag, name), given in values.items():
        if not _are_allowed(_local(tag), _local(name), given):
            yield say(
                "Figure {figure} holds the attribute {name} in a form that is not allowed.",
                figure=figure,
                name=_local(name),
            )


def _are_allowed(tag: str, name: str, values: list[str]) -> bool:
    if name.lower().startswith("on") or name in {"base", "src"}:
        return False
    if name == "href":
        return all(
            value.startswith("#") or (tag == "image" and _PICTURE.fullmatch(value)) for value in values
        )
    # No value holds a NUL, and nothing that loads does: none is made by putting them together.
    return name in _SPOKEN or not _loads("\0".join(values))


def _loads(style: str) -> bool:
    return any(sign in style for sign in _SIGNS) and _LOADS.search(style) is not None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
