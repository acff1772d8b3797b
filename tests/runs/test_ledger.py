"""The ledger tells how each run stood, wherever the build was stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tallybook import runs
from tallybook.domain.results import Failed, FailureKind, Job, Succeeded
from tallybook.settings import Running
from tests.runs import making

NAMES = ("bad", "quick", "slow", "never")
KILLED = """
import sys
from pathlib import Path
from tallybook import runs
from tallybook.settings import Running
from tests.runs.test_ledger import jobs
folder = Path(sys.argv[1])
with runs.remembering(folder, jobs(folder)) as ledger:
    def done(outcome):
        ledger.ended(outcome)
        print(outcome.job.subject.id, flush=True)
    runs.run(jobs(folder), running=Running(jobs=1), folder=folder, on_done=done, on_start=ledger.begun)
"""


def jobs(folder: Path) -> tuple[Job, ...]:
    notebook = folder / "notebooks" / "manager.ipynb"
    # Begun in this order: the larger a slice, the sooner its run.
    deeds = {"bad": "raise" + " " * 30, "quick": "ok" + " " * 20, "slow": "sleep 600", "never": "ok"}
    return tuple(making.job(folder, name, deeds[name], notebook=notebook) for name in NAMES)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build that was killed in its third run."""
    folder = tmp_path_factory.mktemp("killed")
    making.notebook(folder / "notebooks" / "manager.ipynb")
    command = [sys.executable, "-c", KILLED, str(folder)]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as build:
        assert build.stdout is not None
        assert [build.stdout.readline().strip() for _ in range(2)] == ["bad", "quick"]
        slow = jobs(folder)[2].key
        while slow not in runs.broken_off(folder):
            assert build.poll() is None
        build.send_signal(signal.SIGKILL)
    return folder


def test_a_killed_build_leaves_word_of_what_failed_and_what_was_under_way(killed: Path) -> None:
    (failed,) = runs.last_failures(killed)
    assert (failed.job.subject.id, failed.kind, failed.cell) == ("bad", FailureKind.RAISED, 3)
    assert "no such kpi" in str(failed.detail)
    assert runs.broken_off(killed) == {jobs(killed)[2].key}
    assert runs.find(jobs(killed)[1], killed) is not None


def test_a_ledger_cut_off_anywhere_tells_of_its_whole_lines(killed: Path, tmp_path: Path) -> None:
    whole = (killed / "runs.jsonl").read_bytes()
    ledger = tmp_path / "runs.jsonl"
    for end in range(0, len(whole), 7):
        ledger.write_bytes(whole[:end])
        torn = (runs.last_failures(tmp_path), runs.broken_off(tmp_path))
        ledger.write_bytes(whole[: whole.rfind(b"\n", 0, end) + 1])
        lines = (runs.last_failures(tmp_path), runs.broken_off(tmp_path))
        # The last line may be whole but for its end.
        assert torn == lines or whole[end : end + 1] == b"\n"
    for damage in (b"\xff\xfe", b"[]\n{}\n3\n", b'{"key": "k", "state": "odd"}\n'):
        ledger.write_bytes(damage + whole)
        assert runs.last_failures(tmp_path)


def test_what_is_known_of_the_same_run_stays_known_until_it_runs_again(killed: Path, tmp_path: Path) -> None:
    (tmp_path / "runs.jsonl").write_bytes((killed / "runs.jsonl").read_bytes())
    bad, *others = jobs(killed)
    with runs.remembering(tmp_path, (bad, *others)):
        assert [failed.job.key for failed in runs.last_failures(tmp_path)] == [bad.key]
    with runs.remembering(tmp_path, (bad, *others)) as ledger:
        ledger.begun(bad)
    assert runs.last_failures(tmp_path) == ()
    with runs.remembering(tmp_path, others):
        pass
    assert bad.key not in (tmp_path / "runs.jsonl").read_text()


def test_outcomes_are_told_by_the_ledger_as_they_were(tmp_path: Path) -> None:
    making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    some = jobs(tmp_path)[:2]
    with runs.remembering(tmp_path, some) as ledger:
        outcomes = runs.run(some, running=Running(jobs=2), folder=tmp_path, on_done=ledger.ended)
    failed, done = outcomes
    assert isinstance(failed, Failed)
    assert runs.last_failures(tmp_path) == (failed,)
    assert isinstance(done, Succeeded)
    assert runs.broken_off(tmp_path) == frozenset()


def test_a_run_that_is_done_is_told_once(tmp_path: Path) -> None:
    making.notebook(tmp_path / "notebooks" / "manager.ipynb")
    (quick,) = some = jobs(tmp_path)[1:2]
    told = []
    for _ in range(2):
        with runs.remembering(tmp_path, some) as ledger:
            runs.run(some, running=Running(jobs=1), folder=tmp_path, on_done=ledger.ended)
        told.append((tmp_path / "runs.jsonl").read_text().splitlines())
    assert told[0][-1:] == told[1]
    assert '"state": "done"' in told[1][0]
    (tmp_path / "runs.jsonl").unlink()
    with runs.remembering(tmp_path, some) as ledger:
        ledger.ended(runs.recall(quick, tmp_path))
    assert (tmp_path / "runs.jsonl").read_text().splitlines()[-1:] == told[1]
