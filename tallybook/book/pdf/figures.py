"""Drawings and pictures, with what they say for those who do not see them."""

from docutils import nodes
from sphinx.builders import Builder

from tallybook.book import nodes as ours
from tallybook.book.paper import kinds
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.stack import Stack

PICTURES = "pictures"


class Figures(Stack):
    """Charts with their message above and their title below; pictures as they are."""

    def __init__(self, document: nodes.document, builder: Builder, page: str) -> None:
        super().__init__(document, builder, page)
        self.pictures: set[str] = set()

    visit_chart = visit_chart_message = visit_chart_title = visit_figure = visit_caption = Stack.begin
    visit_legend = depart_legend = Stack.nothing

    def depart_chart(self, node: ours.chart) -> None:  # noqa: ARG002
        """A chart is kept together."""
        self.put(code.call("chart", *self.parts()))

    depart_chart_message = depart_chart_title = Stack.close

    def depart_figure(self, node: nodes.figure) -> None:  # noqa: ARG002
        """A picture with its caption."""
        self.wrap("block", breakable=False)

    def depart_caption(self, node: nodes.caption) -> None:  # noqa: ARG002
        """What stands below a picture."""
        self.wrap("caption")

    def visit_image(self, node: nodes.image) -> None:
        """A picture, as wide as on the screen where the paper is as wide; without a word on it, it is refused."""
        alt = self.said_of(node)
        self.pictures.add(node["uri"])
        drawing = code.call("picture", f"/{PICTURES}/{node['uri']}", alt, _width(node))
        in_line = isinstance(node.parent, nodes.TextElement)
        self.put(code.call("box", drawing) if in_line else drawing)
        raise nodes.SkipNode


def _width(picture: nodes.image) -> Code | None:
    """A width in the paper's terms; None where the picture's own will do."""
    if (share := kinds.share(picture)) is not None:
        return Code(f"{share:g}%")
    points = kinds.points(picture)
    return None if points is None else code.points(points)
