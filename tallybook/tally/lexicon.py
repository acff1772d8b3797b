"""The words that say what a figure means, in Chinese and English, each with its part in the sentence.

Whatever is not listed here is unknown, and beside an unknown word nothing is ever held against a writer.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Tag(StrEnum):
    """What a word does for the figure beside it."""

    KPI = "kpi"
    YOY = "yoy"
    LAST_YEAR = "last_year"
    POP = "pop"
    LAST_TIME = "last_time"
    NOW = "now"
    PLAN = "plan"
    ATTAINED = "attained"
    DONE = "done"
    UP = "up"
    DOWN = "down"
    GROWTH = "growth"
    SHRINKAGE = "shrinkage"
    GAP = "gap"
    GAP_UP = "gap_up"
    GAP_DOWN = "gap_down"
    TO = "to"
    FROM = "from"
    LEVEL = "level"
    SHARE = "share"
    RANK = "rank"
    FUTURE = "future"
    PART = "part"
    SCOPE = "scope"
    TURN = "turn"
    PERIOD = "period"
    YEAR = "year"
    JOIN = "join"
    STOP = "stop"
    FILL = "fill"
    UNKNOWN = "unknown"


_HAN: Mapping[Tag, str] = {
    Tag.YOY: "同比 比去年同期 较去年同期 比上年同期 较上年同期 与去年同期相比 与上年同期相比 比同期 较同期",
    Tag.LAST_YEAR: "去年同期 上年同期 同期 去年 上年 上一年 上年度",
    Tag.POP: "环比",
    Tag.LAST_TIME: "上期 上月 上季度 上季 上个月 上一期 年初 期初 上年末 去年末 上年底 去年底",
    Tag.NOW: "今年 本年 本期 今年以来 目前 截至目前 如今 现在",
    Tag.PLAN: (
        "计划 目标 任务 预算 考核目标 计划数 计划值 目标值 任务数 目标任务 计划任务 进度计划 序时计划 时序计划 序时进度计划 进度目标 "
        "序时目标 进度任务 序时任务 全年序时计划 年度序时计划 全年进度计划 年度进度计划 全年序时进度计划 年度序时进度计划 全年进度目标 "
        "年度进度目标 全年进度任务 年度进度任务"
    ),
    Tag.ATTAINED: "完成率 达成率 计划完成率 任务完成率 目标完成率 完成进度 完成比例 计划完成进度 完成百分比",
    Tag.DONE: "完成 实际完成 已完成 累计完成 只完成 仅完成 完成了",
    Tag.UP: (
        "增长 增加 上升 提高 提升 上涨 净增 增收 多收 多投 多放 多售 多销 多完成 增长了 增加了 上升了 提高了 提升了 上浮 攀升 "
        "多 高 升 增 涨 净增加 净增长 扩大 拉升"
    ),
    Tag.GROWTH: "增加额 增长额 增量 增幅 增速 增长率 涨幅 升幅",
    Tag.SHRINKAGE: "减少额 下降额 降幅 跌幅",
    Tag.DOWN: (
        "下降 减少 降低 回落 下滑 下跌 减收 少收 少投 少放 少售 少销 少完成 下降了 减少了 降低了 压降 压减 负增长 "
        "少 低 降 减 净减 净减少 缩减"
    ),
    Tag.GAP: "相差 差距 差异 优于",
    Tag.GAP_UP: "超 超额 超过 超出 高于 超计划 超目标 领先 超额完成 超过了",
    Tag.GAP_DOWN: "缺口 差额 差 欠 还差 尚差 短缺 欠缺 低于 不及 落后 少于",
    Tag.TO: (
        "到 至 达 达到 达到了 增至 升至 降至 减至 增加到 增加至 增长到 增长至 上升到 上升至 提高到 提高至 提升到 提升至 下降到 下降至 "
        "减少到 减少至 降低到 降低至 降到 升到 突破 增到 压降至 压降到 扩大到 做到 做大到 回落至 回升至"
    ),
    Tag.FROM: "由 从 自",
    Tag.LEVEL: (
        "实现 为 是 累计 共 共计 合计 总计 一共 总共 保持在 稳定在 控制在 维持在 建成 办理 开展 发放 投放 销售 取得 收到 有 "
        "实际 实绩 实际数 本期数 余额 累计实现 全部 保持 控制 占据 报 录得 创 创下 高达 已达 已 均 平均为 建成投运"
    ),
    Tag.SHARE: "占 占比 占比为 占比达 份额 占全行 占全市 占全省 占全公司 占全部 占全县 占全区 占总 占比重 比重 占有率 贡献度",
    Tag.RANK: "排名 排 名列 位列 位居 位次 列 居 名次",
    Tag.FUTURE: (
        "力争 争取 确保 力求 明年 来年 下年 下月 下季度 下一步 下阶段 预计 拟 将 打算 希望 努力 有望 目标是 计划实现 计划完成 "
        "计划达到 要 必须 应 年底前 月底前 不低于 不少于 不得低于 今后"
    ),
    Tag.PART: (
        "其中 中有 当中 之中 日均 旬均 季均 年均 网均 点均 多增 少增 多降 少降 首笔 单笔 笔均 户均 人均 每户 每月 月均 单日 最高 最低 最大 最小 峰值 某 该 平均 每 单户 新签 部分 另 另有 首次 单个 其它 "
        "其他 其余 剩余 分别 各 一户 一家 一笔 存量 当日 当月 单月 日均增 个别 主要"
    ),
    # What turns a sentence round, or speaks of what is not so, was so once, or is wished for.
    Tag.TURN: (
        "没有 没 没能 未 未能 尚未 从未 并未 未达 未达到 不 不是 并非 非 否 无 勿 若 如 如果 假如 假设 曾 曾经 一度 原 原为 原来 旧 本来 难 难以 需 "
        "待 盼 愿 想 误 误报 错 虚 假 差点 险些"
    ),
    Tag.SCOPE: (
        "全行 全市 全省 全公司 全县 全区 全国 全网 系统内 同业 行业 分行 总行 支行 我行 全系统 全支行 全部门 辖内 区域 片区 小组 团队 "
        "公司 集团 对公 对私 零售 小微 个人 城区 农村 乡镇 高压 低压"
    ),
    Tag.FILL: (
        "的 了 也 又 再 还 并 且 及 和 与 而 仅 只 只有 仅有 均为 较 比 相比 相较 对比 大约 约 近 将近 接近 超过 不足 不到 逾 不超过 高达 "
        "左右 以上 以内 以下 上下 多 余 个 期末 期内 年末 月末 季末 末 全期 全年度 本人 我 我部 部门 我部门 本部 营销部 截至 截止 总 数 值 额 量 "
        "水平 情况 方面 工作 客户 第 在 中 上 内 数量 总体 基本 大幅 小幅 略 略有 明显 持续 稳步 显著 顺利 圆满 全面 按期 超额地 "
        "以来 比例 达标 距 距离 于 于计划 即 一直 始终 进一步 有所 大约为 地 得 着 之 实 个人 总量 总额 按 口径 统计 数据 显示 "
        "市场 网点 建设 共有 规模 户数 家 平稳 较快 快速 实现了 取得了 增势 资产质量 承压 回顾 上述 预期 依然 仍 仍然 刚 刚刚 圆满地 "
        "业务 指标 全体 本行 稳定 接近于 好于 全力 推动 促进 带动 使 让 每期 继续 每百户 实现了 较好 我们 所 被 把 将近 几近 全部为"
    ),
    Tag.JOIN: "但 但是 而且 同时 不过 另外 此外",
}
# What English words of one part have in common is their place in this list, not their form.
_LATIN: Mapping[Tag, str] = {
    Tag.YOY: (
        r"year[- ]on[- ]year|year[- ]over[- ]year|yoy|y/y|(?:from|than|on|over) (?:a|one) year (?:earlier|ago|before)"
        r"|(?:a|one) year (?:earlier|ago|before)"
        r"|(?:compared (?:with|to)|relative to|than|on|from|over|against|versus|vs\.?)(?: in| for| those of| that of)?(?: the)?"
        r"(?: (?:same|corresponding) (?:period|quarter|half|half-year|month|months)(?: of| in)?| first half of| second half of)?"
        r" (?:last|(?:the )?previous|(?:the )?prior) year(?:'s)?(?: (?:figure|level|number|total))?"
    ),
    Tag.LAST_YEAR: (
        r"(?:in )?(?:the )?(?:same|corresponding) (?:period|quarter|half|half-year|month)(?: of| in)? (?:last|the previous|the prior) year"
        r"|last year(?:'s)?(?: (?:figure|level|number|total))?|previous year|prior year"
    ),
    Tag.POP: (
        r"(?:quarter|month|half)[- ](?:on|over)[- ](?:quarter|month|half)|qoq|mom|q/q|m/m|period on period"
        r"|(?:compared (?:with|to)|than|on|from|over)(?: in)? (?:the )?(?:previous|prior|preceding|last) (?:quarter|month|period|half-year|half)"
    ),
    Tag.LAST_TIME: r"(?:the )?(?:previous|prior|preceding|last) (?:quarter|month|period|half-year|half)",
    Tag.NOW: r"this (?:year|quarter|month|half|period)|now|currently",
    Tag.PLAN: r"plan|planned|plans|target|targets|budget|budgeted|ceiling|goal|objective|quota",
    Tag.ATTAINED: r"attainment|completion(?: rate)?|achievement(?: rate)?",
    Tag.UP: (
        r"up|rose|risen|rising|rise|grew|grown|growing|growth|increased?|increasing|increase|gained|gain|climbed|climb|more|higher|added|"
        r"improved upon|jumped|surged|expanded|growth rate"
    ),
    Tag.DOWN: (
        r"down|fell|fallen|fall|falling|decreased?|decreasing|declined?|decline|dropped|drop|less|fewer|lower|shrank|slipped|reduced|reduction|cut"
    ),
    Tag.GAP: r"improved|better|improvement|worse|off|away from|different from",
    Tag.GAP_UP: r"above|ahead of|ahead|exceeded|exceeding|beat|beating|over|surpassed|topped",
    Tag.GAP_DOWN: r"below|short of|short|under|missed|missing|behind|shortfall|shy of",
    Tag.TO: r"to|reached|reaching|hit|hitting|totall?ed|totall?ing",
    Tag.FROM: r"from",
    Tag.LEVEL: (
        r"was|were|is|are|came to|came in at|came in|came|stood at|stood|amounted to|averaged|averaging|of|at|made|booked|recorded|achieved|"
        r"had been|been|has|have|had|being|equals?|equal to|stands at|issued|opened|totals?"
    ),
    Tag.SHARE: r"share|accounted for|accounts for|made up|makes up|accounting for|represented|represents",
    Tag.RANK: r"ranked|ranks|ranking|rank|placed",
    Tag.FUTURE: (
        r"will|aims?|aiming|planning to|plan to|plans to|expects?|expected|hope|hopes|intends?|should|must|next (?:year|quarter|month|half|half-year|period)"
        r"|going to|forecast|by the end of"
    ),
    Tag.PART: (
        r"per|each|average|mean|one|single|first|largest|biggest|smallest|among|of (?:these|those|them|which)|including|included|includes|of which|whose|highest|lowest|peak|"
        r"staff|wholesale|retail|corporate|mobile|another|other|others|rest|remaining|some of"
    ),
    Tag.TURN: r"not|never|nor|without|unless|if|could|might|formerly|previously|originally|no longer|once",
    Tag.SCOPE: r"group|company|head office|nationwide|industry|bank-wide|peers?|competitors?",
    Tag.FILL: (
        r"the|a|an|and|or|by|in|for|on|with|we|our|us|it|its|this|that|these|those|period|quarter|half|year|month|half-year|results?|figures?|about|around|"
        r"roughly|approximately|almost|nearly|more than|less than|fewer than|at least|at most|also|only|just|again|then|thus|strongly|slightly|sharply|"
        r"steadily|well|as|compared|total|overall|rate of|than|so|still|even|clearly|end(?:[- ]of)?[- ](?:june|december|september|march)|end|region|region's|line|solid|"
        r"further|figure|same|all|there|ended|during|yet|both|while|pleased|everyone|joined|customers?|units?"
    ),
    Tag.JOIN: r"against|versus|vs\.?|but|while|whereas",
}
# "May" is a month only where it is written so.
_MONTH = (
    r"(?:January|February|March|April|(?-i:May)|June|July|August|September|October|November|December"
    r"|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_PERIODS = (
    r"截[至止]到?\s?(?:(?:19|20)\d\d年)?\d{1,2}月(?:末|底|份|\d{1,2}日)?|\d{1,2}月(?:末|底)"
    r"|(?:19|20)\d\d年(?:度)?(?:上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?:份)?)?|上半年|下半年|全年(?:度)?(?!序时|进度)|年度(?!序时|进度)|第?[一二三四1-4]季度"
    r"|\d{1,2}\s?[-—–~至到]\s?\d{1,2}月份?|(?:前|头)\d{1,2}个?月|\d{1,2}月份?|本月|本季度?|当季",
    rf"(?:up to|to|until|as at|as of|at|by|on) (?:the )?(?:end(?:[- ]of)?[- ]|\d{{1,2}} )?{_MONTH}(?: 20\d\d)?"
    rf"|(?:in |during |for |from |between )?(?:early |late |mid-)?{_MONTH}(?: ?(?:to|through|and|-|–) ?{_MONTH})?(?: alone)?(?: (?:of )?20\d\d)?"
    r"|(?:the )?full[- ]year(?:'s)?|(?:the|this) year's|for the (?:whole )?year|annual(?:ly)?|(?:the )?first half(?: of (?:20\d\d))?|(?:the )?second half(?: of (?:20\d\d))?"
    r"|Q[1-4](?: 20\d\d)?|H[12](?: 20\d\d)?|(?:in )?20\d\d|(?:the )?(?:first|second|third|fourth) quarter",
)
# "More than 200", but not "2 % more than last year".
_HEDGES = (
    r"(?:(?:more|less|fewer|no more|no less) than|at least|at most|over|under|above|below|up to|within)"
    r"(?=\s?(?:about )?(?:[$€£¥\d]|(?:USD|RMB|CNY|EUR|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a hundred)\b|\Z))"
)
_STOPS = r"[，,；;、：:。！？!?（）()\[\]【】|*_#>“”\"—\n]|\.(?=\s|$)|&"


def pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all words, the longest first; `names` are ready patterns of KPI names by group name."""
    han = sorted(
        ((word, tag) for tag, words in _HAN.items() for word in words.split()), key=lambda pair: -len(pair[0])
    )
    groups = [f"(?P<{name}>{source})" for name, source in names.items()]
    groups.append(f"(?P<{Tag.PERIOD}>{_PERIODS[0]})")
    latin_order = (Tag.YOY, Tag.LAST_YEAR, Tag.POP, Tag.LAST_TIME, Tag.FUTURE, Tag.NOW, Tag.SHARE)
    rest = tuple(tag for tag in _LATIN if tag not in latin_order and tag is not Tag.FILL)
    first = "".join(sorted({word[0] for word, _ in han}))
    groups.append(f"(?=[{first}])(?P<han>" + "|".join(re.escape(word) for word, _ in han) + ")")
    latin = [rf"(?P<latin_period>(?i:{_PERIODS[1]})\b)", rf"(?P<hedge>(?i:{_HEDGES}))"]
    latin += (f"(?P<en_{tag}>(?i:{_LATIN[tag]})\\b)" for tag in (*latin_order, *rest, Tag.FILL))
    groups.append(r"\b(?=[A-Za-z0-9(])(?:" + "|".join(latin) + ")")
    groups.append(f"(?P<{Tag.STOP}>{_STOPS})")
    return re.compile("|".join(groups))


HAN_TAGS: Mapping[str, Tag] = {
    word: tag for tag, words in reversed(list(_HAN.items())) for word in words.split()
}
