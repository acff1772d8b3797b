"""Figures as their writers would have written them: in the same scale, unit and precision."""

import re
from decimal import Decimal

from tallybook.domain.tallying import Agreement, FactKind, Measure, Mention, Tallied
from tallybook.errors import say
from tallybook.wording import Wording

KINDS = {
    FactKind.ACTUAL: say("actual"),
    FactKind.TARGET: say("plan"),
    FactKind.ATTAINMENT: say("attainment"),
    FactKind.GAP: say("difference to the plan"),
    FactKind.GAP_RATE: say("difference to the plan, in per cent"),
    FactKind.YEAR_TARGET: say("plan of the year"),
    FactKind.YEAR_ATTAINMENT: say("attainment of the year's plan"),
    FactKind.YEAR_GAP: say("difference to the year's plan"),
    FactKind.YEAR_GAP_RATE: say("difference to the year's plan, in per cent"),
    FactKind.PRIOR: say("value of the period before"),
    FactKind.PRIOR_YEAR: say("value of last year"),
    FactKind.CHANGE: say("change on the period before"),
    FactKind.YOY_CHANGE: say("change on last year"),
    FactKind.POP: say("rate of change on the period before"),
    FactKind.YOY: say("rate of change on last year"),
    FactKind.YOY_POINTS: say("change on last year, in points"),
    FactKind.SHARE: say("share"),
    FactKind.RANK: say("rank"),
}
# The worst first, as a person works through them.
VERDICTS = {
    Agreement.DIFFERS: say("■ differs"),
    Agreement.WAIVED: say("○ waived"),
    Agreement.UNSUPPORTED: say("– no fact"),
    Agreement.AGREES: say("● agrees"),
}

_SCALES = (
    ("万亿", 10**12), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4),
    ("trillion", 10**12), ("billion", 10**9), ("bn", 10**9), ("million", 10**6), ("thousand", 10**3),
)  # fmt: skip
_DECIMALS = re.compile(r"[.．]([0-9０-９]+)")
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGNS = frozenset("-+−负")
_FEWEST, _MOST = 2, 4
_BEFORE = 16
_STOP = re.compile(r"[。！？；\n]|[.!?;]\s|\d[.、]\s")
# The figure of another clause only misleads: 收入 120 万元，成本 80 万元.
_OTHER_CLAUSE = re.compile(r"^.*\d.*(?:，|, )(?=\W*\w\W*\w)")
_PERCENT = Decimal(100)
_POINTED = frozenset({FactKind.YOY_POINTS, FactKind.CHANGE, FactKind.GAP, FactKind.YEAR_GAP})
_RATES = frozenset({FactKind.YOY, FactKind.POP})


def should_be(found: Tallied, wording: Wording) -> str:
    """What a figure should have been, as its writer would write it; nothing where the figure itself is right."""
    if found.expected is None:
        return ""
    mention = found.mention
    expected = as_written(found.expected, mention, wording, _measure(found))
    return "" if expected == as_written(mention.value, mention, wording, mention.measure) else expected


def of_what(found: Tallied, wording: Wording) -> str:
    """The KPI and what is said of it."""
    kind = wording.message(KINDS[found.kind]) if found.kind else ""
    return " ".join(part for part in (found.kpi, kind) if part)


def in_words(found: Tallied, text: str) -> str:
    """A figure with the few words before it, on one line."""
    mention = found.mention
    before = _STOP.split(text[max(0, mention.start - _BEFORE) : mention.start])[-1]
    if mention.start > _BEFORE == len(before) and "，" in before:
        before = before.partition("，")[2]
    before = _OTHER_CLAUSE.sub("", before)
    if _is_cut(text, mention.start - len(before)):
        before = before.partition(" ")[2]
    return (before.replace("*", "") + mention.text).strip("-#| 　").lstrip(".、，；,; ")


def _is_cut(text: str, at: int) -> bool:
    """Whether a place lies within a word of Latin letters."""
    around = text[at - 1 : at + 1] if at > 0 else ""
    return len(around) == 2 and around.isascii() and around.isalnum()


def _measure(found: Tallied) -> Measure:
    """Points where per cent was written for them, and the other way round."""
    pair = found.mention.measure, found.kind
    if pair[0] is Measure.PERCENT and pair[1] in _POINTED:
        return Measure.POINTS
    return Measure.PERCENT if pair[0] is Measure.POINTS and pair[1] in _RATES else pair[0]


def as_written(value: Decimal, mention: Mention, wording: Wording, measure: Measure) -> str:
    """A value in the terms of a mention, with the scale and unit that its writer chose."""
    decimals = _decimals(mention)
    match measure:
        case Measure.PERCENT:
            return wording.number(value * _PERCENT, max(decimals, 1)) + "%"
        case Measure.POINTS:
            return wording.text("{points} pp", points=wording.number(value * _PERCENT, max(decimals, 1)))
        case Measure.TIMES:
            return wording.text("{number} times", number=wording.number(value, max(decimals, 1)))
        case Measure.RANK:
            return wording.text("place {number}", number=wording.number(value))
        case Measure.AMOUNT:
            return _amount(value, mention, decimals, wording)


def _amount(value: Decimal, mention: Mention, decimals: int, wording: Wording) -> str:
    """The writer's own text with another numeral, as £4,671.9k, or with scale and unit where it has no single one."""
    if own := _only_numeral(mention):
        numeral, factor = own
        return mention.text.replace(numeral, _scaled(value / factor, factor != 1, decimals, wording))
    word, scale = next(((w, s) for w, s in _SCALES if w in mention.text.lower()), ("", 1))
    number, unit = _scaled(value / scale, bool(word), decimals, wording), mention.unit
    if word.isascii() and word:
        return f"{number} {word} {unit}".strip()
    return number + word + (unit if not unit.isascii() else f" {unit}".rstrip())


def _only_numeral(mention: Mention) -> tuple[str, Decimal] | None:
    """The digits of a mention that has one numeral and no sign, and how much one of them is worth."""
    found = _NUMERAL.findall(mention.text)
    if len(found) != 1 or mention.text[0] in _SIGNS or not mention.value:
        return None
    digits = Decimal(found[0].replace(",", ""))
    return (found[0], abs(mention.value) / digits) if digits else None


def _scaled(value: Decimal, is_scaled: bool, decimals: int, wording: Wording) -> str:
    exact = max(0, -int(value.normalize().as_tuple().exponent)) if value else 0
    return wording.number(value, max(decimals, min(exact, _MOST if is_scaled else _FEWEST)))


def _decimals(mention: Mention) -> int:
    found = _DECIMALS.search(mention.text)
    return min(len(found[1]), _MOST) if found else 0
