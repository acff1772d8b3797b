"""Concentration: what each customer brought."""

from dataclasses import replace
from decimal import Decimal

from tallybook.domain.facts import Concentration, Missing
from tallybook.domain.records import Customer
from tallybook.measures import concentration
from tests.measures.house import booked, cut, person, tables

D = Decimal


def of(amounts: dict[str | None, int | str], subject_id: str = "m") -> Concentration | None:
    rows = [booked("m", "2025-02-01", value, customer_id=customer) for customer, value in amounts.items()]
    found = replace(
        tables([person("m", "b1")], rows),
        customers=(Customer(customer_id="c1", name="长江纺织", manager_id="m"),),
    )
    return concentration(cut(found, subject_id))


def test_largest_first_with_shares_of_all_that_was_brought() -> None:
    found = of({"c2": 30, "c1": 50, None: 20})
    assert found is not None
    assert (found.kpi_id, found.customers, found.unassigned) == ("sales", 2, 20)
    assert [(s.customer_id, s.name, s.value, s.share.value, s.cumulative.value) for s in found.shares] == [
        ("c1", "长江纺织", 50, D("0.5"), D("0.5")),
        ("c2", "c2", 30, D("0.3"), D("0.8")),
    ]
    assert found.top_fifth.value == D("0.5")


def test_the_top_fifth_of_eleven_customers_are_three() -> None:
    found = of({f"c{n:02}": 10 - n for n in range(11)})
    assert found is not None
    assert found.top_fifth.value == D(10 + 9 + 8) / D(55)


def test_equal_customers_stand_in_the_order_of_their_ids() -> None:
    found = of({"c3": 1, "c1": 1, "c2": 1})
    assert found is not None
    assert [share.customer_id for share in found.shares] == ["c1", "c2", "c3"]


def test_where_more_was_taken_back_than_brought_there_are_no_shares() -> None:
    found = of({"c1": 5, "c2": -9})
    assert found is not None
    assert found.shares[0].share.missing is found.top_fifth.missing is Missing.DENOMINATOR_ZERO


def test_without_customers_there_is_none() -> None:
    assert of({None: 5}) is None
    rows = [booked("m", "2024-02-01", 5, customer_id="c1"), booked("m", "2025-07-01", 5, customer_id="c1")]
    assert concentration(cut(tables([person("m", "b1")], rows), "m")) is None


def test_the_first_flow_with_customers_stands_in_for_a_leading_kpi_that_has_none() -> None:
    rows = [booked("m", "2025-02-01", 5), booked("m", "2025-02-01", 5, "costs", customer_id="c1")]
    found = concentration(cut(tables([person("m", "b1")], rows), "m"))
    assert found is not None
    assert found.kpi_id == "costs"


def test_a_unit_counts_what_counts_in_it() -> None:
    rows = [
        booked("m", "2025-02-01", 5, customer_id="c1"),
        booked("m", "2025-02-01", 7, customer_id="c1", unit_id="b2"),
        booked("m", "2025-05-01", 9, customer_id="c1"),
    ]
    managers = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01")]
    found = {s: concentration(cut(tables(managers, rows), s)) for s in ("b1", "b2", "h", "m")}
    assert {s: c and c.shares[0].value for s, c in found.items()} == {"b1": 5, "b2": 16, "h": 21, "m": 21}
