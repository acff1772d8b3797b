"""Workbooks: text as Excel shows it, and everything named that Excel does to data."""

import datetime as dt
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from tallybook.sources import Oddity, Unfit, finding
from tests.sources import books
from tests.sources.conftest import cells, grids, refused

Put = Callable[[str, bytes | str], Path]
SHEET = "xl/worksheets/sheet1.xml"


def odd(path: Path) -> dict[tuple[int, int], Oddity]:
    (grid,) = grids(path)
    return {(row.line, column): oddity for row in grid.rows for column, oddity in row.odd.items()}


def test_values_become_text(tmp_path: Path) -> None:
    rows = [
        ["00123", 5, 1234.5, 0.1 + 0.2, True],
        [dt.date(2025, 1, 31), dt.datetime(2025, 1, 31, 8, 30), -0.0000001, 43659.0, None],
    ]
    assert cells(books.write(tmp_path / "a.xlsx", {"一月": rows})) == [
        ["00123", "5", "1234.5", "0.3", "TRUE"],
        ["2025-01-31", "2025-01-31 08:30:00", "-1e-07", "43659", ""],
    ]


def test_what_a_cell_does_not_show_is_marked(tmp_path: Path) -> None:
    def fill(book: object, sheet: object) -> None:
        sheet.write(1, 0, dt.date(2019, 7, 13))
        sheet.write(1, 1, 622202100112345678)
        sheet.write_formula(2, 0, "=A99/0", value="#DIV/0!")
        sheet.write_formula(2, 1, "=A1", value="")
        sheet.merge_range(4, 0, 5, 1, "北区")

    path = books.write(tmp_path / "a.xlsx", {"s": [["a", "b"]]}, fill)
    books.replace(path, SHEET, lambda data: data.replace(b' t="str"><f>A1</f><v></v>', b"><f>A1</f>"))
    assert odd(path) == {
        (2, 0): Oddity.DATE,
        (2, 1): Oddity.LONG,
        (3, 0): Oddity.ERROR,
        (3, 1): Oddity.UNCALCULATED,
        (5, 1): Oddity.COVERED,
    }
    assert cells(path)[2][0] == "#DIV/0!"


def test_an_empty_text_is_a_result(tmp_path: Path) -> None:
    path = books.write(
        tmp_path / "a.xlsx", {"s": [["a"]]}, lambda _, sheet: sheet.write_formula(1, 0, '=""', value="")
    )
    assert odd(path) == {}


def test_sheets_are_taken_by_name_or_pattern(tmp_path: Path) -> None:
    path = books.write(tmp_path / "a.xlsx", {name: [[name]] for name in ("1月", "2月", "说明")})
    assert cells(path, sheets="说明") == [["说明"]]
    assert [grid.sheet for grid in grids(path, sheets="*月")] == ["1月", "2月"]
    assert [grid.sheet for grid in grids(path, sheets="*")] == ["1月", "2月", "说明"]
    several, none = refused(path), refused(path, sheets="3月")
    assert (several.kind, none.kind) == ("several-sheets", "no-sheet")
    assert "1月, 2月, 说明" in str(several.problem)


def test_a_hidden_sheet_is_not_taken_unless_named(tmp_path: Path) -> None:
    path = books.write(tmp_path / "a.xlsx", {"s": [["x"]], "t": [["y"]]}, lambda _, sheet: sheet.hide())
    assert cells(path) == [["x"]]
    assert cells(path, sheets="t") == [["y"]]


def test_a_renamed_file_is_told(tmp_path: Path, put: Put) -> None:
    book = books.write(tmp_path / "a.xlsx", {"s": [["a"]]}).read_bytes()
    for name, content, remedy in (
        ("page.xls", "<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("page.xls", "\ufeff\n <table>", "web page"),
        ("old.xls", '<?xml version="1.0"?><Workbook/>', "XML"),
        ("text.xlsx", "a,b\n1,2\n", "give it the ending .csv"),
        ("book.csv", book, "It is a workbook"),
        ("book.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "It is a workbook"),
        ("table.csv", b"PAR1" + bytes(20), "It is a Parquet file"),
        ("table.parquet", "a,b\n", "no Parquet file"),
        ("scan.csv", b"%PDF-1.7", "It is a PDF"),
    ):
        unfit = refused(put(name, content))
        assert unfit.kind == "renamed-file"
        assert remedy in str(unfit.remedy)
    assert cells(put("book.dat", book), format="excel") == [["a"]]


def test_a_package_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert refused(path).kind == "renamed-file"


def test_a_protected_workbook_is_told(put: Put) -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(2000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(2000)
    )
    assert refused(put("a.xlsx", content)).kind == "password-protected"


@pytest.mark.parametrize("kept", [30, 400, 4000, -200])
def test_a_workbook_cut_off_is_damaged(tmp_path: Path, put: Put, kept: int) -> None:
    whole = books.write(tmp_path / "a.xlsx", {"s": [["a"]] * 100}).read_bytes()
    assert refused(put("b.xlsx", whole[:kept])).kind == "damaged-file"


def test_damaged_parts_are_told(tmp_path: Path) -> None:
    for part, change in {
        SHEET: lambda data: data[:300],
        "xl/workbook.xml": lambda data: data[:-20],
        "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"sheet1.xml", b"sheet9.xml"),
    }.items():
        path = books.write(tmp_path / "a.xlsx", {"s": [["a"], ["b"]]})
        books.replace(path, part, change)
        assert refused(path).kind == "damaged-file", part


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_changed_in_a_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows = [["a", "b", "日期"], *[["1", 2.5, dt.date(2025, 1, 1)]] * 9]
    whole = books.write(tmp_path / "a.xlsx", {"s": rows}).read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        parts = sorted(package.namelist())
    for _ in range(40):
        path = tmp_path / "b.xlsx"
        path.write_bytes(whole)
        if chance.random() < 0.5:
            path.write_bytes(changed(whole, chance))
        else:
            books.replace(path, chance.choice(parts), lambda data: changed(data, chance))
        try:
            cells(path, sheets="*")
        except Unfit:
            continue


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes set, taken out or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found))
        found[place : place + chance.choice((0, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 9)))
    return bytes(found)


def far(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def entities(data: bytes) -> bytes:
    return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', 1)


def packed(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b" " * 200_000_000 + b"</sheetData>")


BOMBS = {
    "far": (far, "row 1048576"),
    "entities": (entities, "declares entities"),
    "packed": (packed, "packed more than"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(tmp_path: Path, name: str) -> None:
    change, fragment = BOMBS[name]
    path = books.write(tmp_path / "bomb.xlsx", {"s": [["a", "b"], ["1", "2"]]})
    books.replace(path, SHEET, change)
    code = (
        "import resource, sys, time; from pathlib import Path; from tests.sources.conftest import refused\n"
        "begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "unfit = refused(Path(sys.argv[1])); more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(unfit.kind, unfit.problem, '|', time.perf_counter() - begin, more)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    told, measured = done.stdout.split("|")
    seconds, kilobytes = map(float, measured.split())
    assert told.startswith("too-large")
    assert fragment in told
    assert (seconds < 2, kilobytes < 100_000) == (True, True)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("A0", "damaged-file"),
        ("ABCD1", "damaged-file"),
        ("A10485760", "damaged-file"),
        ("XFD1048576", "too-large"),
    ],
)
def test_a_cell_elsewhere_than_its_row_is_refused(tmp_path: Path, place: str, kind: str) -> None:
    """The reader of cells goes by their own places: a far one would make room for all cells up to it."""
    path = books.write(tmp_path / "a.xlsx", {"s": [["a", "b"], ["1", "2"]]})
    books.replace(path, SHEET, lambda data: data.replace(b'r="B2"', f'r="{place}"'.encode()))
    assert refused(path).kind == kind


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = books.write(tmp_path / "a.xlsx", {"s": [["a"]]})
    with zipfile.ZipFile(path, "a") as package:
        for number in range(5001):
            package.writestr(f"x/{number}", b"")
    assert refused(path).kind == "too-large"


def test_a_file_that_changes_while_it_is_read_is_told(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.csv", "a,b\n1,2\n")
    measured = finding.state

    def written_to(stream: BinaryIO) -> tuple[int, int]:
        """Somebody else appends a row after each look at the file."""
        state = measured(stream)
        with path.open("ab") as other:
            other.write(b"3,4\n")
        return state

    monkeypatch.setattr(finding, "state", written_to)
    assert refused(path).kind == "changed-while-read"
