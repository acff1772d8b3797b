"""Word forms and Markdown notes that come back otherwise: coped with, or refused by place with what would be right."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell

from tests import small
from tests.forms import filling, typing_word
from tests.forms.test_refusals import collect, note
from tests.sources import books

DONE: filling.Rows = {"Achievements": [{"What was achieved": "投放顺利"}]}
NOTE = "## Achievements\n\n投放顺利\n"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("word") / "workspace", language="en")
    (folder / "data/notes/2025-H1/007.md").unlink()
    filling.fill(filling.give(folder, "007", folder / "back", "word"), DONE)
    return folder


def form_of(workspace: Path) -> Path:
    (path,) = (workspace / "back").glob("*.docx")
    return path


def cell(document: Any, title: str, head: str, row: int = 1) -> _Cell:
    table = typing_word.table_of(document, title)
    found: _Cell = table.rows[row].cells[typing_word.heads(table)[head]]
    return found


def paragraph(xml: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")


def achieved(document: Any) -> _Cell:
    return cell(document, "Achievements", "What was achieved")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def pasted(document: Any) -> None:
    """A break, a tab, a hyperlink, a nested table and a list, as Word puts them down."""
    place = achieved(document)
    place.paragraphs[0].add_run("\n第二行\t跳格")
    inner = place.add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "甲", "乙"
    place.add_paragraph("末行 ")


def tracked(document: Any) -> None:
    place = achieved(document)
    about = 'w:id="9" w:author="x" w:date="2025-01-01T00:00:00Z"'
    place._tc.append(
        paragraph(
            f"<w:ins {about}>{run('加上')}</w:ins><w:del {about}><w:r><w:delText>删去</w:delText></w:r></w:del>"
        )
    )
    gone = paragraph(f"<w:pPr><w:rPr><w:del {about}/></w:rPr></w:pPr>{run('上')}")
    place._tc.append(gone)
    place._tc.append(paragraph(run("下")))


def swap_columns(document: Any) -> None:
    for row in typing_word.table_of(document, "Achievements").rows:
        first, second = row._tr.findall(qn("w:tc"))
        second.addnext(first)


def without_marks(document: Any) -> None:
    for run_ in list(document.element.body.iter(qn("w:r"))):
        text = "".join(one.text or "" for one in run_.iter(qn("w:t")))
        if text.startswith("tb:") and "turn" not in text:
            run_.getparent().remove(run_)


def more_lines(document: Any) -> None:
    table = typing_word.table_of(document, "Achievements")
    table._tbl.insert(table._tbl.index(table.rows[1]._tr), deepcopy(table.rows[-1]._tr))
    table.add_row()


TAKEN: dict[str, tuple[Callable[[Any], None], str]] = {
    "pasted": (pasted, "## Achievements\n\n投放顺利\\\n第二行\t跳格\\\n甲\t乙\n\n末行&#x20;\n"),
    "tracked": (tracked, "## Achievements\n\n投放顺利\\\n加上\\\n上下\n"),
    "swapped": (swap_columns, NOTE),
    "marks": (without_marks, NOTE),
    "lines": (more_lines, NOTE),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_do_in_word_is_coped_with(workspace: Path, name: str) -> None:
    action, expected = TAKEN[name]
    typing_word.change(form_of(workspace), action)
    code, (told,) = collect(workspace)
    assert (code, told["outcome"]) == (0, "taken"), told
    assert note(workspace) == expected
    assert ("tracked changes" in (told["why"] or "")) is (name == "tracked")


def test_lists_that_word_numbers_by_itself_keep_their_numbers(workspace: Path) -> None:
    forms = {70: ("decimal", "%1."), 71: ("chineseCounting", "%1、"), 72: ("bullet", "·")}

    def listed(document: Any) -> None:
        for form, text in ((70, "甲"), (70, "乙"), (71, "丙"), (72, "丁")):
            about = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{form}"/></w:numPr></w:pPr>'
            achieved(document)._tc.append(paragraph(about + run(text)))

    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{form}">{level.format(*kind)}</w:abstractNum>'
        for form, kind in forms.items()
    )
    lists = "".join(f'<w:num w:numId="{form}"><w:abstractNumId w:val="{form}"/></w:num>' for form in forms)
    part = f"<w:numbering {nsdecls('w')}>{kinds}{lists}</w:numbering>".encode()
    books.replace(typing_word.change(form_of(workspace), listed), "word/numbering.xml", lambda _: part)
    assert collect(workspace)[1][0]["outcome"] == "taken"
    assert note(workspace) == "## Achievements\n\n投放顺利\\\n1\\. 甲\\\n2\\. 乙\\\n一、丙\\\n• 丁\n"


def put(title: str, head: str, text: str, row: int = 1) -> Callable[[Any], None]:
    return lambda document: typing_word.write(cell(document, title, head, row), text)


def between(document: Any) -> None:
    typing_word.table_of(document, "Problems")._tbl.addnext(paragraph(run("顺便一提")))


def table_of_own(document: Any) -> None:
    document.add_table(1, 1).rows[0].cells[0].text = "自己的表"


def in_given(document: Any) -> None:
    cell(document, "Last period's promises", "Promise").add_paragraph("已完成！")


def no_status(document: Any) -> None:
    put("Last period's promises", "Reason", "忙")(document)


def drawn(document: Any) -> None:
    achieved(document)._tc.append(paragraph("<w:r><w:drawing/></w:r>"))


def symbol(document: Any) -> None:
    achieved(document)._tc.append(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'))


def second(document: Any) -> None:
    table = typing_word.table_of(document, "Achievements")._tbl
    table.addnext(deepcopy(table))


def without_stamp(document: Any) -> None:
    document.element.body.remove(document.element.body[0])


def without_section(document: Any) -> None:
    table = typing_word.table_of(document, "Problems")._tbl
    table.getparent().remove(table)


def other_head(document: Any) -> None:
    achieved_head = typing_word.table_of(document, "Problems").rows[0].cells[1]
    next(achieved_head._tc.iter(qn("w:t"))).text = "为什么"


def no_turn(document: Any) -> None:
    document.tables[0].rows[0].cells[1].text = "第一次"


def unknown_promise(document: Any) -> None:
    put("Last period's promises", "What became of it", "done")(document)


REFUSED: dict[str, tuple[Callable[[Any], None], str, str | None, str]] = {
    "between": (between, "form-text", "Problems", "has no place for it"),
    "own table": (table_of_own, "form-text", "A failure", "has no place for it"),
    "given": (in_given, "form-text", "Last period's promises · 1 · Promise", "has no place for it"),
    "no status": (no_status, "form-line", "Last period's promises · 1 · Reason", "not what became of the promise"),
    "picture": (drawn, "form-cell", "Achievements · 1 · What was achieved", "picture"),
    "symbol": (symbol, "form-cell", "Achievements · 1 · What was achieved", "symbol font"),
    "twice": (second, "form-twice", "Achievements · What was achieved", "stands there a second time"),
    "stamp": (without_stamp, "not-a-form", None, "none of the forms"),
    "section": (without_section, "form-section", None, "The section “Problems” is not there any more"),
    "head": (other_head, "form-heading", "Problems · Problem", "The heading “Cause”"),
    "turn": (no_turn, "form-turn", "", "how often this form"),
    "day": (put("Next steps", "Due", "9月底"), "wrong-date", "Next steps · 1 · Due", "9月底 is not a date"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_each_refusal_names_the_table_row_and_column(workspace: Path, name: str) -> None:
    action, kind, place, fragment = REFUSED[name]
    typing_word.change(form_of(workspace), action)
    code, (told,) = collect(workspace)
    assert (code, told["outcome"], note(workspace)) == (4, "refused", "")
    said = [(one["kind"], one["cell"], f"{one['problem']} {one['remedy']}") for one in told["faults"]]
    assert any((kind, place) == (one, where) and fragment in text for one, where, text in said), said


@pytest.mark.parametrize("medium", ["excel", "word"])
def test_an_answer_to_a_promise_that_is_gone_is_refused_by_its_cell(workspace: Path, medium: str) -> None:
    form_of(workspace).unlink()
    path = filling.give(workspace, "007", workspace / "back", medium)
    filling.fill(path, {"Last period's promises": [{"commitment_id": "c1", "What became of it": "done"}]})
    table = workspace / "data/commitments.csv"
    table.write_text(table.read_text("utf-8").replace("\nc1,", "\nc9,"), "utf-8")
    code, (told,) = collect(workspace)
    assert (code, note(workspace)) == (4, "")
    (fault,) = told["faults"]
    assert (fault["kind"], fault["value"]) == ("unknown-reference", "c1")
    assert fault["cell"] == {"excel": "B16", "word": "Last period's promises · 1 · No."}[medium]
    assert "no promise with the id c1" in fault["problem"]


def declared(data: bytes) -> bytes:
    return data.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><w:document', 1)


def packed(data: bytes) -> bytes:
    return data.replace(b"</w:body>", b" " * 50_000_000 + b"</w:body>")


def repeated(data: bytes) -> bytes:
    return data.replace(b"</w:body>", b" " * 9_000_000 + b"</w:body>")


def deep(data: bytes) -> bytes:
    nested = b"<w:tbl><w:tr><w:tc>" * 30_000 + b"</w:tc></w:tr></w:tbl>" * 30_000
    return data.replace(b"</w:body>", nested + b"</w:body>")


BOMBS = {
    "entities": (declared, "too-large", "declares entities"),
    "packed": (packed, "too-large", "more than 10 MB"),
    "repeated": (repeated, "too-large", "packed more than"),
    "deep": (deep, "form-cell", "tables within tables"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(workspace: Path, name: str) -> None:
    action, kind, fragment = BOMBS[name]
    books.replace(form_of(workspace), "word/document.xml", action)
    code = (
        "import resource, sys, time; from pathlib import Path; from tallybook.forms import from_word\n"
        "from tallybook.sources.unfit import Unfit\n"
        "begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    told = [(one.kind, one.problem) for one in from_word.read(Path(sys.argv[1])).faults]\n"
        "except Unfit as unfit:\n    told = [(unfit.kind, unfit.problem)]\n"
        "more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(*told[0], '|', time.process_time() - begin, more)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, form_of(workspace)], capture_output=True, text=True, check=True
    )
    told, measured = done.stdout.split("|")
    seconds, kilobytes = map(float, measured.split())
    assert told.startswith(kind)
    assert fragment in told
    assert (seconds < 2, kilobytes < 200_000) == (True, True), measured
    assert collect(workspace)[1][0]["outcome"] == "refused"


LETTERS: dict[str, tuple[str, str, int | None, str]] = {
    "head": ("## Achievements\n\nx\n", "not-a-form", 1, "does not say whose it is"),
    "period": ("---\nmanager_id: 007\n---\n## Achievements\n\nx\n", "not-a-form", 1, "does not say period"),
    "key": ("---\nmanager_id: 007\nperiod: 2025-H1\nperson: x\n---\nx\n", "front-matter", 4, "person is not known"),
    "person": ("---\nmanager_id: 07\nperiod: 2025-H1\n---\n## Achievements\n\nx\n", "unknown-reference", None, "Did you mean 007?"),
    "part": ("---\nmanager_id: 007\nperiod: 2025-H1\n---\n## 成就\n\nx\n", "unknown-heading", 5, "is not a part of a note"),
    "text": ("---\n工号：007\n期间：2025-H1\n---\n你好\n", "text-before-heading", 5, "before the first heading"),
    "empty": ("---\nmanager_id: 007\nperiod: 2025-H1\n---\n\n", "form-empty", None, "nothing below the block"),
    "turn": ("---\nmanager_id: 007\nperiod: 2025-H1\nturn: 二\n---\n## Achievements\n\nx\n", "form-turn", 1, "is to be a number"),
    "promise": ("---\nmanager_id: 007\nperiod: 2025-H1\n---\n## Last period's promises\n\n| id | status |\n| --- | --- |\n| c2 | done |\n",
                "unknown-reference", 9, "no promise with the id c2"),
}  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
def test_a_markdown_note_is_refused_by_its_line(workspace: Path, name: str) -> None:
    text, kind, row, fragment = LETTERS[name]
    form_of(workspace).unlink()
    (workspace / "back/note.md").write_text(text, "utf-8")
    code, (told,) = collect(workspace)
    assert (code, told["outcome"], note(workspace)) == (4, "refused", "")
    (fault,) = told["faults"]
    assert (fault["kind"], fault["row"]) == (kind, row)
    assert fragment in f"{fault['problem']} {fault['remedy']}"


def test_a_markdown_note_is_taken_as_it_is_and_counts_like_a_form(workspace: Path) -> None:
    back = workspace / "back"
    form_of(workspace).unlink()
    body = "## 主要业绩\n\n好😀\n\n## Next steps\n\n| step | owner |\n| --- | --- |\n| 走访 | 王㛃 |\n"
    (back / "a.md").write_bytes(f"\ufeff---\r\n工号: 007\r\n期间: 2025H1\r\n---\r\n\r\n{body}".encode())
    assert collect(workspace)[1][0]["outcome"] == "taken"
    assert note(workspace) == body
    assert collect(workspace)[1][0]["outcome"] == "unchanged", (
        "what it promises itself is no promise made twice"
    )
    (back / "b.md").write_text(
        f"---\nmanager_id: '007'\nperiod: 2025-H1\nturn: 2\n---\n{body}更多\n", "utf-8"
    )
    assert {one["file"]: one["outcome"] for one in collect(workspace)[1]} == {
        "a.md": "older",
        "b.md": "taken",
    }
    assert note(workspace).endswith("更多\n")


def test_a_form_in_word_is_the_same_bytes_each_time_and_holds_no_macro(
    original: Path, tmp_path: Path
) -> None:
    copies = []
    for name in ("a", "b"):
        folder = tmp_path / name
        shutil.copytree(original, folder)
        copies.append(filling.give(folder, "008", tmp_path / f"out-{name}", "word").read_bytes())
    assert copies[0] == copies[1]
    with zipfile.ZipFile(io.BytesIO(copies[0])) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
