"""The roles of our pages: judgements and little drawings in a line of text."""

import math
import re

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from tallybook.book import nodes as ours
from tallybook.book import signs
from tallybook.book.language import say
from tallybook.domain.facts import Status
from tallybook.domain.tallying import Agreement

_GAP = "-"
_NAME = re.compile(r"[a-z][a-z0-9-]*")
Made = tuple[list[nodes.Node], list[nodes.system_message]]


class _Role(SphinxRole):
    """A role whose content is a few words, checked; a fault is reported and fails the build."""

    form = ""

    def run(self) -> Made:
        try:
            return [self.make(self.text.split())], []
        except (ValueError, IndexError):
            said = say(
                self.config,
                "{name} is written {form}, not {text}",
                name=f"{{{self.name}}}",
                form=self.form,
                text=self.text,
            )
            return [], [self.inliner.reporter.error(said, line=self.lineno)]

    def make(self, words: list[str]) -> nodes.Node:
        raise NotImplementedError


class Bar(_Role):
    """`FRACTION STATUS LABEL`: an attainment as a bar in its cell; `-` where there is no fraction."""

    form = "FRACTION STATUS LABEL"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a `bar` node."""
        fraction, judged, label = words[0], Status(words[1]), " ".join(words[2:])
        return ours.bar(label, label, fraction=_number(fraction), status=str(judged))


class StatusMark(_Role):
    """`STATUS`: a judgement as shape and word."""

    form = "good|watch|bad|none"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a `judgement` node whose text is the judgement in the book's language."""
        (word,) = words
        judged = Status(word)
        label = signs.NONE
        if judged is not Status.NONE:
            label = f"{signs.MARKS[judged]} {say(self.config, signs.WORDS[judged])}"
        return ours.judgement(label, label, status=str(judged))


class Delta(_Role):
    """`STATUS VARIANCE`: a signed variance, judged."""

    form = "STATUS VARIANCE"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a `delta` node."""
        judged, label = Status(words[0]), " ".join(words[1:])
        if not label:
            raise ValueError(self.text)
        return ours.delta(label, label, status=str(judged))


class Spark(_Role):
    """`12.3 14 - 15`: a course of numbers, `-` where one is missing."""

    form = "12.3 14 - 15"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a `spark` node; it has no text, since its numbers stand elsewhere on the page."""
        numbers = [_number(word) for word in words]
        if not numbers:
            raise ValueError(self.text)
        return ours.spark("", numbers=numbers)


class Anchor(_Role):
    """`NAME`: a place that figures in notes and findings are linked to."""

    form = "NAME"

    def make(self, words: list[str]) -> nodes.Node:
        """Make an empty inline node that carries the name."""
        (name,) = words
        return nodes.inline("", "", ids=[_name(name)])


class See(_Role):
    """`NAME`: a link to the place where a finding's evidence stands."""

    form = "NAME"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a reference that says so in the book's language."""
        (name,) = words
        text = say(self.config, "evidence")
        return nodes.reference("", text, refid=_name(name), internal=True, classes=["tb-see"])


class Tallied(_Role):
    """`VERDICT ANCHOR FIGURE`: a figure in a note that was checked, linked to its fact; `-` where there is none."""

    form = "VERDICT ANCHOR FIGURE"

    def make(self, words: list[str]) -> nodes.Node:
        """Make a reference with the verdict as its class, or an inline node where there is nothing to refer to."""
        verdict, name = Agreement(words[0]), words[1]
        figure = self.text.split(" ", 2)[2]
        classes = ["tb-tally", f"tb-tally-{verdict}"]
        if name == _GAP:
            return nodes.inline("", figure, classes=classes)
        return nodes.reference("", figure, refid=_name(name), internal=True, classes=classes)


def _name(word: str) -> str:
    if not _NAME.fullmatch(word):
        raise ValueError(word)
    return word


def _number(word: str) -> float | None:
    if word == _GAP:
        return None
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number


ROLES = {
    "bar": Bar, "status": StatusMark, "delta": Delta, "spark": Spark, "tally": Tallied, "anchor": Anchor, "see": See,
}  # fmt: skip
