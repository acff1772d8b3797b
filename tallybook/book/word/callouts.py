"""What stands out of the text: remarks, the cover, small print."""

from docutils import nodes
from sphinx.locale import admonitionlabels

from tallybook.book import nodes as ours
from tallybook.book.paper.kinds import loudness
from tallybook.book.paper.lettering import folded
from tallybook.book.word import boxes, look
from tallybook.book.word.stack import Stack
from tallybook.book.word.xml import text, w

_INSET = 16.0


class Callouts(Stack):
    """Boxes with a title."""

    def visit_admonition(self, node: nodes.admonition) -> None:
        """Its first part is the title."""
        self._box(node, None)

    def visit_Admonition(self, node: nodes.Element) -> None:  # noqa: N802
        """A remark with the title of its kind, as on the screen."""
        self._box(node, str(admonitionlabels.get(node.tagname, "")))

    def _box(self, node: nodes.Element, title: str | None) -> None:
        status, room = loudness(node), self.room
        self.room -= _INSET
        self.change(manner={"style": None})
        content = self.inner(node.children)
        if title is not None:
            content.insert(0, self.paragraph([w("r", text(title))], style="TallybookStrong"))
        self.restore()
        self.room = room
        edge = look.ACCENT if status == "none" else look.colour(status)
        box = boxes.Box(content=content, ground=look.ground(status), edges={"left": (20, edge)}, inset=8)
        for block in boxes.grid([[box]], [room], indent=self.manner.indent):
            self.put(block)
        raise nodes.SkipNode

    def visit_cover(self, node: ours.cover) -> None:  # noqa: ARG002
        """What stands on the cover."""
        self.change(manner={"style": "Subtitle"})

    def visit_audit(self, node: ours.audit) -> None:
        """Small print, on which stands what it is opened by on the screen."""
        if node.get("label"):
            self.put(self.paragraph([w("r", text(folded(node["label"])))], style="TallybookStrong"))
        self.change(manner={"style": "TallybookSmall"})

    depart_cover = depart_audit = Stack.restore
