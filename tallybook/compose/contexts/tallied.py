"""Tallied: the number check's sheet, and the marks by which a page shows what was checked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, anchor, common, first, link
from tallybook.compose.figures import NOWHERE, Mark
from tallybook.compose.remarks import PARTS
from tallybook.domain.summary import Summary
from tallybook.domain.tallying import Agreement, Tallied, TalliedPart
from tallybook.errors import Message, say
from tallybook.wording.figures import VERDICTS, in_words, of_what, should_be

# More rows than these no browser sorts with pleasure; what agrees is then left to the people's own pages.
ROWS = 2_000
_ORDER = list(VERDICTS)
_Figure = tuple[Summary, TalliedPart, Tallied]
_REMARKS = {
    Agreement.DIFFERS: say(
        "Figures in the note that differ from the facts or from each other (marked \N{NOT EQUAL TO})"
    ),
    Agreement.WAIVED: say(
        "Figures in the note that are not to be checked, as their writer says (marked \N{WHITE CIRCLE})"
    ),
    Agreement.UNSUPPORTED: say("Figures in the note for which there is no fact"),
}


def sheet(book: BookContent) -> Context:
    """Everything that the template of the number check's page may say."""
    found = list(_figures(book))
    counted = Counter(figure.verdict for _, _, figure in found)
    shown, left = first(sorted(found, key=_rank), ROWS)
    rows = {
        verdict: [_row(book, *each) for each in shown if each[2].verdict is verdict] for verdict in Agreement
    }
    return {
        **common(book),
        "counts": {"all": counted.total()} | {str(verdict): counted[verdict] for verdict in Agreement},
        "doubtful": rows[Agreement.DIFFERS] + rows[Agreement.WAIVED],
        "unsupported": _by_reason(rows[Agreement.UNSUPPORTED]),
        "agreed": rows[Agreement.AGREES],
        "rows_left": left,
        "people": [_person(summary) for summary in book.managers() if summary.tallied],
    }


def contradicted(book: BookContent, unit: Summary) -> list[Context]:
    """The figures in the notes of a unit's people that the data contradict."""
    return [
        _row(book, *found)
        for found in _figures(book, unit)
        if found[2].verdict is Agreement.DIFFERS and found[2].verdict in book.marked
    ]


def below(book: BookContent, unit: Summary) -> list[Context]:
    """Every figure in the notes of a unit's people, those that differ first."""
    return [_row(book, *found) for found in sorted(_figures(book, unit), key=_rank)]


def _figures(book: BookContent, unit: Summary | None = None) -> Iterator[_Figure]:
    """The figures of everyone's notes, of those below a unit only where one is given."""
    for summary in book.managers(unit.subject if unit else None):
        for part in summary.tallied:
            for figure in part.figures:
                yield summary, part, figure


def marks(book: BookContent, summary: Summary) -> Mapping[str, tuple[Mark, ...]]:
    """The marks of each part of a note, for the verdicts that are to be seen."""
    facts = summary.results.facts if summary.results else ()
    anchors = {fact.id: anchor(book, kpi) for fact in facts if (kpi := book.kpi(fact.kpi_id))}
    return {
        part.part: tuple(
            Mark(
                figure.mention.start,
                figure.mention.end,
                figure.verdict,
                anchors.get(figure.fact_id or "", NOWHERE),
            )
            for figure in part.figures
            if figure.verdict in book.marked
        )
        for part in summary.tallied
    }


def remarks(book: BookContent, summary: Summary) -> Iterator[Message]:
    """What a reader must know of the figures in the note."""
    counted = Counter(figure.verdict for part in summary.tallied for figure in part.figures)
    for verdict, message in _REMARKS.items():
        if counted[verdict] and verdict in book.marked:
            yield say("{what}: {count}.", what=message, count=counted[verdict])


def _rank(found: _Figure) -> int:
    return _ORDER.index(found[2].verdict)


def _row(book: BookContent, summary: Summary, part: TalliedPart, figure: Tallied) -> Context:
    wording = book.wording
    differs = figure.verdict is Agreement.DIFFERS
    return {
        "person": link(summary.subject),
        "part": wording.message(PARTS[part.part]),
        "written": in_words(figure, part.text),
        "figure": figure.mention.text,
        "verdict": wording.message(VERDICTS[figure.verdict]),
        "expected": (should_be(figure, wording) if differs else "") or NOTHING,
        "of": of_what(figure, wording) or NOTHING,
        "reason": wording.message(figure.reason) if figure.reason else NOTHING,
    }


def _by_reason(rows: list[Context]) -> list[Context]:
    """What could not be checked: first where nothing is known of it, then under each reason."""
    reasons = sorted({row["reason"] for row in rows}, key=lambda reason: (reason != NOTHING, reason))
    return [
        {
            "reason": "" if reason == NOTHING else reason,
            "rows": [row for row in rows if row["reason"] == reason],
        }
        for reason in reasons
    ]


def _person(summary: Summary) -> Context:
    counted = Counter(figure.verdict for part in summary.tallied for figure in part.figures)
    return {"link": link(summary.subject)} | {str(verdict): counted[verdict] for verdict in Agreement}
