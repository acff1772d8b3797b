"""The ledger: made once for a slice, it gives every measure what its own would."""

import pytest

from tallybook import measures
from tests.measures.house import booked, cut, person, tables


@pytest.mark.parametrize("subject_id", ["m", "b1"])
def test_one_ledger_serves_every_measure(subject_id: str) -> None:
    rows = [booked("m", f"2025-0{month}-01", month, customer_id="c1") for month in range(1, 7)]
    slice_ = cut(tables([person("m", "b1")], rows), subject_id)
    ledger = measures.Ledger.of(slice_)
    for _ in range(2):
        assert measures.facts(slice_, ledger) == measures.facts(slice_) != ()
        assert measures.member_facts(slice_, ledger) == measures.member_facts(slice_)
        assert measures.courses(slice_, ledger) == measures.courses(slice_) != ()
        assert measures.concentration(slice_, ledger) == measures.concentration(slice_) is not None
        assert measures.reconciliation(slice_, ledger) == measures.reconciliation(slice_)
