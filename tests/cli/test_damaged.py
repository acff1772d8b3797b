"""A kept run that is damaged is made again, and that is said: before by `status`, afterwards by `build`."""

import json
from pathlib import Path

from tests import small
from tests.cli.test_build import run


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
