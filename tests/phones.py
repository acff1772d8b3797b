"""Ways in which people write mobile numbers: groups, separators, alphabets, country codes, and sentences around them."""

import random

_PREFIXES = ("130", "138", "139", "145", "150", "159", "166", "171", "178", "186", "189", "191", "199")
_COUNTRIES = (
    "", "", "", "+86", "+86 ", "86-", "0086", "0086 ", "(+86)", "（86）", "+86-", "＋86 ", "86 ", "+86(0)", "+86 0", "[+86] ",
    "＋８６", "00 86 ", "++86",
)  # fmt: skip
# Between groups, and between single digits.
_SEPARATORS = (
    "", " ", "-", " - ", "\u00a0", "\u2002", "\u2009", "\u200a", "\u202f", "\u205f", "\u1680", "\u3000", "\t", "\u2010",
    "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "——", "\u2212", "\u2043", "\ufe63", "－", ".", "．", "·", "•", "‧", "・",
    "。", "_", "/", "\\", "~", "～", "*", "**", "`", "、", "'", "’", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad",
    "\u200e", "\u200f", "\u202a", "\u2066", "\u034f", "\ufe0f", "\u3164", "\u2800", "\\-", "&nbsp;", "&#45;", "&#x2d;", "%20",
)  # fmt: skip
# Only between groups, for lines of single digits are columns.
_WIDE = ("\n", "\r\n", "  \n", "\\\n", "</b><b>", "<!-- -->", "    ")
_GROUPINGS = ((3, 4, 4), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (11,), (3, 4, 2, 2))
_SINGLES = (1,) * 11
_ALPHABETS: tuple[tuple[str, ...], ...] = (
    *(("0123456789"),) * 4,
    tuple("０１２３４５６７８９"),
    tuple("〇一二三四五六七八九"),
    tuple("零壹贰叁肆伍陆柒捌玖"),
    tuple("洞幺两三四五六拐八勾"),
    tuple("٠١٢٣٤٥٦٧٨٩"),
    tuple("०१२३४५६७८९"),
    tuple("⓪①②③④⑤⑥⑦⑧⑨"),
    tuple("⓿❶❷❸❹❺❻❼❽❾"),
    tuple("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    tuple(chr(0x1D7CE + digit) for digit in range(10)),
    tuple(f"{digit}\ufe0f\u20e3" for digit in range(10)),
    tuple(f"{digit}\u0332" for digit in range(10)),
    tuple(f"&#{48 + digit};" for digit in range(10)),
    tuple(f"%3{digit}" for digit in range(10)),
)  # fmt: skip
_PLACES = (
    "{}", "电话{}", "请拨打 {}。", "客户王总（{}）来电", "手机：{}，微信同号", "Tel: {}", "tel:{}", "call {} now",
    "{}@139.com", "回访_{}.docx", "联系人 {} 已回复", "“{}”", "<b>{}</b>", "手机号{}，转", "电话为{}", "张经理{}",
    "2025-06-30 {}", "**{}**", "`{}`", "3、{}", "电话号码是：{}；", "Ann: {}",
)  # fmt: skip


def variants(count: int) -> tuple[tuple[str, str], ...]:
    """Numbers, each with another way of writing it in a sentence."""
    chance = random.Random(2025)
    found: dict[str, str] = {}
    while len(found) < count:
        number = chance.choice(_PREFIXES) + f"{chance.randrange(10**8):08d}"
        found[_written(number, chance)] = number
    return tuple((number, text) for text, number in found.items())


def _written(number: str, chance: random.Random) -> str:
    single = chance.random() < 0.1
    groups = _SINGLES if single else chance.choice(_GROUPINGS)
    mark = chance.choice(_SEPARATORS if single else _SEPARATORS + _WIDE)
    letters = chance.choice(_ALPHABETS)
    parts, place = [], 0
    for length in groups:
        parts.append("".join(letters[int(digit)] for digit in number[place : place + length]))
        place += length
    return chance.choice(_PLACES).format(chance.choice(_COUNTRIES) + mark.join(parts))
