"""Judgements, bars and little courses, with the same shapes and words as on the screen."""

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book import signs
from tallybook.book.language import say
from tallybook.book.paper.lettering import drawn
from tallybook.book.pdf import code
from tallybook.book.pdf.code import Code
from tallybook.book.pdf.stack import Stack
from tallybook.domain.facts import Status


class Marks(Stack):
    """What is judged, in a line of text or on a card."""

    visit_bar = visit_delta = visit_cards = Stack.begin

    def depart_bar(self, node: ours.bar) -> None:
        """An attainment: the bar, then its label."""
        self.wrap("bar", node["fraction"], node["status"])

    def depart_delta(self, node: ours.delta) -> None:
        """A variance."""
        self.wrap("delta", node["status"])

    def visit_judgement(self, node: ours.judgement) -> None:
        """A judgement as shape and word."""
        self.put(self._mark(Status(node["status"])) or code.string(signs.NONE))
        raise nodes.SkipNode

    def visit_spark(self, node: ours.spark) -> None:
        """A course of numbers."""
        self.put(code.call("spark", code.array(node["numbers"])))
        raise nodes.SkipNode

    def depart_cards(self, node: ours.cards) -> None:  # noqa: ARG002
        """Cards beside each other."""
        self.put(code.call("cards", *self.parts()))

    def visit_card(self, node: ours.card) -> None:
        """A card: label and judgement, the value, what it is compared with."""
        label, value, *details = node.children
        number, unit = signs.parted(value.astext())
        self.put(
            code.call(
                "card",
                node["status"],
                self.inner(label),
                self._mark(Status(node["status"]), node["word"]),
                drawn(number),
                drawn(unit),
                *(self.inner(detail) for detail in details),
            )
        )
        raise nodes.SkipNode

    def _mark(self, judged: Status, word: str = "") -> Code | None:
        if judged is Status.NONE:
            return None
        called = drawn(word) if word else say(self.config, signs.WORDS[judged])
        return code.call("judged", str(judged), signs.MARKS[judged], called)
