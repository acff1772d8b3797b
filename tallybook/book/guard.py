"""What has been read is looked at again, node by node: nothing raw, nothing from outside, no strange address."""

import html
import re
from pathlib import Path

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

from tallybook.book.language import say

logger = logging.getLogger(__name__)

_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{eval-rst\}", re.M)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
# Deeper trees than any page has would bring docutils to its knees.
_DEEPEST = 80
# What Sphinx calls so without asking Pygments.
_LANGUAGES = frozenset(
    {"none", "default", "guess", "py3", "python3", "pycon3", "rest", "ipython", "ipython3"}
)
_SCHEMES = ("http:", "https:", "mailto:")


def look_at_source(app: Sphinx, name: str, source: list[str]) -> None:
    """Refuse what changes how a page is read: front matter, and another markup language."""
    if source[0].lstrip("\ufeff \t\n").startswith("---"):
        logger.warning(
            say(app.config, "a page may not begin with settings of its own (---)"), location=(name, 1)
        )
        source[0] = ""
    line = _other_markup(app, source[0])
    if line is not None:
        logger.warning(say(app.config, "pages may not use {name}", name="{eval-rst}"), location=(name, line))
        source[0] = ""


def _other_markup(app: Sphinx, source: str) -> int | None:
    """The line on which a page goes over to reStructuredText; a code block may well speak of it."""
    if not _FENCE.search(source):
        return None
    parser = create_md_parser(app.env.myst_config, SphinxRenderer)  # type: ignore[attr-defined]
    for token in parser.parse(source):
        is_directive = token.info.lstrip().startswith("{")
        if is_directive and _FENCE.search(f"{token.markup}{token.info}\n{token.content}"):
            return (token.map or [0])[0] + 1
    return None


def look_at_page(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse nodes that could carry anything but text; set right addresses that MyST has escaped twice."""
    if any(_depth(text) > _DEEPEST for text in doctree.findall(nodes.Text)):
        logger.warning(say(app.config, "the page is nested too deep"), location=doctree[0])
        for element in list(doctree.findall(nodes.Element)):
            element.clear()
    for node in list(doctree.findall(_suspicious)):
        name = "HTML" if isinstance(node, nodes.raw) else type(node).__name__
        what = f"{name}: {node.astext()[:60]!r}"
        _refuse(node, say(app.config, "a page may not hold {what}", what=what))
    for image in list(doctree.findall(nodes.image)):
        if not _inside(app, image["uri"]):
            _refuse(
                image,
                say(app.config, "a picture must lie in the book's folder, not {place}", place=image["uri"]),
            )
    for reference in list(doctree.findall(nodes.reference)):
        _look_at_address(app, reference)
    for block in list(doctree.findall(nodes.literal_block)):
        _look_at_language(app, block)


def _depth(node: nodes.Node) -> int:
    depth = 0
    while node.parent is not None:
        node, depth = node.parent, depth + 1
    return depth


def _suspicious(node: nodes.Node) -> bool:
    return isinstance(
        node,
        nodes.raw
        | addnodes.download_reference
        | nodes.math
        | nodes.math_block
        | nodes.substitution_reference,
    )


def _inside(app: Sphinx, uri: str) -> bool:
    if _SCHEME.match(uri) or uri.startswith(("/", "\\")):
        return False
    folder = Path(app.srcdir).resolve()
    return (folder / uri).resolve().is_relative_to(folder)


def _look_at_address(app: Sphinx, reference: nodes.reference) -> None:
    if "refuri" not in reference:
        return
    address = html.unescape(reference["refuri"])
    if _SCHEME.match(address.strip()) and not address.lower().startswith(_SCHEMES):
        _refuse(
            reference,
            say(
                app.config, "a link may lead to a page, http, https or mailto, not {address}", address=address
            ),
        )
    else:
        reference["refuri"] = address


def _look_at_language(app: Sphinx, block: nodes.literal_block) -> None:
    """Sphinx would look for it only when it writes the page."""
    name = block.get("language") or "none"
    try:
        if name not in _LANGUAGES:
            find_lexer_class_by_name(name)
    except ClassNotFound:
        logger.warning(say(app.config, "no language is named {name}", name=name), location=block)
        block["language"] = "none"


def _refuse(node: nodes.Node, why: str) -> None:
    logger.warning("%s", why, location=node)
    node.parent.remove(node)
