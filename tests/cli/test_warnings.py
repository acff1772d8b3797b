"""What is no fault and may yet be a mistake: told by `check` and `build`, to people and to machines."""

import json
from pathlib import Path

import pytest

from tests import small
from tests.commands import run

LATE = "笔实绩的日期晚于数据截止日 2025年4月30日。"
NOTHING = "本期没有任何数据：书中的数字都还不知道。"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose amounts go on after the day to which they are said to reach."""
    folder = tmp_path_factory.mktemp("late") / "workspace"
    return small.write(folder, more="  data_through: 2025-04-30\n")


def _build(workspace: Path, period: str) -> tuple[dict[str, object], str]:
    """What a build says to machines, and the next one, which finds everything done, to people."""
    made = run("build", period, "-C", str(workspace), "--json")
    assert made.exit_code == 0, made.output
    return json.loads(made.stdout), run("build", period, "-C", str(workspace)).stdout


def test_check_warns_of_late_amounts_on_the_terminal_and_as_json(workspace: Path) -> None:
    said = run("check", "-C", str(workspace))
    assert (said.exit_code, said.stdout.count(LATE)) == (0, 1)
    assert "请改 data_through" in said.stdout
    (warning,) = json.loads(run("check", "-C", str(workspace), "--json").stdout)["warnings"]
    assert warning.endswith(LATE)


def test_build_warns_of_late_amounts_on_the_terminal_and_as_json(workspace: Path) -> None:
    report, said = _build(workspace, small.PERIOD)
    (warning,) = report["warnings"]  # type: ignore[misc]
    assert warning.endswith(LATE)
    assert f"▲ {warning}" in said
    assert "请改 data_through" in said
    assert (report["without_data"], "没有任何数据" in said) == (False, False)


def test_a_book_without_data_says_so_on_its_cover_and_on_the_terminal(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    report, said = _build(folder, "2027-H1")
    cover = (folder / "_build" / "2027-H1" / "html" / "index.html").read_text(encoding="utf-8")
    assert (report["without_data"], report["warnings"]) == (True, [])
    assert "▲ " + NOTHING in said
    assert "2027年上半年没有任何数据" in cover
    assert "2025年6月30日" in cover


def test_a_promise_nobody_answered_stops_the_book_only_where_the_workspace_asks(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    table = folder / "data/commitments.csv"
    table.write_text(table.read_text("utf-8").replace(",,,done,", ",,,open,"), "utf-8")
    assert run("build", small.PERIOD, "-C", str(folder)).exit_code == 0
    page = folder / "_build" / small.PERIOD / "html" / "manager-008.html"
    before = page.read_bytes()
    assert "未答复" in before.decode("utf-8")
    with (folder / "_config.yml").open("a", encoding="utf-8") as settings:
        settings.write("  promises: {unanswered: error}\n")
    refused = run("build", small.PERIOD, "-C", str(folder))
    assert (refused.exit_code, "c2" in refused.output) == (4, True)
    assert page.read_bytes() == before
