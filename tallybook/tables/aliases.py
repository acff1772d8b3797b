"""What people call the columns of the canonical tables, in Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

ANY: Mapping[str, tuple[str, ...]] = {
    "unit_id": ("机构号", "机构编号", "机构代码", "机构", "部门编号", "支行号", "网点号", "网点代码", "网点", "支行", "部门",
                "所属机构", "所属支行", "所属部门", "所在机构", "经办机构", "开户机构", "branch", "branch id",
                "branch no", "branch number", "branch code", "unit", "unit no", "unit number", "unit code", "department",
                "department id", "territory id", "territory", "org id", "office", "regional office", "office id", "region id", "team"),
    "manager_id": ("工号", "员工号", "员工编号", "员工工号", "客户经理工号", "客户经理号", "客户经理编号", "客户经理代码",
                   "管户人", "客户经理", "管户经理", "业务员", "营销人员", "account manager", "account manager id",
                   "manager id", "relationship manager", "rm", "rm id", "agent id", "sales rep", "sales rep id", "sales person id",
                   "manager", "manager no", "agent", "sales agent", "employee id", "employee no", "employee number", "employee",
                   "staff id", "staff no", "staff number", "staff", "salesperson id", "salesperson"),
    "kpi_id": ("指标代码", "指标编号", "指标号", "指标", "科目", "科目号", "kpi", "kpi code", "measure code", "measure id", "measure", "metric",
               "indicator", "item"),
    "customer_id": ("客户号", "客户编号", "客户代码", "客户", "customer", "customer no", "customer number", "customer code", "client id",
                    "client no", "client", "account no", "account number", "account"),
    "date": ("日期", "业务日期", "数据日期", "统计日期", "交易日期", "记账日期", "走访日期", "拜访日期", "day", "order date", "close date", "posting date",
             "booking date", "visit date", "as of"),
    "value": ("数值", "金额", "amount"),
    "period": ("期间", "提出期间", "考核期", "考核月份", "计划期", "月份", "年月", "季度", "半年", "年度", "month", "quarter", "half", "half year",
               "quota date"),
    "due": ("期限", "办结期限", "完成期限", "整改期限", "截止日期", "deadline", "due date", "required date"),
    "closed_on": ("办结日期", "销号日期", "完成日期", "closed", "closed date", "shipped date"),
    "owner": ("责任人", "负责人", "承办人", "responsible"),
}  # fmt: skip
OF_TABLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "actuals": {
        "date": ("数据月份", "统计月份", "统计时点", "月份", "年月", "month", "period end"),
        "value": ("实绩", "实绩值", "实际", "实际值", "实际完成", "发生额", "余额", "时点余额", "完成数", "完成值", "完成额", "完成",
                  "本月数", "本期数", "actual", "actuals", "actual value", "achieved", "result", "sub total", "revenue", "sales", "balance"),
    },
    "targets": {
        "value": ("计划值", "计划数", "计划额", "计划", "目标值", "目标", "目标数", "任务数", "任务", "指标值", "年度计划", "预算",
                  "target", "target value", "quota", "plan", "planned", "budget"),
    },
    "units": {
        "name": ("机构名称", "部门名称", "支行名称", "名称", "unit name", "branch name"),
        "parent_id": ("上级机构", "上级机构号", "上级", "所属机构", "parent", "above", "reports to", "region"),
        "leader_id": ("负责人", "行长", "负责人工号", "leader", "head"),
    },
    "managers": {
        "name": ("姓名", "客户经理姓名", "员工姓名", "manager name", "employee name", "full name", "staff name", "salesperson",
                 "last name", "surname"),
        "title": ("职务", "岗位", "职位", "job title", "position"),
        "grade": ("等级", "职级", "级别", "level"),
        "valid_from": ("任职开始", "开始日期", "到岗日期", "入职日期", "任职日期", "生效日期", "start date", "hire date", "from", "valid from"),
        "valid_to": ("任职结束", "结束日期", "离岗日期", "离职日期", "失效日期", "end date", "to", "valid to", "until"),
    },
    "kpis": {
        "name": ("指标名称", "名称", "kpi name", "measure name", "measure", "metric", "indicator", "指标"),
        "aliases": ("别名", "又名", "简称", "also called", "synonyms"),
        "unit": ("单位", "计量单位", "measured in", "unit of measure"),
        "aggregate": ("计算方式", "汇总方式", "口径", "aggregation", "calculation", "calculated as", "adds up as"),
        "numerator": ("分子",),
        "denominator": ("分母",),
        "better": ("方向", "好坏方向", "direction"),
        "group": ("类别", "分类", "category"),
        "weight": ("权重", "分值"),
        "decimals": ("小数位", "小数位数"),
    },
    "customers": {
        "name": ("客户名称", "企业名称", "单位名称", "户名", "名称", "customer name", "client name", "account name", "company name",
                 "company"),
        "tier": ("客户分层", "客户等级", "客户级别", "分层", "segment", "class"),
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
        "problem_id": ("问题编号", "编号", "issue id", "issue no"),
        "raised_on": ("提出日期", "发现日期", "raised", "reported"),
        "text": ("问题描述", "问题", "存在问题", "problem", "issue", "description"),
        "cause": ("原因分析", "原因", "root cause"),
    },
    "commitments": {
        "commitment_id": ("编号", "承诺编号", "commitment", "task id", "step no", "action no"),
        "text": ("工作内容", "内容", "事项", "下一步工作", "工作措施", "step", "next step", "task", "action", "commitment"),
        "target": ("目标值", "目标", "goal"),
        "status": ("完成情况", "状态", "state"),
        "reason": ("原因说明", "未完成原因", "说明"),
    },
    "conduct": {
        "item": ("考核项目", "考核内容", "项目", "criterion"),
        "points": ("得分", "评分", "考核得分", "score"),
        "full": ("满分", "标准分", "full marks", "out of"),
        "note": ("说明", "评语", "扣分原因", "remark", "comment"),
    },
}  # fmt: skip


_WORDS = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])")
# What a table's own id is called where its name need not be said.
_PLAIN_IDS = ("id", "no", "code", "number", "key", "编号", "代码", "编码", "号码")
# What stands where there is no id: names, which the settings then translate under `values`.
_NAMES = {
    "kpi_id": ("指标名称", "项目", "kpi name", "measure name"),
    "manager_id": ("姓名", "客户经理姓名", "员工姓名", "manager name", "employee name", "staff name"),
    "customer_id": (
        "客户名称",
        "企业名称",
        "单位名称",
        "户名",
        "customer name",
        "client name",
        "account name",
    ),
    "unit_id": ("机构名称", "部门名称", "支行名称", "网点名称", "unit name", "branch name"),
}
# Words in headings, or in the names of files and sheets, that tell plans from results.
_OF_PLANS = ("计划", "目标", "任务", "预算", "plan", "target", "quota", "budget")


@cache
def words_for(table: str, column: str, *, own_id: bool = False) -> tuple[str, ...]:
    """The headings by which a column is known, the surest first, folded as `folded` does."""
    known = (column, *OF_TABLE.get(table, {}).get(column, ()), *ANY.get(column, ()))
    known += _PLAIN_IDS if own_id else _NAMES.get(column, ())
    return tuple(dict.fromkeys(folded(word) for word in known))


@cache
def everything() -> frozenset[str]:
    """All headings that mean something in some table."""
    tables = {table: set(words) | set(ANY) for table, words in OF_TABLE.items()}
    return frozenset(
        word for table, columns in tables.items() for column in columns for word in words_for(table, column)
    )


def is_like_an_id(heading: str) -> bool:
    """Whether a heading says that ids or numbers of something stand below it, and no amounts."""
    words = words_in(heading)
    return bool(words) and (
        words[-1] in _PLAIN_IDS or words[-1].endswith(("编号", "代码", "编码", "号码", "号"))
    )


def words_in(heading: str) -> list[str]:
    """The words of a heading such as SalesOrderID or order_id, in small letters."""
    return [word.casefold() for word in _WORDS.findall(unicodedata.normalize("NFKC", heading))]


def tells_plans(text: str) -> bool:
    """Whether a text speaks of plans."""
    return any(word in text.casefold() for word in _OF_PLANS)


def folded(heading: str) -> str:
    """A heading without case, width, spaces, joints and what stands in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    before, bracket, _ = text.partition("(")
    return "".join(letter for letter in (before if bracket and before else text) if letter.isalnum())
