"""Findings: at most five true sentences, the leading KPI first, in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.findings import Page, findings
from tallybook.domain.facts import Fact, Missing, Reconciliation
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.results import Results
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Member, Promise, Verdict
from tallybook.settings import Findings
from tallybook.wording import Wording
from tests.compose.making import ANN, BAD, EN, HOUSE, LOANS, RATE, ZH, Figure, fact, kpi
from tests.compose.test_verdicts import promised

STOCK = kpi("stock", aggregate=Aggregate.LAST)
SETTINGS = Findings()
KPIS = (LOANS, BAD, RATE, STOCK)


def slice_of(kpis: Sequence[Kpi] = KPIS, lead: str = "loans") -> Slice:
    return Slice(
        subject=ANN, period=Period.parse("2025-H1"), house=replace(HOUSE, lead_kpi=lead), path=(), members=(),
        kpis=tuple(kpis), units=(), managers=(), actuals=(), targets=(), customers=(), visits=(), problems=(),
        commitments=(), coverage=(), scales=(),
    )  # fmt: skip


def told(
    *facts: Fact,
    lead: str = "loans",
    promises: Sequence[Promise] = (),
    members: Sequence[Member] = (),
    reconciliation: Sequence[Reconciliation] = (),
    wording: Wording = EN,
    settings: Findings = SETTINGS,
) -> list[str]:
    results = Results(subject=ANN, period="2025-H1", facts=facts, reconciliation=tuple(reconciliation))
    page = Page(
        slice=slice_of(lead=lead),
        results=results,
        wording=wording,
        settings=settings,
        promises=promises,
        members=members,
    )
    return [wording.message(finding.sentence) for finding in findings(page)]


def member(number: int, score: str | None, kind: SubjectKind = SubjectKind.MANAGER) -> Member:
    return Member(
        subject=Subject(kind=kind, id=f"m{number}", name=f"M{number}"),
        rank=None if score is None else 1,
        score=None if score is None else Decimal(score),
        facts=(),
        failed=score is None,
        handed_in=True,
    )


def kept(*said: Verdict) -> list[Promise]:
    return [Promise(commitment=promised(), verdict=verdict) for verdict in said]


@pytest.mark.parametrize(
    ("target", "english", "chinese"),
    [
        (Missing.NO_TARGET, "Loans: 100.00 万元; no plan.", "Loans100.00万元；无计划。"),
        (0, "Loans: 100.00 万元; plan is 0.", "Loans100.00万元；计划为 0。"),
        (-5, "Loans: 100.00 万元; plan is negative.", "Loans100.00万元；计划为负。"),
        (80, "Loans: 100.00 万元, 125.0% of plan.", "Loans100.00万元，完成计划的 125.0%。"),
    ],
)
def test_the_leading_kpi_is_told_with_its_plan_or_why_there_is_none(
    target: Figure, english: str, chinese: str
) -> None:
    assert told(fact(LOANS, 100, target))[0] == english
    assert told(fact(LOANS, 100, target), wording=ZH)[0] == chinese


@pytest.mark.parametrize(
    ("actual", "english", "chinese"),
    [
        ("60", "10.0 points more than the time that has passed.", "领先时序进度 10.0 个百分点。"),
        ("40", "10.0 points less than the time that has passed.", "落后时序进度 10.0 个百分点。"),
        ("50", "in step with the time that has passed.", "与时序进度持平。"),
        ("50.04", "in step with the time that has passed.", "与时序进度持平。"),
        ("49.96", "in step with the time that has passed.", "与时序进度持平。"),
        ("50.06", "0.1 points more than the time that has passed.", "领先时序进度 0.1 个百分点。"),
    ],
)
def test_a_sum_is_measured_against_the_time_that_has_passed(actual: str, english: str, chinese: str) -> None:
    halfway = fact(LOANS, actual, 100, progress="0.5")
    assert told(halfway)[0].endswith(english)
    assert told(halfway, wording=ZH)[0].endswith(chinese)
    assert " 0.0 points" not in told(halfway)[0]


def test_what_is_no_sum_or_is_over_is_not_measured_against_time() -> None:
    assert told(fact(STOCK, 60, 100, progress="0.5"), lead="stock")[0] == "Stock: 60.00 万元, 60.0% of plan."
    assert told(fact(LOANS, 60, 100))[0] == "Loans: 60.00 万元, 60.0% of plan."


def test_without_data_it_says_so_and_nothing_else_of_the_leading_kpi() -> None:
    assert told(fact(LOANS, Missing.NO_DATA, 100, year=5)) == ["Loans: no data for this period."]


@pytest.mark.parametrize(
    ("year", "english", "chinese"),
    [
        (Missing.NO_PRIOR, None, None),
        (
            80,
            "Loans: 20.00 万元 or 25.0% more than a year ago.",
            "Loans比去年同期增加20.00万元，增长 25.0%。",
        ),
        (
            200,
            "Loans: 100.00 万元 or 50.0% less than a year ago.",
            "Loans比去年同期减少100.00万元，下降 50.0%。",
        ),
        (0, "Loans: 100.00 万元 more than a year ago.", "Loans比去年同期增加100.00万元。"),
        (
            -50,
            "Loans: 150.00 万元 or 300.0% more than a year ago.",
            "Loans比去年同期增加150.00万元，增长 300.0%。",
        ),
        (100, "Loans: the same as a year ago.", "Loans与去年同期持平。"),
        ("100.004", "Loans: the same as a year ago.", "Loans与去年同期持平。"),
    ],
)
def test_the_change_on_last_year(year: Figure, english: str | None, chinese: str | None) -> None:
    found = fact(LOANS, 100, year=year)
    assert told(found)[1:] == ([english] if english else [])
    assert told(found, wording=ZH)[1:] == ([chinese] if chinese else [])


def test_percentages_differ_by_points_and_have_no_rate() -> None:
    found = told(fact(RATE, "0.0150", year="0.0123"), lead="rate")
    assert found[1] == "Rate: 0.27 pp more than a year ago."
    assert told(fact(RATE, "0.0150", year="0.0123"), lead="rate", wording=ZH)[1] == (
        "Rate比去年同期增加0.27 个百分点。"
    )


@given(st.decimals(-10, 10, places=4), st.decimals(-10, 10, places=4))
def test_no_sentence_says_that_something_changed_by_nothing(actual: Decimal, year: Decimal) -> None:
    for of in (LOANS, RATE):
        (sentence,) = told(fact(of, actual, year=year), lead=of.kpi_id)[1:]
        assert (" is 0.00" in sentence) is False
        shown = EN.rounded((actual - year) * (100 if of.is_percent else 1), 2)
        assert ("more" in sentence, "less" in sentence) == (shown > 0, shown < 0)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ([fact(LOANS, 1)], None),
        ([fact(LOANS, 100, 100)], "KPIs on target: 1 of 1 with a plan."),
        ([fact(LOANS, 90, 100), fact(BAD, 50, 100)], "KPIs on target: 1 of 2 with a plan."),
        ([fact(LOANS, 120, 100), fact(STOCK, 120, 100)], "KPIs on target: 2 of 2 with a plan."),
        (
            [fact(LOANS, 90, 100), fact(STOCK, 120, 100), fact(BAD, 500, 100)],
            "KPIs on target: 1 of 3 with a plan; the highest attainment is that of Stock (120.0%), the lowest that of Loans (90.0%).",
        ),
    ],
)
def test_how_many_are_on_target_and_which_of_those_where_more_is_better(
    facts: list[Fact], sentence: str | None
) -> None:
    assert [one for one in told(*facts) if "on target" in one] == ([sentence] if sentence else [])


def test_members_are_told_by_score() -> None:
    unit = SubjectKind.UNIT
    members = [member(1, None), member(2, "0.8"), member(3, "1.2", unit), member(4, "0.7", unit)]
    (sentence,) = [one for one in told(fact(), members=members) if "leads" in one]
    assert sentence == "Of 3 members, M3 leads with a score of 120.0%; M4 comes last with 70.0%."


@pytest.mark.parametrize("scores", [[], [None], ["0.9"], ["0.9", "0.90"], ["0.9", None]])
def test_nobody_leads_where_there_is_no_first_and_last(scores: list[str | None]) -> None:
    members = [member(number, score) for number, score in enumerate(scores)]
    assert not any("leads" in one for one in told(fact(), members=members))


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        ([Verdict.KEPT, Verdict.BROKEN], "Last period's promises (2): 1 kept, 1 not kept."),
        (
            [Verdict.UNANSWERED, Verdict.KEPT, Verdict.PARTLY, Verdict.KEPT, Verdict.DROPPED],
            "Last period's promises (5): 2 kept, 1 partly kept, 1 dropped, 1 not answered.",
        ),
    ],
)
def test_promises_are_counted(verdicts: list[Verdict], sentence: str) -> None:
    assert told(fact(), promises=kept(*verdicts))[-1] == sentence


def everything(**more: object) -> dict[str, object]:
    return {
        "members": [member(1, "0.9"), member(2, "0.8")],
        "promises": kept(Verdict.KEPT),
        "reconciliation": [
            Reconciliation(kpi_id="loans", members=Decimal(1), unassigned=Decimal(0), total=Decimal(2)),
            Reconciliation(kpi_id="bad", members=Decimal(2), unassigned=Decimal(0), total=Decimal(2)),
        ],
        **more,
    }


def test_never_more_than_five_and_what_weakens_the_rest_comes_before_it() -> None:
    incomplete = fact(LOANS, 60, 100, year=50, progress="0.5", through=date(2025, 3, 31))
    found = told(incomplete, **everything())
    assert len(found) == 5
    assert [one.split()[0] for one in found] == ["Loans:", "The", "The", "KPIs", "Loans:"]
    assert found[1] == "The data end on 31 Mar 2025, when 49.7% of the period had passed."
    assert found[2] == "The members' figures do not add up to the unit's in Loans."


@given(st.permutations([fact(LOANS, 60, 100, year=50), fact(BAD, 1, 2), fact(STOCK, 3, 2)]))
def test_the_order_of_facts_does_not_change_the_order_of_sentences(facts: list[Fact]) -> None:
    assert told(*facts) == told(fact(LOANS, 60, 100, year=50), fact(BAD, 1, 2), fact(STOCK, 3, 2))


def test_without_the_leading_kpi_the_rest_is_told() -> None:
    assert told(fact(BAD, 1, 2)) == ["KPIs on target: 1 of 1 with a plan."]
