"""In which order runs begin, and which of them stands for all."""

from collections import deque
from collections.abc import Iterator, Sequence

from tallybook.domain.results import Job
from tallybook.domain.subjects import SubjectKind


def typical(jobs: Sequence[Job]) -> Job:
    """A unit of middling size, where there is one: it has every kind of row and chart, and the whole house takes long."""
    units = [job for job in jobs if job.subject.kind is SubjectKind.UNIT]
    return sorted(units or jobs, key=_size)[len(units or jobs) // 2]


def large_ones_apart(jobs: Sequence[Job], at_a_time: int) -> Iterator[Job]:
    """The largest first, then as many of the smallest as run beside it, then the next: no two large ones together.

    A unit's kernel holds the rows of all below it, so that several at a time are what a build needs most memory for.
    """
    waiting = deque(sorted(jobs, key=_size, reverse=True))
    while waiting:
        yield waiting.popleft()
        for _ in range(min(at_a_time - 1, len(waiting))):
            yield waiting.pop()


def _size(job: Job) -> int:
    return job.slice_file.stat().st_size
