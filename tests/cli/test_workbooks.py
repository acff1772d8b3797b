"""`build --excel`: a workbook beside the page of each unit, to which pages lead; kept when all is published."""

import json
import sys
from pathlib import Path

import openpyxl
import pytest

from tests import small
from tests.commands import run

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")
UNITS = ["unit-bank.xlsx", "unit-north.xlsx", "unit-south.xlsx"]


def test_units_have_workbooks_that_their_pages_lead_to_and_that_are_published(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w", language="en")
    told = json.loads(run("build", small.PERIOD, "-C", str(workspace), "--excel", "--json").stdout)
    html = workspace / "_build" / small.PERIOD / "html"
    assert [Path(path).name for path in told["excel"]] == UNITS
    assert (told["pdf"], told["word"]) == ([], [])
    leads = {
        page.stem: [name for name in UNITS if f'href="{name}"' in page.read_text("utf-8")]
        for page in html.glob("*.html")
    }
    assert {page: names for page, names in leads.items() if names} == {
        "index": UNITS[:1],
        "unit-bank": UNITS[:1],
        "unit-north": UNITS[1:2],
        "unit-south": UNITS[2:],
    }
    assert openpyxl.load_workbook(html / "unit-north.xlsx").sheetnames[0] == "Ranking"

    site = tmp_path / "site"
    assert (
        run("publish", small.PERIOD, "-C", str(workspace), "--to", str(site), "--everything").exit_code == 0
    )
    assert sorted(path.name for path in (site / small.PERIOD).glob("*.xlsx")) == UNITS
    again = run("build", small.PERIOD, "-C", str(workspace), "-q")
    assert again.exit_code == 0
    assert not list(html.glob("*.xlsx")), "they are made only where they are asked for"


def test_of_an_edition_for_one_person_it_says_that_there_is_none(tmp_path: Path) -> None:
    workspace = small.write(tmp_path / "w", more="  editions: [{name: own, audience: '007'}]\n")
    assert run("build", small.PERIOD, "-C", str(workspace), "-q").exit_code == 0
    told = run("build", small.PERIOD, "-C", str(workspace), "--edition", "own", "--excel")
    assert told.exit_code == 0
    assert "没有生成 Excel 文件：工作簿按机构生成" in told.output
    assert not list((workspace / "_build").rglob("*.xlsx"))


def test_without_xlsxwriter_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = small.write(tmp_path / "w", language="en")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    refused = run("build", small.PERIOD, "-C", str(workspace), "--excel")
    assert refused.exit_code != 0
    assert "tallybook[excel]" in refused.output
