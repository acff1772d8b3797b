"""Headings, paragraphs, lists, quotes and code."""

from docutils import nodes

from tallybook.book.paper import kinds
from tallybook.book.paper.lettering import drawn
from tallybook.book.paper.reader import is_place
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.links import Links
from tallybook.book.pdf.stack import Stack

_NUMBERS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_ONE_LINE = (nodes.entry, nodes.list_item, nodes.field_body, nodes.definition)


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

    visit_title = Stack.begin

    def depart_title(self, node: nodes.title) -> None:
        """A section's heading, which bears the section's names; any other title is a strong line."""
        if isinstance(node.parent, nodes.section):
            names = code.array(self.names(node.parent))
            self.wrap("title", Code("here"), self._level, self.page if self._level == 1 else None, names)
        else:
            self.wrap("rubric")

    visit_rubric = visit_paragraph = visit_block_quote = visit_line_block = visit_line = Stack.begin

    def depart_rubric(self, node: nodes.rubric) -> None:  # noqa: ARG002
        """A heading that is in no table of contents."""
        self.wrap("rubric")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph; alone in a cell or a list's item it is just its words."""
        if is_place(node):
            self.close(node)
            return
        content = self.end()
        alone = isinstance(node.parent, _ONE_LINE) and len(node.parent.children) == 1
        form = "lead" if kinds.leads(node) else "par"
        self.put(content if alone else code.call(form, content))

    def depart_block_quote(self, node: nodes.block_quote) -> None:  # noqa: ARG002
        """Somebody else's words."""
        self.wrap("quoted")

    visit_attribution = Stack.begin

    def depart_attribution(self, node: nodes.attribution) -> None:  # noqa: ARG002
        """Whose words they are."""
        self.wrap("attribution")

    def depart_line_block(self, node: nodes.line_block) -> None:  # noqa: ARG002
        """Lines that are kept as they are."""
        self.wrap("par")

    def depart_line(self, node: nodes.line) -> None:  # noqa: ARG002
        """One such line."""
        self.wrap("one-line")

    visit_bullet_list = visit_enumerated_list = Stack.begin

    def depart_bullet_list(self, node: nodes.bullet_list) -> None:  # noqa: ARG002
        """Items with a dot before them."""
        self.put(code.call("bullets", *self.parts()))

    def depart_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Items with a number before them, counted as on the screen."""
        form = _NUMBERS.get(node.get("enumtype", ""), "1") + "."
        self.put(code.call("numbers", form, node.get("start", 1), *self.parts()))

    def visit_list_item(self, node: nodes.list_item) -> None:
        """One item, in which its own names are, or there would be an item more."""
        self.begin(node)
        self.mark(node)

    depart_list_item = Stack.close

    visit_definition_list = visit_term = visit_definition = visit_classifier = Stack.begin

    depart_definition_list = Stack.close
    visit_definition_list_item = depart_definition_list_item = Stack.nothing

    def depart_term(self, node: nodes.term) -> None:  # noqa: ARG002
        """What is explained."""
        self.wrap("term")

    def depart_classifier(self, node: nodes.classifier) -> None:  # noqa: ARG002
        """Of what kind it is."""
        self.wrap("term")

    def depart_definition(self, node: nodes.definition) -> None:  # noqa: ARG002
        """The explanation."""
        self.wrap("definition")

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code, to the letter."""
        lines = "\n".join(map(drawn, node.astext().expandtabs(8).splitlines()))
        self.put(code.call("listing", lines))
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:  # noqa: ARG002
        """A line between two parts."""
        self.put(Code("rule()"))
        raise nodes.SkipNode
