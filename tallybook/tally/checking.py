"""The check of a whole text: find, understand, judge, and hold each sentence's figures against each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tallybook.domain.period import Period
from tallybook.domain.tallying import Agreement, Known, Mention, Tallied
from tallybook.errors import say
from tallybook.tally import periods
from tallybook.tally.arithmetic import contradictions
from tallybook.tally.evidence import Subject, subjects
from tallybook.tally.finding import find
from tallybook.tally.grids import Cell, cells
from tallybook.tally.judging import judge
from tallybook.tally.naming import Lexicon
from tallybook.tally.plain import plain
from tallybook.tally.understanding import Claim, claims
from tallybook.tally.waivers import Waiver, waivers


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a text is held against: the known values of its subject, and the words that name them."""

    subjects: tuple[Subject, ...]
    lexicon: Lexicon
    period: Period | None
    units: tuple[str, ...]

    @classmethod
    def of(cls, known: Iterable[Known]) -> "Ledger":
        """The ledger of one subject's known values."""
        values = tuple(known)
        found = subjects(values)
        named = next((subject.period for subject in found if subject.period), None)
        return cls(
            found, Lexicon(found), periods.parse(named), tuple({each.unit for each in values if each.unit})
        )


def tally(text: str, ledger: Ledger, *, to_come: bool = False) -> tuple[Tallied, ...]:
    """Every figure of a text with its verdict, in the order of the text; `to_come` where all of it is intentions."""
    folded = plain(text)
    given = tuple(waivers(folded))
    found = [m for m in find(text, ledger.units) if not any(w.start <= m.start < w.end for w in given)]
    understood = sorted(_understood(folded, found, ledger), key=lambda claim: claim.mention.start)
    if to_come:
        understood = [replace(claim, future=True) for claim in understood]
    judged = [judge(claim, ledger.subjects) for claim in understood]
    return tuple(_waived(each, given, folded) for each in _reckoned(folded, understood, judged))


def _understood(text: str, mentions: Sequence[Mention], ledger: Ledger) -> Iterator[Claim]:
    """Figures in tables are read by row and column, all others in their sentences."""
    grid = tuple(cells(text))
    in_cells = {m.start: cell for m, cell in _placed(mentions, grid)}
    free = [mention for mention in mentions if mention.start not in in_cells]
    yield from claims(text, free, ledger.lexicon, ledger.subjects, ledger.period)
    for mention in mentions:
        if cell := in_cells.get(mention.start):
            yield from _in_cell(text, mention, cell, ledger)


def _placed(mentions: Sequence[Mention], grid: Sequence[Cell]) -> Iterator[tuple[Mention, Cell]]:
    at = 0
    for mention in mentions:
        while at < len(grid) and grid[at].end <= mention.start:
            at += 1
        if at < len(grid) and grid[at].start <= mention.start:
            yield mention, grid[at]


def _in_cell(text: str, mention: Mention, cell: Cell, ledger: Ledger) -> Iterator[Claim]:
    words = cell.words + text[mention.start : mention.end]
    moved = replace(mention, start=len(cell.words), end=len(words))
    for claim in claims(words, [moved], ledger.lexicon, ledger.subjects, ledger.period):
        # Cells make no sentence: each has a number of its own.
        yield replace(claim, mention=mention, sentence=-1 - mention.start)


def _reckoned(text: str, understood: Sequence[Claim], judged: list[Tallied]) -> list[Tallied]:
    by_sentence: dict[int, list[int]] = {}
    for place, claim in enumerate(understood):
        by_sentence.setdefault(claim.sentence, []).append(place)
    for places in by_sentence.values():
        if len(places) < 2:
            continue
        chosen = [understood[place] for place in places]
        for found in contradictions(text, chosen, [judged[place].verdict for place in places]):
            place = places[found.place]
            if judged[place].verdict is Agreement.UNSUPPORTED:
                judged[place] = replace(
                    judged[place],
                    verdict=Agreement.DIFFERS,
                    kind=found.kind,
                    expected=found.expected,
                    reason=say("It does not go together with the other figures of its sentence."),
                )
    return judged


def _waived(tallied: Tallied, given: Sequence[Waiver], text: str) -> Tallied:
    waiver = next((w for w in given if w.covers(tallied.mention.end, text)), None)
    if waiver is None or not waiver.reason:
        return tallied
    return replace(tallied, verdict=Agreement.WAIVED, reason=say("{reason}", reason=waiver.reason))
