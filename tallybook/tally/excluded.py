"""What looks like a figure and is none: dates, periods, list numbers, telephone, clause and version numbers, codes.

`excluded(text) -> tuple[Span, ...]` in plain text; `hidden(text)` is the text with them blotted out, of the
same length.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]
BLOT = "\N{OBJECT REPLACEMENT CHARACTER}"
_N = "[一二三四五六七八九十两]"
_DIGIT = "[零一二三四五六七八九十百千万亿]"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = (
    r"(?:\d{4}|\d{2}|[二一][〇零九][〇零一二三四五六七八九]{2})\s{0,3}年(?:度|末|底|初|中)?(?:\s{0,3}\d{1,2}\s{0,3}月(?:份|末|底|初)?(?:\s{0,3}\d{1,2}\s{0,3}[日号])?)?",
    r"\d{1,2}\s{0,3}[-—–~至到]+\s{0,3}\d{1,2}\s{0,3}月份?",
    r"\d{1,2}\s{0,3}月\s{0,3}\d{1,2}\s{0,3}(?:日|号)?\s{0,3}[-—–~至到]+\s{0,3}(?:\d{1,2}\s{0,3}月\s{0,3})?\d{1,2}\s{0,3}[日号]",
    r"(?<!个)\d{1,2}\s{0,3}月(?:份|末|底|初|中旬|上旬|下旬)?(?:\s{0,3}\d{1,2}\s{0,3}[日号])?",
    rf"(?:{_N}{{1,2}}、){{0,4}}{_N}{{1,2}}月(?:份|末|底|初|中旬|上旬|下旬)?",
    r"\d{1,2}\s{0,3}日(?=[前内起止至、，。]|$|\s)",
    r"(?:上|下|前|后)半年|[第]?[一二三四1-4]季度?(?=[度，。、初末底]|\s|$)|[第]?[一二三四1-4]\s{0,3}季度",
    rf"(?:前|近|后|过去|最近|历时|连续|提前)?\s{{0,3}}(?:(?<!\d)\d{{1,4}}|{_N}{{1,4}}|数)\s{{0,3}}[多余]?\s{{0,3}}(?:个半|个)?\s{{0,3}}(?:月|周|年|季度|星期|学期|世纪)(?:半)?(?:期|内|前|后|来)?",
    r"(?<![\d.$€£¥])(?:19|20)\d\d\s{0,3}[-./]\s{0,3}(?:0?[1-9]|1[0-2])(?:\s{0,3}[-./]\s{0,3}(?:0?[1-9]|[12]\d|3[01]))?(?![\d.]|\s?[%‰万亿千百元户箱次笔吨件台人倍])",
    r"(?<![\d.])(?:19|20)\d\d\s{0,3}[-—–/~]\s{0,3}(?:(?:19|20)\d\d|\d\d)(?![\d.])",
    r"(?i:\b(?:FY\s?)?(?:19|20)\d\d\s{0,3}-?\s{0,3}(?:H[12]|Q[1-4]|W\d{1,2})\b|\b[HQ][1-4]\b(?:\s+(?:19|20)\d\d)?|\bW\d{2}\b|\bFY\s?\d{2,4}\b)",
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s{{0,3}}(?:[-–]|to)\s{{0,3}})?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?(?![a-z])",
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s{{0,3}}[-–]\s{{0,3}}\d{{1,2}})?(?:,?\s+(?:19|20)\d\d)?(?![\w.%,]\d|\w|%)",
    rf"\b{_MONTH}\s+(?:19|20)\d\d\b",
    r"(?<![\d,.$€£¥])(?:19|20)\d\d(?![\d,.%]*\d|\s{0,3}(?:%|percent|per cent|[kmb]n?\b|million|billion|thousand))(?=[\s,.;:)\]，。；、）]|$)(?!\s{0,3}[\u4e00-\u9fff])",
    r"(?i:(?<![\d,.])\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:months?|weeks?|years?|quarters?|decades?)\b(?! (?:on|over)\b)(?:-old)?)",
    r"(?:星期|周|礼拜)[一二三四五六日天1-7]|[每本上下]周",
)
_TIMES_OF_DAY = (
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s{0,3}[-—–~至到]+\s{0,3}\d{1,2}:\d{2})?",
    r"(?i:\b\d{1,2}(?::\d{2})?\s{0,3}[ap]\.?m\b\.?)",
    r"(?:上午|下午|晚上|早上|凌晨)\s{0,3}\d{1,2}\s{0,3}[点时](?:半|\d{1,2}分?)?|\d{1,2}点(?:半|钟|\d{1,2}分)",
)
_ADDRESSES = (
    r"(?i:https?://\S+|www\.\S+)|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}",
    r"(?<![\d.,])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d|[.,]\d|\s?[%万亿元箱户])",
    r"(?<!\d)\(?0\d{2,3}\)?[-—– ]\d{7,8}(?!\d)|(?<!\d)[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)",
    r"\+\d[\d ()-]{6,20}\d|\(\d{3}\)\s?\d{3}-\d{4}|(?<!\d)\d{3}-\d{3}-\d{4}(?!\d)",
    r"(?i:(?:电话|热线|拨打|手机|微信|传真|QQ|\bcall|\btel(?:ephone)?|\bphone|\bdial)\s{0,3}(?:号码?|是|为|[:：.])?\s{0,3})\d[\d -]{2,18}\d",
    r"(?<!\d)\d{5}(?=热线|专线|服务|平台)",
    r"\b\d{1,5}[A-Z]? (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Square|Rd|St|Ave)\b",
)
_NUMBERS_OF_THINGS = (
    r"(?:工号|编号|合同号|账号|帐号|卡号|客户号|户号|证号|单号|代码|批号|邮编|学号|文号|合同编号)\s{0,3}(?:是|为|[:：])?\s{0,3}[A-Za-z0-9][\w/-]*",
    r"[〔\[(（]?(?:19|20)\d\d[〕\])）]?\s{0,3}(?:第)?\d{1,6}\s{0,3}号(?:文)?|(?<!\d)\d{1,6}\s{0,3}号(?:文|楼|线|院|店|机|馆|公告|令|文件)?",
    r"(?i:\b(?:section|clause|article|chapter|page|room|ticket|phase|step|figure|fig|table|appendix|item|level|line|paragraph|rule|note|release|version|ver|build|windows|office|gate|route|lot|batch|class|grade|form|annex)\.?\s{0,3}(?:no\.?\s{0,3})?)\d+(?:\.\d+)*(?:\([a-z0-9]+\))*",
    r"§+\s{0,3}\d+(?:\.\d+)*",
    r"(?i:\bv\.?\s?)\d+(?:\.\d+)+|(?:版本|版|[Vv]ersion)\s{0,3}\d+(?:\.\d+)*|(?<![\d.])\d+(?:\.\d+)+\s{0,3}(?:版|节|条|章|版本)",
    r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])",
    rf"第\s{{0,3}}(?:\d+(?:\.\d+)*|{_N}+|[一二三四五六七八九十百零]+)\s{{0,3}}[、至-]?\s{{0,3}}(?:条|款|章|节|项|页|篇|编|部分|届|次|号|期|版|批|轮|个|家|户|天|日|年|周|月|季|步|类|方面|代|层|行|列|种|线|单|笔|点|阶段|梯队|课|站|者|人|产业|方)",
    rf"第\s{{0,3}}(?:\d+|{_N}+)(?=[，,、:：])",
    r"(?<![A-Za-z])(?:ISO|IEC|GB(?:/T)?|DL(?:/T)?|RFC|IEEE|TOP|Top|top)\s?\d+(?:[-.:]\d+)*",
    r"(?i:\bthe (?:top|first|last|next|past) )(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)\b(?!\s{0,3}(?:%|percent|per cent))",
    rf"前\s{{0,3}}(?:\d+|{_N}+)\s{{0,3}}(?:大|强|名|位|甲|家|户)",
    r"(?<![\d.:])\d{1,2}:\d{1,2}(?![\d:])|(?<![\w.])\d\+[\dNnXx]|(?<!\d)\d{1,2}[×xX*]\d{1,2}(?!\d)|(?<![\d/])24/7(?![\d/])",
    r"[\d一二三四五六七八九]\s{0,3}等奖|[一二三四五]级|[1-5]A级?(?=景区|级)|\d[Ss]店|[2345]G(?![A-Za-z])",
    r"(?<![\d.,])\d{9,}(?![\d.,]*\d|\s{0,3}(?:元|万|亿|yuan|dollars?))",
    r"(?<![\d.,])0\d+(?![\d.])",
    # White space as Markdown keeps it at the beginning of a paragraph.
    r"&#x?[0-9A-Fa-f]{1,6};",
)
_LIST_NUMBERS = (
    r"(?m:^[ \t]{0,8}(?:>[ \t]{0,8}){0,6}(?:#{1,6}[ \t]{0,8})?(?:[-*+][ \t]+)?(?:\*\*)?(?:\d{1,3}(?:\.\d{1,3})*\\?[.)、．](?!\d)|\d{1,2}(?:\.\d{1,2})+[ \t]))",
    r"(?m:^[ \t]{0,8}(?:>[ \t]{0,8}){0,6}(?:#{1,6}[ \t]{0,8})?(?:[-*+][ \t]+)?(?:\*\*)?[（(]?(?:\d{1,3}|[一二三四五六七八九十]+)(?:[)）]|[、.．](?!\d)))",
    r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]",
    r"(?<=[。；;：:，,])[ \t]{0,8}\d{1,2}[、.．)）](?!\d)|(?<=[。；;：:，,])[一二三四五六七八九十]{1,2}(?:、|是)",
    "[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}\N{PARENTHESIZED DIGIT ONE}-\N{NUMBER TWENTY FULL STOP}]",
    r"[一二三四]是",
)
_SAYINGS = (
    r"[一二三四五六七八九十](?:[户人企行事岗店品客])[一二三四五六七八九十](?:[策档案岗码方制品议图访表])",
    rf"(?<!{_DIGIT})(?:千方百计|千家万户|百分百|万无一失|万众|成千上万|万一|五险一金|四大|三农|三重一大|两手抓|十分"
    rf"|百花齐放|百姓|百货|九龙|八方|四季|三思|五一|十一(?=[假黄长])|千万(?![元户箱次吨]))(?!{_DIGIT})",
)
_FIGURES_WITH_LETTERS = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:k|m|b|bn|mn|tn|mln|st|nd|rd|th|x|pp|pct|bps?|kg|km|kwh|mwh|gwh|kw|mw|kva|mva|t|g|h|min|rmb|usd|cny|eur|million|billion|thousand)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9_.])(?=[A-Za-z0-9_-]*[A-Za-z])(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"
)
_CURRENCY_CODES = re.compile(r"(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|US|HK)-?\d", re.IGNORECASE)
# No figure is as long as these; without them no pattern takes more than a few steps at any place.
_ENDLESS = re.compile(
    r"[0-9,.]{40,}|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{25,}|[A-Za-z0-9_-]{120,}|\s{24,}"
)
_ENDS_OF_DATES = frozenset("月度末底初份日")
_DIGITS = frozenset("0123456789")
_PATTERNS = tuple(
    re.compile(one)
    for group in (_ADDRESSES, _NUMBERS_OF_THINGS, _TIMES_OF_DAY, _DATES, _LIST_NUMBERS, _SAYINGS)
    for one in group
)


def excluded(text: str) -> tuple[Span, ...]:
    """The stretches of a plain text whose numbers are not figures, in order; they may overlap."""
    found = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
    return tuple(sorted((*found, *_codes(text))))


def hidden(text: str) -> str:
    """The text with every number that is no figure blotted out."""
    short = _ENDLESS.sub(lambda run: BLOT * len(run[0]), text)
    characters = list(short)
    spans = excluded(short)
    for start, end in spans:
        characters[start:end] = BLOT * (end - start)
    for _, end in spans:
        # The figure that stands right behind a date is one of its own: 一季度300万元.
        if end < len(short) and short[end - 1] in _ENDS_OF_DATES and characters[end] in _DIGITS:
            characters[end - 1] = short[end - 1]
    return "".join(characters)


def _codes(text: str) -> Iterator[Span]:
    for found in _CODE.finditer(text):
        if not _FIGURES_WITH_LETTERS.fullmatch(found[0]) and not _CURRENCY_CODES.match(found[0]):
            yield found.span()
