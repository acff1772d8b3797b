"""Remarks: everything incomplete, repaired or contradictory is said, and nothing where all is well."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tallybook.compose import remarks, verdicts
from tallybook.domain.facts import Fact, Measured, Missing, PlanDays, Reconciliation, TargetRule
from tallybook.domain.period import Period
from tallybook.domain.records import Fulfilment, Note
from tallybook.domain.results import Results
from tallybook.domain.summary import Promise
from tallybook.domain.tallying import FactKind
from tallybook.tally.knowing import known
from tallybook.wording import Wording
from tests.compose.making import ANN, BAD, EN, LOANS, RATE, ZH, fact
from tests.compose.test_findings import slice_of
from tests.compose.test_verdicts import KPIS, promised


def said(
    *facts: Fact,
    note: Note | None = None,
    promises: Sequence[Promise] = (),
    reconciliation: Sequence[Reconciliation] = (),
    wording: Wording = EN,
) -> list[str]:
    results = Results(subject=ANN, period="2025-H1", facts=facts, reconciliation=tuple(reconciliation))
    found = remarks.remarks(slice_of(), results, note=note, promises=promises, wording=wording)
    return [wording.message(remark) for remark in found]


def test_a_plan_of_other_days_is_said_with_what_was_reached_in_them() -> None:
    days = PlanDays(start=date(2024, 10, 26), end=date(2025, 4, 25), actual=Measured(Decimal(150)))
    found = replace(fact(LOANS, 300, 272), plan_days=days)
    text = "The plan of Loans is for 26 Oct 2024 to 25 Apr 2025; 150.00 was reached in these days"
    assert [one for one in said(found) if one.startswith(text)]
    assert "其间完成150.00" in " ".join(said(found, wording=ZH))
    gaps = [one.value for one in known([found], {"loans": LOANS}) if one.kind is FactKind.GAP]
    assert gaps == [150 - 272]


def note(**parts: str) -> Note:
    return Note(manager_id="a", period=Period.parse("2025-H1"), file="a.md", **parts)


def uncovered(found: Fact) -> Fact:
    return replace(
        found,
        prior=replace(found.prior, complete=False),
        prior_year=replace(found.prior_year, complete=False),
    )


def test_nothing_is_said_where_all_is_well() -> None:
    assert said(fact(LOANS, 100, 90, year=80, before=70), note=note(achievements="好")) == []


def test_data_that_end_early_are_told_together_by_day() -> None:
    early, late = date(2025, 5, 31), date(2025, 6, 15)
    facts = [
        fact(LOANS, progress="0.9", through=late),
        fact(BAD, progress="0.8", through=early),
        fact(RATE, "0.1", progress="0.9", through=late),
    ]
    first, second = said(*facts)
    assert first.startswith("The data of Bad end on 31 May 2025;")
    assert second.startswith("The data of Loans, Rate end on 15 Jun 2025;")
    assert said(*facts, wording=ZH)[1].startswith("Loans、Rate的数据截至2025年6月15日")


def test_no_data_and_plans_of_parts_are_said() -> None:
    assert said(fact(LOANS, Missing.NO_DATA, complete=False)) == [
        "There are no data in this period for Loans."
    ]
    partly = fact(LOANS, 1, 2, target_rule=TargetRule.PARTS_INCOMPLETE)
    assert said(partly) == ["The plan of Loans is put together from parts that do not fill the period."]


def test_earlier_data_with_gaps_are_said_only_where_they_are_used() -> None:
    assert len(said(uncovered(fact(LOANS, 1, year=1, before=1)))) == 2
    assert said(uncovered(fact(LOANS, 1))) == []


@pytest.mark.parametrize(
    ("year", "before", "english", "chinese"),
    [
        (
            -50,
            Missing.NO_PRIOR,
            "Last year's value of Loans was negative; the change is divided by it without its sign.",
            "Loans的去年同期值为负，增减率按其绝对值计算。",
        ),
        (
            Missing.NO_PRIOR,
            -50,
            "In the period before the value of Loans was negative; the change is divided by it without its sign.",
            "Loans的上期值为负，增减率按其绝对值计算。",
        ),
    ],
)
def test_a_rate_against_a_negative_value_says_how_it_was_found(
    year: object, before: object, english: str, chinese: str
) -> None:
    found = fact(LOANS, 10, year=year, before=before)
    assert said(found) == [english]
    assert said(found, wording=ZH) == [chinese]


def test_points_are_not_divided_so_a_negative_percentage_needs_no_remark() -> None:
    assert said(fact(RATE, "0.1", year="-0.2", before="-0.2")) == []


@pytest.mark.parametrize(("total", "shown"), [("12", "+2.00"), ("9.999", "−0.001"), ("10", None)])
def test_what_does_not_reconcile_is_said_however_small(total: str, shown: str | None) -> None:
    line = Reconciliation(kpi_id="loans", members=Decimal(7), unassigned=Decimal(3), total=Decimal(total))
    expected = [f"Loans: members and unassigned differ from the total by {shown}."] if shown else []
    assert said(fact(), reconciliation=[line]) == expected


def test_an_answer_that_the_figures_do_not_bear_out_is_said() -> None:
    promise = verdicts.promise(promised(said=Fulfilment.DONE), [fact(LOANS, 1)], KPIS)
    (remark,) = said(fact(), promises=[promise])
    assert remark == "“t”: the owner's answer and the figures disagree; the figures decide."
    agreed = verdicts.promise(promised(said=Fulfilment.DONE), [fact(LOANS, 100)], KPIS)
    assert said(fact(), promises=[agreed]) == []


def test_constructs_in_a_note_are_said_with_the_part_they_stand_in() -> None:
    (remark,) = said(fact(), note=note(problems="{{ 7*7 }}", next_steps="好"), wording=ZH)
    assert remark.startswith("存在问题：")
    assert "{{ 7*7 }}" in remark


def test_without_results_the_note_is_still_looked_at() -> None:
    found = remarks.remarks(slice_of(), None, note=note(problems="{{ x }}"), promises=(), wording=EN)
    assert len(list(found)) == 1


def test_figures_that_come_by_the_month_are_not_called_missing() -> None:
    text = "The data of Loans come by the month; there are no figures for a shorter period."
    monthly = replace(fact(LOANS, Missing.MONTHLY), through=date(2025, 6, 8), complete=True)
    assert said(monthly) == [text]
