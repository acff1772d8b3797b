"""Scored: a person's score card line by line, and a unit's people by their points."""

from collections import Counter
from decimal import Decimal

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, first, link
from tallybook.domain.scoring import Allotment, CardPart, ScoreCard, ScoreLine
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.wording import Wording

PARTS = {CardPart.RESULTS: say("Results"), CardPart.CONDUCT: say("Conduct")}
PEOPLE = 30
_DECIMALS = 2


def card(book: BookContent, summary: Summary) -> Context | None:
    """A person's card with its lines; None where there is none, as of a unit."""
    found, wording = summary.card, book.wording
    if found is None:
        return None
    return {
        **_common(found, wording),
        "total": None if found.total is None else wording.number(found.total, _DECIMALS),
        "missing": wording.message(found.missing) if found.missing else None,
        "place": None if found.place is None else f"{found.place}/{found.among}",
        "grade": found.grade,
        "parts": [
            {
                "name": wording.message(PARTS[part]),
                "of": wording.number(weight, _DECIMALS),
                "points": wording.number(found.points(part), _DECIMALS),
                "lines": [_line(line, wording) for line in found.lines if line.part is part],
            }
            for part, weight in found.weights
            if weight
        ],
    }


def cards(book: BookContent, summary: Summary) -> Context | None:
    """A unit's people by their points; None where they have no cards, and of a person."""
    if summary.subject.kind is not SubjectKind.UNIT:
        return None
    people = [(one, one.card) for one in book.managers(summary.subject) if one.card]
    if not people:
        return None
    shown, left = first(sorted(people, key=_place), PEOPLE)
    counted = Counter(one.grade for _, one in people if one.grade)
    return {
        **_common(people[0][1], book.wording),
        "rows": [_row(one, found, book.wording) for one, found in shown],
        "rows_left": left,
        "grades": book.wording.text(", ").join(
            f"{allotment.name} {counted[allotment.name]}" for allotment in people[0][1].allotments
        ),
    }


def _common(found: ScoreCard, wording: Wording) -> Context:
    """What a card says of itself, and by which rules it was made."""
    weights = dict(found.weights)
    return {
        "market": wording.text("abnormal market") if found.abnormal else wording.text("normal market"),
        "results": wording.number(weights[CardPart.RESULTS]),
        "conduct": wording.number(weights[CardPart.CONDUCT]),
        "floor": wording.percent(found.floor, 0),
        "cap": wording.percent(found.cap, 0),
        "allotments": wording.text(", ").join(_allotment(one, wording) for one in found.allotments),
        "ties": found.ties,
    }


def _line(line: ScoreLine, wording: Wording) -> Context:
    return {
        "name": line.name,
        "weight": _number(line.weight, wording),
        "reached": _share(line.reached, wording),
        "counts": _share(line.counts, wording),
        "points": _number(line.points, wording),
        "why": wording.message(line.why) if line.why else line.note or "",
    }


def _row(one: Summary, found: ScoreCard, wording: Wording) -> Context:
    return {
        "place": str(found.place or NOTHING),
        "person": link(one.subject),
        "results": _number(_told(found, CardPart.RESULTS), wording),
        "conduct": _number(_told(found, CardPart.CONDUCT), wording),
        "total": _number(found.total, wording),
        "grade": found.grade or NOTHING,
    }


def _told(found: ScoreCard, part: CardPart) -> Decimal | None:
    """The points of a part of which there is any line that counts."""
    known = any(line.part is part and line.points is not None for line in found.lines)
    return found.points(part) if known else None


def _allotment(one: Allotment, wording: Wording) -> str:
    return wording.text(
        "{name} {share} (for {people}, given to {given})",
        name=one.name,
        share=wording.percent(one.share, 0),
        people=one.people,
        given=one.given,
    )


def _place(pair: tuple[Summary, ScoreCard]) -> tuple[bool, int]:
    return pair[1].place is None, pair[1].place or 0


def _number(value: Decimal | None, wording: Wording) -> str:
    return NOTHING if value is None else wording.number(value, _DECIMALS)


def _share(value: Decimal | None, wording: Wording) -> str:
    return NOTHING if value is None else wording.percent(value, _DECIMALS)
