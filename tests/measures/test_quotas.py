"""Quotas: the next period's plan shared out so that months and members add up to the last digit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.apportioning import shares
from tallybook.domain.facts import Quota
from tallybook.domain.period import Period
from tallybook.domain.records import Commitment, Target
from tallybook.domain.slices import NextTargets
from tallybook.measures import quotas
from tests.measures.house import booked, cut, person, tables

D = Decimal
WEIGHTS = st.lists(st.decimals(-100, 1000, places=2), min_size=1, max_size=12)


@given(st.decimals(-10_000, 10_000, places=3), WEIGHTS, st.integers(0, 4))
def test_shares_add_up_exactly_and_none_is_a_step_away_from_its_own(
    total: Decimal, weights: Sequence[Decimal], decimals: int
) -> None:
    found = shares(total, weights, decimals)
    assert sum(found) == total
    above = [max(weight, D(0)) for weight in weights]
    known = above if any(above) else [D(1)] * len(above)
    step = D(1).scaleb(-max(decimals, 3))
    for share, weight in zip(found, known, strict=True):
        assert abs(share - total * weight / sum(known)) < step + D("1e-20")
        assert share % step == 0


def test_where_no_weight_is_above_nothing_it_is_shared_evenly() -> None:
    assert shares(D(100), [D(0), D(-5), D(0)], 0) == (34, 33, 33)


def plan(of: str, value: int, *, of_unit: bool = False) -> Target:
    return Target(
        subject_id=of, of_unit=of_unit, period=Period.parse("2025-H2"), kpi_id="sales", value=D(value)
    )


def house(*targets: Target, subject: str = "b1") -> dict[str | None, Quota]:
    rows = [booked("m", f"2024-{month:02}-10", month) for month in range(7, 13)]
    rows += [booked("n", f"2024-{month:02}-10", 7) for month in range(7, 13)]
    slice_ = cut(tables([person("m", "b1"), person("n", "b1")], rows, targets), subject)
    return {quota.subject and quota.subject.id: quota for quota in quotas(slice_)}


def test_a_unit_s_plan_is_its_members_and_each_has_the_season_of_its_own_last_year() -> None:
    found = house(plan("m", 57), plan("n", 60))
    assert found["m"].months == (7, 8, 9, 10, 11, 12)
    assert found["n"].months == (10,) * 6
    assert found["b1"].months == (17, 18, 19, 20, 21, 22)
    assert (found["b1"].total, None in found) == (117, False)


@pytest.mark.parametrize("own", [100, 117, 200])
def test_what_a_unit_s_own_plan_has_beyond_its_members_is_of_nobody(own: int) -> None:
    found = house(plan("m", 57), plan("n", 60), plan("b1", own, of_unit=True))
    unit = found.pop("b1")
    assert unit.total == own == sum(quota.total for quota in found.values())
    assert unit.months == tuple(map(sum, zip(*(quota.months for quota in found.values()), strict=True)))
    assert (None in found) == (own != 117)


@pytest.mark.parametrize("leaves", ["2025-08-09", "2025-11-30"])
def test_a_plan_by_the_days_of_who_leaves_is_rounded_once_and_all_sums_agree(leaves: str) -> None:
    rows = [booked(who, f"2024-{month:02}-10", 7) for who in "mn" for month in range(7, 13)]
    people = [person("m", "b1", end=leaves), person("n", "b1", end=leaves)]
    slice_ = cut(tables(people, rows, [plan("m", 100), plan("n", 100)]), "b1")
    unit, *members = quotas(slice_)
    days = (date.fromisoformat(leaves) - date(2025, 6, 30)).days
    assert [quota.subject and quota.subject.id for quota in members] == ["m", "n"]
    assert {quota.total for quota in members} == {round(D(100) * days / 184, 2)}
    assert unit.total == sum(quota.total for quota in members)
    assert all(sum(quota.months) == quota.total for quota in (unit, *members))
    assert all(-int(value.as_tuple().exponent) <= 2 for quota in members for value in quota.months)


def test_without_a_plan_the_targets_of_next_steps_count_and_evenly_means_evenly() -> None:
    rows = [booked("m", "2025-01-10", 7)]
    step = Commitment(
        commitment_id="c",
        manager_id="m",
        period=Period.parse("2025-H1"),
        text="t",
        kpi_id="sales",
        target=D(10),
    )
    slice_ = cut(replace(tables([person("m", "b1")], rows), commitments=(step,)), "m")
    slice_ = replace(slice_, house=replace(slice_.house, next_targets=NextTargets.EVENLY))
    (found,) = quotas(slice_)
    assert (found.total, sum(found.months)) == (10, 10)
    assert max(found.months) - min(found.months) <= D("0.01")
