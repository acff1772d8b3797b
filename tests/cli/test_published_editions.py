"""A half-year from the first draft to the published editions: returned, corrected, approved, restated, approved again."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests import small
from tests.commands import run_in as run

UNITS = (
    "unit_id,name,parent_id,leader_id\n"
    "bank,海港银行,,boss\narea,东部片区,bank,NO\nnorth,北支行,area,008\nsouth,南支行,bank,\n"
)
RULES = "{name: outside, audience: area, mask: [managers.name], leave_out: [notes]}"
EDITIONS = ("bank", "area", "north", "007", "outside")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions") / "workspace"
    small.write(folder, more=f"  review: {{top: [boss]}}\n  editions: [{RULES}]\n")
    (folder / "data" / "units.csv").write_text(UNITS.replace(",boss", ","), encoding="utf-8")
    return folder


def review(workspace: Path, action: str, *arguments: str) -> None:
    done = run(workspace, "review", action, small.PERIOD, *arguments)
    assert done.exit_code == 0, done.output


def state(workspace: Path) -> dict[str, object]:
    log = run(workspace, "review", "log", small.PERIOD, "007", "--json")
    found: dict[str, object] = json.loads(log.stdout)["standings"][0]
    return found


def build(workspace: Path) -> None:
    assert run(workspace, "build", small.PERIOD, "-q").exit_code == 0


def publish(workspace: Path, to: Path, *editions: str) -> Result:
    named = [word for edition in editions for word in ("--edition", edition)]
    return run(workspace, "publish", small.PERIOD, "--to", str(to), "--by", "boss", *named)


def words(folder: Path) -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".html", ".js", ".json", ".xml") and "_static" not in path.parts
    )


def approve(workspace: Path) -> None:
    """The whole way to an approval, once back and forth."""
    note = workspace / "data" / "notes" / small.PERIOD / "007.md"
    review(workspace, "submit", "007", "--by", "007")
    review(workspace, "return", "007", "--by", "008", "-m", "problems: 请写明户数")
    assert state(workspace)["state"] == "returned"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("客户少", "客户只有三户"), encoding="utf-8")
    review(workspace, "submit", "007", "--by", "007")
    build(workspace)
    review(workspace, "approve", "007", "--by", "008")
    assert state(workspace)["state"] == "approved"


@pytest.fixture(scope="module")
def published(workspace: Path) -> Path:
    """The folder of all editions, put out when what was approved had been restated and approved again."""
    build(workspace)
    approve(workspace)
    actuals = workspace / "data" / "actuals.csv"
    text = actuals.read_text(encoding="utf-8")
    actuals.write_text(
        text.replace("007,2025-06-30,loans,1.00", "007,2025-06-30,loans,6.00"), encoding="utf-8"
    )
    void = state(workspace)
    assert void["state"] == "void"
    assert ("loans", "actual") in {(one["item"], one["field"]) for one in void["changes"]}  # type: ignore[attr-defined]
    build(workspace)
    review(workspace, "approve", "007", "--by", "008")

    to = workspace.parent / "published"
    done = publish(workspace, to, *EDITIONS)
    assert done.exit_code == 0, done.output
    return to


def test_company_region_branch_and_person_have_editions_of_what_concerns_them(
    workspace: Path, published: Path
) -> None:
    to = published
    assert state(workspace)["state"] == "published"
    pages = {
        name: {path.stem for path in (to / name / small.PERIOD).glob("[mu]*-*.html")} for name in EDITIONS
    }
    assert pages["007"] == {"manager-007"}
    assert pages["north"] == {"manager-007", "manager-008", "unit-north"}
    assert pages["area"] == pages["outside"] == pages["north"] | {"unit-area"}
    assert pages["bank"] == pages["area"] | {"unit-bank", "unit-south", "manager-no--23794d91c5"}

    foreign = {
        "area": ("陈堃", "南支行"),
        "north": ("陈堃", "南支行", "东部片区"),
        "007": ("陈堃", "unit-", "manager-008"),
    }
    for name, hidden in {**foreign, "outside": ("王㛃", "三户", "南支行")}.items():
        assert [word for word in hidden if word in words(to / name)] == [], name
    index = (to / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}/{small.PERIOD}/index.html"' in index for name in EDITIONS)
    assert ("东部片区" in index, "data:font/woff" in index) == (True, True)


def test_corrections_are_told_to_each_edition_as_far_as_it_may_see(workspace: Path, published: Path) -> None:
    to = published
    for path, old, new in (
        ("actuals.csv", "007,2025-06-30,loans,6.00", "007,2025-06-30,loans,9.00"),
        (f"notes/{small.PERIOD}/007.md", "三户", "五户"),
    ):
        file = workspace / "data" / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    build(workspace)
    review(workspace, "approve", "007", "--by", "008")
    done = publish(workspace, to, "007", "outside")
    assert done.exit_code == 0, done.output
    told = {
        name: (to / name / small.PERIOD / "corrections.html").read_text(encoding="utf-8")
        for name in ("007", "outside")
    }
    assert all("贷款投放额" in text and "更正" in text for text in told.values())
    assert ("王㛃" in told["007"], "五户" in told["007"]) == (True, True)
    assert ("王**" in told["outside"], "五户" in words(to / "outside")) == (True, False)
    page = (to / "outside" / small.PERIOD / "manager-007.html").read_text(encoding="utf-8")
    assert 'href="corrections.html"' in page
    assert not (to / "north" / small.PERIOD / "corrections.html").exists(), "it was not published again"
