"""A small book as `compose` would hand it over: cover, board, a unit with a ranking, its people."""

from collections.abc import Mapping
from pathlib import Path

from tallybook.book import Edition, WordLook
from tallybook.domain.pages import Page
from tallybook.domain.results import Figure

SVG = (
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    '<svg xmlns="http://www.w3.org/2000/svg" width="360pt" height="144pt" viewBox="0 0 360 144">'
    '<rect width="120" height="20" fill="#333"/><text x="4" y="40">江东支行</text></svg>\n'
)
PEOPLE = ("王建国", "李婷婷", "张㛃", "欧阳修远", "赵敏", "买买提·艾力", "吴犇")
VALUES = (9.2, 1486.5, -3.1, 120.0, 15.0, 88.8, 0.5)
ATTAINMENTS = (1.3, 0.72, 0.91, 1.05, 0.4, 1.7, 0.99)

CARDS = """````{cards}
```{card} good
对公存款日均

1,286.40 万元

计划 1,200.00，{delta}`good +7.2%`

{spark}`9.1 9.4 - 10.3 11`
```
```{card} bad 待改正 & 复核
中间业务收入

71.5%

同比 {delta}`bad −12.9%`
```
````
"""
TABLE = """| 指标 | 实绩 | 完成率 | 状态 |
|---|--:|---|---|
| 存款日均 | 14.62 | {bar}`1.218 good 121.8%` | {status}`good` |
| 贷款投放 | 5.31 | {bar}`0.9155 watch 91.6%` | {status}`watch` |
| 新增授信 | 7 | {bar}`- none 无计划` | {status}`none` |
"""
CHART = """```{chart} figures/unit-jd--gap.svg
江东支行**贡献最大**。

江城银行，与计划之差（亿元），2025年上半年

条形图：江东支行加 1\\.24 亿元。
```
"""


def _ranking() -> str:
    rows = [
        f"| {place} | [{name}](manager-{place}.md) | {value:,.1f} | {{bar}}`{rate} good {rate * 100:.1f}%` | "
        f"2025-0{7 - place % 3}-{10 + place} |".replace("-3.1 ", "−3.1 ")
        for place, (name, value, rate) in enumerate(zip(PEOPLE, VALUES, ATTAINMENTS, strict=True), 1)
    ]
    head = "| 排名 | 客户经理 | 存款 | 完成率 | 交稿 |\n|--:|---|--:|---|---|\n"
    total = "|  | **合计** | **1,716.9** | {bar}`1 good 100.0%` |  |"
    return "```{sortable}\n" + head + "\n".join([*rows, total]) + "\n```\n"


def _people() -> tuple[Page, ...]:
    return tuple(
        Page(
            slug=f"manager-{place}",
            title=name,
            label=name,
            parent="unit-jd",
            text=f"# {name}\n\n上半年营销江城轨道交通集团，customer visits 48 次。\n\n## 指标\n\n{TABLE}\n\n## 打算\n\n回访。\n",
        )
        for place, name in enumerate(PEOPLE, 1)
    )


UNIT = Page(
    slug="unit-jd",
    title="江东支行",
    label="江东支行",
    text=f"# 江东支行\n\n存款日均领先时序。\n\n{CARDS}\n## 指标\n\n{TABLE}\n## 排名\n\n{_ranking()}\n{CHART}",
    figures=(Figure(name="gap", message="", title="", alt="", svg=SVG),),
)
INDEX = Page(
    slug="index",
    title="工作总结",
    label="封面",
    text="# 工作总结\n\n```{cover}\n2025年上半年\n\n江城银行\n```\n\n[江东支行](unit-jd.md) [官网](https://example.org/?a=1&b=2)\n",
)
BOARD = Page(slug="board", title="看板", label="交稿看板", text="# 看板\n\n```{note}\n都已交稿。\n```\n")


def edition(
    *more: Page,
    handwritten: Path | None = None,
    jupyter_book: Mapping[str, object] | None = None,
    language: str = "zh",
    logo: Path | None = None,
    favicon: Path | None = None,
    foot: str = "",
    on_paper: bool = False,
    word: WordLook | None = None,
) -> Edition:
    """The sample book with more pages."""
    return Edition(
        title="2025年上半年工作总结",
        organisation="江城银行",
        language=language,
        period_label="2025年上半年",
        pages=(INDEX, UNIT, *_people(), BOARD, *more),
        handwritten=handwritten,
        jupyter_book=jupyter_book or {},
        logo=logo,
        favicon=favicon,
        foot=foot,
        on_paper=on_paper,
        word=word,
    )


def page(text: str, *, slug: str = "extra", **others: object) -> Page:
    """A page of nothing but this text."""
    return Page(slug=slug, title=slug, label=slug, text=text, **others)  # type: ignore[arg-type]
