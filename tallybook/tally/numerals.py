"""Numerals in digits and words, Chinese and English: `(value, step)`, the step being the last digit's worth.

`digits("12,000.5")`, `chinese("一万二千")`, `english("one hundred and twenty")`; each takes what its pattern matches.
"""

import re
from decimal import Decimal

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:，\d{3})+\.\d+|\d+(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?"
# Longest first: 千万 is ten million and not a thousand followed by something else.
SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
ENGLISH_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_CHINESE_DIGITS = {
    digit: value
    for value, digits in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SMALL = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen",
)
_TIES = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TIES, 2)
}
_ENGLISH_MYRIADS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORD = "|".join((*_TIES, *reversed(_SMALL)))
ENGLISH = (
    rf"(?:a (?=hundred|thousand|million|billion)|(?:{_WORD})\b)"
    rf"(?:(?:-| and | )?(?:{_WORD}|hundred|thousand|million|billion|trillion)\b){{0,15}}"
    r"(?: point(?: (?:zero|one|two|three|four|five|six|seven|eight|nine)\b){1,12}(?: (?:million|billion)\b)?)?"
)
# Longer numerals are codes, not figures; and nothing may cost more than it is worth.
LONGEST = 24
_ONE = Decimal(1)

Numeral = tuple[Decimal, Decimal]


def digits(text: str) -> Numeral:
    """The value of digits, grouped or not."""
    bare = re.sub("[,，]", "", text)
    decimals = len(bare.partition(".")[2])
    return Decimal(bare), _ONE.scaleb(-decimals)


def chinese(text: str) -> Numeral | None:
    """The value of a Chinese numeral; None where the characters make no number, such as 三五."""
    whole, _, fraction = text.partition("点")
    found = _chinese_whole(whole)
    if found is None or not fraction:
        return found
    tail = Decimal("0." + "".join(str(_CHINESE_DIGITS[digit]) for digit in fraction))
    return found[0] + tail, _ONE.scaleb(-len(fraction))


def _chinese_whole(text: str) -> Numeral | None:
    if len(text) > LONGEST:
        return None
    if len(text) > 1 and set(text) <= _CHINESE_DIGITS.keys():
        return _in_sequence(text)
    total = section = 0
    digit: int | None = None
    last = 1
    for place, character in enumerate(text):
        if character in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[character]
            last = _implied(text, place)
        elif character in _TENS:
            section += (1 if digit is None else digit) * _TENS[character]
            digit, last = None, _TENS[character]
        else:
            section += digit or 0
            before, worth = total + section or 1, _MYRIADS[character]
            total = before * worth if character == "亿" else total + (section or 1) * worth
            digit, section, last = None, 0, last * worth
    return Decimal(total + section + (digit or 0) * last), Decimal(last)


def _implied(text: str, place: int) -> int:
    """What a last digit is worth: 一万二 is 12,000, 二百五 is 250, 十二 is 12."""
    before = text[place - 1] if place else ""
    if place + 1 < len(text) or before not in {**_TENS, **_MYRIADS} or before in ("十", "拾"):
        return 1
    return ({**_TENS, **_MYRIADS}[before]) // 10


def _in_sequence(text: str) -> Numeral | None:
    """Digits read one by one, 二〇二五; two neighbours such as 三五 mean some three to five."""
    if not set(text) & set("零〇"):
        return None
    return Decimal("".join(str(_CHINESE_DIGITS[digit]) for digit in text)), _ONE


def english(text: str) -> Numeral:
    """The value of number words."""
    whole, _, fraction = text.lower().partition(" point ")
    value, step = _english_whole(re.findall("[a-z]+", whole))
    if not fraction:
        return value, step
    words = fraction.split()
    scale = Decimal(_ENGLISH_MYRIADS.get(words[-1], 1))
    decimals = [str(_WORDS[word]) for word in words if word in _WORDS]
    return (value + Decimal("0." + "".join(decimals))) * scale, _ONE.scaleb(-len(decimals)) * scale


def _english_whole(words: list[str]) -> Numeral:
    total = section = 0
    step = 1
    for word in words:
        if word in _WORDS:
            section += _WORDS[word]
            step = 10 if word in _TIES else 1
        elif word == "hundred":
            section = (section or 1) * 100
            step = 100
        elif word in _ENGLISH_MYRIADS:
            total += (section or 1) * _ENGLISH_MYRIADS[word]
            section, step = 0, step * _ENGLISH_MYRIADS[word] if section else _ENGLISH_MYRIADS[word]
    # "Twenty percent" is as exact as 20 %; "two hundred thousand" is not as exact as 200,000.
    return Decimal(total + section), Decimal(1 if step == 10 else step)
