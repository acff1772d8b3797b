"""Hand-made values of the business for charts: a manager, a branch, their KPIs and results."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tallybook.charts.scene import Scene
from tallybook.domain.facts import (
    Comparison,
    Concentration,
    Contribution,
    Course,
    Fact,
    Measured,
    Missing,
    Point,
    Share,
    Status,
    TargetRule,
)
from tallybook.domain.history import History, Seal, Term
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Better, Kpi, Visit
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.wording import Wording

PERIOD = Period.parse("2025-H1")
PERSON = Subject(kind=SubjectKind.MANAGER, id="m001", name="林晓岚")
BRANCH = Subject(kind=SubjectKind.UNIT, id="b1", name="滨江支行")


def kpi(kpi_id: str, name: str, unit: str = "万元", *, aggregate: str = "sum", **more: object) -> Kpi:
    values = {"decimals": 2, "better": Better.HIGHER, **more}
    return Kpi(kpi_id=kpi_id, name=name, unit=unit, aggregate=Aggregate(aggregate), **values)  # type: ignore[arg-type]


KPIS = (
    kpi("deposit_avg", "对公存款日均余额", aggregate="mean", group="存款"),
    kpi("deposit_end", "对公存款时点余额", aggregate="last", group="存款"),
    kpi("deposit_new", "存款净增额", group="存款"),
    kpi("loan_out", "对公贷款投放", group="贷款"),
    kpi("loan_end", "对公贷款余额", aggregate="last", group="贷款"),
    kpi("npl_ratio", "不良贷款率", "%", aggregate="ratio", better=Better.LOWER, group="风险"),
    kpi("overdue", "逾期贷款余额", aggregate="last", better=Better.LOWER, group="风险"),
    kpi("income", "中间业务收入", group="收入"),
    kpi("intl", "国际结算量", "万美元", group="收入"),
    kpi("accounts", "新开对公账户", "户", decimals=0, group="客户"),
    kpi("visits", "走访次数", "次", decimals=0, group="客户"),
    kpi("complaints", "客户投诉", "件", decimals=0, better=Better.LOWER, group="客户"),
)


def scene(
    subject: Subject = PERSON, *, language: str = "zh", period: Period = PERIOD, kpis: tuple[Kpi, ...] = KPIS
) -> Scene:
    return Scene(subject=subject, period=period, kpis=kpis, wording=Wording(language))


def known(value: object) -> Measured:
    return Measured(missing=Missing.NO_DATA) if value is None else Measured(Decimal(str(value)))


def comparison(period: Period, actual: object, prior: object, *, percent: bool = False) -> Comparison:
    if prior is None or actual is None:
        gone = Measured(missing=Missing.NO_PRIOR)
        return Comparison(
            period=period.slug, start=period.start, end=period.end, value=gone, change=gone, rate=gone
        )
    before = Decimal(str(prior))
    change = Decimal(str(actual)) - before
    rate = Measured(missing=Missing.PRIOR_ZERO) if not before else Measured(change / abs(before))
    return Comparison(
        period=period.slug,
        start=period.start,
        end=period.end,
        value=Measured(before),
        change=Measured(change),
        rate=Measured(missing=Missing.IN_POINTS) if percent else rate,
    )


def fact(of: Kpi, actual: object, target: object = None, year_ago: object = None, **more: object) -> Fact:
    attained = Measured(missing=Missing.NO_TARGET)
    if target == 0:
        attained = Measured(missing=Missing.TARGET_ZERO)
    elif actual is None:
        attained = Measured(missing=Missing.NO_DATA)
    elif target is not None:
        attained = Measured(Decimal(str(actual)) / Decimal(str(target)))
    values = {
        "subject": PERSON,
        "period": PERIOD.slug,
        "kpi_id": of.kpi_id,
        "actual": known(actual),
        "target": Measured(missing=Missing.NO_TARGET) if target is None else known(target),
        "attainment": attained,
        "prior": comparison(PERIOD.previous, actual, None),
        "prior_year": comparison(PERIOD.year_before, actual, year_ago, percent=of.is_percent),
        "status": _status(of, attained),
        "complete": True,
        "through": date(2025, 6, 30),
        "time_progress": Decimal(1),
        "target_rule": TargetRule.EXACT,
        "rule": "",
        **more,
    }
    return Fact(**values)  # type: ignore[arg-type]


def _status(of: Kpi, attained: Measured) -> Status:
    if attained.value is None:
        return Status.NONE
    reached = attained.value if of.better is Better.HIGHER else 2 - attained.value
    return Status.GOOD if reached >= 1 else Status.WATCH if reached >= Decimal("0.9") else Status.BAD


def person_facts() -> tuple[Fact, ...]:
    figures = (
        (14620, 12003, 13367),
        (15210.4, 15000, 13980),
        (1830.5, 2600, 2011),
        (8950, 9200, 8102.5),
        (42300, 41000, 40110),
        (0.0121, 0.0125, 0.0133),
        (486.2, 350, 402),
        (212.35, 98, 121.9),
        (1260, None, 905),
        (23, 25, 19),
        (118, 120, 97),
        (2, 0, 1),
    )
    return tuple(fact(of, *values) for of, values in zip(KPIS, figures, strict=True))


_KEPT = ("deposit_avg", "deposit_new", "npl_ratio", "intl", "complaints")


def history(terms: int) -> History:
    """So many half-years; the last but one was corrected, and in the first there was one KPI less."""
    period, made = PERIOD, list[Term]()
    for back in range(terms):
        known_then = [fact for fact in person_facts() if fact.kpi_id in _KEPT[: 5 if back < terms - 1 else 4]]
        facts = tuple(_faded(fact, back) for fact in known_then)
        before = (replace(facts[0], actual=known(1)), *facts[1:]) if back == 1 else ()
        made.insert(0, _term(period, facts, before))
        period = period.previous
    return History(terms=tuple(made))


def history_with_a_gap() -> History:
    """Three half-years, of whose middle one nothing is sealed."""
    first, _, last = history(3).terms
    return History(terms=(first, last))


def _faded(fact: Fact, back: int) -> Fact:
    """The fact as it might have been some periods earlier."""
    share = 1 - Decimal("0.06") * back * (1 if back % 2 else 2)
    value, attainment = fact.actual.value, fact.attainment.value
    return replace(
        fact,
        actual=fact.actual if value is None else Measured(value * share),
        attainment=fact.attainment if attainment is None else Measured(attainment * share),
        status=fact.status if share == 1 else Status.WATCH if share > Decimal("0.9") else Status.BAD,
    )


def _term(period: Period, facts: tuple[Fact, ...], before: tuple[Fact, ...]) -> Term:
    return Term(
        subject=PERSON,
        period=period,
        kpis=KPIS,
        seals=tuple(
            Seal(version=f"v{number}", by="李雷", time=f"{period.end.year}-07-15T09:00:00+08:00", facts=told)
            for number, told in enumerate(filter(None, (before, facts)), start=1)
        ),
    )


def course(of: Kpi = KPIS[0], actuals: tuple[object, ...] | None = None, *, months: int = 13) -> Course:
    base = (1012, 1035.2, 998, 1120, 1090.5, 1150, 1244, 1180, 1215, 1302, 1340, 1298.4, 1462)
    actuals = base if actuals is None else actuals
    slugs = [month.slug for month in PERIOD.trailing_months(months)]
    return Course(
        kpi_id=of.kpi_id,
        points=tuple(
            Point(
                month=slug,
                actual=known(actual),
                target=known(1000 + 20 * place),
                prior_year=known(900 + 15 * place + (40 if place % 3 else -30)),
            )
            for place, (slug, actual) in enumerate(zip(slugs, actuals, strict=True))
        ),
    )


NAMES = ("林晓岚", "王建国", "欧阳文渊", "陈思远", "赵敏", "刘一鸣", "孙㛃", "周子涵", "吴桐", "郑海涛")


def member_facts(count: int = 6, kpis: tuple[Kpi, ...] = KPIS) -> tuple[Fact, ...]:
    made = []
    for place in range(count):
        name = NAMES[place % len(NAMES)] + ("" if place < len(NAMES) else str(place))
        subject = Subject(kind=SubjectKind.MANAGER, id=f"m{place:03}", name=name)
        for column, (of, base) in enumerate(zip(kpis, person_facts(), strict=False)):
            factor = Decimal(str(0.62 + 0.11 * ((place * 5 + column * 3) % 9)))
            if base.actual.value is None:
                continue
            target = base.target.value
            prior = base.prior_year.value.value
            made.append(fact(of, base.actual.value * factor, target, prior, subject=subject))
    return tuple(made)


def contributions(facts: tuple[Fact, ...], of: Kpi = KPIS[0]) -> tuple[Contribution, ...]:
    """What members add who were all there all the time: their own figures of one KPI."""
    return tuple(
        Contribution(subject=each.subject, actual=each.actual, target=each.target)
        for each in facts
        if each.kpi_id == of.kpi_id
    )


CUSTOMERS = (
    "江海重工集团有限公司",
    "滨江城市建设投资发展有限责任公司",
    "远航国际物流股份有限公司",
    "新禾农业科技有限公司",
    "恒泰纺织印染有限公司",
    "瑞康医药连锁有限公司",
    "明德教育投资集团",
    "长风新能源科技股份有限公司",
    "金桥五金制品厂",
    "云帆软件有限公司",
    "盛世广告传媒有限公司",
    "百川水务有限公司",
    "众合贸易有限公司",
)


def concentration(values: tuple[object, ...] | None = None, unassigned: object = 35) -> Concentration:
    values = values or (2110, 1460.5, 980, 620, 455, 390, 284, 201, 166, 90, 72, 51, 20)
    amounts = [Decimal(str(value)) for value in values]
    total = sum(amounts, Decimal(str(unassigned)))
    shares, running = [], Decimal(0)
    for place, amount in enumerate(amounts):
        running += amount
        shares.append(
            Share(
                customer_id=f"c{place}",
                name=CUSTOMERS[place % len(CUSTOMERS)],
                value=amount,
                share=Measured(amount / total),
                cumulative=Measured(running / total),
            )
        )
    return Concentration(
        kpi_id="loan_out",
        customers=len(shares),
        shares=tuple(shares),
        top_fifth=shares[-(-len(shares) // 5) - 1].cumulative,
        unassigned=Decimal(str(unassigned)),
    )


def visits(count: int = 46) -> tuple[Visit, ...]:
    purposes = ("贷后检查", "产品营销", "客户维护", "需求调研", "新客户拓展", None)
    made = []
    for place in range(count):
        day = date(2025, 1 + (place * 7) % 6, 1 + (place * 5) % 27)
        opinion = "希望缩短审批时间" if place % 3 == 0 else None
        made.append(
            Visit(
                visit_id=f"v{place}",
                date=day,
                manager_id="m001",
                customer_id=f"c{(place * place) % 17}",
                purpose=purposes[(place * place) % 6],
                handler=("科技信息部", "运营管理部", "授信审批部", None)[place % 4] if opinion else None,
                opinion=opinion,
                due=date(2025, 6, 1) if opinion else None,
                closed_on=date(2025, 5, 20) if opinion and place % 2 else None,
            )
        )
    return tuple(made)
