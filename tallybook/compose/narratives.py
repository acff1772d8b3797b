"""People's Markdown notes as safe MyST: `narrate(text) -> Narrative(myst, remarks)`.

A note is read with an allow-list of constructs and written out again with every text escaped; what MyST
would carry out (directives, roles, substitutions, math, HTML, front matter) is shown as it was written.
What was written out is read once more: where it does not show the same text, the note is shown line by line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from tallybook.compose import markdown
from tallybook.compose.escapes import Myst, escape, visible
from tallybook.compose.figures import Mark
from tallybook.compose.writer import Writer, literal_block
from tallybook.errors import Message, say

MAX_LENGTH = 50_000
MAX_DEPTH = 16
# Readers of MyST refuse lines of 10,000 characters; escaped, a line is up to twice as long as written.
MAX_LINE = 8_000
_PIECE = 2_000
_NAMED = 5
_TAB = 4
_FRONT_MATTER = re.compile(r"---[ \t]*\n[ \t]*[\w\"'-]+[ \t]*:.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A note's part as MyST, and what is to be said about it."""

    myst: Myst
    remarks: tuple[Message, ...] = ()


def narrate(text: str, marks: Sequence[Mark] = ()) -> Narrative:
    """The MyST that shows a Markdown note and does nothing else; `marks` are places in its `readable` text."""
    source = readable(text[:MAX_LENGTH])
    front = _FRONT_MATTER.match(source)
    head = front[0].rstrip("\n") if front else ""
    body = tuple(mark.moved(-len(head)) for mark in marks)
    myst, constructs = _written(source[len(head) :], body)
    if head:
        myst = "\n\n".join(filter(None, (literal_block(head.split("\n")), myst)))
        constructs = ("---", *constructs)
    return Narrative(myst=Myst(myst), remarks=tuple(_remarks(constructs, len(text))))


def readable(text: str) -> str:
    """A note's text as its reader sees it: what is invisible made visible, tabs as spaces."""
    return "\n".join(visible(line.expandtabs(_TAB)) for line in text.splitlines())


def _written(source: str, marks: Sequence[Mark]) -> tuple[str, tuple[str, ...]]:
    """The MyST, and samples of the constructs that it shows as text."""
    tree = markdown.parse(source)
    if markdown.depth(tree) > MAX_DEPTH:
        return _line_by_line(source), ()
    writer = Writer()
    myst = writer.blocks(tree)
    if not _shows_the_same(tree, myst):
        return _line_by_line(source), tuple(writer.constructs)
    # Marks are added once it is sure that all text is shown as text.
    marked = Writer(source, marks).blocks(tree) if marks else myst
    return marked, tuple(writer.constructs)


def _shows_the_same(tree: SyntaxTreeNode, myst: str) -> bool:
    short = all(len(line) <= MAX_LINE for line in myst.split("\n"))
    return short and markdown.shown(markdown.parse(myst)) == markdown.shown(tree)


def _line_by_line(source: str) -> str:
    return "\n\n".join(escape(piece) for line in source.split("\n") for piece in _pieces(line.strip()))


def _pieces(line: str) -> Iterator[str]:
    return (line[start : start + _PIECE] for start in range(0, len(line), _PIECE))


def _remarks(constructs: tuple[str, ...], length: int) -> Iterator[Message]:
    named = tuple(dict.fromkeys(constructs))
    if named:
        samples = "  ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
        yield say("The note holds what is not carried out but shown as text: {samples}", samples=samples)
    if length > MAX_LENGTH:
        yield say("The note is longer than {limit} characters; the rest is left out.", limit=MAX_LENGTH)
