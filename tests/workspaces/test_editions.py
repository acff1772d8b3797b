"""Editions: a book for one audience holds its own people's pages, and no word of anybody else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallybook import pipeline, workspace
from tallybook.errors import SettingsError, TablesError, UsageError
from tallybook.settings import Edition
from tests import inprocess, small

SOUTH = ("南支行", "陈堃", "south", "manager-no--")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = small.write(tmp_path_factory.mktemp("editions") / "workspace")
    managers = found / "data" / "managers.csv"
    text = managers.read_text(encoding="utf-8").replace(
        "007,王㛃,north,客户经理,高级,,\n",
        "007,王㛃,south,客户经理,高级,,2025-03-31\n007,王㛃,north,客户经理,高级,2025-04-01,\n",
    )
    managers.write_text(text, encoding="utf-8")
    return found


def edition(folder: Path, name: str) -> Path:
    found = workspace.find(folder)
    out = folder / "_build" / small.PERIOD
    report = inprocess.build_of(found, out, edition=found.settings.edition(name))
    assert report.book == out / "editions" / name / "html" / "index.html"
    return report.book.parent


def words(html: Path) -> Iterator[tuple[str, str]]:
    for path in html.rglob("*"):
        if path.suffix in (".html", ".js", ".svg") and "_static" not in path.parts:
            yield path.name, path.read_text(encoding="utf-8")


def test_a_branch_sees_its_people_and_itself_on_top(folder: Path) -> None:
    html = edition(folder, "north")
    pages = {path.stem for path in html.glob("*.html")}
    assert {"unit-north", "manager-007", "manager-008"} < pages
    assert not pages & {"unit-south", "unit-bank"}
    assert [(name, word) for name, text in words(html) for word in SOUTH if word in text] == []
    assert "版本：北支行" in (html / "index.html").read_text(encoding="utf-8")
    assert "另一机构" in (html / "manager-007.html").read_text(encoding="utf-8")


def test_a_person_sees_their_own_page_alone(folder: Path) -> None:
    html = edition(folder, "008")
    assert {path.stem for path in html.glob("m*.html")} == {"manager-008"}
    assert not list(html.glob("unit-*.html"))
    foreign = (*SOUTH, "王㛃", "北支行", "海港银行")
    assert [(name, word) for name, text in words(html) for word in foreign if word in text] == []
    assert 'href="manager-008.html"' in (html / "index.html").read_text(encoding="utf-8")


def test_the_house_s_edition_has_every_page(folder: Path) -> None:
    pages = {path.stem for path in edition(folder, "bank").glob("*.html")}
    assert {"unit-bank", "unit-north", "unit-south", "manager-007", "manager-008"} < pages


def test_what_an_edition_hides_is_on_no_page(tmp_path: Path) -> None:
    rules = (
        "{name: outside, audience: north, mask: [managers.name], leave_out: [notes], leave_out_kpis: [bad]}"
    )
    folder = small.write(tmp_path / "w", more=f"  editions: [{rules}]\n")
    html = edition(folder, "outside")
    hidden = ("王㛃", "O'Neil", "O&#39;Neil", "不良", "顺利")
    assert [(name, word) for name, text in words(html) for word in hidden if word in text] == []
    unit = (html / "unit-north.html").read_text(encoding="utf-8")
    assert ("贷款投放额" in unit, "本机构人数太少" in unit, 'id="members"' in unit) == (True, True, False)
    assert "<h1>王**" in (html / "manager-007.html").read_text(encoding="utf-8")


def test_an_edition_that_hides_nothing_runs_no_page_twice(folder: Path) -> None:
    out = folder / "_build" / small.PERIOD
    edition(folder, "south")
    assert {path.stem for path in (out / "editions" / "south" / "slices").iterdir()} == {"unit-south"}


def test_an_audience_that_is_not_there_is_refused_with_the_nearest(folder: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean north"):
        edition(folder, "nort")


@pytest.mark.parametrize(
    ("rules", "place", "nearest"),
    [
        ("audience: nort", "tallybook.editions.1.audience", "north"),
        ("audience: manager-07", "tallybook.editions.1.audience", "007"),
        ("audience: north, leave_out_kpis: [bad, loan]", "tallybook.editions.1.leave_out_kpis", "loans"),
    ],
)
def test_what_no_table_knows_is_told_by_check_with_the_nearest(
    tmp_path: Path, rules: str, place: str, nearest: str
) -> None:
    small.write(tmp_path / "w", more=f"  editions: [{{name: a, {rules}}}]\n")
    with pytest.raises(TablesError) as caught:
        pipeline.check(workspace.find(tmp_path / "w"))
    (fault,) = caught.value.faults
    assert (fault.file, fault.column) == ("_config.yml", place)
    assert nearest in str(fault.remedy)


@pytest.mark.parametrize(
    "audience", ["north", "unit-north", "007", "manager-007", "NO", "manager-no--23794d91c5"]
)
def test_an_audience_is_an_id_or_a_page(tmp_path: Path, audience: str) -> None:
    small.write(tmp_path / "w", more=f"  editions: [{{name: a, audience: '{audience}'}}]\n")
    pipeline.check(workspace.find(tmp_path / "w"))


@pytest.mark.parametrize(
    ("editions", "told"),
    [
        ("[{name: ../up, audience: north}]", "small letters"),
        ("[{name: con, audience: north}]", "small letters"),
        ("[{name: a, audience: north}, {name: a, audience: south}]", "called a"),
        ("[{name: a}]", "editions.1.audience"),
        ("[{name: a, audience: north, mask: [units.name]}]", "managers.name, customers.name"),
        ("[{name: a, audience: north, leave_out: [actuals]}]", "visits.opinion"),
        ("[{name: a, audience: north, leave_out: [visit.opinion]}]", "Did you mean visits.opinion?"),
        ("[{name: a, audience: north, compared_from: 0}]", "at least 1"),
    ],
)
def test_settings_that_cannot_be_are_told(tmp_path: Path, editions: str, told: str) -> None:
    small.write(tmp_path / "w", more=f"  editions: {editions}\n")
    with pytest.raises(SettingsError) as caught:
        workspace.find(tmp_path / "w")
    assert told in " ".join(f"{fault.column} {fault.remedy}" for fault in caught.value.faults)


def test_no_two_ids_share_the_folder_of_an_edition() -> None:
    ids = (
        "../../x", "x", "X", "CON", "con", "con--", "nul", "com1", "com10", "..", ".", "a/b", "a b", "a-b", "A-b", "é", "e\u0301", "张三",
        "长" * 300, "长" * 299, "a" * 300, "13812345678", "index.html", "published.json",
    )  # fmt: skip
    names = [Edition.of(id_).name for id_ in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(
        re.fullmatch(r"[a-z0-9_-]{1,60}", name) and name not in ("con", "nul", "com1") for name in names
    )
