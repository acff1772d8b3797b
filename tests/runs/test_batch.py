"""One batch with every way in which a run can end, made once; the tests look at what became of it."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tallybook import results, runs
from tallybook.domain.results import Failed, FailureKind, Job, Outcome, Succeeded
from tallybook.errors import FilesError
from tallybook.settings import Running
from tests.patience import soon
from tests.runs import making

# Only what never ends needs a short limit; a flood of output takes its time on a busy machine.
RUNNING = Running(jobs=4, timeout=4, start_timeout=30)
PATIENT = Running(jobs=4, timeout=60, start_timeout=30)
ENDLESS = ("frozen-keeper", "frozen", "deaf", "loop")
# A span that nobody else sleeps, not even these tests beside themselves.
GRANDCHILD = str(90_000_000 + os.getpid())
# What the slice says, by the name of its subject.
GOOD = {"ok": "ok", "told": "told", "child": f"child {GRANDCHILD}"}
BAD = {
    "raise": FailureKind.RAISED,
    "path": FailureKind.RAISED,
    "magic": FailureKind.RAISED,
    "kill": FailureKind.KERNEL_DIED,
    "exit": FailureKind.STOPPED_EARLY,
    "sysexit": FailureKind.STOPPED_EARLY,
    "leave": FailureKind.STOPPED_EARLY,
    "loop": FailureKind.TIMED_OUT,
    "deaf": FailureKind.TIMED_OUT,
    "frozen": FailureKind.TIMED_OUT,
    "frozen-keeper": FailureKind.TIMED_OUT,
    "flood": FailureKind.TOO_LARGE,
    "spill": FailureKind.TOO_LARGE,
    "none": FailureKind.NO_RESULTS,
    "two": FailureKind.NO_RESULTS,
    "invalid": FailureKind.NO_RESULTS,
    "foreign": FailureKind.NO_RESULTS,
}


@dataclass(frozen=True)
class Made:
    folder: Path
    jobs: tuple[Job, ...]
    outcomes: tuple[Outcome, ...]
    done: tuple[Outcome, ...]

    def of(self, name: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.job.subject.id == name)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder).resolve()


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    """What became of all jobs, in an environment with a secret."""
    notebook = making.notebook(folder / "notebooks" / "man{ager}.ipynb")
    deeds = {**{name: name for name in (*ENDLESS, *BAD)}, **GOOD}
    jobs = tuple(making.job(folder, name, deed, notebook=notebook) for name, deed in deeds.items())
    done: list[Outcome] = []
    outcomes: list[Outcome] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_PASSWORD", "secret")
        for some, running in ((jobs[: len(ENDLESS)], RUNNING), (jobs[len(ENDLESS) :], PATIENT)):
            outcomes += runs.run(some, running=running, folder=folder, on_done=done.append)
    return Made(folder, jobs, tuple(outcomes), tuple(done))


def test_outcomes_come_in_the_order_of_the_jobs(made: Made) -> None:
    assert tuple(outcome.job for outcome in made.outcomes) == made.jobs
    assert sorted(made.done, key=made.outcomes.index) == list(made.outcomes)


def test_exactly_the_faulty_ones_fail_and_by_the_right_kind(made: Made) -> None:
    failed = {o.job.subject.id: o.kind for o in made.outcomes if isinstance(o, Failed)}
    assert failed == BAD


def test_the_others_succeed_with_their_own_results(made: Made) -> None:
    good = [outcome for outcome in made.outcomes if isinstance(outcome, Succeeded)]
    assert {o.job.subject.id for o in good} == set(GOOD)
    assert all(o.results.subject == o.job.subject and not o.cached for o in good)


@pytest.mark.parametrize(
    ("name", "cell", "detail"),
    [
        ("raise", 3, "ValueError: no such kpi: loans of 138****5678"),
        ("magic", 3, "UsageError: Line magic function `%nosuchmagic` not found."),
        ("path", 3, "FileNotFoundError: slices/manager-path.json"),
        ("sysexit", 3, "SystemExit: 0"),
        ("exit", 3, "exit()"),
        ("leave", 3, ""),
        ("loop", 3, "4 s"),
        ("none", None, "It handed over no results. Its last cell must call hand_over(...)."),
        ("foreign", None, "It handed over the results of 张敏, 2024."),
        ("flood", 3, "more than 20 MB"),
    ],
)
def test_a_failure_says_where_and_why(made: Made, name: str, cell: int | None, detail: str) -> None:
    outcome = made.of(name)
    assert isinstance(outcome, Failed)
    assert (outcome.cell, str(outcome.detail)) == (cell, detail)


def test_a_mistake_is_told_with_its_line(made: Made) -> None:
    outcome = made.of("raise")
    assert isinstance(outcome, Failed)
    assert "raise ValueError" in making.DEEDS.strip().splitlines()[(outcome.line or 0) - 1]


def test_the_log_holds_the_traceback_without_colours(made: Made) -> None:
    outcome = made.of("raise")
    assert isinstance(outcome, Failed)
    log = outcome.log.read_text()
    assert outcome.log == made.folder / "logs" / "manager-raise.log"
    assert "ValueError: no such\nkpi: loans of 138****5678" in log
    assert "\x1b" not in log


def test_what_never_ends_is_not_waited_for(made: Made) -> None:
    assert max(made.of(name).seconds for name in ENDLESS) < 60


def test_nothing_is_left_running_or_lying_about(made: Made) -> None:
    commands = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
    assert f"sleep {GRANDCHILD}" not in commands
    own = [
        p
        for p in psutil.Process().children()
        if p.status() != psutil.STATUS_ZOMBIE and "tallybook" in " ".join(p.cmdline())
    ]
    assert own == []


def test_a_kernel_knows_of_no_secret_and_works_in_an_empty_place(made: Made) -> None:
    outcome = made.of("told")
    assert isinstance(outcome, Succeeded)
    extra = dict(outcome.results.extra)
    assert "DATABASE_PASSWORD" not in str(extra["env"])
    assert extra["cwd"] == "run/cwd"


def test_executed_notebooks_are_complete_and_name_no_place(made: Made) -> None:
    names = sorted(path.name for path in (made.folder / "runs").iterdir())
    assert names == sorted(
        f"{o.job.subject.slug}--{o.job.key[:16]}.ipynb" for o in made.outcomes if isinstance(o, Succeeded)
    )
    for outcome in made.outcomes:
        if isinstance(outcome, Succeeded):
            text = outcome.notebook.read_text()
            assert str(made.folder) not in text
            assert "papermill" not in text
            assert results.from_notebook(json.loads(text)) == outcome.results


def test_a_second_batch_runs_only_what_failed(made: Made) -> None:
    good = tuple(outcome.job for outcome in made.outcomes if isinstance(outcome, Succeeded))
    again = runs.run(good, running=RUNNING, folder=made.folder, on_done=lambda _outcome: None)
    assert all(isinstance(outcome, Succeeded) and outcome.cached for outcome in again)
    firsts = [outcome for outcome in made.outcomes if isinstance(outcome, Succeeded)]
    assert [o.results for o in again if isinstance(o, Succeeded)] == [o.results for o in firsts]


def test_a_damaged_notebook_is_run_again_and_comes_out_the_same(made: Made) -> None:
    first = made.of("ok")
    assert isinstance(first, Succeeded)
    whole = first.notebook.read_bytes()
    first.notebook.write_bytes(whole.replace(b'"name": "\\u5f20\\u654f"', b'"name": "\\u5f20\\u4e09"'))
    assert first.notebook.read_bytes() != whole
    old = first.notebook.with_name("manager-ok--0123456789abcdef.ipynb")
    old.write_text("{}")
    other = first.notebook.with_name("manager-ok--0123456789--0123456789abcdef.ipynb")
    other.write_text("{}")
    (again,) = runs.run((first.job,), running=RUNNING, folder=made.folder, on_done=lambda _outcome: None)
    assert isinstance(again, Succeeded)
    assert not again.cached
    assert again.results == first.results
    assert again.notebook.read_bytes() == whole
    assert not old.exists()
    assert other.exists()
    other.unlink()


def test_a_place_that_takes_no_files_stops_the_batch_with_a_plain_word(made: Made, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    job = made.of("ok").job
    with pytest.raises(FilesError, match=r"runs.* could not be written"):
        runs.run((job,), running=RUNNING, folder=tmp_path, on_done=lambda _outcome: None)


CHILD = """
import sys
from pathlib import Path
from tallybook import runs
from tallybook.settings import Running
from tests.runs import making
folder = Path(sys.argv[1])
notebook = folder / "notebooks" / "manager.ipynb"
# Begun in this order: the largest, the smallest, the next largest, what is left.
deeds = {"quick": "ok" + " " * 30, "slow": "sleep 600", "slower": "sleep 600" + " " * 20, "late": "ok" + " " * 15}
jobs = tuple(making.job(folder, name, deed, notebook=notebook) for name, deed in deeds.items())
say = lambda outcome: print(outcome.job.subject.id, flush=True)
runs.run(jobs, running=Running(jobs=2, timeout=60), folder=folder, on_done=say)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_batch_that_is_stopped_leaves_no_kernel_and_keeps_what_is_done(
    number: signal.Signals, tmp_path: Path, folder: Path
) -> None:
    making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    temporary = Path(tempfile.mkdtemp(dir=folder, prefix="t"))
    batch = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with batch:
        assert batch.stdout is not None
        assert batch.stdout.readline() == "quick\n"
        kernels = _kernels(batch.pid, 2)
        batch.send_signal(number)
        _, errors = batch.communicate(timeout=15)
    assert psutil.wait_procs(kernels, timeout=5)[1] == []
    soon(lambda: not list(temporary.iterdir()))
    assert list(temporary.rglob("*")) == []
    assert [path.name[:14] for path in (tmp_path / "runs").iterdir()] == ["manager-quick-"]
    assert batch.returncode == (143 if number == signal.SIGTERM else -number)
    assert (re.search(r"KeyboardInterrupt\s*$", errors) is not None) == (number == signal.SIGINT)


def _kernels(batch: int, count: int) -> list[psutil.Process]:
    """Keepers and kernels of a batch, as soon as so many kernels are there."""
    assert soon(lambda: len(_below(batch)) >= 2 * count, seconds=10)
    return _below(batch)


def _below(batch: int) -> list[psutil.Process]:
    """What lives below the fork server, or below the batch where kernels are cold."""
    found: list[psutil.Process] = []
    for server in psutil.Process(batch).children():
        # What ends while it is looked at is not below it any more.
        with contextlib.suppress(psutil.NoSuchProcess):
            found += server.children(recursive=True)
    return [process for process in found if _lives(process)]


def _lives(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False
