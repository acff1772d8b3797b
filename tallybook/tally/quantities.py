"""Quantities: a numeral with its scale and its unit, read at one place of a text."""

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from tallybook.domain.tallying import Measure
from tallybook.tally import numerals, units
from tallybook.tally.excluded import BLOT
from tallybook.tally.numerals import CHINESE, DIGITS, ENGLISH, ENGLISH_SCALES, LONGEST, SCALES, Numeral

_HAN_SCALE = "|".join(SCALES)
# 千 begins a unit here, not a scale: 千瓦时, 千米.
_NO_PREFIX = r"(?!千(?:瓦|克|米|伏|卡|焦|字|赫))"
_LATIN_SCALE = r"(?i:thousand|million|billion|trillion|mln|mn|bn|tn)\b"
_PERCENT = r"\s?(?:%|‰|(?i:percent|per cent|pct)\b(?!\s?points?))"
_POINTS = r"\s?(?:个?百分点|(?i:percentage points?|percent points?|pct pts?|pp|points?)\b)"
_BASIS_POINTS = r"\s?(?:个?基点|(?i:basis points?|bps?)\b)"
_TIMES = r"\s?(?:倍(?!增)|(?i:times|fold)\b|x(?![A-Za-z0-9]))"
NUMBER = re.compile(
    rf"(?P<sign>(?<![A-Za-z0-9_%)）.,-])-|负)?(?<![A-Za-z0-9_.{BLOT}])(?:"
    rf"(?P<digits>{DIGITS})(?!\.\d)|(?P<chinese>{CHINESE})|(?P<english>(?i:{ENGLISH}))(?![A-Za-z-]))"
)
_CURRENCY_BEFORE = re.compile(rf"(?:{units.CURRENCY})\s?$")
_CURRENCY_AT = re.compile(rf"(?:{units.CURRENCY})\s?")
_LOWER_SCALE = re.compile(rf"(\d{{1,4}})({_HAN_SCALE})")
# Counted by a single Chinese digit only where the sentence counts: 新增两户, but not 三家子公司.
_COUNTING = re.compile(
    r"(?:新增|新开|新拓|有效户|增加|减少|完成|实现|达到?|共计?|累计|合计|仅有?|只有|净增|[多少差欠])[^。，；,;]{0,4}$"
)
_COUNTED_ONE_BY_ONE = frozenset("户家箱台件笔单人吨")
_FEW = frozenset("一二三四五六七八九两")
_HUNDREDS = re.compile(r"[上成近超过逾破达约]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as it is written: `bare` and `bare_step` are what the digits say, `factor` what scale and unit add."""

    start: int
    end: int
    bare: Decimal
    bare_step: Decimal
    factor: Decimal
    unit: str
    measure: Measure

    @property
    def value(self) -> Decimal:
        """The exact value in the base unit."""
        return self.bare * self.factor

    @property
    def step(self) -> Decimal:
        """The worth of the last digit in the base unit."""
        return self.bare_step * self.factor


@functools.lru_cache(maxsize=32)
def _tail(extra: tuple[str, ...]) -> re.Pattern[str]:
    """What may follow a numeral: the marks of ratios, or scale and unit."""
    return re.compile(
        rf"(?P<basis>{_BASIS_POINTS})|(?P<points>{_POINTS})|(?P<percent>{_PERCENT})|(?P<times>{_TIMES})|"
        rf"(?:(?P<han>\s?{_NO_PREFIX}(?:{_HAN_SCALE}))|(?P<latin>[kKmMbB](?![A-Za-z])|\s?{_LATIN_SCALE}))?"
        rf"(?P<more>[多余])?(?P<unit>\s?(?:{units.pattern(extra)}))?"
    )


class Reader:
    """Reads quantities in one text: `plain` as it stands, `open` with what is no figure blotted out."""

    def __init__(self, plain: str, open_: str, known_units: tuple[str, ...]) -> None:
        self.plain, self.open = plain, open_
        self._tail = _tail(tuple(sorted({unit for unit in known_units if unit})))

    def at(self, place: int) -> Quantity | None:
        """The quantity that begins at `place`, with or without a currency before it."""
        currency = _CURRENCY_AT.match(self.open, place)
        found = NUMBER.match(self.open, currency.end() if currency else place)
        return self.read(found) if found and not found["sign"] else None

    def read(self, found: re.Match[str]) -> Quantity | None:
        """The quantity whose numeral was found; None where it is none."""
        numeral = _numeral(found)
        tail = self._tail.match(self.open, found.end())
        if numeral is None or tail is None or self._within_a_word(found, tail):
            return None
        bare, step = numeral
        if found["sign"]:
            bare = -bare
        return self._ratio(found, tail, bare, step) or self._amount(found, tail, bare, step)

    def _within_a_word(self, found: re.Match[str], tail: re.Match[str]) -> bool:
        """Digits stuck to letters that are neither scale nor unit: 10kV, 3D."""
        after = self.open[found.end() : found.end() + 1]
        return bool(found["digits"]) and after.isascii() and after.isalpha() and tail.end() == tail.start()

    def _ratio(
        self, found: re.Match[str], tail: re.Match[str], bare: Decimal, step: Decimal
    ) -> Quantity | None:
        """A percentage, points or a multiple."""
        for name, measure, unit, per in (
            ("basis", Measure.POINTS, units.POINTS, 10_000),
            ("points", Measure.POINTS, units.POINTS, 100),
            ("percent", Measure.PERCENT, units.PERCENT, 1000 if "‰" in (tail["percent"] or "") else 100),
            ("times", Measure.TIMES, units.TIMES, 1),
        ):
            if tail[name]:
                return Quantity(
                    start=found.start(),
                    end=tail.end(name),
                    bare=bare,
                    bare_step=step,
                    factor=Decimal(1) / per,
                    unit=unit,
                    measure=measure,
                )
        return None

    def _amount(
        self, found: re.Match[str], tail: re.Match[str], bare: Decimal, step: Decimal
    ) -> Quantity | None:
        start, currency = self._currency(found.start())
        scaled = self._scaled(tail, bare, step, currency=bool(currency))
        if scaled is None:
            return None
        bare, step, scale, end, rest = scaled
        written = (rest["unit"] or "").strip()
        if currency and units.parse(written).base not in units.MONEY:
            written = ""
        if written and not rest["more"]:
            end = rest.end("unit")
        if not self._counts(found, written or currency, scaled=scale != 1 or end > found.end()):
            return None
        unit = units.parse(currency if currency and not units.parse(written).base else written or currency)
        return Quantity(
            start=start,
            end=end,
            bare=bare,
            bare_step=step,
            factor=scale * unit.scale,
            unit=unit.base,
            measure=Measure.AMOUNT,
        )

    def _scaled(
        self, tail: re.Match[str], bare: Decimal, step: Decimal, *, currency: bool
    ) -> tuple[Decimal, Decimal, Decimal, int, re.Match[str]] | None:
        """Digits, scale, where they end and what follows; 4亿2201万 is digits in 万."""
        if tail["latin"]:
            word = tail["latin"].strip().lower()
            if word in ("m", "b") and not (currency or tail["latin"].isupper()):
                return None
            return bare, step, Decimal(ENGLISH_SCALES[word]), tail.end("latin"), tail
        if not tail["han"]:
            return bare, step, Decimal(1), tail.start(), tail
        scale, end = Decimal(SCALES[tail["han"].strip()]), tail.end("han")
        rest = tail
        while (lower := _LOWER_SCALE.match(self.open, end)) and SCALES[lower[2]] < scale * step:
            ratio = scale / SCALES[lower[2]]
            bare, step, scale = bare * ratio + int(lower[1]), Decimal(1), Decimal(SCALES[lower[2]])
            end = lower.end()
            rest = self._tail.match(self.open, end) or rest
        return bare, step, scale, end, rest

    def _currency(self, start: int) -> tuple[int, str]:
        found = _CURRENCY_BEFORE.search(self.open[max(0, start - 5) : start])
        return (start - len(found[0]), found[0].strip()) if found else (start, "")

    def _counts(self, found: re.Match[str], unit: str, *, scaled: bool) -> bool:
        """Whether a numeral is a figure: digits are, words where what follows or their size says so."""
        if found["digits"]:
            return True
        if found["english"]:
            words = re.findall("[a-z]+", found["english"].lower())
            return len(words) > 1 or (words[0] != "one" and bool(unit or scaled))
        numeral = found["chinese"]
        before = self.plain[max(0, found.start() - 12) : found.start()]
        if numeral in "零〇":
            return False
        if numeral in _FEW:
            return unit in _COUNTED_ONE_BY_ONE and bool(_COUNTING.search(before))
        if numeral[0] in "百千万亿":
            return bool(unit) and bool(_HUNDREDS.search(before))
        return bool(unit) or (len(numeral) > 2 and any(scale in numeral for scale in "百千万亿"))


def _numeral(found: re.Match[str]) -> Numeral | None:
    if found["digits"]:
        return numerals.digits(found["digits"]) if len(found["digits"]) <= LONGEST else None
    return numerals.chinese(found["chinese"]) if found["chinese"] else numerals.english(found["english"])
