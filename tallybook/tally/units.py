"""Units as people write them: `parse("万元/户")` is 10,000 of 元/户; and which units may stand for each other."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tallybook.tally.numerals import ENGLISH_SCALES, SCALES

PERCENT, POINTS, TIMES = "%", "pp", "x"
# Each line: the unit as we write it, then other ways to write it.
_SAME = (
    "元 人民币 圆 块 yuan rmb cny ¥",
    "美元 美金 usd us$ $ dollar dollars",
    "欧元 eur € euro euros",
    "英镑 gbp £ pound pounds",
    "港元 港币 hkd hk$",
    "日元 jpy yen",
    "千瓦时 度 kwh",
    "吨 tonne tonnes ton tons t",
    "公斤 千克 kg",
    "公里 千米 km",
    "户 家 customer customers client clients account accounts household households company companies",
    "次 visit visits call calls time",
    "箱 case cases carton cartons box boxes",
    "件 piece pieces item items ticket tickets complaint complaints",
    "台 unit units set sets device devices",
    "人 person persons people employee employees guest guests",
    "份 合同 contract contracts order orders",
    "天 日 day days",
    "小时 hour hours",
    "分钟 minute minutes",
    "分",
    "笔 loan loans deal deals transaction transactions",
)
_BASE = {word: line.split()[0] for line in _SAME for word in line.split()}
_METRIC = {"mwh": (1000, "千瓦时"), "gwh": (10**6, "千瓦时"), "兆瓦时": (1000, "千瓦时")}
MONEY = frozenset({"元", "美元", "欧元", "英镑", "港元", "日元"})
# Counted things for which Chinese has no single measure word.
_LOOSE = frozenset({"户", "个", "家"})
CURRENCY = r"US\$|HK\$|[$€£¥]|\b(?:RMB|CNY|USD|EUR|GBP|HKD|JPY)\b"
# £k, USD m, kEUR: the scale as a letter or a word on either side of the currency.
_MONEY_SCALED = re.compile(rf"(?P<before>[A-Za-z]*?)\s?(?P<sign>{CURRENCY})\s?(?P<after>[A-Za-z]*)")
_HAN_UNITS = tuple(
    re.findall(
        r"\S+",
        "人民币 美元 美金 欧元 英镑 港元 港币 日元 元 块 千瓦时 万千瓦 千瓦 兆瓦时 兆瓦 千伏安 度 吨 公斤 千克 公里 千米 平方米 立方米 米 批次 人次 户次 场次 台次 车次 件次 "
        "户 家 个 人 名 位 次 笔 箱 件 条 台 套 单 项 份 张 部 辆 场 所 间 座 栋 页 篇 处 只 支 包 盒 瓶 桶 亩 宗 起 例 股 门 回路 批 班 天 日 小时 分钟 分 点 岁",
    )
)
_LATIN_UNITS = sorted(
    (word for word in _BASE if word.isalpha() and word.isascii() and word not in ("time", "t")),
    key=len,
    reverse=True,
)
_SCALE = re.compile("|".join(SCALES))
_PREFIXED = re.compile(r"千(?:瓦|克|米|伏|卡|焦|字|赫)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A base unit and how many of it one is."""

    base: str
    scale: Decimal = Decimal(1)


def parse(text: str) -> Unit:
    """The unit that a KPI, a fact or a figure names."""
    numerator, slash, denominator = text.strip().partition("/")
    scale, name = _scaled(numerator.strip())
    factor, base = _METRIC.get(name.lower(), (1, _BASE.get(name.lower(), name)))
    below = f"/{_BASE.get(denominator.strip().lower(), denominator.strip())}" if slash else ""
    return Unit(base + below, scale * factor)


def _scaled(name: str) -> tuple[Decimal, str]:
    if (money := _MONEY_SCALED.fullmatch(name)) and (
        scale := (money["after"] or money["before"]).lower()
    ) in ENGLISH_SCALES:
        return Decimal(ENGLISH_SCALES[scale]), money["sign"]
    word, _, rest = name.partition(" ")
    if rest and word.lower() in ENGLISH_SCALES:
        return Decimal(ENGLISH_SCALES[word.lower()]), rest.strip()
    word, _, last = name.rpartition(" ")
    if word and last.lower() in ENGLISH_SCALES:
        return Decimal(ENGLISH_SCALES[last.lower()]), word.strip()
    found = _SCALE.match(name)
    if found and not _PREFIXED.match(name) and len(name) > len(found[0]):
        return Decimal(SCALES[found[0]]), name[found.end() :]
    return Decimal(1), name


def pattern(extra: tuple[str, ...] = ()) -> str:
    """What may stand for a unit after a numeral and its scale; `extra` are the units of known facts."""
    own = {parse(unit).base for unit in extra} | {unit.strip() for unit in extra}
    han = sorted({*_HAN_UNITS, *(u for u in own if u and not u.isascii())}, key=len, reverse=True)
    latin = sorted(
        {*_LATIN_UNITS, *(u for u in own if u.isascii() and u[:1].isalpha())}, key=len, reverse=True
    )
    words = "|".join(map(re.escape, han))
    return rf"(?:{words})(?:/(?:{words}|[\u4e00-\u9fff]))?|(?i:{'|'.join(map(re.escape, latin))})\b"


def alike(written: str, known: str) -> bool:
    """Whether a figure in one base unit may speak of a fact in another; no unit at all fits any."""
    if not written or written == known:
        return True
    return {written, known} <= _LOOSE
