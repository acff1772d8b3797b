"""Which of several forms of a person counts: by the form's own count, and only where that is beyond doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.forms.choosing import Candidate, Judged, Outcome, judge
from tallybook.forms.keeping import Taken, digest


def form(file: str, note: str, number: int = 1, turn: int = 1) -> Candidate:
    return Candidate(file=file, count=(number, turn), note=note.encode())


def was(note: str, number: int = 1, turn: int = 1) -> Taken:
    return Taken(digest=digest(note.encode()), number=number, turn=turn, file="f", time="2025-07-01")


def judged(
    *forms: Candidate, taken: tuple[Taken, ...] = (), note: str | None = None, replace: bool = False
) -> dict[str, Judged]:
    standing = None if note is None else note.encode()
    return {one.candidate.file: one for one in judge(forms, taken, standing, replace=replace)}


def outcomes(found: dict[str, Judged]) -> dict[str, str]:
    return {file: str(one.outcome) for file, one in found.items()}


def test_the_greater_count_is_taken_and_the_other_is_older() -> None:
    found = judged(form("a", "one"), form("b", "two", turn=2))
    assert outcomes(found) == {"a": "older", "b": "taken"}
    assert str(found["a"].why) == "b is newer."
    assert outcomes(judged(form("a", "one", number=2), form("b", "two", turn=9))) == {
        "a": "taken",
        "b": "older",
    }


def test_of_two_alike_one_is_taken() -> None:
    found = judged(form("a", "same"), form("b", "same"))
    assert sorted(outcomes(found).values()) == ["duplicate", "taken"]


def test_two_that_differ_and_count_the_same_are_both_refused() -> None:
    found = judged(form("a", "one"), form("b", "two"), form("c", "old", turn=0))
    assert outcomes(found) == {"a": "refused", "b": "refused", "c": "older"}
    assert str(found["a"].why).startswith("It says something else than b,")
    assert str(found["b"].why).startswith("It says something else than a,")


def test_of_two_that_count_the_same_the_one_not_seen_before_is_taken() -> None:
    found = judged(form("a", "one"), form("b", "two"), taken=(was("one"),), note="one")
    assert outcomes(found) == {"a": "older", "b": "taken"}


def test_two_that_were_both_collected_leave_the_later_in_its_place() -> None:
    found = judged(form("a", "one"), form("b", "two"), taken=(was("one"), was("two")), note="two")
    assert outcomes(found) == {"a": "older", "b": "unchanged"}


@pytest.mark.parametrize(
    ("taken", "why"),
    [((), "was written by hand"), ((was("one"),), "was changed by hand since it was collected")],
)
def test_a_note_written_or_changed_by_hand_is_not_replaced_unless_asked(
    taken: tuple[Taken, ...], why: str
) -> None:
    found = judged(form("a", "two", turn=2), taken=taken, note="by hand")
    assert outcomes(found) == {"a": "refused"}
    assert why in str(found["a"].why)
    assert "--replace" in str(found["a"].remedy)
    assert outcomes(judged(form("a", "two"), taken=taken, note="by hand", replace=True)) == {"a": "taken"}


def test_what_was_collected_before_something_newer_stays_older() -> None:
    past = (was("one"), was("two", turn=2))
    before, never = (judged(form("a", text), taken=past, note="two") for text in ("one", "other"))
    assert (outcomes(before), outcomes(never)) == ({"a": "older"}, {"a": "older"})
    assert "It was collected before" in str(before["a"].why)
    assert "A newer one was collected" in str(never["a"].why)
    assert outcomes(judged(form("a", "one"), taken=past, note="two", replace=True)) == {"a": "taken"}


def test_what_was_broken_off_before_the_note_was_put_in_its_place_is_taken_again() -> None:
    past = (was("one"), was("two", turn=2))
    assert outcomes(judged(form("b", "two", turn=2), taken=past, note="one")) == {"b": "taken"}


def test_a_note_that_was_taken_away_is_collected_again() -> None:
    assert outcomes(judged(form("a", "one"), taken=(was("one"),))) == {"a": "taken"}


FORMS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.integers(1, 2), st.integers(1, 3)), min_size=1, max_size=5
)


@given(FORMS, st.lists(st.tuples(st.sampled_from("xyz"), st.integers(1, 3)), max_size=4), st.booleans())
def test_each_file_is_told_once_and_never_more_than_one_is_taken(
    forms: list[tuple[str, int, int]], past: list[tuple[str, int]], replace: bool
) -> None:
    candidates = [form(str(at), note, number, turn) for at, (note, number, turn) in enumerate(forms)]
    taken = tuple(was(note, turn=turn) for note, turn in past)
    note = past[-1][0] if past else None
    found = judged(*candidates, taken=taken, note=note, replace=replace)
    assert sorted(found) == sorted(one.file for one in candidates)
    winners = [one.candidate for one in found.values() if one.outcome in (Outcome.TAKEN, Outcome.UNCHANGED)]
    assert len(winners) <= 1
    assert all(one.count == max(each.count for each in candidates) for one in winners)
