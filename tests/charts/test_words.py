"""What charts say: the message drawn from the data, the title, and what it is to someone who cannot see it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tallybook import charts
from tallybook.charts import phrases
from tallybook.charts.sheet import Sheet
from tallybook.domain.facts import Fact, Measured, Missing, Status
from tallybook.domain.history import History, Term
from tests.charts import cases, samples
from tests.charts.cases import DEPOSIT, LOANS, NPL, PERSON, UNIT


def _message(name: str) -> str:
    return cases.CASES[name]().message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("course", "对公存款日均余额 at 121.8% of plan, 21.8 points above it, +9.4% year on year"),
        ("course-less-is-better", "不良贷款率 1.21%, 96.8% of plan (less is better), −0.12 pp year on year"),
        ("attainment", "5 of 10 KPIs on target, off target: 存款净增额, 逾期贷款余额"),
        (
            "concentration",
            "The 3 largest of 13 customers bring 65.6% of 对公贷款投放, 江海重工集团有限公司 alone 30.4%",
        ),
        ("visits", "46 visits to 9 customers, opinions: 16, 8 still open"),
        ("visits-without-opinions", "46 visits to 9 customers"),
        ("ranking", "对公存款日均余额: 刘一鸣 leads with 169.3%, 林晓岚 is last with 75.5%"),
        ("spread", "Members lie furthest apart in 中间业务收入: from 134.3% (陈思远) to 325.0% (王建国)"),
        ("gap", "对公存款日均余额 +16,441 万元 against plan, most of it by 刘一鸣 with +8,319 万元"),
        ("gap-falling", "对公存款日均余额 −12,018 万元 against plan, most of it by 林晓岚 with −2,939 万元"),
        (
            "bridge",
            "对公存款日均余额, first half of 2025: +1,371.5 万元 against plan, to which May added the most with +895.0 万元",
        ),
        (
            "bridge-less-is-better",
            "逾期贷款余额, first half of 2025: −114.5 万元 against plan, to which Mar–Apr added the most with −75.0 万元",
        ),
        ("bridge-even", "对公存款日均余额, first half of 2025: 0.00 万元 against plan"),
    ],
)
def test_messages_are_drawn_from_the_data(name: str, message: str) -> None:
    assert _message(name) == message


@pytest.mark.parametrize("name", cases.CASES)
def test_titles_say_who_and_when_and_which_scenarios(name: str) -> None:
    figure = cases.CASES[name]()
    assert figure.title.startswith(("林晓岚: ", "滨江支行: "))
    assert "2025" in figure.title
    assert "actual (AC)" in figure.title


@pytest.mark.parametrize("name", cases.CASES)
def test_alt_texts_begin_with_the_message_and_go_on_with_numbers(name: str) -> None:
    figure = cases.CASES[name]()
    assert figure.alt.startswith(figure.message)
    assert len(figure.alt) > len(figure.message)


def test_alt_text_of_a_course_names_the_highest_and_the_latest_month() -> None:
    alt = cases.CASES["course"]().alt
    assert (
        "highest 1,462 万元 in June 2025, lowest 998 万元 in August 2024, latest 1,462 万元 in June 2025"
        in alt
    )


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (
            samples.fact(LOANS, 50, 100, time_progress=Decimal("0.624")),
            "对公贷款投放 at 50.0% of plan, 12.4 points behind schedule",
        ),
        (samples.fact(LOANS, 100, 100), "对公贷款投放 at 100.0% of plan"),
        (
            samples.fact(LOANS, 50, 100, time_progress=Decimal("0.5")),
            "对公贷款投放 at 50.0% of plan, exactly on schedule",
        ),
        (
            samples.fact(LOANS, 60, 100, time_progress=Decimal("0.5")),
            "对公贷款投放 at 60.0% of plan, 10.0 points ahead of schedule",
        ),
        (
            samples.fact(DEPOSIT, 90, 100, time_progress=Decimal("0.5")),
            "对公存款日均余额 at 90.0% of plan, 10.0 points below it",
        ),
        (
            samples.fact(DEPOSIT, 110, 100, time_progress=Decimal("0.5")),
            "对公存款日均余额 at 110.0% of plan, 10.0 points above it",
        ),
        (samples.fact(DEPOSIT, 100, 100, time_progress=Decimal("0.5")), "对公存款日均余额 at 100.0% of plan"),
        (samples.fact(DEPOSIT, 90, 100), "对公存款日均余额 at 90.0% of plan, 10.0 points below it"),
        (samples.fact(LOANS, 50), "对公贷款投放 50.00 万元 (no plan)"),
        (samples.fact(LOANS, 50, 0), "对公贷款投放 50.00 万元 (plan is 0)"),
        (samples.fact(LOANS, None, 100), "对公贷款投放: no data"),
        (samples.fact(LOANS, 110, 100, 0), "对公贷款投放 at 110.0% of plan, 10.0 points above it"),
    ],
)
def test_sentences_about_one_result(fact: Fact, sentence: str) -> None:
    assert phrases.attained(PERSON, fact) == sentence


def test_a_lead_that_rounds_to_nothing_is_none() -> None:
    barely = replace(samples.fact(LOANS, 100, 100), attainment=Measured(Decimal("1.0004")))
    assert phrases.attained(PERSON, barely).endswith("at 100.0% of plan")


def test_no_plan_at_all_is_said() -> None:
    facts = (samples.fact(DEPOSIT, 5), samples.fact(NPL, 1))
    assert charts.attainment(PERSON, facts).message == "None of 2 KPIs has a plan to be judged by"


def test_a_gap_is_not_explained_for_ratios_or_without_a_plan() -> None:
    assert charts.explains(samples.fact(LOANS, 5, 6), LOANS)
    assert not charts.explains(samples.fact(LOANS, 5), LOANS)
    assert not charts.explains(samples.fact(NPL, 1, 2), NPL)


def test_crumbs_of_division_are_not_a_part_of_the_gap() -> None:
    third = Decimal(1) / 3
    members = tuple(
        replace(fact, actual=Measured(third), target=Measured(Decimal(0)))
        for fact in samples.member_facts(3, samples.KPIS[:1])
    )
    added = samples.contributions(members)
    figure = charts.gap(UNIT, samples.fact(DEPOSIT, Decimal(1), Decimal("0.0")), added)
    assert "Not by members" not in figure.alt


def test_who_was_there_for_part_of_the_time_is_marked_in_the_gap() -> None:
    alt = cases.CASES["gap-of-one-who-left"]().alt
    assert "林晓岚* " in alt
    assert alt.endswith(". * Here for part of the time only; counts by the days.")
    assert "*" not in cases.CASES["gap"]().alt


def test_what_members_do_not_explain_is_shown() -> None:
    assert "Not by members +300 万元" in cases.CASES["gap"]().alt


def test_one_customer_alone_is_no_concentration() -> None:
    figure = charts.concentration(PERSON, samples.concentration((5,), 0))
    assert figure.message == "对公贷款投放 comes from one customer alone, 江海重工集团有限公司"


def test_visits_of_other_periods_are_left_out() -> None:
    earlier = tuple(replace(visit, date=visit.date.replace(year=2024)) for visit in samples.visits(5))
    assert charts.visits(PERSON, earlier).message == "No visits in this period"
    assert charts.visits(PERSON, (*earlier, *samples.visits(46))).message == _message("visits")


def test_opinions_closed_after_the_period_were_open_in_it() -> None:
    visits = tuple(
        replace(visit, closed_on=visit.date.replace(month=7, day=2))
        for visit in samples.visits()
        if visit.opinion
    )
    assert charts.visits(PERSON, visits).message.endswith("opinions: 16, 16 still open")


def _without(fact: Fact, *, data: bool) -> Fact:
    missing = Measured(missing=Missing.NO_TARGET)
    there = replace(fact, target=missing, attainment=missing, status=Status.NONE)
    return replace(there, actual=Measured(missing=Missing.NO_DATA)) if data else there


def test_missing_data_and_missing_plans_are_told_apart() -> None:
    planless = tuple(_without(fact, data=False) for fact in samples.person_facts())
    count = len(planless)
    assert charts.attainment(PERSON, planless).message == f"None of {count} KPIs has a plan to be judged by"
    empty = tuple(_without(fact, data=True) for fact in planless)
    assert charts.attainment(PERSON, empty).message == f"No data for any of {count} KPIs"
    waiting = tuple(replace(fact, target=samples.known(5)) for fact in empty)
    assert charts.attainment(PERSON, waiting).message == f"No data for any of {count} KPIs"
    some = (*planless[:-1], replace(waiting[0], kpi_id=planless[-1].kpi_id))
    assert charts.attainment(PERSON, some).message == f"None of {count} KPIs can be judged; without data: 1"
    zero = tuple(replace(fact, target=samples.known(0)) for fact in planless)
    assert charts.attainment(PERSON, zero).message == f"None of {count} KPIs can be judged against its plan"


def test_charts_without_any_plan_do_not_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    planless = tuple(_without(fact, data=False) for fact in samples.person_facts())
    members = tuple(_without(fact, data=False) for fact in samples.member_facts(3))
    course = samples.course()
    points = tuple(replace(point, target=samples.known(None)) for point in course.points)
    written: list[str] = []
    monkeypatch.setattr(Sheet, "text", lambda _, __, text, *___: written.append(text))
    figures = (
        charts.attainment(PERSON, planless),
        charts.ranking(UNIT, members, kpi=DEPOSIT),
        charts.course(PERSON, replace(course, points=points), fact=planless[0]),
    )
    assert [text for text in written if "PL" in text or "Plan =" in text] == []
    assert [figure.title for figure in figures if "PL" in figure.title or "plan" in figure.title] == []
    charts.attainment(PERSON, samples.person_facts())
    assert {"PL plan", "Plan = 100%"} <= set(written)


@pytest.mark.parametrize(
    ("gone", "scenarios"),
    [(("prior_year",), "actual (AC), plan (PL)"), (("prior_year", "target"), "actual (AC)")],
)
def test_a_course_names_the_scenarios_that_it_draws(
    gone: tuple[str, ...], scenarios: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    put = Sheet.text
    monkeypatch.setattr(Sheet, "text", lambda *args: (drawn.append(args[2]), put(*args)))
    course, nothing = samples.course(), Measured(missing=Missing.NO_DATA)
    bare = tuple(replace(point, **dict.fromkeys(gone, nothing)) for point in course.points)
    figure = charts.course(PERSON, replace(course, points=bare), fact=samples.person_facts()[0])
    assert figure.title.endswith(f", {scenarios}")
    assert ("PL plan" in drawn, "PY previous year" in drawn) == ("target" not in gone, False)


def test_a_history_says_of_each_period_how_much_of_the_plan_or_that_there_was_none() -> None:
    told = samples.history(3)
    first, second, last = told.terms
    newest = last.seals[-1].facts[0]
    kpi = next(kpi for kpi in last.kpis if kpi.kpi_id == newest.kpi_id)
    unplanned = replace(newest, attainment=Measured(missing=Missing.NO_TARGET))
    unknown = replace(unplanned, actual=Measured(missing=Missing.NO_DATA))
    terms = (_with(first, unknown), _with(second, unplanned), last)
    said = charts.history(PERSON, History(terms=terms)).alt
    value = phrases.value(PERSON, newest)
    beginning = f"{kpi.name}: no data in first half of 2024, {value} (no plan) in second half of 2024, "
    assert beginning in said
    assert "of plan in first half of 2025" in said


def _with(term: Term, fact: Fact) -> Term:
    """The term with one fact in the place of that of its KPI."""
    *older, newest = term.seals
    facts = tuple(fact if one.kpi_id == fact.kpi_id else one for one in newest.facts)
    return replace(term, seals=(*older, replace(newest, facts=facts)))
