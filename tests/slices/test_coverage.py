"""How far data reach."""

import pytest

from tallybook.domain.period import Period
from tallybook.slices.coverage import coverage
from tests.measures.house import DEPOSITS, KPIS, SALES, booked, day

H1 = Period.parse("2025-H1")


def reach(
    dates: list[str], kpi_id: str = "sales", through: str | None = None, period: Period = H1
) -> tuple[str, str] | None:
    rows = [booked("m", each, 1, kpi_id) for each in dates]
    found = coverage(KPIS, rows, period, data_through=day(through) if through else None)
    return next(((c.first.isoformat(), c.last.isoformat()) for c in found), None)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2025-02-03", "2025-01-02", "2025-05-10"], ("2025-01-02", "2025-05-10")),
        (["2024-01-31", "2025-05-31"], ("2024-01-01", "2025-05-31")),
        (["2024-02-29", "2025-05-30"], ("2024-02-29", "2025-05-30")),
        (["2024-01-01", "2025-05-01"], ("2024-01-01", "2025-05-31")),
        (["2025-05-01"], ("2025-05-01", "2025-05-01")),
        (["2025-01-02", "2025-09-10"], ("2025-01-02", "2025-06-30")),
        (["2025-07-01", "2025-09-10"], None),
        (["2024-01-31", "2025-05-31", "2025-07-15"], ("2024-01-01", "2025-06-30")),
        ([], None),
    ],
)
def test_first_and_last_day(dates: list[str], expected: tuple[str, str] | None) -> None:
    assert reach(dates) == expected


def test_balances_on_month_ends_begin_on_their_day() -> None:
    assert reach(["2024-01-31", "2025-05-31"], "deposits") == ("2024-01-31", "2025-05-31")
    assert reach(["2024-01-01", "2025-05-01"], "deposits") == ("2024-01-01", "2025-05-01")


def test_the_settings_have_the_last_word_on_the_last_day() -> None:
    assert reach(["2025-01-02", "2025-05-10"], through="2025-05-31") == ("2025-01-02", "2025-05-31")
    assert reach(["2025-01-02", "2025-05-10"], through="2025-03-31") == ("2025-01-02", "2025-03-31")
    assert reach(["2025-01-02", "2025-05-10"], through="2025-12-31") == ("2025-01-02", "2025-06-30")
    assert reach(["2025-01-02"], through="2025-01-01") is None


def test_each_kpi_on_its_own_in_their_order() -> None:
    rows = [booked("m", "2025-01-02", 1, "deposits"), booked("n", "2025-03-02", 1)]
    assert [c.kpi_id for c in coverage(KPIS, rows, H1, data_through=None)] == [SALES.kpi_id, DEPOSITS.kpi_id]


def test_a_rare_flow_reaches_as_far_as_its_source_and_a_balance_does_not() -> None:
    rows = [booked("m", "2025-01-02", 1, k) for k in ("sales", "costs", "deposits")]
    rows += [booked("m", "2025-06-20", 1, "sales"), booked("m", "2025-03-05", 1, "costs")]

    def last(*delivered: set[str]) -> dict[str, str]:
        sources = map(frozenset, delivered)
        found = coverage(KPIS, rows, H1, data_through=None, delivered=sources)
        return {each.kpi_id: each.last.isoformat()[5:] for each in found}

    together = {"sales": "06-20", "costs": "06-20", "deposits": "01-02"}
    assert last({"sales", "costs", "deposits"}) == together
    assert last({"sales"}, {"costs", "deposits"}) == {**together, "costs": "03-05"}
    assert last({"sales", "costs"}, {"costs", "deposits"}) == together


@pytest.mark.parametrize(
    ("dates", "monthly"),
    [
        (["2024-01-31", "2025-05-31"], True),
        (["2025-04-01", "2025-05-01"], True),
        (["2025-05-31", "2025-07-31"], True),
        (["2025-05-31"], False),
        (["2025-04-30", "2025-05-02"], False),
        (["2025-04-30", "2025-06-30", "2025-07-02"], False),
    ],
)
def test_amounts_on_nothing_but_ends_or_beginnings_of_months_stand_for_months(
    dates: list[str], monthly: bool
) -> None:
    rows = [booked("m", each, 1) for each in dates] + [booked("m", each, 1, "deposits") for each in dates]
    sales, deposits = coverage(KPIS, rows, H1, data_through=None)
    assert (sales.monthly, deposits.monthly) == (monthly, False)


def test_a_rare_flow_beside_daily_ones_is_not_monthly() -> None:
    rows = [booked("m", each, 1, "costs") for each in ("2025-01-31", "2025-05-31")]
    rows.append(booked("m", "2025-06-02", 1))
    beside = [frozenset({"sales", "costs"})]
    found = coverage(KPIS, rows, H1, data_through=None, delivered=beside)
    assert [one.monthly for one in found] == [False, False]
