"""Phone numbers: found in whatever way they are written, and masked to 138****5678."""

import html
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator

_WORDS = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
_VALUES = {
    **{sign: value for signs in _WORDS for value, sign in enumerate(signs)},
    **{"貳": 2, "參": 3, "陸": 6, "○": 0, "两": 2},
    # As they are said on the phone.
    **{"洞": 0, "幺": 1, "拐": 7, "勾": 9},
}
_IN_CIRCLES = (
    "⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉⓪①-⑨⓿❶-❾➀-➈➊-➒⑴-⑼⒈-⒐⓵-⓽\U0001f100"  # Raised, lowered, in circles, in brackets, with a dot.
)
_DIGIT = rf"[\d{''.join(_VALUES)}{_IN_CIRCLES}]"
# What cannot be seen may stand anywhere: soft hyphens, joiners, directions, accents, fillers, key caps.
_UNSEEN = (
    "\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
# What people write between groups: blanks, hyphens, dots, brackets, quotation marks, Markdown's signs.
_SEPARATORS = (
    rf"\s\u2800{_UNSEEN}\-\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u30fc\ufe58\ufe63－~～_＿.．。｡﹒·•‧∙⋅・･"
    r"()（）\[\]【】〔〕「」“”\"‘’'`*＊\\/／∕⁄、"
)
_TAG = r"<[^<>\n]{0,40}>"
_BETWEEN = rf"(?:[{_SEPARATORS}]|{_TAG})"
# These also part one number from the next: only where a word says that it is a phone's.
_GAP = rf"(?:[{_SEPARATORS},，:：;；|=+]|{_TAG})"
_COUNTRY = rf"(?:[(（\[]?(?:[+＋﹢]{{1,2}}|[0０]{{1,2}})?\s?[8８]\s?[6６](?:[(（][0０][)）])?[)）\]]?{_BETWEEN}{{0,4}})?"
_CANDIDATE = re.compile(
    rf"(?<!\d)(?<!\d[.．])(?P<country>{_COUNTRY})(?P<trunk>(?:[0０]{_BETWEEN}?)?)"
    rf"(?P<number>[(（\[]?{_DIGIT}(?:{_GAP}{{0,8}}{_DIGIT}){{10}})(?!\d)(?:\.0(?!\d))?"
)
_MOBILE = re.compile(r"1(?:3\d|4\d|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}", re.ASCII)
# How many digits stand together: 138 1234 5678 is a phone number, 1381 2345 67 8 is none.
_GROUPS = frozenset(
    {
        (11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (5, 6), (6, 5), (3, 4, 2, 2), (3, 2, 2, 2, 2),
        (3, 2, 2, 4), (1, 10), (1, 3, 3, 4), (2, 3, 3, 3), (3, 3, 3, 2), (4, 7), (2, 9), (3, 5, 3), (8, 3), (1, 2, 4, 4),
        (1,) * 11,
    }
)  # fmt: skip
_SINGLES = (1,) * 11
# A row of single digits that goes on is a table's, or a list.
_MORE = re.compile(rf"{_GAP}{{1,3}}{_DIGIT}")
_BROKEN = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LOOSE = re.compile(r"[,，:：;；|=+]")
_AMOUNT_AFTER = re.compile(
    r"[.．]\d|[,，]\d{1,6}(?!\d)|\s?(?:元|万|亿|吨|件|箱|户|%|％|次|笔|股|美元|RMB|CNY|USD)", re.I
)
_ID_BEFORE = re.compile(
    r"(?:订单|单号|编号|编码|合同|流水|凭证|发票|账号|帐号|卡号|账户|客户号|机构号|工号|证号|序号|批次|条码|代码|金额|余额|合计|"
    r"order|invoice|contract|account|amount|serial|total|batch|code|\bid|\bno\.?)(?:号|号码|编号|码|no\.?|number|id)?"
    r"\s{0,2}(?:[:：#=]|是|为)?\s{0,2}$|[¥￥$€]\s?$",
    re.I,
)
_PHONE_BEFORE = re.compile(
    r"(?:电话|手机|手机号|号码|热线|微信|联系|致电|拨打|tel|phone|mobile|mob|cell|call|wechat|wx|whatsapp|fax|(?<![a-z])[tm])"
    r"(?:是|为)?\W{0,3}$",
    re.I,
)
# Ann13812345678 is a person's, DD13812345678 an order's.
_NAME_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][a-z]+$")
_LEAST_OF_A_PHONE = 7


def masked(text: str) -> str:
    """The text with every mobile number masked; ids and amounts of as many digits stay as they are.

    A text that hides one behind HTML's or an address's escapes is given without these.
    """
    found = _masked(text)
    if "&" in text or "%" in text:
        plain = urllib.parse.unquote(html.unescape(text))
        bare = _masked(plain)
        return found if bare == plain else bare
    return found


def standing_in(text: str) -> Iterator[tuple[int, str]]:
    """Every mobile number in a text: where it begins, and how it is masked."""
    return ((found.start(), _shown(_digits(found["number"]))) for found in _phones(text))


def masked_phone(text: str) -> str:
    """What stands in a column of phone numbers, of whatever kind: its first three and last four digits."""
    if re.fullmatch(r"\s*1\.\d{1,10}[eE]\+?10\s*", text):
        return _shown(f"{int(float(text))}")
    plain = masked(text)
    if plain != text:
        return plain
    digits = _digits(text)
    return _shown(digits) if len(digits) >= _LEAST_OF_A_PHONE else text


def is_phone(text: str) -> bool:
    """Whether a text holds a mobile number, as an id may that somebody took from a list of phones."""
    return masked(text) != text


def _masked(text: str) -> str:
    parts: list[str] = []
    done = 0
    for found in _phones(text):
        parts += text[done : found.start()], _shown(_digits(found["number"]))
        done = found.end()
    return "".join((*parts, text[done:]))


def _phones(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while len(text) - place >= len(_SINGLES) and (found := _CANDIDATE.search(text, place)):
        if _is_phone(found):
            yield found
            place = found.end()
        else:
            # What stands before a number, such as a date, may have taken its first digits.
            place = found.start() + 1


def _digits(text: str) -> str:
    return "".join(str(value) for sign in text if (value := _value(sign)) is not None)


def _value(sign: str) -> int | None:
    return _VALUES.get(sign, unicodedata.digit(sign, None))


def _is_phone(found: re.Match[str]) -> bool:
    """Whether the digits are a mobile number's, and neither their groups nor what stands around says otherwise."""
    number = found["number"]
    groups = _groups(number)
    if _MOBILE.fullmatch(_digits(number)) is None or _is_list(found, groups):
        return False
    before, after = found.string[max(0, found.start() - 24) : found.start()], found.string[found.end() :][:8]
    if found["country"] or _PHONE_BEFORE.search(before):
        return True
    if found["trunk"] or groups not in _GROUPS or _LOOSE.search(number):
        return False
    if before[-1:].isascii() and before[-1:].isalpha() and not _is_name(before, after):
        return False
    return not (_AMOUNT_AFTER.match(after) or _ID_BEFORE.search(before))


def _is_list(found: re.Match[str], groups: tuple[int, ...]) -> bool:
    """Whether single digits are a column of them, or go on."""
    if groups != _SINGLES:
        return False
    more = _MORE.match(found.string, found.end())
    return bool(_BROKEN.search(found["number"]) or (more and not _BROKEN.search(more[0])))


def _is_name(before: str, after: str) -> bool:
    return bool(_NAME_BEFORE.search(before)) and not (after[:1].isascii() and after[:1].isalnum())


def _groups(number: str) -> tuple[int, ...]:
    """How many digits stand together each time."""
    parts = re.split(rf"{_GAP}+", re.sub(f"[{_UNSEEN}]", "", number).strip("(（[ "))
    return tuple(len(part) for part in parts if part)


def _shown(digits: str) -> str:
    return f"{digits[:3]}****{digits[-4:]}"
