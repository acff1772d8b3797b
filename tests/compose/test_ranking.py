"""Ranking: who does better comes first, whichever way is better, and only among those who can be compared."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose import ranking
from tallybook.domain.facts import Fact, Missing
from tallybook.domain.records import Better, Kpi
from tallybook.domain.subjects import Subject, SubjectKind
from tests.compose.making import AMOUNTS, BAD, LOANS, fact, kpi, person

FIGURES = st.one_of(AMOUNTS, st.just(Missing.NO_DATA))
PLANS = st.one_of(st.integers(1, 500).map(Decimal), st.sampled_from([Missing.NO_TARGET, Decimal(0)]))
GROUPS = st.lists(st.tuples(FIGURES, PLANS), min_size=1, max_size=6)


def group(of: Kpi, *figures: tuple[object, object]) -> list[Fact]:
    return [
        fact(of, actual, target, subject=person(number)) for number, (actual, target) in enumerate(figures)
    ]


def ranks(of: Kpi, *figures: tuple[object, object]) -> list[tuple[int | None, int | None]]:
    return [(one.rank, one.peers) for one in ranking.ranked(group(of, *figures), {}, [of])]


@given(GROUPS, st.sampled_from(list(Better)))
def test_a_better_figure_never_has_a_worse_place(
    figures: list[tuple[object, object]], better: Better
) -> None:
    of = kpi(better=better)
    found = ranking.ranked(group(of, *figures), {}, [of])
    by_plan = all(one.attainment.value is not None for one in found)
    sign = 1 if better is Better.HIGHER else -1
    standards = [one.attainment.value if by_plan else one.actual.value for one in found]
    for one, standard in zip(found, standards, strict=True):
        others = [sign * other for other in standards if other is not None]
        assert one.peers == len(others)
        assert one.rank == (
            None if standard is None else 1 + sum(other > sign * standard for other in others)
        )


def test_nothing_bad_at_all_is_better_than_a_little() -> None:
    assert ranks(BAD, (1, 100), (0, 100), (-5, 100), (90, 100)) == [(3, 4), (2, 4), (1, 4), (4, 4)]


def test_where_somebody_has_no_plan_the_figures_decide_for_all() -> None:
    assert ranks(LOANS, (90, 100), (20, 10), (50, Missing.NO_TARGET)) == [(1, 3), (3, 3), (2, 3)]


def test_equals_share_a_place_and_the_next_is_left_free() -> None:
    assert ranks(LOANS, (1, 10), (2, 20), (0, 10)) == [(1, 3), (1, 3), (3, 3)]


def test_who_has_no_figure_has_no_place_and_is_no_peer() -> None:
    assert ranks(LOANS, (Missing.NO_DATA, 10), (2, 20)) == [(None, 1), (1, 1)]


def test_only_peers_are_compared_and_each_kpi_by_itself() -> None:
    facts = [*group(LOANS, (1, 10), (2, 10), (3, 10)), *group(BAD, (1, 10), (2, 10), (3, 10))]
    peers = {person(0): "here", person(1): "here", person(2): "there"}
    found = ranking.ranked(facts, peers, [LOANS, BAD])
    assert [(one.rank, one.peers) for one in found] == [(2, 2), (1, 2), (1, 1), (1, 2), (2, 2), (1, 1)]
    assert [one.id for one in found] == [one.id for one in facts]


def test_standings_are_among_all_managers_and_leave_units_out() -> None:
    unit = fact(LOANS, 999, 10, subject=Subject(kind=SubjectKind.UNIT, id="u", name="U"))
    found = ranking.standings([unit, *group(LOANS, (1, 10), (2, 10), (Missing.NO_DATA, 10))], [LOANS])
    assert {subject.id: [(s.rank, s.peers) for s in places] for subject, places in found.items()} == {
        "m0": [(2, 2)],
        "m1": [(1, 2)],
    }
