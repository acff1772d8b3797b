"""What people promise: some measured by a KPI, some not; `{value}` is the target as people write it."""

# KPI, text, what the target is of the period's plan (for lower is better: of the plan too), decimals of the target.
MEASURED = (
    ("deposit_avg", "{period}存款日均达到 {value} 万元", 1.0, -2),
    ("deposit_avg", "稳住存量大户、补上流失缺口，{period}存款日均不低于 {value} 万元", 0.97, -2),
    ("loan_issued", "{period}累计投放贷款 {value} 万元，优先保障制造业与科技企业", 1.02, -2),
    ("fee_income", "做实保函、国内信用证和代理业务，{period}中间业务收入 {value} 万元", 1.03, 0),
    ("new_customers", "{period}新增有效户 {value} 户，重点在园区落户企业", 1.0, 0),
    ("visits", "按周排走访计划，{period}走访客户 {value} 次", 1.0, 0),
    ("intl_settle", "{period}国际结算量达到 {value} 万美元", 1.0, -1),
)
RISK = ("npl_ratio", "压降不良，{period}末不良贷款率控制在 {value}% 以内", 1.0, 4)
FREE = (
    "与高新园区管委会建立月度沟通，取得新落户企业名单",
    "梳理前十大客户的上下游名单，每户形成一份链式营销方案",
    "完成全部授信客户的担保圈排查，形成书面报告",
    "对开户后三个月无往来的账户逐户回访",
    "牵头一次辖内企业汇率避险沙龙",
    "参加信贷系统与财务报表分析培训并通过考试",
    "整理续贷台账，到期前 45 天启动申报",
    "推动两户集团客户上线资金归集",
    "完成抵押物续评，逐户更新权证台账",
    "带教新入职客户经理，每周共同走访一次",
)
# Status as the bank's table words it, and why where a reason is due.
REASONS = {
    "已终止": (
        "客户总部统一调整合作银行，本项不再推进",
        "活动经费未批，并入下半年片区活动",
        "人员调动，工作移交其他同事",
    ),
    "未完成": (
        "主要客户提前还款，新项目尚未达到提款条件",
        "他行利率竞争激烈，到期资金转出",
        "精力集中在风险化解，拓展时间不足",
    ),
    "部分完成": (
        "已完成六成以上，其余客户排在三季度",
        "两户完成一户，另一户系统接口未通",
        "名单已梳理，方案只完成前五户",
    ),
}
