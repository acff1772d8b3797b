"""Score cards: points for results and conduct, line by line, and grades by quotas.

`score_cards(chapters, rules, fiscal)` gives each manager's card. What is written on a page can be reckoned
again from it: points are the shown weight times the share that counts, and lines add up to their total.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from tallybook.compose import scores
from tallybook.compose.summaries import Chapter
from tallybook.domain.apportioning import shares
from tallybook.domain.facts import Fact
from tallybook.domain.period import FiscalYear, Period
from tallybook.domain.records import Conduct, Kpi
from tallybook.domain.results import Succeeded
from tallybook.domain.scoring import Allotment, CardPart, ScoreCard, ScoreLine
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Message, say
from tallybook.settings import ScoreCards

_DECIMALS = 2
_POINT = Decimal("0.01")
_RATE = Decimal("0.0001")
_NOTHING = Decimal(0)
_MOST = Decimal(10_000)


def score_cards(
    chapters: Sequence[Chapter], rules: ScoreCards, fiscal: FiscalYear
) -> dict[Subject, ScoreCard]:
    """The card of each manager of the whole house; grades only where all of their chapters are there."""
    people = [chapter for chapter in chapters if chapter.slice.subject.kind is SubjectKind.MANAGER]
    cards = {chapter.slice.subject: _card(chapter, rules, fiscal) for chapter in people}
    if not rules.grades:
        return _placed(cards)
    lacking = sum(not isinstance(chapter.outcome, Succeeded) for chapter in people)
    if lacking:
        return _waiting(
            _placed(cards), say("Grades wait for the chapters that are missing: {count}.", count=lacking)
        )
    return _graded(_placed(cards), rules)


def _card(chapter: Chapter, rules: ScoreCards, fiscal: FiscalYear) -> ScoreCard:
    slice_, outcome = chapter.slice, chapter.outcome
    abnormal = any(Period.parse(one, fiscal).same_days(slice_.period) for one in rules.abnormal_periods)
    weights = rules.abnormal if abnormal else rules.normal
    facts = outcome.results.facts if isinstance(outcome, Succeeded) else ()
    lines = (
        *_results(facts, slice_.kpis, weights.results, rules),
        *_conduct(slice_.conduct, weights.conduct),
    )
    missing = next(_missing(lines, weights.results, weights.conduct), None)
    return ScoreCard(
        abnormal=abnormal,
        weights=((CardPart.RESULTS, weights.results), (CardPart.CONDUCT, weights.conduct)),
        lines=lines,
        floor=rules.floor,
        cap=rules.cap,
        ties=rules.ties,
        total=None if missing else sum((line.points or _NOTHING for line in lines), _NOTHING),
        missing=missing,
    )


def _missing(lines: Sequence[ScoreLine], results: Decimal, conduct: Decimal) -> Iterator[Message]:
    counted = {line.part for line in lines if line.points is not None}
    if results and CardPart.RESULTS not in counted:
        yield say("No points: no result has an attainment.")
    if conduct and CardPart.CONDUCT not in counted:
        yield say("No points: the conduct of this period has not been judged.")


def _results(
    facts: Iterable[Fact], kpis: Sequence[Kpi], weight: Decimal, rules: ScoreCards
) -> Iterator[ScoreLine]:
    """A line for each KPI; those without an attainment leave their weight to the others."""
    if not weight:
        return
    of = {kpi.kpi_id: kpi for kpi in kpis}
    weighted = any(kpi.weight for kpi in kpis)
    told = [(of[fact.kpi_id], scores.achievement(fact, of[fact.kpi_id])) for fact in facts]
    told = [(kpi, value) for kpi, value in told if kpi.weight or not weighted]
    counted = [(kpi, value) for kpi, value in told if value is not None]
    parts = shares(weight, [kpi.weight for kpi, _ in counted], _DECIMALS) if counted else ()
    own = {kpi.kpi_id: part for (kpi, _), part in zip(counted, parts, strict=True)}
    for kpi, value in told:
        if value is None:
            yield ScoreLine(
                part=CardPart.RESULTS, name=kpi.name, why=say("no attainment; its weight goes to the others")
            )
        else:
            yield _result(kpi, own[kpi.kpi_id], _rate(value), rules)


def _result(kpi: Kpi, weight: Decimal, reached: Decimal, rules: ScoreCards) -> ScoreLine:
    counts, why = reached, None
    if reached < rules.floor:
        counts, why = _NOTHING, say("below the floor")
    elif reached > rules.cap:
        counts, why = rules.cap, say("cut at the cap")
    return _line(
        ScoreLine(part=CardPart.RESULTS, name=kpi.name, reached=reached, counts=counts, why=why), weight
    )


def _conduct(rows: Sequence[Conduct], weight: Decimal) -> Iterator[ScoreLine]:
    """A line for each item, which weighs by the points that it can bring."""
    if not weight or not rows:
        return
    for row, part in zip(rows, shares(weight, [row.full for row in rows], _DECIMALS), strict=True):
        reached = _rate(row.points / row.full)
        line = ScoreLine(part=CardPart.CONDUCT, name=row.item, reached=reached, counts=reached, note=row.note)
        yield _line(line, part)


def _rate(value: Decimal) -> Decimal:
    """A fraction as a page shows it, in hundredths of a per cent; beyond all measure no more than that is said."""
    return max(-_MOST, min(_MOST, value)).quantize(_RATE, ROUND_HALF_UP)


def _line(line: ScoreLine, weight: Decimal) -> ScoreLine:
    points = (weight * (line.counts or _NOTHING)).quantize(_POINT, ROUND_HALF_UP)
    return replace(line, weight=weight, points=points)


def _placed(cards: Mapping[Subject, ScoreCard]) -> dict[Subject, ScoreCard]:
    found = scores.places([card.total for card in cards.values()])
    among = sum(place is not None for place in found)
    return {
        subject: replace(card, place=place, among=among)
        for (subject, card), place in zip(cards.items(), found, strict=True)
    }


def _waiting(cards: Mapping[Subject, ScoreCard], why: Message) -> dict[Subject, ScoreCard]:
    return {subject: replace(card, missing=card.missing or why) for subject, card in cards.items()}


def _graded(cards: Mapping[Subject, ScoreCard], rules: ScoreCards) -> dict[Subject, ScoreCard]:
    totals = [card.total for card in cards.values() if card.total is not None]
    people = quotas(len(totals), rules)
    borders = tuple(accumulate(people))
    given = {
        subject: None if card.total is None else _grade(card.total, totals, borders, rules)
        for subject, card in cards.items()
    }
    allotments = tuple(
        Allotment(
            name=grade.name, share=grade.share, people=count, given=list(given.values()).count(grade.name)
        )
        for grade, count in zip(rules.grades, people, strict=True)
    )
    return {
        subject: replace(card, grade=given[subject], allotments=allotments) for subject, card in cards.items()
    }


def quotas(people: int, rules: ScoreCards) -> tuple[int, ...]:
    """How many people each grade is for; they add up to all of them."""
    wanted = [grade.share for grade in rules.grades]
    if rules.quotas == "largest_remainder":
        return tuple(map(int, shares(Decimal(people), wanted, 0)))
    most = [int(people * share) for share in wanted[:-1]]
    return (*most, people - sum(most))


def _grade(total: Decimal, totals: Sequence[Decimal], borders: Sequence[int], rules: ScoreCards) -> str:
    """By the best place of all who have as many points, or by the last of them, as ties are declared."""
    better = sum(other > total for other in totals)
    place = better + (1 if rules.ties == "upper" else totals.count(total))
    return next(grade.name for grade, border in zip(rules.grades, borders, strict=True) if place <= border)
