"""Scores: one figure between nothing and 150 %, made of weighted parts; places that equals share."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose import scores
from tallybook.domain.facts import Fact, Missing, Status
from tallybook.domain.records import Better, Kpi
from tests.compose.making import AMOUNTS, BAD, LOANS, fact, kpi

WEIGHTS = st.integers(0, 100).map(Decimal)
DIRECTIONS = st.sampled_from(list(Better))
CASES = st.lists(st.tuples(WEIGHTS, DIRECTIONS, AMOUNTS, AMOUNTS), max_size=6)


def made(cases: list[tuple[Decimal, Better, Decimal, Decimal]]) -> tuple[list[Fact], list[Kpi]]:
    kpis = [kpi(f"k{n}", weight=weight, better=better) for n, (weight, better, _, _) in enumerate(cases)]
    facts = [fact(one, actual, target) for one, (_, _, actual, target) in zip(kpis, cases, strict=True)]
    return facts, kpis


@given(CASES)
def test_a_score_is_between_nothing_and_the_cap(
    cases: list[tuple[Decimal, Better, Decimal, Decimal]],
) -> None:
    score = scores.score(*made(cases))
    assert score is None or 0 <= score <= scores.CAP


@given(CASES)
def test_the_weighted_parts_sum_to_the_score(cases: list[tuple[Decimal, Better, Decimal, Decimal]]) -> None:
    facts, kpis = made(cases)
    score = scores.score(facts, kpis)
    counted = [
        (one.weight, each.attainment.value, one.better)
        for each, one in zip(facts, kpis, strict=True)
        if each.attainment.value is not None
    ]
    if not any(one.weight for one in kpis):
        counted = [(Decimal(1), value, better) for _, value, better in counted]
    if score is None:
        assert sum(weight for weight, _, _ in counted) == 0
        return
    total = Decimal(0)
    for weight, value, better in counted:
        if better is Better.LOWER:
            value = Decimal(1) / value if value > 0 else Decimal("1.5")
        total += weight * min(Decimal("1.5"), max(Decimal(0), value))
    assert abs(score * sum(weight for weight, _, _ in counted) - total) < Decimal("1e-20")


@given(CASES.filter(bool), st.integers(2, 9))
def test_only_the_proportion_of_weights_counts(
    cases: list[tuple[Decimal, Better, Decimal, Decimal]], factor: int
) -> None:
    facts, kpis = made(cases)
    heavier = [(weight * factor, *rest) for weight, *rest in cases]
    first, second = scores.score(facts, kpis), scores.score(*made(heavier))
    assert (first is None) == (second is None)
    assert first is None or second is None or abs(first - second) < Decimal("1e-20")


@pytest.mark.parametrize("target", [Missing.NO_TARGET, 0, -5])
def test_what_has_no_attainment_does_not_count(target: Missing | int) -> None:
    known = fact(LOANS, 80, 100)
    assert scores.score([known, fact(BAD, 3, target)], [LOANS, BAD]) == Decimal("0.8")
    assert scores.score([fact(BAD, 3, target)], [LOANS, BAD]) is None


def test_a_kpi_without_weight_does_not_count_beside_one_with_weight() -> None:
    light = kpi("light")
    assert scores.score([fact(LOANS, 80, 100), fact(light, 1, 100)], [LOANS, light]) == Decimal("0.8")
    assert scores.score([fact(light, 1, 100)], [LOANS, light]) is None


def test_without_any_weights_all_count_alike() -> None:
    first, second = kpi("first"), kpi("second")
    found = scores.score([fact(first, 50, 100), fact(second, 100, 100)], [first, second])
    assert found == Decimal("0.75")


@pytest.mark.parametrize(
    ("actual", "achieved"),
    [(200, "0.5"), (100, "1"), (50, "2"), (0, "1.5"), (-10, "1.5")],
)
def test_where_less_is_better_plan_over_actual_counts(actual: int, achieved: str) -> None:
    assert scores.achievement(fact(BAD, actual, 100), BAD) == Decimal(achieved)


VALUES = st.lists(st.none() | st.integers(-3, 3).map(Decimal), max_size=8)


@given(VALUES)
def test_a_place_is_one_more_than_how_many_are_better(values: list[Decimal | None]) -> None:
    for value, place in zip(values, scores.places(values), strict=True):
        better = [other for other in values if other is not None and value is not None and other > value]
        assert place == (None if value is None else len(better) + 1)


@given(VALUES, st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order(values: list[Decimal | None], random: Random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    shuffled = scores.places([values[at] for at in order])
    assert [scores.places(values)[at] for at in order] == list(shuffled)


@given(st.integers(1, 100), st.integers(0, 400), DIRECTIONS)
def test_a_sum_scores_as_it_is_judged(percent: int, actual: int, better: Better) -> None:
    of = kpi(better=better)
    found = fact(of, actual, 100, progress=str(Decimal(percent) / 100))
    achieved = scores.achievement(found, of)
    assert achieved is not None
    assert (found.status is Status.GOOD) == (round(achieved, 20) >= 1)


def test_a_level_is_not_measured_against_time() -> None:
    assert scores.achievement(fact(BAD, 100, 100, progress="0.5"), BAD) == 1


def test_a_sum_whose_planned_time_has_not_begun_has_no_score() -> None:
    assert scores.score([fact(LOANS, 5, 100, progress="0")], [LOANS]) is None
