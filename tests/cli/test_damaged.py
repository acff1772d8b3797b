"""A kept run that is damaged is made again, and that is said: before by `status`, afterwards by `build`; so is one that is under way."""

import json
from pathlib import Path

from tallybook import files
from tests import small
from tests.commands import run


def test_a_damaged_run_is_told_before_and_after_it_is_made_again(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    where = (small.PERIOD, "-C", str(folder))
    assert json.loads(run("build", *where, "--json").stdout)["damaged"] == []
    built = folder / "_build" / small.PERIOD
    (kept,) = (built / "runs").glob("manager-007--*.ipynb")
    kept.write_bytes(kept.read_bytes()[:-100])
    (built / "built.json").unlink()
    states = {state["id"]: state for state in json.loads(run("status", *where, "--json").stdout)}
    assert [name for name, state in states.items() if state["damaged"]] == ["007"]
    assert [name for name, state in states.items() if not state["up_to_date"]] == ["007"]
    assert "王㛃 (007)：笔记本将运行：上次留存的结果已损坏" in run("status", *where).stdout
    assert "有 1 章留存的运行结果已损坏，已重新运行：王㛃。" in run("build", *where).stdout
    assert "已损坏" not in run("build", *where).stdout
    assert "已损坏" not in run("status", *where).stdout


def test_what_is_under_way_runs_now_while_a_build_does_and_was_broken_off_when_none_does(
    tmp_path: Path,
) -> None:
    folder = small.write(tmp_path / "workspace")
    where = (small.PERIOD, "-C", str(folder))
    assert run("build", *where).exit_code == 0
    built = folder / "_build" / small.PERIOD
    for kept in (built / "runs").glob("manager-*.ipynb"):
        kept.unlink()
    ledger = [json.loads(line) for line in (built / "runs.jsonl").read_text().splitlines()]
    begun = next(entry["key"] for entry in ledger if entry["subject"] == "manager-007")
    with (built / "runs.jsonl").open("a") as lines:
        lines.write(json.dumps({"key": begun, "subject": "manager-007", "state": "running"}) + "\n")
    with files.locked(built):
        told = run("status", *where).stdout
        assert "王㛃 (007)：笔记本正在运行" in told
        assert "(008)：正在成书，还没轮到它的笔记本" in told
        assert [s["id"] for s in json.loads(run("status", *where, "--json").stdout) if s["running"]] == [
            "007"
        ]
    told = run("status", *where).stdout
    assert "王㛃 (007)：上次停止时正在运行，笔记本需要再运行" in told
    assert "正在成书" not in told
