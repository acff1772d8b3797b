"""Verdicts: what became of a promise; figures decide where there are some, else the owner."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose import verdicts
from tallybook.domain.facts import Missing
from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Fulfilment
from tallybook.domain.summary import Verdict
from tests.compose.making import AMOUNTS, BAD, LOANS, Figure, fact

KPIS = {"loans": LOANS, "bad": BAD}
SAID = {
    Fulfilment.OPEN: Verdict.UNANSWERED,
    Fulfilment.DONE: Verdict.KEPT,
    Fulfilment.PARTLY: Verdict.PARTLY,
    Fulfilment.NOT_DONE: Verdict.BROKEN,
    Fulfilment.DROPPED: Verdict.DROPPED,
}
ANSWERS = st.sampled_from(list(Fulfilment))


def promised(
    kpi_id: str | None = "loans", target: Decimal | None = Decimal(100), said: Fulfilment = Fulfilment.OPEN
) -> Commitment:
    return Commitment(
        commitment_id="c",
        manager_id="a",
        period=Period.parse("2024-H2"),
        text="t",
        kpi_id=kpi_id,
        target=target,
        status=said,
        reason="why" if said is Fulfilment.DROPPED else None,
    )


def judged(commitment: Commitment, actual: Figure = 100) -> verdicts.Promise:
    return verdicts.promise(commitment, [fact(BAD, actual), fact(LOANS, actual)], KPIS)


@pytest.mark.parametrize(
    ("kpi_id", "actual", "verdict"),
    [
        ("loans", 100, Verdict.KEPT),
        ("loans", 99, Verdict.UNANSWERED),
        ("bad", 1, Verdict.UNANSWERED),
    ],
)
def test_while_the_period_goes_on_only_a_sum_that_is_there_already_decides(
    kpi_id: str, actual: int, verdict: Verdict
) -> None:
    kpi = KPIS[kpi_id]
    going_on = fact(kpi, actual, progress="0.5", through=date(2025, 3, 31))
    found = verdicts.promise(promised(kpi_id), [going_on], KPIS)
    assert (found.verdict, found.computed) == (verdict, verdict is Verdict.KEPT)


@pytest.mark.parametrize(
    ("kpi_id", "actual", "verdict"),
    [
        ("loans", "100", Verdict.KEPT),
        ("loans", "99.99", Verdict.PARTLY),
        ("loans", "80", Verdict.PARTLY),
        ("loans", "79.99", Verdict.BROKEN),
        ("loans", "-1", Verdict.BROKEN),
        ("bad", "100", Verdict.KEPT),
        ("bad", "-1", Verdict.KEPT),
        ("bad", "100.01", Verdict.PARTLY),
        ("bad", "125", Verdict.PARTLY),
        ("bad", "125.01", Verdict.BROKEN),
    ],
)
def test_a_target_is_reached_nearly_reached_or_missed(kpi_id: str, actual: str, verdict: Verdict) -> None:
    found = judged(promised(kpi_id), actual)
    assert (found.verdict, found.computed, found.reached) == (verdict, True, Decimal(actual))


@pytest.mark.parametrize(("kpi_id", "kept", "missed"), [("loans", "0", "-0.01"), ("bad", "0", "0.01")])
def test_a_target_of_nothing_has_no_part_of_it(kpi_id: str, kept: str, missed: str) -> None:
    nothing = promised(kpi_id, Decimal(0))
    assert judged(nothing, kept).verdict is Verdict.KEPT
    assert judged(nothing, missed).verdict is Verdict.BROKEN


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from(["loans", "bad"]))
def test_doing_better_never_makes_it_worse(
    target: Decimal, one: Decimal, other: Decimal, kpi_id: str
) -> None:
    order = [Verdict.KEPT, Verdict.PARTLY, Verdict.BROKEN]
    better, worse = sorted((one, other), reverse=kpi_id == "loans")
    commitment = promised(kpi_id, target)
    assert order.index(judged(commitment, better).verdict) <= order.index(judged(commitment, worse).verdict)


@given(AMOUNTS, AMOUNTS, ANSWERS.filter(lambda said: said is not Fulfilment.DROPPED))
def test_figures_decide_whatever_the_owner_says(actual: Decimal, target: Decimal, said: Fulfilment) -> None:
    found = judged(promised(target=target, said=said), actual)
    assert found.computed
    assert found.verdict is judged(promised(target=target), actual).verdict
    disagrees = said is not Fulfilment.OPEN and SAID[said] is not found.verdict
    assert verdicts.contradicts(found) is disagrees


@pytest.mark.parametrize("said", Fulfilment)
@pytest.mark.parametrize(
    ("kpi_id", "target", "actual"),
    [
        (None, None, 100),
        ("loans", None, 100),
        ("loans", Decimal(1), Missing.NO_DATA),
        ("gone", Decimal(1), 100),
    ],
)
def test_without_figures_it_is_what_the_owner_says(
    kpi_id: str | None, target: Decimal | None, actual: Figure, said: Fulfilment
) -> None:
    found = judged(promised(kpi_id, target, said), actual)
    assert (found.verdict, found.computed) == (SAID[said], False)
    assert not verdicts.contradicts(found)


def test_a_dropped_promise_stays_dropped_though_its_target_was_reached() -> None:
    found = judged(promised(said=Fulfilment.DROPPED), 500)
    assert (found.verdict, found.computed, found.reached) == (Verdict.DROPPED, False, Decimal(500))


def test_what_is_dropped_without_a_reason_is_not_answered() -> None:
    reasonless = replace(promised(said=Fulfilment.DROPPED), reason=" ")
    assert judged(reasonless, 500).verdict is Verdict.KEPT
    unmeasured = replace(reasonless, kpi_id=None)
    assert judged(unmeasured, 500).verdict is Verdict.UNANSWERED
    assert verdicts.lacks_reason(unmeasured)
