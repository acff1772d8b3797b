"""The chain of events: whatever was cut, moved or edited is named; who writes at the same time both stand."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.period import Period
from tallybook.domain.reviewing import Action, Event, ReviewState
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import ReviewError
from tallybook.review import idle, log, standings

PERIOD = Period.parse("2025-H1")
ANN = Subject(kind=SubjectKind.MANAGER, id="ann", name="安")
BOB = Subject(kind=SubjectKind.MANAGER, id="bob", name="鲍")


def event(action: Action, subject: Subject = ANN, by: str = "lead", time: str = "2025-07-01") -> Event:
    return Event(action=action, subject=subject.slug, by=by, time=time, kept="k" * (action is Action.APPROVE))


STORY = (
    event(Action.SUBMIT),
    event(Action.SUBMIT, BOB),
    event(Action.RETURN, BOB),
    event(Action.APPROVE),
    event(Action.SUBMIT, BOB, time="2025-07-03"),
    event(Action.APPROVE, BOB),
    event(Action.REOPEN),
)


def written(*events: Event) -> bytes:
    data = b""
    for one in events:
        data += log.line(one, log.parse(data).heads)
    return data


def state(data: bytes, subject: Subject = ANN) -> ReviewState:
    return standings(log.parse(data), (ANN, BOB))[subject].state


def test_what_was_done_is_read_back_in_order() -> None:
    found = log.parse(written(*STORY))
    assert [one.event for one in found.events] == list(STORY)
    assert found.broken == ()
    assert (state(written(*STORY)), state(written(*STORY), BOB)) == (ReviewState.DRAFT, ReviewState.APPROVED)


@pytest.mark.parametrize("number", range(1, len(STORY)))
def test_a_line_cut_out_is_named_and_no_approval_counts(number: int) -> None:
    lines = written(*STORY).splitlines(keepends=True)
    data = b"".join([*lines[: number - 1], *lines[number:]])
    assert log.parse(data).broken[0] == number
    assert state(data) is not ReviewState.APPROVED
    assert state(data, BOB) is not ReviewState.APPROVED


@given(st.integers(0, len(STORY) - 1), st.integers(0, len(STORY) - 1))
def test_lines_in_another_order_are_named(one: int, other: int) -> None:
    lines = written(*STORY).splitlines(keepends=True)
    lines[one], lines[other] = lines[other], lines[one]
    assert bool(log.parse(b"".join(lines)).broken) == (one != other)


@given(st.integers(0, len(written(*STORY)) - 1), st.integers(0, 7))
def test_no_flipped_bit_makes_a_state_better(place: int, bit: int) -> None:
    data = bytearray(written(*STORY))
    data[place] ^= 1 << bit
    found = log.parse(bytes(data))
    # Of the last line nothing but a head that somebody else has kept proves anything.
    assert found.broken or place >= len(written(*STORY[:-1]))
    assert found.broken or not found.knows(log.parse(written(*STORY)).head)
    assert found.broken == () or state(bytes(data)) is not ReviewState.APPROVED


def test_a_cut_end_is_found_by_the_head_kept_elsewhere() -> None:
    head = log.parse(written(*STORY)).head
    assert log.parse(written(*STORY)).knows(head)
    assert log.parse(written(*STORY, event(Action.SUBMIT))).knows(head)
    assert not log.parse(written(*STORY[:-1])).knows(head)


def test_a_line_cut_in_half_is_named() -> None:
    assert log.parse(written(*STORY)[:-1]).broken == (len(STORY),)


def test_two_branches_merged_by_git_both_stand_and_the_next_event_names_both() -> None:
    before = written(event(Action.SUBMIT))
    heads = log.parse(before).heads
    approved, returned = (log.line(event(action), heads) for action in (Action.APPROVE, Action.RETURN))
    for merged in (before + approved + returned, before + returned + approved):
        found = log.parse(merged)
        assert (found.broken, len(found.events), len(found.heads)) == ((), 3, 2)
        assert state(merged) is ReviewState.RETURNED, "an approval that did not know of a return is none"
        after = merged + log.line(event(Action.SUBMIT), found.heads)
        assert (log.parse(after).broken, len(log.parse(after).heads)) == ((), 1)
        assert log.parse(after).knows(found.head), "what was kept after the merge is known one event later"
        lines = after.splitlines(keepends=True)
        assert log.parse(lines[0] + lines[1] + lines[3]).broken == (3,), "one of the two was cut out"


def test_line_ends_of_windows_do_no_harm() -> None:
    assert log.parse(written(*STORY).replace(b"\n", b"\r\n")) == log.parse(written(*STORY))


def test_all_who_write_at_once_stand_one_after_the_other(tmp_path: Path) -> None:
    def act(number: int) -> None:
        log.add(tmp_path, PERIOD, lambda _: event(Action.SUBMIT, by=f"p{number}"))

    threads = [threading.Thread(target=act, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = log.read(tmp_path, PERIOD)
    assert {one.event.by for one in found.events} == {f"p{number}" for number in range(12)}
    assert (found.broken, len(found.heads)) == ((), 1)


def test_nothing_is_added_to_a_damaged_log(tmp_path: Path) -> None:
    log.add(tmp_path, PERIOD, lambda _: event(Action.SUBMIT))
    path = tmp_path / "review" / "2025-H1.log"
    path.write_bytes(path.read_bytes().replace(b"lead", b"boss"))
    log.add(tmp_path, PERIOD, lambda _: event(Action.SUBMIT, BOB))
    path.write_bytes(path.read_bytes().replace(b"boss", b"lead"))
    before = path.read_bytes()
    with pytest.raises(ReviewError, match=r"2025-H1\.log, line 2"):
        log.add(tmp_path, PERIOD, lambda _: event(Action.APPROVE))
    assert path.read_bytes() == before


@given(st.lists(st.sampled_from([*Action]), max_size=8))
def test_no_summary_is_approved_that_was_not_submitted(actions: list[Action]) -> None:
    data = written(*(event(action, time=f"2025-07-{day:02d}") for day, action in enumerate(actions, 1)))
    final = state(data)
    if final in (ReviewState.APPROVED, ReviewState.PUBLISHED):
        last = max(place for place, action in enumerate(actions) if action is Action.APPROVE)
        assert Action.SUBMIT in actions[:last]


def test_who_publishes_does_not_become_the_approver() -> None:
    told = written(*STORY[:4], event(Action.PUBLISH, by="ann", time="2025-07-09"))
    found = standings(log.parse(told), (ANN, BOB))[ANN]
    assert (found.state, found.by, found.time) == (ReviewState.PUBLISHED, "lead", "2025-07-01")


def test_an_approval_written_in_by_its_own_author_changes_nothing() -> None:
    found = log.parse(
        written(event(Action.SUBMIT), event(Action.APPROVE, by="ann"), event(Action.SUBMIT, BOB))
    )
    assert found.broken == (), "whoever may write the file can go on with its chain"
    assert standings(found, (ANN, BOB))[ANN].state is ReviewState.SUBMITTED
    assert idle(found, (ANN, BOB)) == {2}
