"""Phone numbers: found in whatever way they are written, and masked to 138****5678."""

import re

_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **{chr(0xFF10 + digit): digit for digit in range(10)},
    **{word: digit for digit, word in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "○": 0,
    "幺": 1,
    "两": 2,
}
_DIGIT = "[" + "".join(_VALUES) + "]"
# What people write between groups; what cannot be seen may stand anywhere.
_BETWEEN = r"[ \t\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff\u00ad()（）.．·•_/、\-\u2010-\u2015－~～]"
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_COUNTRY = rf"(?:[(（]?(?:[+＋]|00)?[ ]?(?:86|８６)[)）]?{_BETWEEN}{{0,2}})?"
_CANDIDATE = re.compile(
    rf"(?<!{_DIGIT})(?<![0-9][.,，])(?P<country>{_COUNTRY})(?P<number>[(（]?{_DIGIT}(?:{_BETWEEN}{{0,3}}{_DIGIT}){{10}})"
    rf"(?!{_DIGIT})(?P<rest>(?:\.0(?![0-9]))?)"
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
_MORE = re.compile(_BETWEEN + "{1,3}" + _DIGIT)
_AMOUNT_AFTER = re.compile(r"[.．,，][0-9]|\s?(?:元|万|亿|吨|件|箱|户|%|％|次|笔|股|美元|RMB|CNY|USD)", re.I)
_ID_BEFORE = re.compile(
    r"(?:订单|单号|编号|编码|合同|流水|凭证|发票|账号|帐号|卡号|账户|客户号|机构号|工号|证号|序号|批次|条码|代码|金额|余额|合计|"
    r"order|invoice|contract|account|amount|serial|total|batch|code|\bid|\bno\.?)(?:号|号码|编号|码|no\.?|number|id)?"
    r"\s{0,2}(?:[:：#=]|是|为)?\s{0,2}$|[¥￥$€]\s?$",
    re.I,
)
_PHONE_BEFORE = re.compile(
    r"(?:电话|手机|手机号|号码|热线|微信|联系|致电|拨打|tel|phone|mobile|mob|cell|call|wechat|wx|whatsapp|fax|(?<![a-z])[tmp])\W{0,3}$",
    re.I,
)
_LEAST_OF_A_PHONE = 7


def masked(text: str) -> str:
    """The text with every mobile number masked; ids and amounts of as many digits stay as they are."""
    return _CANDIDATE.sub(_mask, text) if len(text) >= 11 else text


def masked_phone(text: str) -> str:
    """What stands in a column of phone numbers, of whatever kind: its first three and last four digits."""
    if re.fullmatch(r"\s*1\.\d{1,10}[eE]\+?10\s*", text):
        return _shown(f"{int(float(text))}")
    plain = masked(text)
    if plain != text:
        return plain
    digits = "".join(str(_VALUES[sign]) for sign in text if sign in _VALUES)
    return _shown(digits) if len(digits) >= _LEAST_OF_A_PHONE else text


def is_phone(text: str) -> bool:
    """Whether a text holds a mobile number, as an id may that somebody took from a list of phones."""
    return masked(text) != text


def _mask(found: re.Match[str]) -> str:
    number = found["number"]
    digits = "".join(str(_VALUES[sign]) for sign in number if sign in _VALUES)
    if _MOBILE.fullmatch(digits) is None or _groups(number) not in _GROUPS or not _is_told(found):
        return found[0]
    return _shown(digits)


def _is_told(found: re.Match[str]) -> bool:
    """Whether what stands around it does not say that it is an id or an amount."""
    if _groups(found["number"]) == _SINGLES and _MORE.match(found.string, found.end()):
        return False
    before, after = found.string[max(0, found.start() - 24) : found.start()], found.string[found.end() :][:6]
    if found["country"] or _PHONE_BEFORE.search(before):
        return True
    letter = before[-1:]
    if letter.isascii() and letter.isalpha():
        return False
    return not (_AMOUNT_AFTER.match(after) or _ID_BEFORE.search(before))


def _groups(number: str) -> tuple[int, ...]:
    """How many digits stand together each time."""
    parts = re.split(_BETWEEN + "+", _UNSEEN.sub("", number).strip("(（ "))
    return tuple(len(part) for part in parts if part)


def _shown(digits: str) -> str:
    return f"{digits[:3]}****{digits[-4:]}"
