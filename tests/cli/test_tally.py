"""`tally` on texts, files and a workspace's notes: what is shown, what is handed to machines, and how it ends."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tallybook.cli import main
from tests import small
from tests.commands import run

FACTS = [
    {"id": "v", "kpi": "销量", "kind": "actual", "value": 30519.21, "unit": "箱"},
    {"id": "y", "kpi": "销量", "kind": "yoy", "value": 0.1033, "unit": "箱"},
]
TEXT = "销量30519.21箱，同比增长9.39%，客户120户。"


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return str(path)


def test_a_text_is_held_against_a_list_by_hand(facts: str) -> None:
    result = run("tally", TEXT, "--facts", facts, "--json")
    assert result.exit_code == 4
    agrees, differs, unknown = json.loads(result.stdout)
    assert (agrees["text"], agrees["verdict"], agrees["fact_id"]) == ("30519.21箱", "agrees", "v")
    assert (agrees["value"], agrees["unit"]) == (30519.21, "箱")
    assert TEXT[differs["start"] : differs["end"]] == differs["text"] == "9.39%"
    assert (differs["verdict"], differs["fact_id"], differs["expected"]) == ("differs", "y", 0.1033)
    assert "10.33%" in differs["reason"]
    assert (unknown["verdict"], unknown["fact_id"], unknown["expected"]) == ("unsupported", None, None)


def test_a_person_sees_what_to_correct(facts: str) -> None:
    result = run("tally", TEXT, "--facts", facts)
    assert "9.39%" in result.output
    assert "10.33%" in result.output
    assert "120户" not in result.output
    assert "120户" in run("tally", TEXT, "--facts", facts, "--all").output


def test_without_facts_a_text_is_held_against_itself(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("总销量30519.21箱，比去年同期上升2857.07箱，约9.39%。", encoding="utf-8")
    assert run("tally", str(note)).exit_code == 4
    note.write_text("总销量30519.21箱，比去年同期上升2857.07箱，约10.33%。", encoding="gb18030")
    assert run("tally", str(note)).exit_code == 0


def test_no_text_at_all_is_no_trouble(facts: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"")
    assert json.loads(run("tally", str(empty), "--facts", facts, "--json").stdout) == []
    assert run("tally", " ").exit_code == 0


def test_a_word_document_is_read_with_its_tables(tmp_path: Path, facts: str) -> None:
    path = tmp_path / "note.docx"
    path.write_bytes(
        word("<w:p><w:r><w:t>销量30519.21箱。</w:t></w:r></w:p>" + table("指标", "实际", "销量", "3.15万箱"))
    )
    found = json.loads(run("tally", str(path), "--facts", facts, "--json").stdout)
    assert [(each["text"], each["verdict"]) for each in found] == [
        ("30519.21箱", "agrees"),
        ("3.15万箱", "differs"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and no more",
        b"\x00\x01\x02\xff" * 50,
        None,
        "<!DOCTYPE x [<!ENTITY a 'b'>]><w:p/>",
    ],
)
def test_what_is_no_text_is_said_so(tmp_path: Path, data: bytes | str | None) -> None:
    path = tmp_path / "note.docx"
    if data is not None:
        path.write_bytes(data if isinstance(data, bytes) else word("", head=data))
    result = run("tally", str(path))
    assert result.exit_code == 2
    assert "note.docx" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "", "nothing", "[1, 2]", "{}", '[{"kpi": "x", "kind": "odd", "value": 1}]', '[{"kind": "actual", "value": 1}]',
        '[{"kpi": "x", "kind": "actual"}]', '[{"kpi": "x", "kind": "actual", "value": "many"}]',
        '[{"kpi": "x", "kind": "actual", "value": 1e999999}]', '[{"kpi": "x", "value": NaN}]', "[" * 100_000,
        '[{"kpi": "x", "value": true}]',
    ],
)  # fmt: skip
def test_bad_facts_are_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    result = run("tally", TEXT, "--facts", str(path))
    assert result.exit_code == 2
    assert result.output.strip()


def test_every_fault_of_the_facts_is_told_by_its_entry(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    rows = [
        {"id": "v", "kpi": "销量", "kind": "actual", "value": "many"},
        {"id": "t", "kpi": "销量", "kind": "plan", "value": 1},
        {"kind": "actual", "value": 1},
        {"id": "n", "kpi": "销量"},
        {"id": "good", "kpi": "销量", "kind": "actual", "value": "30519.21"},
        {"id": "again", "kpi": "销量", "kind": "actual", "value": 30519.2},
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    result = run("tally", TEXT, "--facts", str(path))
    assert result.exit_code == 2
    told = [
        "facts.json",
        "第 1 条：many",
        "第 2 条：没有“plan”",
        "第 3 条：没有写明指标",
        "第 4 条：没有写数值",
    ]
    assert [line for line in told if line not in result.output] == []
    assert "good" not in result.output


def test_word_documents_come_through_standard_input_too(tmp_path: Path) -> None:
    path = tmp_path / "note.docx"
    path.write_bytes(
        word("<w:p><w:r><w:t>总销量30519.21箱，比去年同期上升2857.07箱，约9.39%。</w:t></w:r></w:p>")
    )
    assert CliRunner().invoke(main, ["tally", "-"], input=path.read_bytes()).exit_code == 4
    refused = CliRunner().invoke(main, ["tally", "-"], input=b"%PDF-1.7")
    assert refused.exit_code == 2
    assert "标准输入" in refused.output


def test_it_is_said_where_there_are_more_figures_than_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("3箱。" * 20_001, encoding="utf-8")
    assert "20000" in run("tally", str(path)).stderr
    path.write_text("3箱。" * 100, encoding="utf-8")
    assert not run("tally", str(path)).stderr


def test_a_name_that_is_nothing_is_no_text() -> None:
    assert run("tally", "2025-H9").exit_code == 2
    assert run("tally", "no-such-file.md").exit_code == 2


def test_the_notes_of_a_workspace_against_its_own_facts(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    note = workspace / "data/notes" / small.PERIOD / "007.md"
    note.write_text(
        "## 主要业绩\n\n贷款投放额 211 万元，同比增长 25.9%。\n\n## 下一步工作\n\n贷款投放额 999 万元。\n",
        encoding="utf-8",
    )
    result = run("tally", small.PERIOD, "-C", str(workspace), "--json")
    found = json.loads(result.stdout)
    assert [(each["text"], each["verdict"], each["part"]) for each in found] == [
        ("211 万元", "agrees", "achievements"),
        ("25.9%", "differs", "achievements"),
        ("999 万元", "unsupported", "next_steps"),
    ]
    assert found[0]["fact_id"] == f"manager:007/{small.PERIOD}/loans"
    assert (result.exit_code, found[0]["subject"]) == (4, "007")
    shown = run("tally", small.PERIOD, "007", "-C", str(workspace)).output
    assert "52.9%" in shown
    assert str(Path("data/notes") / small.PERIOD / "007.md") in shown
    assert run("tally", small.PERIOD, "nobody", "-C", str(workspace)).exit_code == 2


def test_the_facts_command_writes_what_tally_reads(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    facts = tmp_path / "facts.json"
    run("facts", small.PERIOD, "-C", str(workspace), "--json", "-o", str(facts))
    assert run("tally", "贷款投放额 211.00 万元。", "007", "--facts", str(facts)).exit_code == 0
    assert run("tally", "贷款投放额 217.00 万元。", "007", "--facts", str(facts)).exit_code == 4
    named = tmp_path / "008.md"
    named.write_text("贷款投放额 217.00 万元。", encoding="utf-8")
    assert run("tally", str(named), "--facts", str(facts)).exit_code == 0
    assert run("tally", "贷款投放额 217.00 万元。", "--facts", str(facts)).exit_code == 2


def test_the_demo_s_wrong_figures_are_found_and_nothing_else() -> None:
    found = json.loads(run("tally", "2025-H1", "-C", str(small.ROOT), "--json").stdout)
    wrong = [(each["subject"], each["text"]) for each in found if each["verdict"] == "differs"]
    assert wrong == [
        ("m005", "9.40%"),
        ("m013", "0.91%"),
        ("m019", "12,248.50 万元"),
        ("m019", "90.60%"),
        ("m020", "51.64 万元"),
    ]
    assert sum(each["verdict"] == "agrees" for each in found) > 200
    assert run("tally", "2024-H2", "-C", str(small.ROOT)).exit_code == 0


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, *, head: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return packed.getvalue()


def table(*cells: str) -> str:
    found = [f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells]
    return "<w:tbl>" + "".join(f"<w:tr>{found[i]}{found[i + 1]}</w:tr>" for i in (0, 2)) + "</w:tbl>"


NOTE = "## 主要业绩\n\n贷款投放额 211 万元，同比增长 25.9%，不良率 0.99%（不核对：旧口径）。\n"


def with_note(folder: Path, more: str = "") -> Path:
    workspace = small.write(folder / "w", more=more)
    (workspace / "data/notes" / small.PERIOD / "007.md").write_text(NOTE, encoding="utf-8")
    return workspace


def test_the_book_marks_what_was_checked_and_lists_it(tmp_path: Path) -> None:
    workspace = with_note(tmp_path)
    result = run("build", small.PERIOD, "-C", str(workspace), "--json")
    assert (result.exit_code, json.loads(result.stdout)["differing"]) == (0, 1)
    html = workspace / "_build" / small.PERIOD / "html"
    page = (html / "manager-007.html").read_text(encoding="utf-8")
    assert 'tb-tally-agrees reference internal" href="#fact-1">211 万元</a>' in page
    assert 'href="#fact-1">25.9%</a>' in page
    assert 'id="fact-1"' in page
    assert (page.count(">≠<"), page.count(">○<")) == (1, 1)
    sheet = (html / "tally.html").read_text(encoding="utf-8")
    assert all(words in sheet for words in ("52.9%", "旧口径", "25.9%"))


@pytest.mark.parametrize(
    ("level", "kind"),
    [("differs", "differing-figure"), ("unsupported", "unsupported-figure"), ("waived", "waived-figure")],
)
def test_where_the_settings_say_error_no_book_is_touched(tmp_path: Path, level: str, kind: str) -> None:
    levels = {"differs": "off", "waived": "off", level: "error"}
    listed = ", ".join(f"{name}: {word}" for name, word in levels.items())
    workspace = with_note(tmp_path, more=f"  tally: {{{listed}}}\n")
    (workspace / "data/notes" / small.PERIOD / "007.md").write_text(
        NOTE + "\n客户 77 户。\n", encoding="utf-8"
    )
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert result.exit_code == 4
    assert kind in result.output
    assert not (workspace / "_build" / small.PERIOD / "html").exists()


def test_off_says_nothing(tmp_path: Path) -> None:
    workspace = with_note(tmp_path, more="  tally: {differs: off, waived: off}\n")
    result = run("build", small.PERIOD, "-C", str(workspace), "--json")
    assert json.loads(result.stdout)["differing"] == 0
    page = (workspace / "_build" / small.PERIOD / "html" / "manager-007.html").read_text(encoding="utf-8")
    assert "≠" not in page
    assert "211 万元</a>" in page
