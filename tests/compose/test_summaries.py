"""Summaries: what is known of each subject, put together from slices, runs, notes and promises."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tallybook import compose
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.summary import Summary, Verdict
from tallybook.settings import Findings
from tallybook.wording import Wording
from tests.compose import world

EN = Wording("en")


def summaries(found: Tables | None = None, *, failed: tuple[str, ...] = ()) -> dict[str, Summary]:
    return {one.subject.id: one for one in world.book(found, failed=failed).summaries}


def test_nothing_of_nothing() -> None:
    assert compose.summarise([], [], EN) == ()


def test_one_for_each_chapter_in_their_order() -> None:
    chapters = [world.chapter(one) for one in reversed(world.cut(world.tables()))]
    found = compose.summarise(chapters, [], EN)
    assert [one.subject for one in found] == [chapter.slice.subject for chapter in chapters]


def test_a_chapter_whose_run_failed_keeps_what_needs_no_run() -> None:
    found = summaries(failed=("a",))["a"]
    assert (found.results, found.findings, found.score) == (None, (), None)
    assert found.failure is not None
    assert found.note is not None
    assert found.problems
    assert found.next_steps
    assert [promise.computed for promise in found.promises] == [False] * 3


def test_a_failed_member_is_marked_but_counted_by_the_unit_s_own_measures() -> None:
    whole, failed = summaries(), summaries(failed=("a",))
    assert [member.failed for member in failed["b1"].members if member.subject.id == "a"] == [True]
    assert [member.score for member in failed["b1"].members] == [
        member.score for member in whole["b1"].members
    ]


def test_members_are_those_directly_below_ranked_among_their_kind() -> None:
    found = summaries()
    assert [member.subject.id for member in found["hq"].members] == ["b1", "b2"]
    assert [(member.rank, member.is_small) for member in found["hq"].members] == [(None, True)] * 2
    assert sorted(member.rank for member in found["b2"].members if member.rank) == [1, 2]
    best = max(found["b2"].members, key=lambda member: member.score or Decimal(0))
    assert best.rank == 1


def test_units_of_enough_people_are_ranked() -> None:
    chapters = [world.chapter(one) for one in world.cut(world.tables())]
    for least, ranks in ((1, {1, 2}), (2, {None, 1})):
        told = compose.summarise(chapters, [], EN, Findings(ranked_from=least))
        (house,) = (one for one in told if one.subject.id == "hq")
        assert {member.rank for member in house.members} == ranks
        assert {member.subject.id for member in house.members if member.is_small} == (
            {"b1"} if least == 2 else set()
        )


def test_a_unit_has_no_note_and_a_note_belongs_to_its_writer() -> None:
    found = summaries()
    assert {key for key, one in found.items() if one.note} == {"a"}
    assert [member.handed_in for member in found["b1"].members] == [True]
    assert [member.handed_in for member in found["b2"].members] == [False, False]
    assert all(member.handed_in for member in found["hq"].members)


def test_a_unit_tells_the_promises_of_everyone_below_with_the_same_verdicts() -> None:
    found = summaries()
    of_people = {p.commitment.commitment_id: p.verdict for key in "abc" for p in found[key].promises}
    of_house = {p.commitment.commitment_id: p.verdict for p in found["hq"].promises}
    assert of_house == of_people
    assert of_house == {
        "c1": Verdict.KEPT,
        "c2": Verdict.DROPPED,
        "c3": Verdict.KEPT,
        "c4": Verdict.UNANSWERED,
    }


@pytest.mark.parametrize(
    ("before", "now"), [("2024-H2", "2025-H1"), ("2024-07..2024-12", "2025-01..2025-06")]
)
def test_a_period_may_be_written_in_another_way(before: str, now: str) -> None:
    tables = world.tables()
    names = {"2024-H2": Period.parse(before), "2025-H1": Period.parse(now)}
    renamed = replace(
        tables,
        commitments=tuple(replace(one, period=names[one.period.slug]) for one in tables.commitments),
        notes=tuple(replace(one, period=names[one.period.slug]) for one in tables.notes),
    )
    found = summaries(renamed)["a"]
    assert len(found.promises) == 3
    assert len(found.next_steps) == 1
    assert found.note is not None


def test_visits_are_those_of_the_period_only() -> None:
    tables = world.tables()
    earlier = replace(tables.visits[0], visit_id="v0", date=world.day("2024-12-30"))
    found = summaries(replace(tables, visits=(*tables.visits, earlier)))["a"]
    assert [visit.visit_id for visit in found.visits] == ["v1", "v2", "v3"]


def test_a_manager_stands_among_all_of_the_house_and_is_ranked_in_the_unit() -> None:
    found = summaries()
    standing = {standing.kpi_id: standing for standing in found["a"].standings}["loans"]
    assert (standing.rank, standing.peers) == (1, 3)
    results = found["a"].results
    assert results is not None
    assert {(fact.rank, fact.peers) for fact in results.facts if fact.kpi_id == "loans"} == {(1, 1)}
    assert found["hq"].standings == ()


def test_only_a_manager_is_a_person() -> None:
    assert {key for key, one in summaries().items() if one.person} == {"a", "b", "c"}
