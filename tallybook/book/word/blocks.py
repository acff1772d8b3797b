"""Headings, paragraphs, lists, quotes and code."""

from docutils import nodes

from tallybook.book.paper import kinds
from tallybook.book.paper.reader import is_place
from tallybook.book.word import look
from tallybook.book.word.leaf import HEADING, LIST, Listing
from tallybook.book.word.links import Links, bookmark
from tallybook.book.word.numbering import BULLETS, STEP
from tallybook.book.word.stack import Stack
from tallybook.book.word.xml import text, w

_DASH = "— "


class Blocks(Links):
    """What a page is made of from top to bottom."""

    _level = 0

    visit_document = depart_document = Stack.nothing
    visit_compound = depart_compound = visit_container = depart_container = Stack.nothing
    # What the screen does not show either.
    visit_comment = visit_toctree = visit_index = visit_system_message = Stack.skip

    def visit_section(self, node: nodes.section) -> None:  # noqa: ARG002
        """A step further down."""
        self._level += 1

    def depart_section(self, node: nodes.section) -> None:  # noqa: ARG002
        """A step up again."""
        self._level -= 1

    visit_title = visit_rubric = visit_paragraph = visit_line = visit_term = Stack.open_line

    def depart_title(self, node: nodes.title) -> None:
        """A section's heading, which bears the section's names; any other title is a strong line."""
        if not isinstance(node.parent, nodes.section):
            self.end_paragraph(style="TallybookStrong")
            return
        places = self.names(node.parent)
        if self._level == 1:
            self.leaf.title = self.leaf.title or node.astext()
            places.insert(0, f"{self.page}#")
        marks = [part for place in dict.fromkeys(places) for part in bookmark(place)]
        words = self.close_line()
        self.put(w("p", w("pPr", w("pStyle", val=f"{HEADING}{self._level}")), *marks, *words))

    def depart_rubric(self, node: nodes.rubric) -> None:  # noqa: ARG002
        """A heading that is in no table of contents."""
        self.end_paragraph(style="TallybookStrong")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph."""
        if is_place(node):
            self.place(*self.close_line())
        elif kinds.leads(node):
            self.end_paragraph(keep=True)
        else:
            self.end_paragraph()

    def visit_block_quote(self, node: nodes.block_quote) -> None:  # noqa: ARG002
        """Somebody else's words."""
        indent = self.manner.indent + 200
        self.change(manner={"style": "Quote", "indent": indent, "edge": ("left", 16, look.LINE)})

    depart_block_quote = Stack.restore

    def visit_attribution(self, node: nodes.attribution) -> None:  # noqa: ARG002
        """Whose words they are."""
        self.open_line()
        self.say_words(_DASH)

    def depart_attribution(self, node: nodes.attribution) -> None:  # noqa: ARG002
        """They stand at the other side."""
        self.end_paragraph(side="right")

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Lines that are kept as they are."""
        self.change(manner={"indent": self.manner.indent + (STEP if self._in_lines(node) else 0)})

    depart_line_block = Stack.restore

    def depart_line(self, node: nodes.line) -> None:  # noqa: ARG002
        """One such line."""
        self.end_paragraph()

    def _in_lines(self, node: nodes.line_block) -> bool:
        return isinstance(node.parent, nodes.line_block)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:  # noqa: ARG002
        """Begin items with a dot before them."""
        self._begin_list(BULLETS, 1)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Begin items with a number before them, counted as on the screen; every list counts anew."""
        self._begin_list(str(node.get("enumtype", "arabic")), int(node.get("start", 1)))

    def _begin_list(self, form: str, start: int) -> None:
        level = 0 if self.manner.list is None else min(self.manner.list[1] + 1, 8)
        name = f"{LIST}{self.page}:{len(self.leaf.lists)}"
        self.leaf.lists[name] = Listing(form=form, start=start, level=level)
        self.change(manner={"style": "ListParagraph", "list": (name, level), "indent": (level + 1) * STEP})

    depart_bullet_list = depart_enumerated_list = Stack.restore

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Begin an item: the number stands at its first paragraph."""
        self.next_item()
        self.mark(node)

    def depart_list_item(self, node: nodes.list_item) -> None:  # noqa: ARG002
        """An item of nothing has its number all the same."""
        if self.item and not self.item.used:
            self.put(self.paragraph([]))

    visit_definition_list = depart_definition_list = Stack.nothing
    visit_definition_list_item = depart_definition_list_item = Stack.nothing

    def depart_term(self, node: nodes.term) -> None:  # noqa: ARG002
        """What is explained."""
        self.end_paragraph(style="TallybookStrong")

    def visit_classifier(self, node: nodes.classifier) -> None:  # noqa: ARG002
        """Of what kind it is."""
        self.open_line()
        self.say_words(": ")

    def depart_classifier(self, node: nodes.classifier) -> None:  # noqa: ARG002
        """Of what kind it was."""
        self.end_paragraph(keep=True)

    def visit_definition(self, node: nodes.definition) -> None:  # noqa: ARG002
        """The explanation."""
        self.change(manner={"indent": self.manner.indent + STEP})

    depart_definition = Stack.restore

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code, to the letter."""
        self.open_line()
        lines = node.astext().expandtabs(8).splitlines()
        for place, line in enumerate(lines):
            self.run(*([w("br")] if place else []), text(line))
        self.end_paragraph(style="TallybookCode")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:  # noqa: ARG002
        """A line between two parts."""
        self.put(self.paragraph([], edge=("bottom", 5, look.LINE)))
        raise nodes.SkipNode
