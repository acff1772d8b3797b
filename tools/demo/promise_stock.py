"""What people promise: some measured by a KPI, some not; `{value}` is the target as people write it."""

from typing import NamedTuple


class Measured(NamedTuple):
    """A promise measured by a KPI: its share of the plan, and the decimals of the target as people say it.

    The reasons are for one that was kept in part, and one that was not kept.
    """

    kpi_id: str
    text: str
    share: str
    places: int
    partly: str
    missed: str


class Free(NamedTuple):
    """A promise that only its owner can answer, with the reasons for each answer but done."""

    text: str
    partly: str
    missed: str
    dropped: str


MEASURED = (
    Measured(
        "deposit_avg",
        "{period}存款日均达到 {value} 万元",
        "1.0",
        -2,
        "一季度末两户结算资金转出，二季度回流，日均仍有缺口",
        "大户存款转出后新增不足以弥补",
    ),
    Measured(
        "deposit_avg",
        "稳住存量大户、补上流失缺口，{period}存款日均不低于 {value} 万元",
        "0.97",
        -2,
        "存量基本稳住，流失缺口补上一半左右",
        "他行利率竞争激烈，到期资金未能留存",
    ),
    Measured(
        "loan_issued",
        "{period}累计投放贷款 {value} 万元，优先保障制造业与科技企业",
        "1.02",
        -2,
        "一笔项目贷款的提款条件未落实，顺延到三季度",
        "两户企业提前还款且不再续贷，储备项目不足",
    ),
    Measured(
        "fee_income",
        "做实保函、国内信用证和代理业务，{period}中间业务收入 {value} 万元",
        "1.03",
        0,
        "保函业务达到预期，国内信用证起步较晚",
        "减费让利后单笔收入下降，业务量没有跟上",
    ),
    Measured(
        "new_customers",
        "{period}新增有效户 {value} 户，重点在园区落户企业",
        "1.0",
        0,
        "已开户企业中有一户首月无结算，未计入有效户",
        "园区企业信息获取偏晚，被同业抢先",
    ),
    Measured(
        "visits",
        "按周排走访计划，{period}走访客户 {value} 次",
        "1.0",
        0,
        "二月、六月走访偏少，全期略有不足",
        "精力集中在风险化解，走访安排被挤占",
    ),
    Measured(
        "intl_settle",
        "{period}国际结算量达到 {value} 万美元",
        "1.0",
        -1,
        "出口订单后移，部分收汇延到三季度",
        "主要出口客户收汇改走他行",
    ),
)
RISK = Measured(
    "npl_ratio",
    "压降不良，{period}期末不良贷款率控制在 {value}% 以内",
    "1.0",
    4,
    "核销材料已上报，尚未批复",
    "两户企业新增欠息，处置进度慢于预期",
)
FREE = (
    Free(
        "与高新园区管委会建立月度沟通，取得新落户企业名单",
        "已拜访两次，名单按季提供，尚未做到按月",
        "管委会联系人调整，沟通中断",
        "改由支行统一对接，不再由个人推进",
    ),
    Free(
        "梳理前十大客户的上下游名单，每户形成一份链式营销方案",
        "名单已梳理，方案完成前五户",
        "客户不愿提供完整名单，只取得两户",
        "并入总行供应链平台项目，不再单独推进",
    ),
    Free(
        "完成全部授信客户的担保圈排查，形成书面报告",
        "排查完成八成，两户异地担保待核实",
        "征信查询授权未取齐",
        "由风险管理部统一组织排查",
    ),
    Free(
        "对开户后三个月无往来的账户逐户回访",
        "回访过半，其余排在三季度",
        "名单六月才下发，尚未开始",
        "账户已按新规统一清理",
    ),
    Free(
        "牵头一次辖内企业汇率避险沙龙",
        "与国际业务部合办一次小型座谈，未到沙龙规模",
        "讲师时间未协调好",
        "活动经费未批，并入下半年片区活动",
    ),
    Free(
        "参加信贷系统与财务报表分析培训并通过考试",
        "已参加培训，考试排在七月",
        "培训期间出差，未能参加",
        "培训取消，改为线上自学",
    ),
    Free(
        "整理续贷台账，到期前 45 天启动申报",
        "台账已建，仍有一户晚于 45 天申报",
        "台账未及时更新，两户临期才补资料",
        "改用系统到期提醒，不再单列台账",
    ),
    Free(
        "推动两户集团客户上线资金归集",
        "两户完成一户，另一户系统接口未通",
        "客户财务系统升级，接口联调推迟",
        "客户总部统一调整合作银行，本项不再推进",
    ),
    Free(
        "完成抵押物续评，逐户更新权证台账",
        "续评完成三分之二，其余等待评估公司排期",
        "评估公司招标未完成",
        "改由授信审批部集中办理",
    ),
)
