"""Judgements, bars and little courses, with the same shapes and words as on the screen."""

from dataclasses import replace

from docutils import nodes

from tallybook.book import nodes as ours
from tallybook.book import signs
from tallybook.book.language import say
from tallybook.book.pdf import drawings
from tallybook.book.word import boxes, look
from tallybook.book.word.figures import Figures
from tallybook.book.word.stack import Stack
from tallybook.book.word.xml import w
from tallybook.domain.facts import Status

_GUTTER, _INSET = 8.0, 6.0
_FRAME, _CROWN = 5, 16


class Marks(Figures):
    """What is judged, in a line of text or on a card."""

    def visit_bar(self, node: ours.bar) -> None:
        """An attainment: the bar, then its label."""
        if node["fraction"] is not None:
            self.draw(drawings.bar(node["fraction"], node["status"]), node.astext())

    depart_bar = Stack.nothing

    def visit_delta(self, node: ours.delta) -> None:
        """A variance."""
        judged = Status(node["status"])
        self.change(face={} if judged is Status.NONE else {"colour": look.colour(judged)})

    depart_delta = Stack.restore

    def visit_judgement(self, node: ours.judgement) -> None:
        """A judgement as shape and word."""
        self._judge(Status(node["status"]), signs.NONE)
        raise nodes.SkipNode

    def _judge(self, judged: Status, otherwise: str = "", word: str = "") -> None:
        if judged is Status.NONE:
            self.say_words(otherwise)
            return
        words = f"{signs.MARKS[judged]} {word or say(self.config, signs.WORDS[judged])}"
        self.say_words(words, replace(self.face, colour=look.colour(judged)))

    def visit_spark(self, node: ours.spark) -> None:
        """A course of numbers."""
        if any(number is not None for number in node["numbers"]):
            self.draw(drawings.spark(node["numbers"]), signs.course(self.config, node["numbers"]))
        raise nodes.SkipNode

    def visit_cards(self, node: ours.cards) -> None:
        """Cards beside each other, a gap between them."""
        cards = [child for child in node.children if isinstance(child, ours.card)]
        across = _across(len(cards))
        width = (self.room - _GUTTER * (across - 1)) / across
        widths = [width, *(each for _ in range(across - 1) for each in (_GUTTER, width))]
        for start in range(0, len(cards), across):
            made = [self._card(card, width) for card in cards[start : start + across]]
            made += [boxes.Box()] * (across - len(made))
            row = [made[0], *(box for card in made[1:] for box in (boxes.Box(), card))]
            for block in boxes.grid([row], widths, indent=self.manner.indent, whole=True):
                self.put(block)
        raise nodes.SkipNode

    def _card(self, card: ours.card, width: float) -> boxes.Box:
        """A card: label and judgement, the value, what it is compared with."""
        judged = Status(card["status"])
        label, value, *details = card.children
        number, unit = signs.parted(value.astext())
        room, self.room = self.room, width - 2 * _INSET
        self.change(manner={"style": "TallybookCard"})
        head = self._line(label, judged, card["word"])
        self.open_line()
        self.say_words(number, replace(self.face, bold=True, size=14, colour=look.INK))
        self.say_words(f" {unit}" if unit else "")
        figure = self.paragraph(self.close_line())
        rest = [self._line(detail, Status.NONE) for detail in details]
        self.restore()
        self.room = room
        frame = dict.fromkeys(("left", "bottom", "right"), (_FRAME, look.LINE))
        edges = {"top": (_CROWN, look.colour(judged)), **frame}
        return boxes.Box(content=[head, figure, *rest], edges=edges, inset=_INSET)

    def _line(self, paragraph: nodes.Node, judged: Status, word: str = "") -> object:
        self.open_line()
        for child in paragraph.children:
            child.walkabout(self)
        if judged is not Status.NONE:
            self.run(w("tab"))
            self._judge(judged, word=word)
        tabs = w("tabs", w("tab", val="right", pos=look.twips(self.room)))
        made = self.paragraph(self.close_line())
        made[0].insert(1, tabs)
        return made


def _across(cards: int) -> int:
    """How many cards stand beside each other."""
    if cards <= 4:
        return cards
    return 3 if cards % 3 == 0 else 4
