"""The demo as files: CSV as a bank's systems export it, with Chinese headers, and notes in Markdown."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tools.demo.calendar import HALVES
from tools.demo.kpis import KPIS
from tools.demo.world import World

Rows = Iterable[Sequence[object]]


def files(world: World) -> dict[str, str]:
    """Each file's text by its path in the data folder."""
    found = {
        "units.csv": _csv("机构号 机构名称 上级机构 负责人", world.house.units),
        "managers.csv": _csv("工号 姓名 机构号 职务 等级 任职开始 任职结束", _stints(world)),
        "kpis.csv": _csv("指标代码 指标名称 别名 单位 计算方式 分子 分母 方向 类别 权重 小数位", KPIS),
        "targets.csv": _csv("工号 机构号 期间 指标代码 计划值", world.targets),
        "customers.csv": _csv(
            "客户号 客户名称 管户经理 客户分层 联系人 联系电话 客户来源 建立日期 流失日期", _customers(world)
        ),
        "visits.csv": _csv(
            "走访编号 客户经理 走访日期 客户号 走访目的 客户需求 客户意见 督办人 办结期限 办结日期",
            _slashed(_numbered("v", world.visits)),
        ),
        "problems.csv": _csv(
            "问题编号 客户经理 提出日期 问题描述 原因分析 责任人 整改期限 销号日期",
            _numbered("p", world.problems),
        ),
        "commitments.csv": _csv(
            "编号 客户经理 提出期间 工作内容 责任人 完成期限 指标代码 目标值 完成情况 原因说明",
            _numbered("s", world.promises),
        ),
    }
    for half in HALVES:
        rows = [row for row in world.amounts if f"{row.date.year}-H{1 if row.date.month <= 6 else 2}" == half]
        found[f"actuals/{half}.csv"] = _csv("客户经理 日期 指标代码 数值 客户号", rows)
    return found


def write(found: dict[str, str], folder: Path) -> None:
    """Write the files into a data folder."""
    for name, text in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _stints(world: World) -> Rows:
    for person in world.house.people:
        for stint in person.stints:
            yield (
                person.manager_id,
                person.name,
                stint.unit_id,
                person.title,
                person.grade,
                stint.first,
                stint.last,
            )


def _customers(world: World) -> Rows:
    for customer in world.clientele.customers:
        yield (
            customer.customer_id,
            customer.name,
            customer.manager_id,
            customer.tier,
            customer.contact,
            "",
            customer.origin,
            customer.gained_on,
            customer.lost_on,
        )


def _numbered(letter: str, rows: Rows) -> Rows:
    return ((f"{letter}{number:05d}", *row) for number, row in enumerate(rows, 1))


def _slashed(rows: Rows) -> Rows:
    """Dates as the visits' app writes them."""
    return ([f"{cell:%Y/%m/%d}" if isinstance(cell, date) else cell for cell in row] for row in rows)


def _csv(header: str, rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return text.getvalue()
