"""What a reader of MyST sees: a page's text, parsed by the real thing with each house's extensions.

The constructs of our pages stand in here as boxes that hold what is in them; the book's own tests run Sphinx.
"""

import io
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from myst_parser.parsers.docutils_ import Parser

HARDENED: tuple[str, ...] = ()
JUPYTER_BOOK = ("colon_fence", "dollarmath", "linkify", "substitution", "tasklist")
EVERYTHING = (
    *JUPYTER_BOOK,
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "deflist",
    "fieldlist",
    "html_admonition",
    "html_image",
    "replacements",
    "strikethrough",
)
HOUSES = (HARDENED, JUPYTER_BOOK, EVERYTHING)
_DANGEROUS = (
    nodes.raw,
    nodes.substitution_reference,
    nodes.image,
    nodes.math,
    nodes.math_block,
    nodes.target,
    nodes.footnote,
    nodes.comment,
    nodes.system_message,
)


class Box(Directive):
    """A directive of ours: an argument perhaps, and content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=[self.name])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def _mark(name: str, _: str, text: str, *args: Any, **more: Any) -> tuple[list[nodes.Node], list[Any]]:
    return [nodes.inline(text, text, classes=[name])], []


for _name in ("cards", "card", "chart", "sortable", "cover", "audit"):
    directives.register_directive(_name, Box)
for _name in ("bar", "status", "spark", "delta"):
    roles.register_local_role(_name, _mark)


def read(source: str, extensions: tuple[str, ...] = HARDENED) -> nodes.document:
    """The document that MyST makes of `source`; system messages stay in it."""
    return publish_doctree(
        source,
        parser=Parser(),
        settings_overrides={
            "myst_enable_extensions": list(extensions),
            "myst_url_schemes": ["http", "https", "mailto"],
            "warning_stream": io.StringIO(),
            "report_level": 1,
            "doctitle_xform": False,
            "input_encoding": "unicode",
        },
    )


def dangers(document: nodes.document) -> list[str]:
    """Every node that only markup could have made, or that says that something was wrong."""
    return [str(node)[:200] for kind in _DANGEROUS for node in document.findall(kind)]


def blocks(document: nodes.document) -> list[str]:
    """The text of every title, paragraph and literal block, in order."""
    kinds = (nodes.title, nodes.paragraph, nodes.literal_block)
    return [node.astext() for node in document.findall() if isinstance(node, kinds)]
