"""Certificates and sheets on paper, from the command line."""

import functools
import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from tallybook import archive
from tests import commands, small
from tests.archive import making
from tests.book.pdf import reading
from tests.verapdf import Judge

OBJECT = making.OBJECT


run = functools.partial(commands.run, language="zh_CN")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("certified") / "workspace")
    assert run("build", small.PERIOD, "-C", str(folder), "-q", "--pdf").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def sealed(workspace: Path) -> dict[str, str]:
    by = ("--by", "李雷", "-m", "定稿", "--time", "2025-07-15T07:00:00+0800")
    result = run("seal", small.PERIOD, "-C", str(workspace), *by, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, str] = json.loads(result.stdout)
    return found


def test_a_seal_leaves_a_certificate_that_names_the_head(workspace: Path, sealed: dict[str, str]) -> None:
    path = workspace / "_build/sealed" / f"{OBJECT}.v1.pdf"
    assert sealed["certificate"] == str(path)
    paper = reading.read(path)
    words = (
        "封存证明",
        "2025年上半年",
        f"tallybook:{OBJECT}v1",
        "已成书，未经审阅和批准",
        "2025年7月15日07:00(UTC+08:00)",
        "定稿",
        sealed["head"],
        sealed["inventory"],
        "sed-n1parchive.log|sha256sum",
    )
    assert [word for word in words if word not in paper.text] == []
    assert (len(paper.sheets), "Harbour Bank" in paper.edges[0]) == (1, True)


def test_it_can_be_put_elsewhere_and_is_the_same_each_time(
    workspace: Path, sealed: dict[str, str], tmp_path: Path
) -> None:
    again = run("seal", small.PERIOD, "-C", str(workspace), "--certificate", str(tmp_path / "a.pdf"))
    assert again.exit_code == 0, again.output
    assert f"封存证明，请打印后一并交给保存人：{tmp_path / 'a.pdf'}" in again.output
    assert (tmp_path / "a.pdf").read_bytes() == Path(sealed["certificate"]).read_bytes()
    nowhere = run("seal", small.PERIOD, "-C", str(workspace), "--certificate", str(tmp_path / "no/a.pdf"))
    assert nowhere.exit_code == 2


def test_it_can_be_had_from_a_copy_of_the_archive_alone(
    workspace: Path, sealed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(workspace / "archive", tmp_path / "copy")
    monkeypatch.chdir(tmp_path)
    result = run("export", small.PERIOD, "--archive", "copy", "--certificate", "-o", "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / f"{OBJECT}.v1.pdf").read_bytes() == Path(sealed["certificate"]).read_bytes()


def test_clean_takes_certificates_with_it(sealed: dict[str, str], tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    shutil.copytree(Path(sealed["certificate"]).parent, workspace / "_build/sealed")
    assert run("clean", "-C", str(workspace)).exit_code == 0
    assert not (workspace / "_build/sealed").exists()


def on_paper(folder: Path, output: Path, *more: str) -> tuple[Result, reading.Paper]:
    time = ("--time", "2026-01-05T10:00:00+0800")
    result = run("verify", "--archive", str(folder), "-o", str(output), *time, *more)
    return result, reading.read(output)


def test_a_verification_is_put_on_paper(workspace: Path, sealed: dict[str, str], tmp_path: Path) -> None:
    folder = workspace / "archive"
    result, paper = on_paper(folder, tmp_path / "sheet.pdf", "--head", sealed["head"])
    assert (result.exit_code, f"检测表：{tmp_path / 'sheet.pdf'}" in result.output) == (0, True)
    words = (
        "档案检测表",
        "全部完好",
        "2026年1月5日10:00(UTC+08:00)",
        sealed["head"],
        "他人保存的链头在日志中",
    )
    assert [word for word in words if word not in paper.text] == []
    plain = json.loads(run("verify", "--archive", str(folder), "--head", sealed["head"], "--json").stdout)
    assert len(plain["sheet"]) == 20
    for item in plain["sheet"]:
        assert "".join(item["item"].split()) in paper.text
        assert "".join(item["by"].split()) in paper.text
    on_paper(folder, tmp_path / "again.pdf", "--head", sealed["head"])
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "sheet.pdf").read_bytes()


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN", "按Tallybook的理解"), ("en_GB", "asTallybookreadsthem")]
)
def test_the_sheet_is_one_and_says_whose_reading_it_is(
    workspace: Path,
    sealed: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    output = tmp_path / "sheet.pdf"
    result = run("verify", "--archive", str(workspace / "archive"), "-o", str(output), language=language)
    assert (result.exit_code, sealed["head"] in result.output) == (0, True)
    paper = reading.read(output)
    assert (len(paper.sheets), words in paper.text) == (1, True)


def test_damages_stand_on_the_sheet(workspace: Path, sealed: dict[str, str], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(workspace / "archive", tmp_path / "copy"))
    (copy / OBJECT / "v1/content/facts.json").write_text("[]")
    for number in range(40):
        (copy / OBJECT / f"v1/content/more-{number}.txt").write_text("")
    result, paper = on_paper(copy, tmp_path / "sheet.pdf")
    assert result.exit_code == 4
    assert f"{copy}中有" in paper.text
    assert f"{OBJECT}/v1/content/facts.json" in paper.text
    assert "被改动" in paper.text
    assert "不符合" in paper.text
    assert run("verify", "--archive", str(copy), "-o", str(tmp_path / "no/sheet.pdf")).exit_code == 2


@pytest.mark.network
@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_both_comply(
    verapdf: Judge, flavour: str, sealed: dict[str, str], workspace: Path, tmp_path: Path
) -> None:
    on_paper(workspace / "archive", tmp_path / "sheet.pdf")
    for path in (Path(sealed["certificate"]), tmp_path / "sheet.pdf"):
        assert verapdf(flavour, path) == "complies: true"


@pytest.mark.network
@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_the_papers_in_the_archive_comply(
    verapdf: Judge, flavour: str, sealed: dict[str, str], workspace: Path
) -> None:
    (contents,) = archive.opened(workspace / "archive", "2025-H1")
    papers = [place for path, place in contents.places.items() if path.endswith(".pdf")]
    assert len(papers) > 3
    for place in papers:
        assert verapdf(flavour, place) == "complies: true", place
