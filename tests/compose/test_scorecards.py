"""Score cards: every point can be reckoned again from what the page shows, and grades by quotas that add up."""

from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook import compose
from tallybook.compose import scorecards
from tallybook.domain.facts import Fact, Missing
from tallybook.domain.period import CALENDAR_YEAR
from tallybook.domain.records import Better, Conduct, Kpi
from tallybook.domain.results import Failed, FailureKind, Job, Results, Succeeded
from tallybook.domain.scoring import CardPart, ScoreCard
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.settings import Grade, ScoreCards
from tests.compose import world
from tests.compose.making import AMOUNTS, BAD, EN, LOANS, fact, kpi

D = Decimal
GRADES = tuple(Grade(name=name, share=D(share)) for name, share in (("A", "0.1"), ("B", "0.6"), ("C", "0.3")))
FULL = (Conduct(manager_id="a", period=world.PERIOD, item="visits", points=D(80)),)


def rules(**more: Any) -> ScoreCards:
    return ScoreCards(**more)


def chapter(
    number: int,
    facts: list[Fact],
    kpis: list[Kpi],
    conduct: tuple[Conduct, ...] = FULL,
    *,
    failed: bool = False,
) -> compose.Chapter:
    subject = Subject(kind=SubjectKind.MANAGER, id=f"m{number}", name=f"M{number}")
    slice_ = replace(SLICE, subject=subject, kpis=tuple(kpis), conduct=conduct, members=())
    job = Job(subject=subject, period="2025-H1", notebook=Path("n"), slice_file=Path("s"), key="k")
    results = Results(subject=subject, period="2025-H1", facts=tuple(facts), courses=())
    if failed:
        outcome = Failed(job=job, kind=FailureKind.RAISED, detail="", log=Path("l"), seconds=0)
        return compose.Chapter(slice=slice_, outcome=outcome)
    return compose.Chapter(
        slice=slice_, outcome=Succeeded(job=job, results=results, notebook=Path("n"), seconds=0)
    )


SLICE = world.cut(world.tables())[0]


def cards(chapters: list[compose.Chapter], found: ScoreCards) -> list[ScoreCard]:
    return list(scorecards.score_cards(chapters, found, CALENDAR_YEAR).values())


def one(*, conduct: tuple[Conduct, ...] = FULL, found: ScoreCards | None = None, **of: Any) -> ScoreCard:
    facts, kpis = of.get("facts", [fact(LOANS, 90, 100)]), of.get("kpis", [LOANS])
    (card,) = cards([chapter(1, facts, kpis, conduct)], found or rules())
    return card


CASES = st.lists(
    st.tuples(st.integers(0, 100).map(D), st.sampled_from(list(Better)), AMOUNTS, AMOUNTS),
    min_size=1,
    max_size=8,
)
ITEMS = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1, max_size=5)


@given(CASES, ITEMS, st.integers(1, 99))
def test_every_point_can_be_reckoned_again_and_lines_add_up(cases: Any, items: Any, results: int) -> None:
    kpis = [kpi(f"k{n}", weight=weight, better=better) for n, (weight, better, _, _) in enumerate(cases)]
    facts = [fact(of, actual, target) for of, (_, _, actual, target) in zip(kpis, cases, strict=True)]
    conduct = tuple(
        Conduct(manager_id="a", period=world.PERIOD, item=f"i{n}", points=D(min(points, full)), full=D(full))
        for n, (points, full) in enumerate(items)
    )
    card = one(
        facts=facts,
        kpis=kpis,
        conduct=conduct,
        found=rules(normal={"results": results, "conduct": 100 - results}),
    )
    counted = [line for line in card.lines if line.points is not None]
    for line in counted:
        assert line.weight is not None
        assert line.counts is not None
        assert line.points == (line.weight * line.counts).quantize(D("0.01"), ROUND_HALF_UP)
        assert 0 <= line.counts <= D("1.2")
        assert line.part is CardPart.RESULTS or line.counts == line.reached
    for part, weight in card.weights:
        own = [line.weight for line in counted if line.part is part]
        assert not own or sum(filter(None, own)) == weight
    if card.total is None:
        assert card.missing
        assert CardPart.RESULTS not in {line.part for line in counted}
    else:
        assert (
            card.total
            == sum(line.points or 0 for line in counted)
            == card.points(CardPart.RESULTS) + card.points(CardPart.CONDUCT)
        )


@pytest.mark.parametrize(
    ("actual", "counts", "why"),
    [
        ("59.99", "0", True),
        ("60", "0.6", False),
        ("120", "1.2", False),
        ("120.01", "1.2", True),
        ("-5", "0", True),
    ],
)
def test_below_the_floor_nothing_counts_and_beyond_the_cap_no_more(
    actual: str, counts: str, why: bool
) -> None:
    line = one(facts=[fact(LOANS, actual, 100)]).lines[0]
    assert (line.counts, line.why is not None) == (D(counts), why)
    assert line.points == 75 * D(counts)


def test_in_an_abnormal_market_other_weights_count() -> None:
    found = rules(abnormal_periods=("2025H1",))
    assert dict(one(found=found).weights) == {CardPart.RESULTS: 50, CardPart.CONDUCT: 50}
    assert dict(one(found=rules(abnormal_periods=("2025-Q1",))).weights) == {
        CardPart.RESULTS: 75,
        CardPart.CONDUCT: 25,
    }
    assert one(found=found).total == D("45") + D("40")


def test_what_has_no_attainment_leaves_its_weight_and_says_so() -> None:
    card = one(facts=[fact(LOANS, 90, 100), fact(BAD, 5, Missing.NO_TARGET)], kpis=[LOANS, BAD])
    loans, bad, _ = card.lines
    assert (loans.weight, bad.weight, bad.points, bad.why is not None) == (75, None, None, True)


def test_without_results_or_conduct_there_are_no_points_but_a_reason() -> None:
    for card in (one(facts=[fact(LOANS, 90, Missing.NO_TARGET)]), one(conduct=())):
        assert card.total is None
        assert card.place is None
        assert card.missing


def house(actuals: list[int], **more: Any) -> list[ScoreCard]:
    chapters = [chapter(n, [fact(LOANS, actual, 100)], [LOANS]) for n, actual in enumerate(actuals)]
    return cards(chapters, rules(grades=GRADES, **more))


@given(
    st.lists(st.integers(60, 120), min_size=1, max_size=40),
    st.sampled_from(["upper", "lower"]),
    st.sampled_from(["largest_remainder", "at_most"]),
)
def test_quotas_add_up_and_who_has_as_many_points_has_the_same_grade(
    actuals: list[int], ties: str, quotas: str
) -> None:
    found = house(actuals, ties=ties, quotas=quotas)
    allotted = {one.name: one for one in found[0].allotments}
    assert sum(one.people for one in allotted.values()) == len(actuals)
    assert Counter(card.grade for card in found) == {
        name: one.given for name, one in allotted.items() if one.given
    }
    assert len({(card.total, card.grade) for card in found}) == len({card.total for card in found})
    ordered = [card.grade for card in sorted(found, key=lambda card: -(card.total or 0))]
    assert ordered == sorted(ordered, key=str)
    if len(set(actuals)) == len(actuals):
        assert all(one.given == one.people for one in allotted.values())
    within = [
        sum(o.given for o in list(allotted.values())[:n]) - sum(o.people for o in list(allotted.values())[:n])
        for n in (1, 2)
    ]
    assert all(left >= 0 if ties == "upper" else left <= 0 for left in within)
    if quotas == "at_most":
        assert all(one.people <= one.share * len(actuals) for one in list(allotted.values())[:-1])


@pytest.mark.parametrize(
    ("people", "quotas", "expected"),
    [(24, "largest_remainder", (3, 14, 7)), (24, "at_most", (2, 14, 8)), (5, "largest_remainder", (1, 3, 1)), (1, "at_most", (0, 0, 1))],
)  # fmt: skip
def test_how_shares_become_people(people: int, quotas: str, expected: tuple[int, ...]) -> None:
    assert scorecards.quotas(people, rules(grades=GRADES, quotas=quotas)) == expected


def test_a_tie_at_a_border_goes_up_or_down_as_declared() -> None:
    actuals = [110, 110, 100, 95, 94, 93, 92, 91, 80, 70]
    assert [card.grade for card in house(actuals, ties="upper")][:3] == ["A", "A", "B"]
    assert [card.grade for card in house(actuals, ties="lower")][:3] == ["B", "B", "B"]


def test_no_grade_while_a_chapter_is_missing() -> None:
    good, bad = chapter(1, [fact(LOANS, 90, 100)], [LOANS]), chapter(2, [], [LOANS], failed=True)
    found = cards([good, bad], rules(grades=GRADES))
    assert [card.grade for card in found] == [None, None]
    assert found[0].total is not None
    assert found[0].missing is not None
    assert "missing" in EN.message(found[0].missing)


def test_the_page_shows_how_every_point_came_about() -> None:
    book = world.book()
    people = [summary.subject for summary in book.managers()]
    found = dict(zip(people, house([110, 90, 50]), strict=True))
    told = replace(book, summaries=tuple(replace(s, card=found.get(s.subject)) for s in book.summaries))
    pages = world.pages(told)
    person = pages["manager-a"].text.split("## Score card")[1]
    assert all(words in person for words in ("Grade", r"110\.00\%", r"82\.50", r"102\.50"))
    assert "Grades go by the place" in pages["unit-hq"].text.split("## Score cards")[1]
    assert "## Score card" not in world.pages(book)["manager-a"].text
