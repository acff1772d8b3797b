"""Templates that somebody edited: every mistake is told at once, and no book is harmed by one."""

import json
from pathlib import Path

import pytest

from tests import small
from tests.commands import run


def edit(workspace: Path, name: str, text: str, *, encoding: str = "utf-8") -> None:
    template = workspace / "templates" / name
    before = template.read_text(encoding="utf-8") if template.exists() else ""
    template.write_text(before + text, encoding=encoding)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return small.write(tmp_path / "workspace")


@pytest.mark.parametrize("command", [("check",), ("build", small.PERIOD)])
def test_all_mistakes_are_told_with_those_of_the_tables(workspace: Path, command: tuple[str, ...]) -> None:
    edit(
        workspace,
        "manager.md.jinja",
        "\n{{ findigns }}\n{{ name | uper }}\n{% for row in kpis %}{{ row.actaul }}{% endfor %}\n",
    )
    edit(workspace, "_steps.md.jinja", "{% if steps %}\n")
    edit(workspace, "mine.md.jinja", "{{ _(“无计划”) }}\n")
    (workspace / "data" / "units.csv").write_text(
        "unit_id,name,parent_id\nbank,海港银行,none\n", encoding="utf-8"
    )
    result = run(*command, "-C", str(workspace))
    assert result.exit_code == 4
    for text in (
        "模板中有 5 处错误。",
        "没有名为 findigns 的内容。是不是想写 findings？ [template-name]",
        "没有名为 uper 的内容。是不是想写 upper？ [template-name]",
        "没有名为 actaul 的内容。是不是想写 actual？ [template-name]",
        "{% if %} 却没有结束。请用 {% endif %} 结束它。 [template-syntax]",
        "第 1 行：此处不能出现符号 “。",
        "data/units.csv",
    ):
        assert text in result.output
    assert "Traceback" not in result.output


def test_templates_that_a_workspace_lacks_are_the_programs(workspace: Path) -> None:
    """As where it was made before a template was added; one of the program's parts may be the workspace's own."""
    for name in ("board.md.jinja", "_steps.md.jinja"):
        (workspace / "templates" / name).unlink()
    edit(workspace, "tally.md.jinja", "\n自己的话\n")
    assert run("check", "-C", str(workspace)).exit_code == 0
    assert run("build", small.PERIOD, "-C", str(workspace), "-q").exit_code == 0
    html = workspace / "_build" / small.PERIOD / "html"
    assert "陈堃" in (html / "board.html").read_text(encoding="utf-8")
    assert "自己的话" in (html / "tally.html").read_text(encoding="utf-8")
    edit(workspace, "board.md.jinja", "# 自己的看板\n")
    report = json.loads(run("build", small.PERIOD, "-C", str(workspace), "--json").stdout)
    assert not report["unchanged"]
    assert "自己的看板" in (html / "board.html").read_text(encoding="utf-8")


def test_mistakes_are_there_for_machines_too(workspace: Path) -> None:
    edit(workspace, "unit.md.jinja", "\n{{ findigns }}\n")
    (fault,) = json.loads(run("check", "-C", str(workspace), "--json").stdout)["faults"]
    assert (fault["kind"], fault["file"]) == ("template-name", "templates/unit.md.jinja")
    assert fault["remedy"] == "是不是想写 findings？"


def test_a_template_in_another_encoding_is_named(workspace: Path) -> None:
    edit(workspace, "mine.md.jinja", "上半年", encoding="gb18030")
    result = run("check", "-C", str(workspace))
    assert result.exit_code == 1
    assert "mine.md.jinja 不是 UTF-8 文本" in result.output


def test_what_goes_wrong_on_one_page_only_leaves_the_last_book_as_it_was(workspace: Path) -> None:
    last = workspace / "_build" / small.PERIOD / "html"
    last.mkdir(parents=True)
    (last.parent / ".tallybook").touch()
    (last / "index.html").write_text("the last good book")
    edit(workspace, "manager.md.jinja", "\n{{ 1 / (name | length - 2) }}\n{{ 'x' }}\n")
    edit(
        workspace,
        "unit.md.jinja",
        '\n{% if name == "北支行" %}{{ kpis | sort(attribute="attainment") }}{% endif %}\n',
    )
    assert run("check", "-C", str(workspace)).exit_code == 0
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert result.exit_code == 4
    assert "除数为 0。出现在页面“王㛃”。请先判断：{% if ... %} [template-use]" in result.output
    assert "不同种类的值不能比较，也不能排序。出现在页面“北支行”。" in result.output
    assert "Traceback" not in result.output
    assert (last / "index.html").read_text() == "the last good book"
