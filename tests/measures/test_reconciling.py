"""Reconciliation: members and unassigned make the total."""

from decimal import Decimal

from tallybook.domain.facts import Reconciliation
from tallybook.measures import facts, reconciliation
from tests.measures.house import booked, cut, of, person, tables

D = Decimal
# m moves from b1 to b2 in May; n stays in b1; k sits in the head office itself.
MANAGERS = [
    person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01"),
    person("n", "b1"), person("k", "h"),
]  # fmt: skip


def found(kpi_id: str, subject_id: str, rows: list[tuple[str, str, int, str | None]]) -> Reconciliation:
    booked_rows = [booked(m, day, value, kpi_id, unit_id=unit) for m, day, value, unit in rows]
    slice_ = cut(tables(MANAGERS, booked_rows), subject_id)
    (only,) = reconciliation(slice_)
    assert only.difference == 0
    fact = of(facts(slice_), kpi_id)
    assert fact.actual.value is not None
    assert abs(only.total - fact.actual.value) < D("1e-20")
    return only


FLOWS: list[tuple[str, str, int, str | None]] = [
    ("m", "2025-02-01", 1, None), ("m", "2025-05-02", 2, None), ("n", "2025-02-01", 4, None),
    ("k", "2025-02-01", 8, None), ("k", "2025-02-01", 16, "b1"), ("n", "2025-02-01", 32, "h"),
]  # fmt: skip


def sums(found: Reconciliation) -> tuple[Decimal, Decimal, Decimal]:
    return found.members, found.unassigned, found.total


def test_what_no_member_brought_is_unassigned() -> None:
    # In b1 the month of m, who has moved, and what k booked there.
    assert sums(found("sales", "b1", FLOWS)) == (4, 17, 21)
    assert sums(found("sales", "b2", FLOWS)) == (2, 0, 2)
    # In the head office k is a member; n, who booked there, is not.
    assert sums(found("sales", "h", FLOWS)) == (31, 32, 63)


def test_stocks_reconcile_on_the_last_day() -> None:
    rows: list[tuple[str, str, int, str | None]] = [
        ("m", "2025-03-31", 10, None), ("n", "2025-03-31", 20, None), ("k", "2025-03-31", 40, "b1"),
    ]  # fmt: skip
    assert sums(found("deposits", "b1", rows)) == (20, 40, 60)
    assert sums(found("deposits", "b2", rows)) == (10, 0, 10)
    assert sums(found("deposits", "h", rows)) == (70, 0, 70)


def test_means_reconcile_in_balance_days() -> None:
    rows: list[tuple[str, str, int, str | None]] = [
        ("m", "2025-01-01", 100, None),
        ("n", "2025-01-01", 1, None),
    ]
    members, unassigned, total = sums(found("balance", "b1", rows))
    assert members == 1
    assert unassigned == D(12000) / 181
    assert total == members + unassigned


def test_a_manager_has_none_and_a_kpi_without_data_neither() -> None:
    slice_ = cut(tables(MANAGERS, [booked("m", "2025-02-01", 1)]), "m")
    assert reconciliation(slice_) == ()
    unit = cut(tables(MANAGERS, [booked("m", "2025-02-01", 1)]), "b1")
    assert [each.kpi_id for each in reconciliation(unit)] == ["sales"]


def test_the_difference_is_exact_where_amounts_have_more_digits_than_the_callers_context() -> None:
    unassigned = D("12345678901234567890123456789.01")
    each = Reconciliation(
        kpi_id="x", members=D(1), unassigned=unassigned, total=D("12345678901234567890123456790.01")
    )
    assert each.difference == 0
    assert each.total - each.members - each.unassigned != 0
