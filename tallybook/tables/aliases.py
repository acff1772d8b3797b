"""What people call the columns of the canonical tables, in Chinese and English."""

import unicodedata
from collections.abc import Mapping
from functools import cache

ANY: Mapping[str, tuple[str, ...]] = {
    "unit_id": ("机构号", "机构编号", "机构代码", "机构", "部门编号", "支行号", "网点号", "branch", "branch id",
                "branch no", "branch number", "branch code", "unit", "unit no", "unit number", "unit code", "department",
                "territory id", "org id"),
    "manager_id": ("工号", "员工号", "员工编号", "客户经理", "客户经理号", "客户经理编号", "管户经理", "业务员",
                   "manager", "manager no", "agent", "sales agent", "employee id", "employee no", "employee number", "employee",
                   "staff id", "staff no", "staff number", "salesperson id"),
    "kpi_id": ("指标代码", "指标编号", "指标", "科目", "kpi", "kpi code", "measure", "metric", "indicator"),
    "customer_id": ("客户号", "客户编号", "客户代码", "客户", "customer", "client id", "account"),
    "date": ("日期", "业务日期", "数据日期", "统计日期", "交易日期", "走访日期", "day", "order date", "close date"),
    "value": ("数值", "金额", "实绩", "发生额", "余额", "完成数", "计划值", "计划", "目标值", "amount", "actual",
              "target", "quota", "plan", "sub total"),
    "period": ("期间", "提出期间", "考核期", "计划期", "月份", "季度", "半年", "month", "quarter", "half", "half year",
               "quota date"),
    "due": ("期限", "办结期限", "完成期限", "整改期限", "截止日期", "deadline", "due date", "required date"),
    "closed_on": ("办结日期", "销号日期", "完成日期", "closed", "closed date", "shipped date"),
    "owner": ("责任人", "负责人", "承办人", "responsible"),
}  # fmt: skip
OF_TABLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "units": {
        "name": ("机构名称", "部门名称", "支行名称", "名称", "unit name", "branch name"),
        "parent_id": ("上级机构", "上级机构号", "上级", "所属机构", "parent", "above", "reports to", "region"),
        "leader_id": ("负责人", "行长", "负责人工号", "leader", "head"),
    },
    "managers": {
        "name": ("姓名", "客户经理姓名", "员工姓名", "manager name", "employee name", "full name"),
        "title": ("职务", "岗位", "职位", "job title", "position"),
        "grade": ("等级", "职级", "级别", "level"),
        "valid_from": ("任职开始", "开始日期", "到岗日期", "start date", "hire date", "from"),
        "valid_to": ("任职结束", "结束日期", "离岗日期", "end date", "to"),
    },
    "kpis": {
        "name": ("指标名称", "名称", "kpi name", "measure name"),
        "aliases": ("别名", "又名", "简称", "also called", "synonyms"),
        "unit": ("单位", "计量单位", "measured in", "unit of measure"),
        "aggregate": ("计算方式", "汇总方式", "口径", "aggregation", "adds up as"),
        "numerator": ("分子",),
        "denominator": ("分母",),
        "better": ("方向", "好坏方向", "direction"),
        "group": ("类别", "分类", "category"),
        "weight": ("权重", "分值"),
        "decimals": ("小数位", "小数位数"),
    },
    "customers": {
        "name": ("客户名称", "企业名称", "户名", "名称", "customer name", "company name"),
        "tier": ("客户分层", "客户等级", "分层", "segment"),
        "contact": ("联系人", "contact name"),
        "phone": ("联系电话", "电话", "手机", "telephone", "mobile"),
        "gained_on": ("建立日期", "开户日期", "opened", "since"),
        "lost_on": ("流失日期", "销户日期", "closed"),
    },
    "visits": {
        "visit_id": ("走访编号", "拜访编号", "编号", "visit", "order id", "opportunity id"),
        "purpose": ("走访目的", "目的", "事由"),
        "need": ("客户需求", "需求", "needs"),
        "opinion": ("客户意见", "意见", "反馈", "feedback"),
        "handler": ("督办人", "处理人", "经办人", "handled by"),
    },
    "problems": {
        "problem_id": ("问题编号", "编号", "issue", "issue id"),
        "raised_on": ("提出日期", "发现日期", "raised", "reported"),
        "text": ("问题描述", "问题", "存在问题", "description"),
        "cause": ("原因分析", "原因", "root cause"),
    },
    "commitments": {
        "commitment_id": ("编号", "承诺编号", "commitment", "task id"),
        "text": ("工作内容", "内容", "事项", "task", "action"),
        "target": ("目标值", "目标", "goal"),
        "status": ("完成情况", "状态", "state"),
        "reason": ("原因说明", "未完成原因", "说明"),
    },
}  # fmt: skip


@cache
def words_for(table: str, column: str) -> frozenset[str]:
    """The headings by which a column is known, folded as `folded` does."""
    known = (*OF_TABLE.get(table, {}).get(column, ()), *ANY.get(column, ()))
    return frozenset(folded(word) for word in (column, *known))


def folded(heading: str) -> str:
    """A heading without case, width, spaces, joints and what stands in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    before, bracket, _ = text.partition("(")
    return "".join(letter for letter in (before if bracket and before else text) if letter.isalnum())
