"""Doubts: figures in notes and promises of which the settings let no book be made, as faults with their places."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from tallybook.compose.content import BookContent
from tallybook.compose.remarks import PARTS
from tallybook.compose.verdicts import lacks_reason
from tallybook.domain.records import Commitment, Note
from tallybook.domain.summary import Verdict
from tallybook.domain.tallying import Agreement, Tallied, TalliedPart
from tallybook.errors import Fault, Message, say
from tallybook.wording import Wording
from tallybook.wording.figures import in_words, of_what, should_be


def tally_faults(book: BookContent, grave: Collection[Agreement]) -> Iterator[Fault]:
    """Every figure with one of the `grave` verdicts."""
    for summary in book.managers():
        for part in summary.tallied:
            for figure in part.figures:
                if figure.verdict in grave and summary.note is not None:
                    yield replace(
                        _fault(summary.note.file, part, figure, book.wording),
                        row=_line(summary.note, part, figure),
                    )


def _line(note: Note, part: TalliedPart, figure: Tallied) -> int | None:
    """The line of the note in which a figure stands: the same one of those that are written alike."""
    text, written = figure.mention.text, getattr(note, part.part)
    at = -1
    for _ in range(part.text.count(text, 0, figure.mention.start) + 1):
        at = written.find(text, at + 1)
        if at < 0:
            return None
    return note.line(part.part, at)


def promise_faults(book: BookContent) -> Iterator[Fault]:
    """Every promise of the period before that nobody answered."""
    for summary in book.managers():
        for promise in summary.promises:
            if promise.verdict is Verdict.UNANSWERED:
                yield Fault(
                    kind="unanswered-promise",
                    file=summary.note.file if summary.note else "commitments",
                    value=promise.commitment.commitment_id,
                    problem=_unanswered(summary.subject.name, promise.commitment),
                    remedy=say(
                        "Write done, partly, not done or dropped beside its id, of what is dropped also why, in the note or in the table commitments; "
                        "or allow it in the settings with promises.unanswered."
                    ),
                )


def _unanswered(name: str, promise: Commitment) -> Message:
    if lacks_reason(promise):
        return say("{name} drops “{text}” without a reason.", name=name, text=promise.text)
    return say("{name} does not say what became of “{text}”.", name=name, text=promise.text)


def _fault(file: str, part: TalliedPart, figure: Tallied, wording: Wording) -> Fault:
    place = {"part": PARTS[part.part], "words": in_words(figure, part.text)}
    if figure.verdict is Agreement.DIFFERS:
        expected = should_be(figure, wording)
        return Fault(
            kind="differing-figure",
            file=file,
            value=figure.mention.text,
            problem=say("{part}: “{words}” differs.", **place),
            remedy=say("It should be {expected} ({of}).", expected=expected, of=of_what(figure, wording))
            if expected
            else figure.reason or say("See the page of the number check."),
        )
    if figure.verdict is Agreement.WAIVED:
        return Fault(
            kind="waived-figure",
            file=file,
            value=figure.mention.text,
            problem=say("{part}: “{words}” is not to be checked, says its writer.", **place),
            remedy=say("Take the reason out, or allow it in the settings under tally."),
        )
    return Fault(
        kind="unsupported-figure",
        file=file,
        value=figure.mention.text,
        problem=say("{part}: there is no fact to hold “{words}” against.", **place),
        remedy=say(
            "Take the figure out, give a reason in brackets, or allow it in the settings under tally."
        ),
    )
