"""A rule and a measure of one's own in a new workspace, and what is said of mistakes in them."""

import json
from pathlib import Path

from tests.commands import run

RULE = """from tallybook.notebook import finding
each = found.fact("loans_a_visit").actual.value
own = [finding(f"A visit brought loans of {each:.1f}.", weight=99, kpi_id="loans_a_visit")]
hand_over(found, figures=figures, extra={"least": 12.5}, findings=own)"""
MEASURE = "loans_a_visit,Loans a visit,,£k,ratio,loan_issued,visits,higher,Customers,0,1\n"


def write_last_cell(workspace: Path, source: str) -> None:
    """Change the notebook of people as its owner would."""
    path = workspace / "notebooks" / "manager.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = source
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_rule_and_a_measure_of_ones_own_come_onto_the_page(tmp_path: Path) -> None:
    workspace = tmp_path / "w"
    assert run("init", str(workspace), "--language", "en").exit_code == 0
    kpis = workspace / "data" / "kpis.csv"
    kpis.write_text(kpis.read_text(encoding="utf-8").rstrip("\n") + "\n" + MEASURE, encoding="utf-8")
    write_last_cell(workspace, RULE)
    assert run("build", "2025-H1", "-C", str(workspace), "-s", "p1").exit_code == 0
    page = workspace / "_build" / "2025-H1" / "preview" / "html" / "manager-p1.html"
    text = page.read_text(encoding="utf-8")
    assert "A visit brought loans of " in text
    assert "Loans a visit" in text
    assert "12.5" in text

    write_last_cell(workspace, RULE.replace("loans_a_visit", "loans_visit", 1))
    broken = run("build", "2025-H1", "-C", str(workspace), "-s", "p1")
    assert broken.exit_code == 3
    assert (
        "Alice Morgan (p1): its notebook manager.ipynb stopped in code cell 6, line 2, with an error: "
        "ResultsError: There is no KPI 'loans_visit'. The nearest is loans_a_visit." in broken.output
    )

    write_last_cell(workspace, "own = [\nhand_over(found, figures=figures)")
    broken = run("build", "2025-H1", "-C", str(workspace), "-s", "p1")
    assert "code cell 6, line 2, with an error: SyntaxError: incomplete input\n" in broken.output
