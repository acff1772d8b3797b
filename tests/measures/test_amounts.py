"""How amounts become one figure: sums, stocks, means and ratios, of persons and of units."""

from decimal import Decimal

import pytest

from tallybook.domain.facts import Measured, Missing
from tallybook.domain.records import Actual, Manager, Tables
from tallybook.measures import facts, member_facts, reconciliation
from tests.measures.house import booked, cut, kpi, of, person, planned, tables

D = Decimal


def actual(found: Tables, subject_id: str, kpi_id: str, period: str = "2025-H1") -> Measured:
    return of(facts(cut(found, subject_id, period)), kpi_id).actual


def test_a_flow_is_summed_over_the_days_of_the_period() -> None:
    rows = [
        booked("m", day, value)
        for day, value in (("2024-12-31", 1), ("2025-01-01", "2.5"), ("2025-06-30", 4), ("2025-07-01", 8))
    ]
    assert actual(tables([person("m", "b1")], rows), "m", "sales") == Measured(D("6.5"))


def test_a_stock_is_the_last_balance_however_old() -> None:
    rows = [booked("m", "2024-11-30", 70, "deposits"), booked("m", "2025-07-31", 99, "deposits")]
    assert actual(tables([person("m", "b1")], rows), "m", "deposits") == Measured(D(70))


def test_balances_of_several_customers_on_one_day_are_one_balance() -> None:
    rows = [
        booked("m", "2025-05-31", 50, "deposits", customer_id="c1"),
        booked("m", "2025-06-30", 30, "deposits", customer_id="c1"),
        booked("m", "2025-06-30", 12, "deposits", customer_id="c2"),
    ]
    assert actual(tables([person("m", "b1")], rows), "m", "deposits") == Measured(D(42))


def test_a_mean_weighs_each_balance_by_the_days_it_stands() -> None:
    # 10 stands for 9 days of June, 40 for 21: (90 + 840) / 30.
    rows = [booked("m", "2025-06-01", 10, "balance"), booked("m", "2025-06-10", 40, "balance")]
    assert actual(tables([person("m", "b1")], rows), "m", "balance", "2025-06") == Measured(D(31))


def test_a_mean_carries_the_balance_of_the_month_before() -> None:
    # 10 from May stands until 15 June, 40 from the 16th: (150 + 600) / 30.
    rows = [booked("m", "2025-05-20", 10, "balance"), booked("m", "2025-06-16", 40, "balance")]
    assert actual(tables([person("m", "b1")], rows), "m", "balance", "2025-06") == Measured(D(25))


def test_daily_balances_give_the_plain_mean() -> None:
    rows = [booked("m", f"2025-06-{n:02}", n, "balance") for n in range(1, 31)]
    assert actual(tables([person("m", "b1")], rows), "m", "balance", "2025-06") == Measured(D("15.5"))


def test_a_persons_mean_is_over_the_days_that_have_a_balance() -> None:
    rows = [booked("m", "2025-06-21", 60, "balance"), booked("n", "2025-06-01", 1, "balance")]
    found = tables([person("m", "b1", "2025-06-21"), person("n", "b1")], rows)
    assert actual(found, "m", "balance", "2025-06") == Measured(D(60))
    # In the unit 60 stood on 10 of 30 days.
    assert actual(found, "b1", "balance", "2025-06") == Measured(D(21))


def test_a_ratio_is_sum_over_sum_and_never_the_mean_of_ratios() -> None:
    # 10 % of 100 and 50 % of 900: 460 / 1000, not 30 %.
    rows = [
        booked("m", "2025-02-01", 100), booked("m", "2025-02-01", 10, "costs"),
        booked("n", "2025-02-01", 900), booked("n", "2025-02-01", 450, "costs"),
    ]  # fmt: skip
    found = tables([person("m", "b1"), person("n", "b1")], rows)
    assert actual(found, "b1", "rate") == Measured(D("0.46"))
    assert actual(found, "m", "rate") == Measured(D("0.1"))


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([booked("m", "2025-02-01", 0), booked("m", "2025-02-01", 1, "costs")], Missing.DENOMINATOR_ZERO),
        ([booked("m", "2025-02-01", 1, "costs")], Missing.NO_DATA),
        ([booked("m", "2025-02-01", 1)], Missing.NO_DATA),
    ],
)
def test_a_ratio_without_both_parts_says_why(rows: list[Actual], missing: Missing) -> None:
    assert actual(tables([person("m", "b1")], rows), "m", "rate") == Measured(missing=missing)


def mover() -> list[Manager]:
    return [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01"), person("n", "b1")]


def test_the_flow_of_one_who_moved_counts_where_the_days_were_spent() -> None:
    rows = [booked("m", "2025-04-30", 5), booked("m", "2025-05-01", 7), booked("n", "2025-01-01", 1)]
    found = tables(mover(), rows)
    assert [actual(found, s, "sales").value for s in ("m", "b1", "b2", "h")] == [12, 6, 7, 13]


def test_the_balance_of_one_who_moved_goes_with_him() -> None:
    found = tables(
        mover(), [booked("m", "2025-03-31", 50, "deposits"), booked("n", "2025-03-31", 1, "deposits")]
    )
    assert [actual(found, s, "deposits").value for s in ("m", "b1", "b2", "h")] == [50, 1, 50, 51]


def test_the_mean_of_one_who_moved_counts_by_days() -> None:
    # 60 stands on all 181 days: 120 of them in b1, 61 in b2.
    found = tables(
        mover(), [booked("m", "2025-01-01", 181, "balance"), booked("n", "2025-01-01", 0, "balance")]
    )
    assert [actual(found, s, "balance").value for s in ("m", "b1", "b2", "h")] == [181, 120, 61, 181]


def test_an_amount_that_names_a_unit_counts_there_and_only_there() -> None:
    rows = [booked("n", "2025-02-01", 5, unit_id="b2"), booked("n", "2025-02-01", 3)]
    found = tables([person("n", "b1"), person("k", "b2")], rows)
    assert [actual(found, s, "sales").value for s in ("n", "b1", "b2", "h")] == [8, 3, 5, 8]
    assert of(member_facts(cut(found, "b1")), "sales", "n").actual == Measured(D(3))


def test_a_member_who_books_in_a_sub_unit_is_not_judged_without_it() -> None:
    rows = [booked("k", "2025-02-01", 5, unit_id="b2"), booked("k", "2025-02-01", 3)]
    found = tables([person("n", "b1"), person("k", "h")], rows)
    by = {
        fact.subject.id: fact.actual.value for fact in member_facts(cut(found, "h")) if fact.kpi_id == "sales"
    }
    assert by == {"b1": None, "b2": 5, "k": 8}
    assert [(r.members, r.total) for r in reconciliation(cut(found, "h"))] == [(8, 8)]


def test_the_stock_of_one_who_left_is_his_but_no_longer_the_units() -> None:
    rows = [booked("m", "2025-03-31", 50, "deposits"), booked("n", "2025-03-31", 1, "deposits")]
    found = tables([person("m", "b1", None, "2025-04-15"), person("n", "b1")], rows)
    assert actual(found, "m", "deposits") == Measured(D(50))
    assert actual(found, "b1", "deposits") == Measured(D(1))
    assert of(member_facts(cut(found, "b1")), "deposits", "m").actual == Measured(missing=Missing.NO_DATA)


def test_no_amount_is_zero_for_those_whom_the_kpi_concerns() -> None:
    rows = [booked("m", "2024-02-01", 5), booked("n", "2025-02-01", 1)]
    found = tables([person(p, "b1") for p in "mnkl"], rows, [planned("k", "2025-H1", 9)])
    assert actual(found, "m", "sales") == Measured(D(0))
    assert actual(found, "k", "sales") == Measured(D(0))
    assert actual(found, "l", "sales") == Measured(missing=Missing.NO_DATA)


def test_a_unit_with_nobody_has_no_data() -> None:
    found = tables([person("m", "b1")], [booked("m", "2025-02-01", 5)])
    assert actual(found, "b2", "sales") == Measured(missing=Missing.NO_DATA)


def test_money_is_exact_however_large() -> None:
    rows = [booked("m", f"2025-01-{n:02}", "99999999999999999999.01") for n in range(1, 31)]
    assert actual(tables([person("m", "b1")], rows), "m", "sales") == Measured(D("2999999999999999999970.30"))


def test_a_kpi_that_nobody_has_amounts_of_has_no_data() -> None:
    found = tables([person("m", "b1")], [booked("m", "2025-02-01", 5)], kpis=(kpi("sales"), kpi("other")))
    assert actual(found, "m", "other") == Measured(missing=Missing.NO_DATA)


@pytest.mark.parametrize(
    "period", ["2025-W23", "2025-W26", "2025-W27", "2025-06-15", "2025-05-20..2025-06-20"]
)
def test_of_monthly_amounts_a_shorter_period_has_no_figure_and_never_0(period: str) -> None:
    rows = [
        booked("m", f"{year}-{month}", 7) for year in (2024, 2025) for month in ("05-31", "06-30", "07-31")
    ]
    found = tables([person("m", "b1")], rows, [planned("m", period, 5)])
    by_month = Measured(missing=Missing.MONTHLY)
    fact = of(facts(cut(found, "m", period)), "sales")
    assert (fact.actual, fact.attainment, fact.prior_year.change) == (by_month, by_month, by_month)
    unit = cut(found, "b1", period)
    assert of(facts(unit), "sales").actual == of(member_facts(unit), "sales").actual == by_month
    assert [line for line in reconciliation(unit) if line.kpi_id == "sales"] == []
    assert actual(found, "m", "sales", "2025-06") == Measured(D(7))
    assert actual(found, "m", "sales", "2025-05..2025-07") == Measured(D(21))
