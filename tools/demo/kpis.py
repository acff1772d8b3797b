"""The measures of the demo bank, as its own table of definitions words them."""

from typing import NamedTuple


class Kpi(NamedTuple):
    """One line of the table of measures."""

    kpi_id: str
    name: str
    aliases: str
    unit: str
    aggregate: str
    numerator: str
    denominator: str
    better: str
    group: str
    weight: int
    decimals: int


_UP, _DOWN = "越高越好", "越低越好"

KPIS = (
    Kpi(
        "deposit_avg", "存款日均", "日均存款、存款日均余额、日均", "万元", "日均", "", "", _UP, "规模", 20, 2
    ),
    Kpi("deposit_end", "存款余额", "时点存款、存款时点余额", "万元", "时点", "", "", _UP, "规模", 10, 2),
    Kpi("loan_issued", "贷款投放额", "贷款投放、投放额、累放", "万元", "累计", "", "", _UP, "规模", 10, 2),
    Kpi("loan_end", "贷款余额", "时点贷款", "万元", "时点", "", "", _UP, "规模", 8, 2),
    Kpi("loan_avg", "贷款日均", "日均贷款", "万元", "日均", "", "", _UP, "规模", 0, 2),
    Kpi("fee_income", "中间业务收入", "中收、中间收入", "万元", "累计", "", "", _UP, "效益", 12, 2),
    Kpi("intl_settle", "国际结算量", "国际结算、国结量", "万美元", "累计", "", "", _UP, "效益", 5, 2),
    Kpi("interest", "贷款利息收入", "利息收入", "万元", "累计", "", "", _UP, "效益", 0, 2),
    Kpi("loan_yield", "贷款收息率", "收息率", "%", "比率", "interest", "loan_avg", _UP, "效益", 5, 2),
    Kpi("npl_end", "不良贷款余额", "不良余额", "万元", "时点", "", "", _DOWN, "质量", 5, 2),
    Kpi("npl_ratio", "不良贷款率", "不良率", "%", "比率", "npl_end", "loan_end", _DOWN, "质量", 8, 2),
    Kpi("customers", "有效客户数", "有效户", "户", "时点", "", "", _UP, "客户", 0, 0),
    Kpi("new_customers", "新增有效户", "新开户、新增客户", "户", "累计", "", "", _UP, "客户", 8, 0),
    Kpi("deposit_each", "户均存款", "", "万元/户", "比率", "deposit_end", "customers", _UP, "客户", 4, 2),
    Kpi("visits", "走访次数", "走访、拜访次数", "次", "累计", "", "", _UP, "客户", 5, 0),
)
BY_ID = {kpi.kpi_id: kpi for kpi in KPIS}
