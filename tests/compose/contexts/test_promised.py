"""Promised: promises with their verdicts, the worst first; next steps by their dates."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.contexts import promised
from tallybook.domain.summary import Promise, Verdict
from tests.compose import world
from tests.compose.test_verdicts import promised as commitment

BOOK = world.book()
VERDICTS = st.lists(st.sampled_from(list(Verdict)), max_size=9)
DUE = st.none() | st.integers(0, 400).map(lambda days: date(2025, 1, 1) + timedelta(days=days))


@given(VERDICTS)
def test_every_promise_is_listed_and_counted_once(verdicts: list[Verdict]) -> None:
    found = [Promise(commitment=commitment(), verdict=verdict) for verdict in verdicts]
    counted = promised.counts(found)
    assert counted.pop("all") == sum(counted.values()) == len(promised.promises(found, BOOK, 99)[0])
    assert counted == {str(verdict): verdicts.count(verdict) for verdict in Verdict}


@given(VERDICTS)
def test_what_is_owed_comes_first_what_was_kept_last_and_equals_stay_as_they_were(
    verdicts: list[Verdict],
) -> None:
    found = [
        Promise(commitment=replace(commitment(), text=str(n)), verdict=verdict)
        for n, verdict in enumerate(verdicts)
    ]
    rows, _ = promised.promises(found, BOOK, 99)
    kept = [row["kept"] for row in rows]
    assert kept == sorted(kept)
    owed = [row["verdict"] == "□ not answered" for row in rows]
    assert owed == sorted(owed, reverse=True)
    for word in {row["verdict"] for row in rows}:
        order = [int(row["text"]) for row in rows if row["verdict"] == word]
        assert order == sorted(order)


@given(st.lists(DUE, max_size=8), st.randoms(use_true_random=False))
def test_next_steps_are_in_the_order_of_their_dates_whatever_order_they_came_in(dues, random) -> None:
    found = [
        replace(commitment(), commitment_id=f"c{n}", text=f"c{n}", due=due) for n, due in enumerate(dues)
    ]
    listed, left = promised.steps(found, BOOK, 99)
    assert left == 0
    assert promised.steps(found, BOOK, 1) == (listed[:1], max(0, len(found) - 1))
    shuffled = list(found)
    random.shuffle(shuffled)
    assert promised.steps(shuffled, BOOK, 99)[0] == listed
    ordered = [dues[int(row["text"][1:])] or date.max for row in listed]
    assert ordered == sorted(ordered)


def test_a_measure_says_as_much_as_was_promised() -> None:
    known = commitment()
    assert promised.step(known, BOOK)["measure"] == "<kpi loans> 100.00 <unit of loans>"
    assert promised.step(replace(known, target=None), BOOK)["measure"] == "<kpi loans>"
    assert promised.step(replace(known, kpi_id=None), BOOK)["measure"] == "–"
    assert (
        promised.step(replace(known, kpi_id="ratio", target=Decimal("0.05")), BOOK)["measure"]
        == "<kpi ratio> 5.00%"
    )


def test_who_has_no_chapter_has_no_link() -> None:
    assert promised.step(replace(commitment(), manager_id="gone"), BOOK)["person"] is None
    assert promised.step(commitment(), BOOK)["person"] == {"label": "<manager a>", "slug": "manager-a"}


def test_alike_ones_stand_in_the_order_that_people_count_in() -> None:
    made = [replace(commitment(), commitment_id=each, text=each) for each in ("c0", "c1", "c10", "c2", "d1")]
    counted = ["c0", "c1", "c2", "c10", "d1"]
    promises = [Promise(commitment=each, verdict=Verdict.KEPT) for each in made]
    assert [row["text"] for row in promised.promises(promises, BOOK, 99)[0]] == counted
    assert [row["text"] for row in promised.steps(made, BOOK, 99)[0]] == counted
