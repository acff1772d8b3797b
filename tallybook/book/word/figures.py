"""Drawings and pictures, with what they say for those who do not see them."""

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book.paper import kinds
from tallybook.book.pdf import drawings
from tallybook.book.pdf.drawings import Drawing
from tallybook.book.word import boxes
from tallybook.book.word.leaf import DRAWING
from tallybook.book.word.stack import Stack
from tallybook.book.word.xml import w


class Figures(Stack):
    """Charts with their message above and their title below; pictures as they are."""

    visit_chart_message = visit_chart_title = visit_caption = Stack.open_line

    def visit_chart(self, node: nodes.Element) -> None:
        """Keep a picture and what is said of it on one sheet, in a box that does not break.

        Paragraphs that are to stay with the next one are parted by LibreOffice where a table follows later.
        """
        box = boxes.Box(content=self.inner(node.children))
        for block in boxes.grid([[box]], [self.room], indent=self.manner.indent, whole=True):
            self.put(block)
        raise nodes.SkipNode

    visit_figure = visit_chart

    def depart_chart_message(self, node: ours.chart_message) -> None:  # noqa: ARG002
        """What a chart says, kept with it."""
        self.end_paragraph(style="TallybookStrong")

    def depart_chart_title(self, node: ours.chart_title) -> None:  # noqa: ARG002
        """What a chart shows."""
        self.end_paragraph(style="Caption")

    def depart_caption(self, node: nodes.caption) -> None:  # noqa: ARG002
        """What stands below a picture."""
        self.end_paragraph(style="Caption")

    def visit_legend(self, node: nodes.legend) -> None:  # noqa: ARG002
        """What is added to a caption."""
        self.change(manner={"style": "Caption"})

    depart_legend = Stack.restore

    def visit_image(self, node: nodes.image) -> None:
        """A picture, as wide as on the screen where the sheet is as wide; without a word on it, it is refused."""
        alt = self.said_of(node)
        share = kinds.share(node)
        width = kinds.points(node) if share is None else self.room * share / 100
        drawing = drawings.picture(node["uri"], None if width is None else min(width, self.room))
        if self.in_line:
            self.draw(drawing, alt)
        else:
            self.open_line()
            self.draw(drawing, alt)
            self.end_paragraph(style="TallybookPicture", keep=not isinstance(node.parent, nodes.section))
        raise nodes.SkipNode

    def draw(self, drawing: Drawing, alt: str) -> None:
        """Put a drawing into the line; where it comes from and how large it is, documents know."""
        name = f"{DRAWING}{drawing.code}"
        self.leaf.drawings[name] = drawing
        self.run(w("drawing", name=name, alt=alt, room=self.room))
