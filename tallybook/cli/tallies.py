"""The number check on the terminal: what does not agree, where it stands and what it should be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tallybook import compose
from tallybook.cli import show
from tallybook.cli.table import Cell
from tallybook.domain.tallying import Agreement, Tallied, TalliedNote
from tallybook.errors import say
from tallybook.wording import Wording
from tallybook.wording.figures import KINDS, VERDICTS, in_words, of_what, should_be

_WIDEST = 60
_LONGEST_REASON = 300
_HEADS = (say("Verdict"), say("As written"), say("Should be"), say("Of what"), say("Why"))


class Found(NamedTuple):
    """A figure with the text that it stands in."""

    figure: Tallied
    text: str


def of_text(text: str, figures: Iterable[Tallied]) -> tuple[Found, ...]:
    """The figures of one text."""
    return tuple(Found(figure, text) for figure in figures)


def lines(found: Sequence[Found], wording: Wording, *, everything: bool) -> Iterator[str]:
    """The figures of one text as a table, those that differ first; nothing where there is nothing to do."""
    order = list(VERDICTS)
    shown = [each for each in found if everything or each.figure.verdict in order[:2]]
    if shown:
        rows = [
            [wording.message(head) for head in _HEADS],
            *(_row(each, wording) for each in sorted(shown, key=lambda one: order.index(one.figure.verdict))),
        ]
        yield from show.aligned(rows, _WIDEST, last=_LONGEST_REASON)


def note_lines(notes: Iterable[TalliedNote], wording: Wording, *, everything: bool) -> Iterator[str]:
    """The notes one after another, each with its file; only those in which there is something to do."""
    for note in notes:
        for part in note.parts:
            table = list(lines(of_text(part.text, part.figures), wording, everything=everything))
            if table:
                title = wording.message(compose.PARTS[part.part])
                yield f"{note.subject.name}{wording.text(', ')}{title}{wording.text(': ')}{note.file}"
                yield from table
                yield ""


def summary(found: Iterable[Tallied], wording: Wording) -> str:
    """How many figures met with each verdict."""
    counted = Counter(figure.verdict for figure in found)
    return wording.text(
        "Figures found: {count}; agree: {agree}; differ: {differ}; waived: {waived}; no fact to hold them against: {none}.",
        count=counted.total(),
        agree=counted[Agreement.AGREES],
        differ=counted[Agreement.DIFFERS],
        waived=counted[Agreement.WAIVED],
        none=counted[Agreement.UNSUPPORTED],
    )


def plain(found: Tallied, wording: Wording) -> dict[str, Cell]:
    """A figure for machines; values in base units, ratios as fractions."""
    mention = found.mention
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "value": mention.value,
        "upper": mention.upper,
        "unit": mention.unit,
        "measure": str(mention.measure),
        "hedge": str(mention.hedge),
        "verdict": str(found.verdict),
        "kpi": found.kpi,
        "kind": str(found.kind) if found.kind else None,
        "fact_id": found.fact_id,
        "expected": None if found.expected is None else round(found.expected, 12),
        "reason": reason(found, wording) or None,
    }


def plain_notes(notes: Iterable[TalliedNote], wording: Wording) -> list[dict[str, Cell]]:
    """The figures of all notes for machines, each with its writer, file and part."""
    return [
        {"subject": note.subject.id, "file": note.file, "part": part.part, **plain(figure, wording)}
        for note in notes
        for part in note.parts
        for figure in part.figures
    ]


def reason(found: Tallied, wording: Wording) -> str:
    """Why a figure has its verdict, in a sentence; what it should be where it differs."""
    said = wording.message(found.reason) if found.reason else ""
    expected = should_be(found, wording) if found.verdict is Agreement.DIFFERS else ""
    if not expected:
        return said
    if found.kpi and found.kind:
        fact = wording.text(
            "{kpi}, {kind}: {expected}.",
            kpi=found.kpi,
            kind=wording.message(KINDS[found.kind]),
            expected=expected,
        )
    else:
        fact = wording.text("They come to {expected}.", expected=expected)
    return f"{fact} {said}".strip()


def _row(found: Found, wording: Wording) -> list[str]:
    figure = found.figure
    return [
        wording.message(VERDICTS[figure.verdict]),
        in_words(figure, found.text),
        should_be(figure, wording) if figure.verdict is Agreement.DIFFERS else "",
        of_what(figure, wording),
        wording.message(figure.reason) if figure.reason else "",
    ]
