"""Room for open files is made before any kernel starts, or refused in a sentence."""

import multiprocessing
import resource

import pytest

from tallybook.errors import RunsError
from tallybook.runs import limits


def _limit(soft: int, hard: int, jobs: int, answer: "multiprocessing.Queue[object]") -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    try:
        limits.make_room(jobs)
    except RunsError as error:
        answer.put(str(error))
    else:
        answer.put(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


@pytest.mark.parametrize(
    ("soft", "hard", "jobs", "expected"), [(64, 500, 2, 120), (300, 500, 2, 300), (64, 500, 10, 280)]
)
def test_as_many_are_asked_for_as_are_needed(soft: int, hard: int, jobs: int, expected: int) -> None:
    assert _in_a_process(soft, hard, jobs) == expected


def test_where_that_is_refused_it_is_said_what_to_do() -> None:
    said = str(_in_a_process(64, 64, 4))
    assert "64 open files" in said
    assert "ulimit -n 160" in said


def _in_a_process(soft: int, hard: int, jobs: int) -> object:
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_limit, args=(soft, hard, jobs, answer))
    process.start()
    said = answer.get(timeout=30)
    process.join()
    answer.close()
    return said
