"""The directives of our pages, made into nodes of our own."""

from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from tallybook.book import nodes as ours
from tallybook.book import vectors
from tallybook.book.language import say
from tallybook.domain.facts import Status


class Chart(SphinxDirective):
    """`{chart} figures/SLUG--NAME.svg`: three paragraphs of message, title and alternative text."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make one `chart` node."""
        words = [child for child in self.parse_content_to_nodes() if isinstance(child, nodes.paragraph)]
        if len(words) != 3:
            raise self.error(
                say(self.config, "a chart has three paragraphs: message, title, alternative text")
            )
        message, title, alt = words
        figure = ours.chart()
        figure += ours.chart_message("", "", *message.children)
        figure += self._picture(self.arguments[0], alt.astext())
        figure += ours.chart_title("", "", *title.children)
        self.set_source_info(figure)
        return [figure]

    def _picture(self, name: str, alt: str) -> nodes.Node:
        drawing = ours.Picture(uri=name, alt=alt)
        self.set_source_info(drawing)
        path = (Path(self.env.srcdir) / name).resolve()
        if path.is_relative_to(Path(self.env.srcdir).resolve()) and path.is_file():
            sides = vectors.size(path.read_text("utf-8"))
            if sides:
                drawing["width"], drawing["height"] = sides
        return drawing


class Cards(SphinxDirective):
    """`{cards}`: a row of cards."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make one `cards` node that holds nothing but cards."""
        children = self.parse_content_to_nodes()
        if not children or any(not isinstance(child, ours.card) for child in children):
            raise self.error(say(self.config, "cards hold card blocks and nothing else"))
        return [ours.cards("", *children)]


class Card(SphinxDirective):
    """`{card} STATUS WORD`: paragraphs of label, value and comparisons; a word of one's own says what the status means."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make one `card` node."""
        try:
            judged = Status(self.arguments[0])
        except ValueError:
            raise self.error(say(self.config, "a card is good, watch, bad or none")) from None
        children = self.parse_content_to_nodes()
        if len(children) < 2 or any(not isinstance(child, nodes.paragraph) for child in children):
            raise self.error(say(self.config, "a card has a label, a value and nothing but paragraphs"))
        return [ours.card("", *children, status=str(judged), word="".join(self.arguments[1:]))]


class Sortable(SphinxDirective):
    """`{sortable}`: a table that the reader may sort and filter."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make one `sortable` node around the table."""
        children = self.parse_content_to_nodes()
        if len(children) != 1 or not isinstance(children[0], nodes.table):
            raise self.error(say(self.config, "sortable holds one table and nothing else"))
        return [ours.sortable("", *children)]


class _Wrapper(SphinxDirective):
    has_content = True

    def with_headings(self, node: nodes.Element) -> nodes.Element:
        self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
        return node


class Cover(_Wrapper):
    """`{cover}`: what stands on the book's cover."""

    def run(self) -> list[nodes.Node]:
        """Make one `cover` node."""
        return [self.with_headings(ours.cover())]


class Audit(_Wrapper):
    """`{audit}`: small print."""

    def run(self) -> list[nodes.Node]:
        """Make one `audit` node."""
        return [self.with_headings(ours.audit())]


class Folded(SphinxDirective):
    """`{folded}`: a paragraph that says what is folded away, then small print that it opens."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make one `audit` node whose `label` is the first paragraph."""
        children = self.parse_content_to_nodes()
        if len(children) < 2 or not isinstance(children[0], nodes.paragraph):
            raise self.error(say(self.config, "folded holds a paragraph and what it opens"))
        label, *folded = children
        return [ours.audit("", *folded, label=label.astext())]


DIRECTIVES = {
    "chart": Chart,
    "cards": Cards,
    "card": Card,
    "sortable": Sortable,
    "cover": Cover,
    "audit": Audit,
    "folded": Folded,
}
