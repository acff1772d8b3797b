"""Sealing and verifying from the command line, from a build to a copy far from any workspace."""

import json
import shutil
from pathlib import Path

import pytest

from tests import small
from tests.commands import run

BY = ("--by", "李雷 <li@example.org>", "--time", "2025-07-15T09:00:00+0800")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("sealing") / "workspace")
    assert run("build", small.PERIOD, "-C", str(folder), "-q").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def sealed(workspace: Path) -> dict[str, object]:
    result = run("seal", small.PERIOD, "-C", str(workspace), *BY, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def content(workspace: Path, version: str = "v1") -> Path:
    return workspace / "archive" / "2025-H1.unit-bank" / version / "content"


def test_a_seal_holds_all_that_the_book_was_made_from(workspace: Path, sealed: dict[str, object]) -> None:
    assert (sealed["object"], sealed["version"], sealed["new"]) == ("2025-H1.unit-bank", "v1", True)
    inside = content(workspace)
    for name in (
        "html/index.html",
        "workspace/_config.yml",
        "workspace/data/actuals.csv",
        "workspace/data/notes/2025-H1/007.md",
        "workspace/templates/manager.md.jinja",
        "workspace/notebooks/manager.ipynb",
        "notebooks/manager-007.ipynb",
        "slices/manager-007.json",
        "pages/manager-007.md",
        "README.md",
        "ro-crate-metadata.json",
    ):
        assert (inside / name).is_file(), name
    facts = json.loads((inside / "facts.json").read_bytes())
    assert {fact["subject"]["id"] for fact in facts} == {"bank", "north", "south", "007", "008", "NO"}
    assert "tallybook==" in (inside / "software.txt").read_text(encoding="utf-8")
    where = str(workspace).encode()
    assert [path for path in inside.rglob("*") if path.is_file() and where in path.read_bytes()] == []


def test_time_and_name_are_those_that_were_given(workspace: Path, sealed: dict[str, object]) -> None:
    entry = json.loads((workspace / "archive" / "archive.log").read_bytes())
    assert (entry["by"], entry["time"]) == ("李雷", "2025-07-15T09:00:00+08:00")


def test_a_copy_is_verified_without_a_workspace(
    workspace: Path, sealed: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(workspace / "archive", tmp_path / "copy")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = run("verify", "2025H1", "--archive", "copy", "--head", str(sealed["head"]))
    assert result.exit_code == 0, result.output
    assert str(sealed["head"]) in result.output
    assert all(
        word in result.output for word in ("真实性", "完整性", "可用性", "安全性", "他人保存的链头在日志中")
    )
    (copy / "2025-H1.unit-bank/v1/content/facts.json").write_text("[]")
    result = run("verify", "--archive", "copy")
    assert result.exit_code == 4
    assert "2025-H1.unit-bank/v1/content/facts.json：被改动" in result.output
    plain = json.loads(run("verify", "--archive", "copy", "--json").stdout)
    (finding,) = plain["findings"]
    assert (plain["good"], finding["damage"], finding["rule"]) == (False, "altered", "E092")


def test_a_wrong_head_is_damage(workspace: Path, sealed: dict[str, object]) -> None:
    result = run("verify", "-C", str(workspace), "--head", "0" * 64, "--json")
    assert result.exit_code == 4
    assert [one["damage"] for one in json.loads(result.stdout)["findings"]] == ["tail_cut"]


def test_what_was_sealed_is_exported(workspace: Path, sealed: dict[str, object], tmp_path: Path) -> None:
    arguments = ("export", small.PERIOD, "-C", str(workspace), "-o", str(tmp_path), "--time", "2025-07-20")
    assert run(*arguments).exit_code == 2
    assert run(*arguments, "--bagit").exit_code == 0
    assert (tmp_path / "2025-H1.unit-bank.v1" / "data" / "html" / "index.html").is_file()


def test_what_has_not_changed_is_not_sealed_again(workspace: Path, sealed: dict[str, object]) -> None:
    again = run("seal", small.PERIOD, "-C", str(workspace), "--by", "韩梅梅")
    assert again.exit_code == 0
    assert "v1" in again.output
    assert not content(workspace, "v2").exists()


def test_what_has_changed_since_the_build_is_named(workspace: Path, sealed: dict[str, object]) -> None:
    note = workspace / "data" / "notes" / "2025-H1" / "008.md"
    note.write_text("## 主要业绩\n\n新客户。\n", encoding="utf-8")
    result = run("seal", small.PERIOD, "-C", str(workspace), *BY)
    note.unlink()
    assert result.exit_code == 1
    assert "data/notes/2025-H1/008.md" in result.output


@pytest.mark.parametrize("name", ["", " ", "<li@example.org>", "Li\nLei"])
def test_who_seals_must_have_a_name(workspace: Path, name: str) -> None:
    assert run("seal", small.PERIOD, "-C", str(workspace), "--by", name).exit_code == 2


def test_without_a_book_or_an_archive_it_says_what_to_do(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w")
    result = run("seal", small.PERIOD, "-C", str(workspace), *BY)
    assert result.exit_code == 1
    assert not (workspace / "_build").exists()
    assert run("verify", "-C", str(workspace)).exit_code == 1


def test_what_was_exported_is_taken_in_again(
    workspace: Path, sealed: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    assert run("export", small.PERIOD, "-C", str(workspace), "-o", "out", "--bagit").exit_code == 0
    (bag,) = (tmp_path / "out").iterdir()
    result = run("restore", str(bag), "-o", "back")
    assert result.exit_code == 0, result.output
    assert "已从 BagIt 取出" in result.output
    assert (tmp_path / "back/workspace/_config.yml").is_file()
    facts = (bag / "data/facts.json").read_bytes()
    (bag / "data/facts.json").write_bytes(facts[:-2] + b" \n")
    (bag / "data/more").symlink_to("/etc/hostname")
    result = run("restore", str(bag), "-o", "again")
    assert result.exit_code == 4
    assert "链接" in result.output
    (bag / "data/more").unlink()
    plain = json.loads(run("restore", str(bag), "-o", "again", "--json").stdout)
    assert [(fault["kind"], fault["file"]) for fault in plain["faults"]] == [("altered", "data/facts.json")]
    assert not (tmp_path / "again").exists()
