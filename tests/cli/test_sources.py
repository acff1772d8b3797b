"""`peek` and `map` as a person sees them."""

import json
from pathlib import Path

import pytest
import yaml

from tests import small
from tests.commands import run


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("small") / "workspace")


def test_peek_shows_files_columns_and_rows(workspace: Path) -> None:
    shown = run("peek", "units", "-C", str(workspace))
    assert shown.exit_code == 0
    lines = shown.output.splitlines()
    assert lines[1].split() == ["data/units.csv:", "读入", "3", "行、utf-8、,"]
    assert "unit_id" in shown.output
    assert lines[-1].split() == ["south", "南支行", "bank"]


def test_peek_for_machines(workspace: Path) -> None:
    found = json.loads(run("peek", "targets", "-C", str(workspace), "--json").stdout)
    assert found["files"][0]["rows"] == 3
    assert found["rows"][0] == {"manager_id": "007", "period": "2025-H1", "kpi_id": "loans", "value": "150"}


def test_peek_shows_faults_and_says_so_by_its_exit_code(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    (workspace / "data/targets.csv").write_text("manager_id,period,kpi_id,value\n007,2025-H1,loans,x\n")
    shown = run("peek", "targets", "-C", str(workspace))
    assert shown.exit_code == 4
    assert "[wrong-number]" in shown.output


@pytest.mark.parametrize("command", [("check",), ("peek", "targets")])
def test_many_faults_alike_do_not_hide_others(tmp_path: Path, command: tuple[str, ...]) -> None:
    workspace = small.write(tmp_path / "w")
    rows = "007,2025-H1,loans,x{}\n"
    (workspace / "data/targets.csv").write_text(
        "manager_id,period,kpi_id,value\n"
        + "".join(rows.format(number) for number in range(60))
        + "007,2025-H9,loans,1\n"
    )
    lines = run(*command, "-C", str(workspace)).output.splitlines()
    alike = [line for line in lines if "[wrong-number]" in line]
    assert len(alike) == 4
    assert "57" in alike[-1]
    assert "5、6、7" in alike[-1]
    assert any("[bad-period]" in line for line in lines)


def test_peek_of_nothing_is_a_wrong_command(workspace: Path) -> None:
    assert run("peek", "unit", "-C", str(workspace)).exit_code == 2


def test_map_prints_settings(workspace: Path, tmp_path: Path) -> None:
    (workspace / "data/plan.csv").write_text(
        "工号,期间,指标代码,计划值,备注\n007,2025-H1,loans,1,x\n", encoding="utf-8"
    )
    shown = run("map", str(workspace / "data/plan.csv"), "-C", str(workspace))
    assert shown.exit_code == 0
    assert "# 未用到：备注" in shown.output
    assert yaml.safe_load(shown.output) == {
        "targets": {
            "file": "data/plan.csv",
            "columns": {"manager_id": "工号", "period": "期间", "kpi_id": "指标代码", "value": "计划值"},
        }
    }


def test_check_marks_the_cells_of_files_with_faults(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    (workspace / "data/targets.csv").write_text("manager_id,period,kpi_id,value\n007,2025-H1,loans,x\n")
    shown = run("check", "-C", str(workspace), "--annotate", str(tmp_path / "marked"))
    assert shown.exit_code == 4
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["data-targets.csv.xlsx"]
    assert "data-targets.csv.xlsx" in shown.output


def test_check_of_a_period_asks_queries_for_no_more_than_it_needs(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    workspace = small.write(tmp_path / "w")
    config = workspace / "_config.yml"
    declared = yaml.safe_load(config.read_text("utf-8"))
    source = declared["tallybook"]["tables"]["actuals"]
    file = source.pop("file")
    query = "SELECT * FROM amounts WHERE date <= $period_end"
    declared["tallybook"]["tables"]["actuals"] = source | {"files": {"amounts": file}, "query": query}
    config.write_text(yaml.safe_dump(declared, allow_unicode=True), "utf-8")
    with (workspace / file).open("a", encoding="utf-8") as stream:
        stream.write("nobody,2025-07-01,loans,1\n")
    everything = run("check", "-C", str(workspace))
    assert everything.exit_code == 4
    assert "tallybook check 2025-H1" in everything.stderr
    asked = run("check", "2025-H1", "-C", str(workspace))
    assert asked.exit_code == 0
    assert "tallybook check" not in asked.stderr
    assert run("check", "2025-H2", "-C", str(workspace)).exit_code == 4
    assert run("check", "2025-H3", "-C", str(workspace)).exit_code == 2
