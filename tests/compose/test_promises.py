"""Promises over time: how often one is carried over, and which are faults."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tallybook import compose
from tallybook.compose import contexts
from tallybook.compose.carrying import carried
from tallybook.compose.content import BookContent
from tallybook.domain.records import Fulfilment
from tallybook.domain.summary import Promise, Verdict
from tests.compose import world
from tests.compose.test_verdicts import promised


@given(st.integers(0, 8))
def test_a_chain_is_counted_to_its_beginning(length: int) -> None:
    chain = [
        replace(promised(), commitment_id=f"c{n}", continues=f"c{n - 1}" if n else None)
        for n in range(length + 1)
    ]
    assert carried(reversed(chain)) == {f"c{n}": n for n in range(length + 1)}


def test_a_circle_is_gone_round_once_and_what_is_not_known_counts_once() -> None:
    one, two = (
        replace(promised(), commitment_id="a", continues="b"),
        replace(promised(), commitment_id="b", continues="a"),
    )
    assert carried([one, two]) == {"a": 1, "b": 1}
    assert carried([replace(promised(), commitment_id="a", continues="lost")]) == {"a": 1}


def test_what_nobody_answered_is_a_fault_with_id_and_person() -> None:
    (fault,) = compose.promise_faults(world.book())
    assert (fault.kind, fault.value) == ("unanswered-promise", "c4")
    assert list(compose.promise_faults(dropping("c4", "why"))) == []


def test_what_is_dropped_without_a_reason_is_a_fault_and_stands_beside_the_verdict() -> None:
    book = dropping("c4", None)
    (fault,) = compose.promise_faults(book)
    assert "without a reason" in str(fault.problem)
    (found,) = (p for s in book.managers() for p in s.promises if p.commitment.commitment_id == "c4")
    row = contexts.promised.promise(found, book)
    assert (row["verdict"], row["said"]) == ("□ not answered", "– dropped, without a reason")


def dropping(commitment_id: str, reason: str | None) -> BookContent:
    tables = world.tables()
    dropped = [
        replace(one, status=Fulfilment.DROPPED, reason=reason) if one.commitment_id == commitment_id else one
        for one in tables.commitments
    ]
    return world.book(replace(tables, commitments=tuple(dropped)))


def test_a_claim_that_the_figures_do_not_bear_out_stands_beside_the_verdict() -> None:
    claimed = Promise(commitment=promised(said=Fulfilment.DONE), verdict=Verdict.BROKEN, computed=True)
    row = contexts.promised.promise(claimed, world.book())
    assert (row["verdict"], row["said"]) == ("■ not kept", "● kept")
    assert contexts.promised.promise(replace(claimed, verdict=Verdict.KEPT), world.book())["said"] == ""


def test_the_rate_leaves_out_what_was_dropped() -> None:
    book = world.book()
    assert {s.subject.id: contexts.subject(book, s)["promise_rate"] for s in book.managers()} == {
        "a": "100.0%", "b": "0.0%", "c": None,
    }  # fmt: skip
