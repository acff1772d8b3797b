"""Arithmetic: a sentence's own figures held against each other, with or without anything known.

An amount, its change and the rate; an amount, what it is compared with and the rate; parts and their total; a
count, its base and the rate. All are reckoned with the ends of what their digits allow.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from tallybook.domain.tallying import Agreement, FactKind, Hedge, Measure, Mention
from tallybook.tally.closeness import Range, fits_range, reckon
from tallybook.tally.lexicon import Tag
from tallybook.tally.moves import moves
from tallybook.tally.understanding import Claim

_TOTAL = re.compile(
    r"(?:合计|共计|总计|共|总共|一共|合计为|共计为)[^\d，。；]{0,2}$|\b(?i:in total|total|altogether) (?:of )?$"
)
_OUT_OF = re.compile(r"^[^，。；,;]{0,6}中[^，。；,;]{0,2}$|(?i:^\s?(?:out )?of (?:the |all )?$)")
_ITS_RATE = re.compile(r"(?P<what>[\u4e00-\u9fff]{1,4})率(?:为|达|达到|是|约)?\s?$")
_ITS_SHARE = re.compile(r"占(?:比)?(?:为|达|总数的?|全部的?|其中的?)?\s?$|\b(?i:rate|ratio|share) of\s?$")
_OR = re.compile(r"[^,.;]{0,20},? or (?:about )?")
_K = FactKind
# More parts than these nobody adds up in a sentence.
_PARTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A figure that the others of its sentence contradict, by its place, and what they come to."""

    place: int
    expected: Decimal
    kind: FactKind | None


def contradictions(
    text: str, claims: Sequence[Claim], verdicts: Sequence[Agreement]
) -> Iterator[Contradiction]:
    """What does not add up; a figure known to be wrong proves nothing against its neighbours."""
    good = [
        claim for claim, verdict in zip(claims, verdicts, strict=True) if verdict is not Agreement.DIFFERS
    ]
    places = {claim.mention.start: place for place, claim in enumerate(claims)}
    borne_out = {
        claim.mention.start
        for claim, verdict in zip(claims, verdicts, strict=True)
        if verdict is Agreement.AGREES
    }
    with localcontext(prec=40):
        for claim, expected, kind in (
            *_rates(good),
            *moves(good),
            *_shares(text, good),
            *_totals(text, good, borne_out),
        ):
            yield Contradiction(place=places[claim.mention.start], expected=expected, kind=kind)


def _rates(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Decimal, FactKind | None]]:
    """Growth and attainment, each held against the amounts just before it."""
    said: dict[FactKind, Claim] = {}
    for claim in claims:
        kind = claim.kinds[0] if claim.kinds else None
        if kind is None or claim.future or {Tag.PART, Tag.TURN} & claim.tags:
            said = {} if claim.mention.measure is Measure.AMOUNT else said
            continue
        if claim.mention.measure is Measure.AMOUNT:
            if kind is _K.ACTUAL:
                said = _led_to(claim, said)
            said[kind] = claim
        elif claim.mention.measure is Measure.PERCENT:
            yield from _rate(claim, kind, said)


def _led_to(claim: Claim, said: dict[FactKind, Claim]) -> dict[FactKind, Claim]:
    """A new amount begins a new statement, but one that a change, last year's amount or the plan led to ends it."""
    if _K.ACTUAL in said:
        return {}
    led = {_K.YOY_CHANGE, _K.CHANGE}
    if claim.clear:
        led |= {_K.TARGET}
    if claim.clear and Tag.NOW in claim.tags:
        led |= {_K.PRIOR_YEAR}
    return {kind: before for kind, before in said.items() if kind in led}


def _rate(
    claim: Claim, kind: FactKind, said: dict[FactKind, Claim]
) -> Iterator[tuple[Claim, Decimal, FactKind | None]]:
    actual = said.get(_K.ACTUAL)
    if actual is None or not claim.clear:
        return
    other: Claim | None = None
    reckoning: Callable[..., Decimal] | None = None
    if kind in (_K.YOY, _K.POP):
        change = said.get(_K.YOY_CHANGE if kind is _K.YOY else _K.CHANGE)
        before = said.get(_K.PRIOR_YEAR if kind is _K.YOY else _K.PRIOR)
        if change and change.direction:
            other, reckoning = change, _grown if change.direction > 0 else _shrunk
        elif before and before.clear:
            other, reckoning = before, _compared
    elif kind is _K.ATTAINMENT and (target := said.get(_K.TARGET)):
        other, reckoning = target, _part
    elif (
        kind is _K.GAP_RATE
        and (claim.direction or claim.mention.value < 0)
        and (target := said.get(_K.TARGET))
    ):
        other, reckoning = target, _compared
    if other is None or reckoning is None or not _alike(actual, other):
        return
    found = _between(reckoning, actual.mention, other.mention)
    if found and not fits_range(claim.mention, found):
        yield claim, abs(reckoning(abs(actual.mention.value), abs(other.mention.value))), kind


def _shares(text: str, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Decimal, FactKind | None]]:
    """A count and its base with a rate: 233 户中 216 户达标，达标率 97.2%; 97.2 % (216 of 233)."""
    for place in range(len(claims) - 2):
        for base, count, rate in ((0, 1, 2), (1, 0, 2), (2, 1, 0)):
            trio = [claims[place + offset] for offset in (base, count, rate)]
            if len({claim.sentence for claim in trio}) == 1 and _is_share(text, *trio, rate_first=rate == 0):
                exact = trio[1].mention.value / trio[0].mention.value
                counted = all(one.mention.step == 1 for one in trio[:2])
                found = (exact, exact) if counted else _between(_part, trio[1].mention, trio[0].mention)
                rest = (1 - found[1], 1 - found[0]) if found else None
                if found and rest and not any(fits_range(trio[2].mention, each) for each in (found, rest)):
                    yield trio[2], exact, None


def _is_share(text: str, base: Claim, count: Claim, rate: Claim, *, rate_first: bool) -> bool:
    amounts = base.mention, count.mention
    if rate.mention.measure is not Measure.PERCENT or any(a.measure is not Measure.AMOUNT for a in amounts):
        return False
    if not 0 < count.mention.value <= base.mention.value or not _alike(base, count):
        return False
    first, second = sorted(amounts, key=lambda mention: mention.start)
    between = text[first.end : second.start]
    if rate_first:
        return bool(_OUT_OF.search(between)) and first is count.mention and not {Tag.UP, Tag.DOWN} & rate.tags
    lead = text[max(0, second.end) : rate.mention.start]
    if first is count.mention and not _OUT_OF.search(between):
        return False
    if first is count.mention and _OR.fullmatch(lead):
        return True
    if _ITS_SHARE.search(lead):
        return Tag.PLAN not in rate.tags and (
            bool(_OUT_OF.search(between)) or "其中" in between or lead.isascii()
        )
    named = _ITS_RATE.search(lead)
    around = text[max(0, first.start - 8) : second.start] + text[second.end : rate.mention.start - 1]
    return named is not None and any(each in around.replace(named[0], "") for each in named["what"][:2])


def _totals(
    text: str, claims: Sequence[Claim], borne_out: set[int]
) -> Iterator[tuple[Claim, Decimal, FactKind | None]]:
    """Parts named one by one before their total: 城区 120 户，乡镇 85 户，合计 205 户; the fault is a part's where the total is known."""
    for place, claim in enumerate(claims):
        lead = text[max(0, claim.mention.start - 12) : claim.mention.start]
        if claim.mention.measure is not Measure.AMOUNT or not _TOTAL.search(lead):
            continue
        parts = [c for c in claims[max(0, place - _PARTS - 1) : place] if c.sentence == claim.sentence]
        if not 2 <= len(parts) <= _PARTS or not _are_parts(parts, claim):
            continue
        found = reckon(lambda *values: sum(values, Decimal(0)), *(p.mention for p in parts))
        if not fits_range(claim.mention, found):
            added = sum((p.mention.value for p in parts), Decimal(0))
            open_ = [p for p in parts if p.mention.start not in borne_out]
            if claim.mention.start not in borne_out:
                yield claim, added, None
            elif open_:
                yield open_[-1], claim.mention.value - added + open_[-1].mention.value, None


def _are_parts(parts: Sequence[Claim], total: Claim) -> bool:
    amounts = all(p.kinds == (_K.ACTUAL,) and p.mention.unit == total.mention.unit for p in parts)
    return amounts and not any(Tag.PART in p.tags for p in (*parts, total))


def _alike(first: Claim, second: Claim) -> bool:
    units = {first.mention.unit, second.mention.unit}
    firm = {first.mention.hedge, second.mention.hedge} <= {Hedge.NONE, Hedge.ABOUT}
    return firm and (len(units) == 1 or "" in units)


def _between(reckoning: Callable[..., Decimal], *mentions: Mention) -> Range | None:
    try:
        return tuple(sorted(map(abs, reckon(reckoning, *mentions))))  # type: ignore[return-value]
    except (DivisionByZero, InvalidOperation):
        return None


def _grown(actual: Decimal, change: Decimal) -> Decimal:
    return change / (actual - change)


def _shrunk(actual: Decimal, change: Decimal) -> Decimal:
    return change / (actual + change)


def _compared(actual: Decimal, before: Decimal) -> Decimal:
    return actual / before - 1


def _part(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole
