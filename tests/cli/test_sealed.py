"""Two half-years and one correction sealed, carried away without their workspace, verified, read and made again."""

import contextlib
import csv
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tallybook import pipeline
from tallybook.archive import Change, Compared, Differing, Software
from tallybook.domain.subjects import Subject, SubjectKind
from tests import small
from tests.archive.making import rounds
from tests.commands import run

OBJECT = "2025-H1.unit-bank"


def only_one_manager(workspace: Path) -> None:
    """The house without its branches: two chapters are quickly built."""
    for name, first in (("units", "bank,"), ("managers", "007,"), ("actuals", "007,"), ("targets", "007,")):
        path = workspace / "data" / f"{name}.csv"
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        text = head + "".join(row for row in rows if row.startswith(first))
        path.write_text(text.replace(",north,", ",bank,"), encoding="utf-8")
    (workspace / "data/commitments.csv").write_text(
        "commitment_id,manager_id,period,text,owner,due,kpi_id,target,status,reason\n"
        "c1,007,2024-H2,上半年投放一百万,王㛃,2025-06-30,loans,100,open,\n",
        encoding="utf-8",
    )


def built_and_sealed(workspace: Path, period: str, day: int) -> dict[str, str]:
    built = run("build", period, "-C", str(workspace), "-q")
    assert built.exit_code == 0, built.output
    time = f"2025-07-{day:02d}T09:00:00+0800"
    sealed = run("seal", period, "-C", str(workspace), "--by", "李雷", "--time", time, "--json")
    assert sealed.exit_code == 0, sealed.output
    found: dict[str, str] = json.loads(sealed.stdout)
    return found


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The archive far from any workspace, and the head that somebody else has kept."""
    workspace = small.write(tmp_path_factory.mktemp("made") / "workspace")
    only_one_manager(workspace)
    built_and_sealed(workspace, "2024-H2", 1)
    built_and_sealed(workspace, "2025-H1", 2)
    actuals = workspace / "data/actuals.csv"
    actuals.write_text(actuals.read_text().replace("2025-06-30,loans,1.00", "2025-06-30,loans,9.00"))
    correction = built_and_sealed(workspace, "2025-H1", 3)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    copy = Path(shutil.copytree(workspace / "archive", elsewhere / "copy"))
    shutil.rmtree(workspace)
    assert correction["version"] == "v2"
    return copy, correction["head"]


@pytest.fixture
def copy(carried: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return carried[0]


def test_it_is_verified_and_read(copy: Path, carried: tuple[Path, str]) -> None:
    result = run("verify", "--archive", str(copy), "--head", carried[1], "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["good"], found["versions"], found["objects"]) == (True, 3, ["2024-H2.unit-bank", OBJECT])
    assert "王㛃" in (copy / OBJECT / "v1/content/html/manager-007.html").read_text(encoding="utf-8")


# Each is a build of its own; the others are made again behind `make soak`.
MADE_AGAIN = [("2025H1", "v1"), ("2025-H1", "v2"), ("2024-H2", "v1")]


@pytest.mark.parametrize(("period", "version"), MADE_AGAIN[: rounds(1, 3)])
def test_each_version_is_made_again_with_equal_bytes(copy: Path, period: str, version: str) -> None:
    result = run("reproduce", period, "--archive", str(copy), "--version", version, "--json")
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert (found["equal"], found["version"], found["software"]) == (True, version, [])
    assert (found["changes"], found["differing"]) == ([], [])
    assert found["numbers"] > 50
    assert found["files"] > 20


@pytest.mark.skipif(rounds(0, 1) == 0, reason="a build of its own; behind `make soak`")
def test_rows_from_a_database_are_made_again_of_the_sealed_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = small.write(tmp_path / "workspace")
    only_one_manager(workspace)
    database = tmp_path / "books.db"
    with contextlib.closing(sqlite3.connect(database)) as books:
        rows = list(csv.DictReader((workspace / "data/actuals.csv").read_text().splitlines()))
        books.execute("create table actuals (manager_id text, date text, kpi_id text, value text)")
        books.executemany("insert into actuals values (:manager_id, :date, :kpi_id, :value)", rows)
        books.commit()
    config = workspace / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{file: data/actuals.csv}", "{database: BOOKS, table: actuals}"), "utf-8")
    monkeypatch.setenv("BOOKS", f"sqlite:///{database}")
    built_and_sealed(workspace, "2025-H1", 1)
    database.unlink()
    monkeypatch.delenv("BOOKS")
    result = run("reproduce", "2025-H1", "-C", str(workspace), "--json")
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert (found["equal"], found["changes"], found["differing"]) == (True, [], [])


def test_what_cannot_be_made_again_is_told(copy: Path, tmp_path: Path) -> None:
    assert run("reproduce", "2025-H1", "--archive", str(copy), "--version", "1").exit_code == 2
    nobody = run("reproduce", "2025-H1", "700", "--archive", str(copy))
    assert nobody.exit_code == 2
    assert "007" in nobody.output
    assert run("reproduce", "2023-H1", "--archive", str(copy)).exit_code == 1
    (tmp_path / OBJECT).mkdir()
    kept = run("reproduce", "2025-H1", "--archive", str(copy), "--keep", str(tmp_path))
    assert kept.exit_code == 2
    assert "there already" in kept.output


def test_a_managers_history_tells_every_period_and_the_correction(copy: Path, tmp_path: Path) -> None:
    result = run("history", "007", "--archive", str(copy), "-o", "page.html")
    assert result.exit_code == 0, result.output
    assert "* 2025年上半年，贷款投放额：v1 封存为 211.00，v2 更正为 219.00。" in chinese(
        copy, "history", "007"
    )
    assert "sealed as 211.00 in v1, corrected in v2 to 219.00" in result.output
    assert "● kept" in result.output
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(
        word in page for word in ("王㛃", "219.00*", "<svg", "上半年投放一百万", "(corrected)", "李雷")
    )
    assert page.count('url("data:font/woff;base64,') == 2
    assert not re.findall(r"https?://(?!www\.w3\.org/(?:2000/svg|1999/xlink))", page)


def chinese(copy: Path, *arguments: str) -> str:
    result = run(*arguments, "--archive", str(copy), language="zh_CN")
    assert result.exit_code == 0, result.output
    return result.output


def test_a_units_history_for_machines(copy: Path) -> None:
    found = json.loads(run("history", "bank", "--archive", str(copy), "--json").stdout)
    loans = [fact for fact in found["facts"] if fact["kpi"] == "loans"]
    seen = [(one["period"], one["version"], one["corrected"], one["first_actual"]) for one in loans]
    assert seen == [("2024-H2", "v1", False, None), ("2025-H1", "v2", True, 211)]
    assert [promise["verdict"] for promise in found["promises"]] == ["kept"]
    csv = run("history", "bank", "--archive", str(copy), "--csv").stdout.splitlines()
    assert len(csv) == 1 + len(found["facts"])


def test_a_history_of_nobody(copy: Path) -> None:
    assert run("history", "700", "--archive", str(copy)).exit_code == 2
    assert run("history", "007", "--archive", str(copy), "-o", "no/page.html").exit_code == 2
    assert run("history", "007", "--archive", str(copy.parent)).exit_code == 1


LI = Subject(kind=SubjectKind.MANAGER, id="007", name="李雷")
PAGE = Differing(path="html/index.html", how="altered")
NUMBER = Change(subject=LI, figure="facts.007.loans.actual.value", old="12.5", new=None)
LIBRARY = Software(name="pandas", sealed="3.0.1", now="3.1.1")


def compared(
    changes: tuple[Change, ...] = (),
    differing: tuple[Differing, ...] = (),
    software: tuple[Software, ...] = (),
) -> Compared:
    return Compared(
        object=OBJECT,
        version="v1",
        numbers=60,
        files=30,
        changes=changes,
        differing=differing,
        software=software,
    )


@pytest.mark.parametrize(
    ("found", "exit_code", "words"),
    [
        (compared(), 0, ["60 个数字：全部相同", "30 个文件：逐字节全部相同"]),
        (compared(differing=(PAGE,)), 3, ["html/index.html：内容不同", "软件与当时相同"]),
        (
            compared((NUMBER,), (PAGE,), (LIBRARY,)),
            4,
            ["李雷（007），facts.007.loans.actual.value：封存为 12.5，现在为 无", "pandas: 3.0.1 → 3.1.1"],
        ),
        (compared((NUMBER,) * 12, (PAGE,), (LIBRARY,)), 4, ["另有 2 项"]),
    ],
)
def test_what_differs_is_told_with_its_reason_and_exit_code(
    copy: Path, monkeypatch: pytest.MonkeyPatch, found: Compared, exit_code: int, words: list[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(pipeline, "reproduce", lambda *given: found)
    result = run("reproduce", "2024-H2", "--archive", str(copy))
    assert result.exit_code == exit_code
    assert [word for word in words if word not in result.output] == []
