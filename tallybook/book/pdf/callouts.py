"""What stands out of the text: remarks, the cover, small print."""

from docutils import nodes
from sphinx.locale import admonitionlabels

from tallybook.book import nodes as ours
from tallybook.book.paper.kinds import loudness
from tallybook.book.paper.lettering import drawn, folded
from tallybook.book.pdf import code
from tallybook.book.pdf.stack import Stack


class Callouts(Stack):
    """Boxes with a title."""

    visit_Admonition = visit_admonition = visit_cover = Stack.begin  # noqa: N815

    def depart_admonition(self, node: nodes.admonition) -> None:
        """Its first part is the title."""
        title, *rest = self.parts()
        self.put(code.call("callout", loudness(node), title, code.block(rest)))

    def depart_Admonition(self, node: nodes.Element) -> None:  # noqa: N802
        """A remark with the title of its kind, as on the screen."""
        title = str(admonitionlabels.get(node.tagname, ""))
        self.wrap("callout", loudness(node), code.call("rubric", title))

    def depart_cover(self, node: ours.cover) -> None:  # noqa: ARG002
        """What stands on the cover."""
        self.put(code.call("cover", *self.parts()))

    def visit_audit(self, node: ours.audit) -> None:
        """Begin small print, on which stands what it is opened by on the screen."""
        if node.get("label"):
            self.put(code.call("rubric", drawn(folded(node["label"]))))
        self.begin(node)

    def depart_audit(self, node: ours.audit) -> None:  # noqa: ARG002
        """Small print."""
        self.wrap("audit")
