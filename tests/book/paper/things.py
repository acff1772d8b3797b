"""An extension of somebody's own, with kinds of things that only the screen has a form for."""

from docutils import nodes
from sphinx.application import Sphinx


class gauge(nodes.General, nodes.Element):  # noqa: N801
    """A block of other blocks."""


class slogan(nodes.General, nodes.TextElement):  # noqa: N801
    """A block of words."""


class badge(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words in a line."""


def _nothing(_translator: object, _node: object) -> None:
    """Leave it to what is inside."""


def _add(_app: Sphinx, tree: nodes.document) -> None:
    for place in list(tree.findall(nodes.comment)):
        words = slogan("", "", nodes.Text("标语"), nodes.strong("", "着重"), ids=["slogan"])
        line = nodes.paragraph("", "", nodes.Text("行前"), badge("", "徽章"), nodes.Text("行后"))
        where = nodes.paragraph("", "", nodes.reference("", "去标语", refid="slogan", internal=True))
        place.replace_self(gauge("", words, line, where, ids=["gauge"]))


def setup(app: Sphinx) -> dict[str, object]:
    """Put one of each in place of a page's comments."""
    for node in (gauge, slogan, badge):
        app.add_node(node, html=(_nothing, _nothing))
    app.connect("doctree-read", _add, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
