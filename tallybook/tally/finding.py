"""Finding: every figure of a text with its unit, its exact value and the precision in which it is written.

`find(text, units) -> tuple[Mention, ...]` in the order of the text; `units` are those of the known facts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from tallybook.domain.tallying import Hedge, Measure, Mention
from tallybook.tally import numerals, units
from tallybook.tally.excluded import hidden
from tallybook.tally.hedges import hedge
from tallybook.tally.numerals import CHINESE, DIGITS
from tallybook.tally.plain import plain
from tallybook.tally.quantities import NUMBER, Quantity, Reader

# More figures than these nobody corrects; whoever shows them says that there may be more.
MOST = 20_000
_DOUBLED = {"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4}
_MULTIPLIED = re.compile(rf"翻了?(?P<times>[一二两三四])番|\b(?i:(?P<word>{'|'.join(_DOUBLED)}))\b(?! room)")
_TENTHS = re.compile(
    r"(?P<tenths>[一二三四五六七八九十两]|(?<![\d.])\d(?:\.\d)?)\s?成(?P<more>[一二三四五六七八九半])?"
    r"(?!立|为|功|果|本|员|交|就|长|型|品|都|人|年|套|绩|效|熟|片|群|份|像|全|分|因|语)"
)
_PARTS = re.compile(
    rf"(?P<below>{CHINESE}|\d+)分之(?P<above>{CHINESE}|{DIGITS})(?P<points>个百分点)?|百分之百"
)
_PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_RANKS = re.compile(
    r"(?:排名|排|名列|位列|位居|位次|列|居|第)[^。，；,;\d第]{0,8}第\s*"
    r"(?P<place>(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s?[名位]?)"
    r"(?!\s?(?:条|季|章|次|届|批|期|个|户|家|\d))"
    r"|\b(?i:rank(?:s|ed|ing)?|placed)\b[^.,;\d]{0,12}?\b(?i:(?P<ordinal>(?:No\.?\s?|number\s|#)?(?P<digits>\d{1,3})(?:st|nd|rd|th)?"
    rf"|(?P<word>{'|'.join(_PLACES)})))\b"
)
_TO = re.compile(r"\s?(?:(?:-|—|–|~)+|至|到|to|and)\s?")
_CHANGING = re.compile(r"[由从自][^，。；]{0,12}$|\bfrom [^,;]{0,12}$")
_BETWEEN = re.compile(r"(?i:\b(?:between|from) (?:about )?)(?:[^\s]{1,3}\s?)?$")


def find(text: str, known_units: Iterable[str] = ()) -> tuple[Mention, ...]:
    """Every figure from left to right, none inside another; the first twenty thousand of them."""
    folded = plain(text)
    open_ = hidden(folded)
    reader = Reader(folded, open_, tuple(known_units))
    found = [*_ranks(folded, open_), *_multiples(open_), *_tenths(folded, open_), *_fractions(folded, open_)]
    found += (_mention(quantity, folded) for quantity in _quantities(reader))
    ordered = sorted(found, key=lambda mention: (mention.start, -mention.end))
    named = (replace(each, text=text[each.start : each.end]) for each in _apart(ordered))
    return tuple(mention for mention, _ in zip(named, range(MOST), strict=False))


def _apart(found: list[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in found:
        if mention.start >= end:
            yield mention
            end = mention.end


def _quantities(reader: Reader) -> Iterator[tuple[Quantity, Quantity | None]]:
    """Numbers with their units, each with the second number of a range, if it is one."""
    at = 0
    while found := NUMBER.search(reader.open, at):
        first = reader.read(found)
        second = _second(reader, first) if first else None
        if first:
            yield first, second
        at = max(found.end(), second.end if second else 0, first.end if first else 0)


def _second(reader: Reader, first: Quantity) -> Quantity | None:
    """The other end of a range: 8%—12%, between $1.4 and $1.5 billion; not that of a change, 由8%升至12%."""
    joint = _TO.match(reader.open, first.end)
    before = reader.plain[max(0, first.start - 14) : first.start]
    if not joint or (joint[0].strip() in ("到", "至", "to") and _CHANGING.search(before)):
        return None
    if joint[0].strip() in ("and", "to") and not _BETWEEN.search(before):
        return None
    last = reader.at(joint.end())
    return last if last and _lower(first, last) < last.value and _same(first, last) else None


def _same(first: Quantity, last: Quantity) -> bool:
    """Whether two numbers can be the ends of one range: one unit, or the unit behind the second only."""
    if first.measure is not last.measure:
        return first.factor == 1 and first.measure is Measure.AMOUNT and not first.unit
    return first.unit == last.unit or (first.factor == 1 and "" in (first.unit, last.unit))


def _lower(first: Quantity, last: Quantity) -> Decimal:
    """The lower end; it has the scale and unit of the other where it has none of its own."""
    return first.value if first.factor != 1 or first.bare > last.bare else first.bare * last.factor


def _mention(found: tuple[Quantity, Quantity | None], folded: str) -> Mention:
    first, second = found
    last = second or first
    return Mention(
        text="",
        start=first.start,
        end=last.end,
        value=_lower(first, last) if second else first.value,
        upper=second.value if second else None,
        step=max(first.step, last.step) if second is None or first.factor != 1 else last.step,
        unit=last.unit or first.unit,
        measure=last.measure,
        hedge=hedge(folded, first.start, last.end),
    )


def _ranks(folded: str, open_: str) -> Iterator[Mention]:
    for found in _RANKS.finditer(folded):
        name = "place" if found["place"] else "ordinal"
        number = found["number"] or found["digits"]
        place = _whole(number) if number else Decimal(1 + _PLACES.index(found["word"].lower()))
        if place and not open_[found.start(name)].isspace():
            yield Mention(
                text="", start=found.start(name), end=found.end(name), value=place, step=Decimal(1),
                unit="", measure=Measure.RANK,
            )  # fmt: skip


def _multiples(open_: str) -> Iterator[Mention]:
    for found in _MULTIPLIED.finditer(open_):
        times = found["times"]
        value = 2 ** int(_whole(times) or 1) if times else _DOUBLED[found["word"].lower()]
        yield Mention(
            text="", start=found.start(), end=found.end(), value=Decimal(value), step=Decimal("0.1"),
            unit=units.TIMES, measure=Measure.TIMES, hedge=Hedge.ABOUT, relative=True,
        )  # fmt: skip


def _tenths(folded: str, open_: str) -> Iterator[Mention]:
    """九成, 三成五, 三成半."""
    for found in _TENTHS.finditer(open_):
        tenths, more = _whole(found["tenths"]) or Decimal(0), found["more"]
        hundredths = Decimal(5) if more == "半" else (_whole(more) or Decimal(0)) if more else Decimal(0)
        yield Mention(
            text="", start=found.start(), end=found.end(), value=tenths / 10 + hundredths / 100,
            step=Decimal("0.01") if more or "." in found["tenths"] else Decimal("0.1"),
            unit=units.PERCENT, measure=Measure.PERCENT, hedge=hedge(folded, found.start(), found.end()),
        )  # fmt: skip


def _fractions(folded: str, open_: str) -> Iterator[Mention]:
    """百分之三十, 百分之百, 三分之二."""
    for found in _PARTS.finditer(open_):
        below, above = (_numeral(found[name]) for name in ("below", "above"))
        whole = found["below"] is None
        if not whole and not (below and above and below[0]):
            continue
        per_cent = whole or found["below"] in ("百", "100")
        points = bool(found["points"]) and per_cent
        firm = hedge(folded, found.start(), found.end())
        value, step = (Decimal(1), Decimal("0.01")) if whole or not above or not below else (
            (above[0] / 100, min(above[1], Decimal(1)) / 100) if per_cent else (above[0] / below[0], Decimal("0.01"))
        )  # fmt: skip
        yield Mention(
            text="", start=found.start(), end=found.end("points") if points else found.end(),
            value=value, step=step, unit=units.POINTS if points else units.PERCENT,
            measure=Measure.POINTS if points else Measure.PERCENT,
            hedge=firm if per_cent or firm is not Hedge.NONE else Hedge.ABOUT,
        )  # fmt: skip


def _numeral(text: str | None) -> numerals.Numeral | None:
    if not text or len(text) > numerals.LONGEST:
        return None
    return numerals.digits(text) if text[0].isdigit() else numerals.chinese(text)


def _whole(text: str) -> Decimal | None:
    found = _numeral(text)
    return found[0] if found else None
