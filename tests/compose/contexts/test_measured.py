"""Measured: what stands in a cell, or the word that says why there is nothing, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.contexts import measured
from tallybook.domain.facts import Concentration, Course, Measured, Missing, Point, Reconciliation, Share
from tallybook.domain.records import Better
from tests.compose.making import AMOUNTS, BAD, EN, LOANS, RATE, ZH, Figure, fact, kpi

NONE = Missing.NO_PRIOR


@pytest.mark.parametrize(
    ("actual", "target", "label", "chinese", "status"),
    [
        (100, Missing.NO_TARGET, "no plan", "无计划", "none"),
        (100, 0, "plan is 0", "计划为 0", "none"),
        (100, -5, "plan is negative", "计划为负", "none"),
        (Missing.NO_DATA, 100, "no data", "无数据", "none"),
        (100, 100, "100.0%", "100.0%", "good"),
        ("99.99", 100, "100.0%", "100.0%", "watch"),
        (90, 100, "90.0%", "90.0%", "watch"),
        ("89.99", 100, "90.0%", "90.0%", "bad"),
        (-10, 100, "−10.0%", "−10.0%", "bad"),
    ],
)
def test_an_attainment_or_why_there_is_none(
    actual: Figure, target: Figure, label: str, chinese: str, status: str
) -> None:
    found = fact(LOANS, actual, target)
    shown = measured.attainment(found, EN)
    assert (shown["label"], shown["status"]) == (label, status)
    assert (shown["fraction"] is None) == (found.attainment.value is None)
    assert measured.attainment(found, ZH)["label"] == chinese


@pytest.mark.parametrize(
    ("year", "label", "chinese", "status"),
    [
        (NONE, "no prior value", "无对比值", None),
        (0, "prior value is 0", "对比值为 0", None),
        (80, "+25.0%", "+25.0%", "good"),
        (200, "−50.0%", "−50.0%", "bad"),
        (-50, "+300.0%", "+300.0%", "good"),
        (100, "0.0%", "0.0%", "none"),
    ],
)
def test_a_change_or_why_there_is_none(year: Figure, label: str, chinese: str, status: str | None) -> None:
    found = fact(LOANS, 100, year=year)
    assert measured.kpi_row(found, LOANS, EN)["yoy"] == {"status": status, "label": label}
    assert measured.kpi_row(found, LOANS, ZH)["yoy"]["label"] == chinese


def test_percentages_differ_by_points_that_are_judged_by_which_way_is_good() -> None:
    row = measured.kpi_row(fact(RATE, "0.0150", year="0.0123", before="0.02"), RATE, EN)
    assert row["yoy"] == {"status": "bad", "label": "+0.27 pp"}
    assert row["pop"] == {"status": "good", "label": "−0.50 pp"}


@given(AMOUNTS, st.sampled_from(list(Better)))
def test_more_and_less_are_never_judged_alike(change: Decimal, better: Better) -> None:
    of = kpi(better=better)
    both = {measured.judged(change, of), measured.judged(-change, of)}
    assert both == ({"none"} if change == 0 else {"good", "bad"})


def test_a_trend_is_of_twelve_months_with_gaps() -> None:
    value, gap = Measured(Decimal("1.5")), Measured(missing=Missing.NO_DATA)
    points = tuple(
        Point(month=f"m{n}", actual=gap if n == 14 else value, target=gap, prior_year=gap) for n in range(15)
    )
    found = measured.trend(Course(kpi_id="loans", points=points))
    assert found == ["1.500000"] * 11 + ["-"]
    assert measured.trend(None) == []


def test_a_card_says_how_far_from_plan_and_last_year() -> None:
    card = measured.card(fact(LOANS, 90, 100, year=80), LOANS, EN, None)
    assert (card["label"], card["value"], card["status"]) == ("Loans", "90.00 万元", "watch")
    assert card["details"] == [
        {"label": "90.0% of plan", "delta": {"status": "bad", "label": "−10.00"}},
        {"label": "ΔPY", "delta": {"status": "good", "label": "+12.5%"}},
    ]


@pytest.mark.parametrize(
    ("found", "value", "details"),
    [
        (fact(LOANS, 90), "90.00 万元", ["no plan"]),
        (fact(LOANS, 90, 0, year=0), "90.00 万元", ["plan is 0"]),
        (fact(LOANS, Missing.NO_DATA, 100, year=80), "no data", []),
    ],
)
def test_a_card_leaves_out_what_there_is_not(found: object, value: str, details: list[str]) -> None:
    card = measured.card(found, LOANS, EN, None)
    assert (card["value"], card["details"]) == (value, details)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_reconciliation_says_yes_only_where_the_parts_make_the_whole(
    members: Decimal, unassigned: Decimal, total: Decimal
) -> None:
    line = Reconciliation(kpi_id="loans", members=members, unassigned=unassigned, total=total)
    (row,) = measured.reconciliation([line], {"loans": LOANS}, EN)
    assert (row["difference"] is None) is (members + unassigned == total)


def test_only_the_largest_customers_are_listed() -> None:
    figure = Measured(Decimal("0.1"))
    shares = tuple(
        Share(customer_id=f"k{n}", name=f"n{n}", value=Decimal(10 - n), share=figure, cumulative=figure)
        for n in range(9)
    )
    found = Concentration(kpi_id="loans", customers=9, shares=shares, top_fifth=figure, unassigned=Decimal(0))
    shown = measured.concentration(found, {"loans": LOANS}, EN)
    assert shown is not None
    assert [row["name"] for row in shown["rows"]] == ["n0", "n1", "n2", "n3", "n4"]
    assert (shown["customers"], shown["top_fifth"], shown["unassigned"]) == (9, "10.0%", None)
    assert measured.concentration(None, {}, EN) is None


def test_an_audit_row_tells_place_and_rules_or_dashes() -> None:
    row = measured.audit_row(fact(BAD, 3, 2), BAD, EN)
    assert (row["rank"], row["standing"], row["through"]) == ("–", "–", "30 Jun 2025")
    assert (row["how"], row["plan"]) == ("last value in the period", "plan of the period itself")
    assert measured.audit_row(fact(BAD, 3, 2).ranked(1, 4), BAD, EN)["rank"] == "1/4"
