"""Forms given out, filled in, collected and built into a book: every text arrives as it was typed."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from tallybook import workspace as workspaces
from tallybook.domain.records import Fulfilment
from tallybook.pipeline.measuring import tables_of
from tests import inprocess, small
from tests.forms import filling
from tests.office import converted

AWKWARD = (
    "# 第一行\n- 第二行 😀👨‍👩‍👧\n\n1. 列表 | 竖线 | {{ 7*7 }} ${HOME} $$x$$\n"
    '<b>粗</b> &amp; `code` **不是强调** _也不是_ [链接](http://x) \\ 反斜杠 \\|\n=HYPERLINK("x")\n存在问题\n---\n完成率 101.99%'
)
VISITS = (
    "visit_id,date,manager_id,customer_id,opinion\n"
    "v1,2025-02-03,007,k1,利率太高\nv2,2025-03-04,007,k1,等待太久\n"
)  # fmt: skip
FILLED: filling.Rows = {
    "Last period's promises": [
        {"commitment_id": "c1", "What became of it": "not done", "Reason": f"因为{AWKWARD}"},
    ],
    "Achievements": [
        {"What was achieved": AWKWARD, "What shows it": f"依据{AWKWARD}"},
        {"What was achieved": "第二项"},
    ],
    "Problems": [{"Problem": "　　缩进的问题", "Cause": "原因一\n原因二"}],
    "Customers' opinions": [{"Opinion": AWKWARD, "Customer": "甲|乙", "Visited on": date(2025, 4, 5)}],
    "Next steps": [
        {"Next step": f"走访 | {AWKWARD}", "Owner": "王㛃", "Due": date(2025, 9, 30), "KPI": "贷款投放额", "Target": 20000.5,
         "Carries on": "c1 上半年投放一百万"},
        {"Next step": "压降", "Due": "2025年10月1日", "KPI": "不良率", "Target": "1.3%"},
    ],
    "A success": [{"What happened": "成功", "What we learned": "经验"}],
    "A failure": [{"What happened": "失败\n两行"}],
}  # fmt: skip


@pytest.fixture(scope="module", params=["excel", "word"])
def medium(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def workspace(medium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("round") / "workspace", language="en")
    config = folder / "_config.yml"
    tables = "    visits: {file: data/visits.csv}\n    customers: {file: data/customers.csv}\n  running:"
    config.write_text(config.read_text("utf-8").replace("  running:", tables, 1), "utf-8")
    (folder / "data/visits.csv").write_text(VISITS, "utf-8")
    (folder / "data/customers.csv").write_text("customer_id,name,manager_id\nk1,Kay & Co,007\n", "utf-8")
    (folder / "data/notes/2025-H1/007.md").unlink()
    return folder


@pytest.fixture(autouse=True)
def _inside(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)


@pytest.fixture(scope="module")
def collected(workspace: Path, medium: str) -> Path:
    back = workspace.parent / "back"
    path = filling.give(workspace, "007", back, medium)
    name = f"whatever (3){path.suffix}"
    filling.fill(path, FILLED).rename(back / name)
    result = filling.run(workspace, "collect", str(back))
    assert result.exit_code == 0, result.output
    assert f"● taken  {name} · 王㛃 (007) · first half of 2025" in result.output
    return workspace / "data/notes/2025-H1/007.md"


def test_the_note_holds_what_was_typed_as_tables_and_text(workspace: Path, collected: Path) -> None:
    found = tables_of(workspaces.find(workspace), None)
    (note,) = found.notes
    promises = {one.commitment_id: one for one in found.commitments}
    assert (promises["c1"].status, promises["c1"].reason) == (Fulfilment.NOT_DONE, f"因为{AWKWARD}")
    first, second = (
        one for one in found.commitments if one.period.slug == "2025-H1" and one.manager_id == "007"
    )
    assert (first.text, first.owner, first.due) == (f"走访 | {AWKWARD}", "王㛃", date(2025, 9, 30))
    assert (first.kpi_id, str(first.target), first.continues) == ("loans", "20000.5", "c1")
    assert (second.due, second.kpi_id, str(second.target)) == (date(2025, 10, 1), "bad_rate", "0.013")
    assert (note.promises, note.next_steps) == (None, None)
    assert {name for name, _ in note.parts} == {
        "achievements",
        "problems",
        "opinions",
        "success_case",
        "failure_case",
    }


def test_the_book_shows_every_text_as_it_was_typed(workspace: Path, collected: Path) -> None:
    inprocess.build(workspace)
    page = (workspace / "_build/2025-H1/html/manager-007.html").read_text("utf-8")
    article = html.unescape(re.sub(r"<[^>]+>", "", page))
    shown = "".join(article.split())
    texts = [
        AWKWARD,
        f"依据{AWKWARD}",
        f"因为{AWKWARD}",
        f"走访 | {AWKWARD}",
        "第二项",
        "缩进的问题",
        "原因一\n原因二",
        "甲|乙",
        "失败\n两行",
    ]
    for text in texts:
        assert "".join(text.split()) in shown, text
    assert "利率太高" in shown, "what the data hold stands on the page anyhow"


def test_lines_that_were_given_and_not_answered_are_no_text_of_the_person(collected: Path) -> None:
    text = collected.read_text("utf-8")
    assert "利率太高" not in text
    assert "c2" not in text


def test_collecting_again_changes_nothing(workspace: Path, collected: Path) -> None:
    before = collected.stat().st_mtime_ns
    result = filling.run(workspace, "collect", str(workspace.parent / "back"))
    assert "○ unchanged" in result.output
    assert collected.stat().st_mtime_ns == before


def test_a_form_that_another_office_saved_says_the_same(
    workspace: Path, collected: Path, tmp_path: Path
) -> None:
    (form,) = (workspace.parent / "back").glob("whatever*")
    saved = converted(form, tmp_path, form.suffix.removeprefix("."))
    assert saved.read_bytes() != form.read_bytes()
    before = collected.read_bytes()
    result = filling.run(workspace, "collect", str(tmp_path))
    assert f"○ unchanged  {form.name}" in result.output, result.output
    assert collected.read_bytes() == before
