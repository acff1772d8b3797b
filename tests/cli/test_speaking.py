"""Click's own words are Chinese where the workspace is, in help and in what it says of a wrong command line."""

import ast
import re
from pathlib import Path

import click
import pytest

from tallybook.cli import main, speaking
from tests import small
from tests.commands import run


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small.write(tmp_path / "workspace")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build",), "缺少参数 'PERIOD'"),
        (("build", "2025-H1", "--al"), "没有选项 '--al'。"),
        (("build", "2025-H1", "extra"), "多写了参数（extra）"),
        (("build", "2025-H1", "--subject"), "选项 '--subject' 后面要写一个值。"),
        (("build", "2025-H1", "--execution-timeout", "soon"), "的值不对：'soon' 不是整数。"),
        (("build", "2025-H1", "--execution-timeout", "0"), "0 不在范围 x>=1 之内。"),
        (("build", "2025-H1", "--all=yes"), "选项 '--all' 后面不带值。"),
        (("check", "-C", "_config.yml"), "'_config.yml' 是文件，不是文件夹。"),
        (("init", "x", "--language", "fr"), "'fr' 不在可选的值之中：'en', 'zh'。"),
        (("seal", "2025-H1", "--time", "noon"), "不合这些格式"),
        (("export", "2025-H1"), "缺少选项 '-o' / '--output'"),
        (("biuld",), "没有命令 'biuld'。"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_a_wrong_command_line_is_told_in_chinese(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    for english in ("Usage", "Error", "Try ", "Invalid", "OPTIONS", "COMMAND"):
        assert english not in result.output


@pytest.mark.parametrize("verb", ["", *sorted(main.commands)])
def test_help_is_chinese_but_for_what_one_types(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    arguments = [*filter(None, [verb]), "--help"]
    monkeypatch.setattr("sys.argv", ["tallybook", *arguments])
    said = run(*arguments).output
    assert said.startswith("用法:")
    assert "选项:" in said
    assert re.search(r"--help\s+显示这些说明。", said)
    for english in ("Usage", "Options", "Show ", "Commands", "required", "OPTIONS", "COMMAND"):
        assert english not in said
    (workspace / "_config.yml").write_text(
        (workspace / "_config.yml").read_text("utf-8").replace("language: zh", "language: en"), "utf-8"
    )
    assert re.search(r"--help\s+Show this message and exit\.", run(*arguments).output)


def test_every_sentence_is_one_that_click_still_says() -> None:
    said = {
        node.value
        for file in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert speaking.SENTENCES - {*said, "Usage:"} == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_verbs_tells_of_each_what_it_does_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.chdir(small.write(tmp_path / "workspace", language=language))
    monkeypatch.setattr("sys.argv", ["tallybook", "--help"])
    listed = run("--help").output
    assert "审批" in listed if language == "zh" else "Submit, return, approve" in listed
    verbs = listed.splitlines()[listed.splitlines().index("命令:" if language == "zh" else "Commands:") :]
    assert [line for line in verbs if line.endswith("...")] == []
