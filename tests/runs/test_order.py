"""Every run begins once, the largest first, and no two large ones side by side."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallybook.domain.results import Job
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.runs import order


def _jobs(folder: Path, sizes: list[int], kind: SubjectKind = SubjectKind.MANAGER) -> list[Job]:
    found = []
    for number, size in enumerate(sizes):
        file = folder / f"{number}.json"
        file.write_bytes(b" " * size)
        subject = Subject(kind=kind, id=str(number), name=str(number))
        found.append(
            Job(subject=subject, period="2025-H1", notebook=Path("n"), slice_file=file, key=str(number))
        )
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(sizes=st.lists(st.integers(0, 2000), max_size=30), at_a_time=st.integers(1, 6))
def test_every_job_begins_once_and_the_large_ones_apart(
    tmp_path: Path, sizes: list[int], at_a_time: int
) -> None:
    jobs = _jobs(tmp_path, sizes)
    begun = [*order.large_ones_apart(jobs, at_a_time)]
    assert sorted(begun, key=lambda job: int(job.key)) == jobs
    large = [job.slice_file.stat().st_size for job in begun[::at_a_time]]
    others = [job.slice_file.stat().st_size for place, job in enumerate(begun) if place % at_a_time]
    assert large == sorted(sizes, reverse=True)[: len(large)]
    assert others == sorted(others)


def test_a_unit_of_middling_size_stands_for_all(tmp_path: Path) -> None:
    (tmp_path / "u").mkdir()
    people = _jobs(tmp_path, [5, 7, 9])
    units = _jobs(tmp_path / "u", [900, 20, 60, 30, 80], SubjectKind.UNIT)
    assert order.typical([*units, *people]) is units[2]
    assert order.typical(people) is people[1]
