"""Many runs with faults among them, and many kernels where there is hardly a port: full numbers behind `make soak`."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tallybook import runs
from tallybook.domain.results import Failed, FailureKind
from tallybook.settings import Running
from tests.archive.making import rounds
from tests.runs import making

RUNNING = Running(jobs=8, timeout=20, start_timeout=120)
KINDS = {
    "kill": FailureKind.KERNEL_DIED,
    "segv": FailureKind.KERNEL_DIED,
    "memory": FailureKind.RAISED,
    "leave": FailureKind.STOPPED_EARLY,
    "sysexit": FailureKind.STOPPED_EARLY,
    "spill": FailureKind.TOO_LARGE,
    "loop": FailureKind.TIMED_OUT,
    "frozen": FailureKind.TIMED_OUT,
}
# What ends at once comes first, so that the short list is quick.
DEEDS = tuple(KINDS)
SQUEEZED = (
    "ip link set lo up; echo '40000 40199' > /proc/sys/net/ipv4/ip_local_port_range; "
    'exec "$0" -m tests.runs.test_many "$@"'
)


def test_exactly_the_faulty_runs_are_told_and_run_again(tmp_path: Path) -> None:
    faults, good = rounds(3, 60), rounds(3, 140)
    notebook = making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    deeds = {f"bad-{place}": DEEDS[place % len(DEEDS)] for place in range(faults)}
    deeds |= {f"good-{place}": "ok" for place in range(good)}
    order = random.Random(1).sample(sorted(deeds), len(deeds))
    jobs = tuple(making.job(tmp_path, name, deeds[name], notebook=notebook) for name in order)
    outcomes = runs.run(jobs, running=RUNNING, folder=tmp_path, on_done=lambda _outcome: None)
    failed = {o.job.subject.id: o.kind for o in outcomes if isinstance(o, Failed)}
    assert failed == {name: KINDS[deed] for name, deed in deeds.items() if deed in KINDS}
    again: list[str] = []
    runs.run(
        jobs,
        running=RUNNING,
        folder=tmp_path,
        on_done=lambda _outcome: None,
        on_start=lambda job: again.append(job.subject.id),
    )
    assert sorted(again) == sorted(failed)


def test_no_kernel_is_lost_where_there_are_few_ports(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("no network namespace can be made here")
    count = rounds(8, 1000)
    command = ["unshare", "-n", "sh", "-c", SQUEEZED, sys.executable, str(tmp_path), str(count)]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60 + 10 * count
    )
    assert (ended.returncode, ended.stdout) == (0, f"{count} of {count}\n"), ended.stderr


def start_many(folder: Path, count: int) -> None:
    """Run so many notebooks, eight at a time, and print how many went well."""
    notebook = making.notebook(folder / "notebooks" / "manager.ipynb")
    jobs = tuple(making.job(folder, f"m{place}", "ok", notebook=notebook) for place in range(count))
    outcomes = runs.run(jobs, running=RUNNING, folder=folder, on_done=lambda _outcome: None)
    print(sum(not isinstance(outcome, Failed) for outcome in outcomes), "of", count)


if __name__ == "__main__":
    start_many(Path(sys.argv[1]), int(sys.argv[2]))
