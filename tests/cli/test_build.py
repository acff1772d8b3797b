"""The command line on a small workspace: what is written, said, and returned, when all goes well and when not."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests import small
from tests.commands import run

BREAKS = 'if subject == "manager-008":\n    raise ValueError("no such thing")\n'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("small") / "workspace")


@pytest.fixture(scope="module")
def built(workspace: Path) -> dict[str, object]:
    result = run("build", small.PERIOD, "-C", str(workspace), "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def pages(workspace: Path) -> dict[str, bytes]:
    html = workspace / "_build" / small.PERIOD / "html"
    return {path.name: path.read_bytes() for path in sorted(html.rglob("*")) if path.is_file()}


def break_notebook(workspace: Path) -> None:
    notebook = workspace / "notebooks" / "manager.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(c for c in content["cells"] if c["id"] == "extra" or "extra" in "".join(c["source"]))
    cell.update(cell_type="code", source=BREAKS, outputs=[], execution_count=None)
    notebook.write_text(json.dumps(content), encoding="utf-8")


def test_a_build_says_where_the_book_is_and_who_has_not_handed_in(
    workspace: Path, built: dict[str, object]
) -> None:
    assert Path(str(built["book"])).is_file()
    assert (built["subjects"], built["chapters"], built["failed"]) == (6, 6, [])
    assert built["without_note"] == ["Ann O'Neil", "陈堃"]
    page = (workspace / "_build" / small.PERIOD / "html" / "manager-007.html").read_text(encoding="utf-8")
    assert "王㛃" in page
    assert "<strong>顺利</strong>" in page


def test_built_again_nothing_runs_and_every_byte_is_the_same(
    workspace: Path, built: dict[str, object]
) -> None:
    before = pages(workspace)
    (workspace / "_build" / small.PERIOD / "built.json").unlink()
    again = json.loads(run("build", small.PERIOD, "-C", str(workspace), "--json").stdout)
    assert (again["cached"], again["unchanged"]) == (built["subjects"], False)
    assert pages(workspace) == before


def test_where_nothing_has_changed_nothing_is_done(workspace: Path, built: dict[str, object]) -> None:
    again = json.loads(run("build", small.PERIOD, "-C", str(workspace), "--json").stdout)
    assert again == {**built, "cached": built["subjects"], "unchanged": True, "seconds": {}}


def test_a_book_that_was_damaged_is_made_again(workspace: Path, built: dict[str, object]) -> None:
    page = workspace / "_build" / small.PERIOD / "html" / "manager-007.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:-1])
    again = json.loads(run("build", small.PERIOD, "-C", str(workspace), "--json").stdout)
    assert not again["unchanged"]
    assert page.read_bytes() == whole


def test_status_tells_notes_and_what_would_run(workspace: Path, built: dict[str, object]) -> None:
    states = {
        s["id"]: s for s in json.loads(run("status", small.PERIOD, "-C", str(workspace), "--json").stdout)
    }
    assert all(state["up_to_date"] for state in states.values())
    assert (states["007"]["handed_in"], states["008"]["handed_in"]) == (True, False)


def test_facts_are_numbers_that_tally(workspace: Path) -> None:
    facts = json.loads(run("facts", small.PERIOD, "-C", str(workspace), "--json").stdout)
    loans = {fact["subject"]: fact for fact in facts if fact["kpi"] == "loans"}
    assert loans["007"]["actual"] == pytest.approx(6 * 20.5 + 12 + 13 + 14 + 15 + 16 + 17 + 1)
    assert loans["bank"]["actual"] == pytest.approx(sum(loans[m]["actual"] for m in ("007", "008", "NO")))
    assert loans["007"]["attainment"] == pytest.approx(loans["007"]["actual"] / 150)
    assert loans["NO"]["target_rule"] == "exact"


def test_facts_as_csv_go_to_a_file_and_keep_ids(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.csv"
    assert run("facts", small.PERIOD, "-C", str(workspace), "-s", "007", "-o", str(out)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert {row["subject"] for row in rows} == {"007"}


def test_facts_make_no_folders(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "no" / "facts.csv"
    assert run("facts", small.PERIOD, "-C", str(workspace), "-o", str(out)).exit_code == 2
    assert not out.parent.exists()


def test_check_names_a_leading_kpi_that_is_not_there(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    config = workspace / "_config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("lead_kpi: loans", "lead_kpi: loan"), encoding="utf-8"
    )
    result = run("check", "-C", str(workspace), "--json")
    (fault,) = json.loads(result.stdout)["faults"]
    assert result.exit_code == 4
    assert (fault["kind"], fault["column"], fault["value"]) == (
        "unknown-reference",
        "tallybook.lead_kpi",
        "loan",
    )
    assert "loans" in fault["remedy"]
    assert "设置项 tallybook.lead_kpi" in run("check", "-C", str(workspace)).output


def test_check_looks_at_the_document_that_words_styles_are_taken_from(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w", language="en", more="  word: {reference: own.docx}\n")
    missing = run("check", "-C", str(workspace), "--json")
    (workspace / "own.docx").write_bytes(b"damaged")
    damaged = run("check", "-C", str(workspace), "--json")
    told = [json.loads(result.stdout)["faults"] for result in (missing, damaged)]
    assert [fault["kind"] for faults in told for fault in faults] == ["reference-document"] * 2
    assert (missing.exit_code, damaged.exit_code) == (4, 4)
    assert [faults[0]["file"] for faults in told] == ["own.docx"] * 2


@pytest.mark.parametrize(
    ("arguments", "code", "fragment"),
    [
        (("build", "2025-H3"), 2, "2025-H3 不是期间"),
        (("facts", "2025-H1", "-s", "070"), 2, "007"),
        (("build", "2025-H1", "-s", "070"), 2, "007"),
        (("build", "2025-H1", "-j", "none"), 2, "none"),
        (("build",), 2, "PERIOD"),
    ],
)
def test_what_does_not_exist_is_told_in_one_line(
    workspace: Path, arguments: tuple[str, ...], code: int, fragment: str
) -> None:
    result = run(*arguments, "-C", str(workspace))
    assert result.exit_code == code
    assert fragment in result.output


def test_outside_a_workspace_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("check", "-C", str(tmp_path))
    assert result.exit_code == 1
    assert "tallybook init" in result.output


def test_a_faulty_table_is_listed_and_the_last_book_stays(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    last = workspace / "_build" / small.PERIOD / "html"
    last.mkdir(parents=True)
    (last / "index.html").write_text("the last good book")
    actuals = workspace / "data" / "actuals.csv"
    text = actuals.read_text(encoding="utf-8").replace("20.50", "many", 1).replace("2024-02-28", "soon", 1)
    actuals.write_text(text, encoding="utf-8")
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert result.exit_code == 4
    assert "many" in result.output
    assert "soon" in result.output
    assert (last / "index.html").read_text() == "the last good book"
    listed = json.loads(run("check", "-C", str(workspace), "--json").stdout)["faults"]
    assert {fault["value"] for fault in listed} == {"many", "soon"}


def test_a_failed_notebook_leaves_a_marked_gap_and_the_rest_of_the_book(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    break_notebook(workspace)
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert result.exit_code == 3, result.output
    assert "no such thing" in result.output
    gap = (workspace / "_build" / small.PERIOD / "html" / "manager-008.html").read_text(encoding="utf-8")
    assert "个代码单元格出错停止" in gap
    book = workspace / "_build" / small.PERIOD / "html"
    assert not [path for path in book.rglob("*") if path.is_file() and b"no such thing" in path.read_bytes()]
    assert (workspace / "_build" / small.PERIOD / "html" / "manager-007.html").is_file()
    states = {
        s["id"]: s for s in json.loads(run("status", small.PERIOD, "-C", str(workspace), "--json").stdout)
    }
    assert states["008"]["failed"]["failure"] == "raised"
    assert states["007"]["up_to_date"]


def test_a_build_that_stops_at_the_first_failure_leaves_it_known(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    break_notebook(workspace)
    result = run("build", small.PERIOD, "-C", str(workspace), "--fail-fast")
    assert result.exit_code == 1, result.output
    states = {
        s["id"]: s for s in json.loads(run("status", small.PERIOD, "-C", str(workspace), "--json").stdout)
    }
    assert states["008"]["failed"]["failure"] == "raised"


def test_status_changes_nothing(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    before = sorted(workspace.rglob("*"))
    assert run("status", small.PERIOD, "-C", str(workspace)).exit_code == 0
    assert sorted(workspace.rglob("*")) == before


def test_a_preview_runs_one_chapter_and_leaves_the_book_alone(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    html = workspace / "_build" / small.PERIOD / "html"
    html.mkdir(parents=True)
    (html / "index.html").write_text("the last good book")
    (html.parent / ".tallybook").touch()
    result = run("build", small.PERIOD, "-C", str(workspace), "-s", "007", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["chapters"], found["left_out"], found["failed"]) == (1, 5, [])
    assert (html / "index.html").read_text() == "the last good book"
    preview = Path(found["book"]).parent
    assert preview == workspace / "_build" / small.PERIOD / "preview" / "html"
    assert "顺利" in (preview / "manager-007.html").read_text(encoding="utf-8")
    assert "只要求运行别的章节" in (preview / "manager-008.html").read_text(encoding="utf-8")
    states = json.loads(run("status", small.PERIOD, "-C", str(workspace), "--json").stdout)
    assert [state["id"] for state in states if state["up_to_date"]] == ["007"]
    assert not any(state["failed"] for state in states)


def test_a_misspelt_name_in_a_template_stops_the_build_with_its_place(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    template = workspace / "templates" / "manager.md.jinja"
    template.write_text(template.read_text(encoding="utf-8") + "\n{{ findigns }}\n", encoding="utf-8")
    result = run("check", "-C", str(workspace))
    assert result.exit_code == 4
    assert "manager.md.jinja" in result.output
    assert "findings" in result.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_init_makes_a_workspace_that_checks_and_never_overwrites(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "my own"
    begun = run("init", str(folder), "--language", language)
    assert begun.exit_code == 0
    assert f"cd '{folder}'" in begun.output
    assert f"language: {language}" in (folder / "_config.yml").read_text(encoding="utf-8")
    assert (folder / "_config.schema.json").is_file()
    assert run("check", "-C", str(folder)).exit_code == 0
    assert run("init", str(folder)).exit_code == 1


def test_an_english_start_is_wholly_english(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("init", str(folder), "--language", "en")
    shared = ("templates", "notebooks")
    own = [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in (*shared, "_config.schema.json")
    ]
    assert len(own) > 15
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [path.name for path in own if chinese.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("variable", "language"), [("zh_CN.UTF-8", "zh"), ("C.UTF-8", "en"), ("C", "en")])
def test_the_start_is_in_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", variable)
    run("init", str(tmp_path / "mine"))
    assert f"language: {language}" in (tmp_path / "mine" / "_config.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("place", "code"), [("data/notes", 2), ("elsewhere", 1)])
def test_a_folder_of_somebody_elses_is_neither_built_into_nor_removed(
    tmp_path: Path, place: str, code: int
) -> None:
    workspace = small.write(tmp_path / "w")
    out = workspace / place
    out.mkdir(exist_ok=True)
    if place == "elsewhere":
        (out / small.PERIOD).symlink_to(workspace / "data" / "notes" / small.PERIOD)
    before = sorted(workspace.rglob("*"))
    result = run("build", small.PERIOD, "-C", str(workspace), "--path-output", str(out))
    assert result.exit_code == code
    assert "--path-output" in result.output
    run("clean", "-C", str(workspace), "--path-output", str(out))
    assert sorted(workspace.rglob("*")) == before


def test_clean_removes_what_was_built_and_nothing_else(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    ours = workspace / "_build" / small.PERIOD
    ours.mkdir(parents=True)
    (ours / ".tallybook").write_text("")
    other = workspace / "_build" / "mine"
    other.mkdir()
    assert run("clean", "-C", str(workspace)).exit_code == 0
    assert not ours.exists()
    assert other.is_dir()


def test_schema_and_doctor_answer(workspace: Path) -> None:
    assert json.loads(run("schema").stdout)["properties"]["tallybook"]["additionalProperties"] is False
    assert run("doctor", "-C", str(workspace)).exit_code == 0


@pytest.mark.parametrize("given", [("-C", "{}"), ("-C{}",), ("--workspace", "{}"), ("--workspace={}",)])
def test_a_fault_is_told_in_the_language_of_the_workspace_however_it_is_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    arguments = ["build", "2025-H3", *(part.format(workspace) for part in given)]
    monkeypatch.setattr("sys.argv", ["tallybook", *arguments])
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "2025-H3 不是期间" in run(*arguments).output


def test_help_speaks_the_language_of_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    monkeypatch.setattr("sys.argv", ["tallybook", "build", "--help"])
    assert "生成" in run("build", "--help").output


def test_check_warns_of_amounts_after_the_day_that_data_are_said_to_reach(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("init", str(folder), "--language", "zh")
    file = folder / "data" / "actuals" / "2025-H1.csv"
    line = file.read_text("utf-8").splitlines()[-1].split(",")
    head = file.read_text("utf-8").splitlines()[0].split(",")
    line[head.index("日期")] = "2025-09-30"
    file.write_text(file.read_text("utf-8") + ",".join(line) + "\n", "utf-8")
    result = run("check", "-C", str(folder))
    assert result.exit_code == 0
    assert "有 1 笔实绩的日期晚于数据截止日" in result.output
    assert "一切正常" not in result.output


def test_only_what_failed_is_run_again_where_that_is_asked_for(tmp_path: Path) -> None:
    workspace, trouble = small.write(tmp_path / "w"), tmp_path / "trouble"
    trouble.touch()
    notebook = workspace / "notebooks" / "manager.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(c for c in content["cells"] if "extra = {}" in "".join(c["source"]))
    cell["source"] = (
        f"import os\nextra = {{'n': 1 / (subject != 'manager-008' or not os.path.exists({str(trouble)!r}))}}"
    )
    notebook.write_text(json.dumps(content), encoding="utf-8")
    build = ("build", small.PERIOD, "-C", str(workspace), "--json")
    assert run(*build).exit_code == 3
    trouble.unlink()
    kept = next((workspace / "_build" / small.PERIOD / "runs").glob("manager-007--*"))
    whole = kept.read_bytes()
    kept.unlink()
    refused = run(*build[:-1], "--retry-failed")
    assert refused.exit_code == 1
    assert "王㛃" in refused.output
    assert not kept.exists()
    kept.write_bytes(whole)
    again = json.loads(run(*build, "--retry-failed").stdout)
    assert (again["subjects"], again["cached"], again["failed"], again["left_out"]) == (6, 5, [], 0)
