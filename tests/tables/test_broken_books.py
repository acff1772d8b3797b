"""Files that no text file can show: each with one mistake, made on the spot, and told with its place."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.sources import books
from tests.sources.test_workbooks import SHEET, entities, far, packed
from tests.tables.conftest import fault
from tests.tables.test_workbooks import ACTUALS, LOANS

pytest.importorskip("python_calamine", reason="Calamine is not installed")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Mistake(NamedTuple):
    """What is put in the place of `actuals.csv`, and what is said of it."""

    make: Callable[[Path], object]
    kind: str
    place: tuple[int | None, str | None, str | None]
    fragment: str
    file: str = "a.xlsx"


def rows(*given: list[object]) -> Callable[[Path], object]:
    return lambda path: books.write(path, {"s": [ACTUALS, LOANS, *given]})


def filled(fill: books.Fill, part: Callable[[bytes], bytes] = bytes) -> Callable[[Path], object]:
    """A workbook with something more in it, and its sheet's part changed afterwards."""

    def make(path: Path) -> None:
        books.write(path, {"s": [ACTUALS, LOANS]}, fill)
        books.replace(path, SHEET, part)

    return make


def formula(value: str) -> books.Fill:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, LOANS[:3])
        sheet.write_formula(2, 3, "=D2*2", value=value)

    return fill


def merged(_: Any, sheet: Any) -> None:
    for row in (2, 3):
        sheet.write_row(row, 1, LOANS[1:])
    sheet.merge_range(2, 0, 3, 0, "NO")


def nothing(_: Any, __: Any) -> None: ...


def text(content: str | bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode() if isinstance(content, str) else content)


def outside(path: Path) -> None:
    other = path.parent.parent / "outside.csv"
    other.write_text(",".join(ACTUALS), encoding="utf-8")
    path.symlink_to(other)


def letter(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")


NO_PLACE = (None, None, None)
MISTAKES = {
    "an error cell": Mistake(filled(formula("#REF!")), "error-cell", (3, "value", "D3"), "the error #REF!"),
    "a lookup that failed": Mistake(filled(formula("#N/A")), "error-cell", (3, "value", "D3"), "#N/A"),
    "a formula without its value": Mistake(
        filled(formula("~"), lambda data: data.replace(b' t="str"><f>D2*2</f><v>~</v>', b"><f>D2*2</f>")),
        "no-result", (3, "value", "D3"), "whose result was not saved",
    ),
    "merged cells": Mistake(filled(merged), "merged-cell", (4, "manager_id", "A4"), "fill_down"),
    "an id shown as a date": Mistake(
        rows([books.DAY, *LOANS[1:]]), "id-as-date", (3, "manager_id", "A3"), "as a number it is 43659"
    ),
    "an id of too many digits": Mistake(
        rows([622202100112345678, *LOANS[1:]]), "id-as-number", (3, "manager_id", "A3"), "only 15 digits"
    ),
    "an amount shown as a date": Mistake(
        rows([*LOANS[:3], books.DAY]), "wrong-number", (3, "value", "D3"), "shows this number as a date"
    ),
    "a date that is a number": Mistake(
        rows([LOANS[0], 45747, *LOANS[2:]]), "wrong-date", (3, "date", "B3"), "it is 2025-03-31"
    ),
    "a row of totals": Mistake(rows(["合计", *LOANS[1:]]), "total-row", (3, "manager_id", "A3"), "without"),
    "a total without an id": Mistake(rows(["", "", "小 计", 1]), "total-row", (3, "kpi_id", "C3"), "小 计 stands here"),
    "the header again": Mistake(rows([*ACTUALS]), "repeated-header", (3, "manager_id", "A3"), "put together"),
    "a lost column": Mistake(
        lambda path: books.write(path, {"s": [ACTUALS[:3], LOANS[:3]]}), "missing-column", (1, "value", None), "the file has"
    ),
    "a doubled column": Mistake(
        lambda path: books.write(path, {"s": [[*ACTUALS, "value"], [*LOANS, 2]]}), "repeated-column", (1, "value", "D1"), "name of its own"
    ),
    "several sheets": Mistake(
        lambda path: books.write(path, {"1月": [ACTUALS, LOANS], "2月": [ACTUALS, LOANS]}), "several-sheets", NO_PLACE, "1月, 2月"
    ),
    "an empty sheet": Mistake(lambda path: books.write(path, {"s": []}), "empty-file", NO_PLACE, "is empty"),
    "a far cell": Mistake(filled(nothing, far), "too-large", NO_PLACE, "row 1048576"),
    "a bomb of entities": Mistake(filled(nothing, entities), "too-large", NO_PLACE, "declares entities"),
    "a bomb of zeros": Mistake(filled(nothing, packed), "too-large", NO_PLACE, "packed more than"),
    "cut off": Mistake(filled(nothing, lambda data: data[:300]), "damaged-file", NO_PLACE, "damaged"),
    "a password": Mistake(
        text(OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)), "password-protected", NO_PLACE, "password"
    ),
    "a web page called .xls": Mistake(
        text("<html><table><tr><td>工号</td></tr></table></html>"), "renamed-file", NO_PLACE, "web page", "a.xls"
    ),
    "XML called .xls": Mistake(text('<?xml version="1.0"?><Workbook/>'), "renamed-file", NO_PLACE, "It is XML", "a.xls"),
    "text called .xlsx": Mistake(text("a,b\n1,2\n"), "renamed-file", NO_PLACE, "ending .csv"),
    "a letter called .xlsx": Mistake(letter, "renamed-file", NO_PLACE, "no .xlsx workbook"),
    "a workbook called .csv": Mistake(rows(), "renamed-file", NO_PLACE, "It is a workbook", "a.csv"),
    "a PDF called .csv": Mistake(text(b"%PDF-1.7"), "renamed-file", NO_PLACE, "It is a PDF", "a.csv"),
    "a link out of the workspace": Mistake(outside, "outside-workspace", NO_PLACE, "read_from", "a.csv"),
    "a pipe": Mistake(lambda path: os.mkfifo(path), "no-file", NO_PLACE, "no ordinary file", "a.csv"),
    "GB18030 cut within a letter": Mistake(
        text("manager_id,date,kpi_id,value,备注\nNO,2025-01-31,loans,1,存款".encode("gb18030")[:-1]), "wrong-encoding", (2, None, None), "UTF-8", "a.csv"
    ),
    "UTF-16 cut within a letter": Mistake(
        text("manager_id,date,kpi_id,value\nNO,2025-01-31,loans,1\n".encode("utf-16")[:-1]), "wrong-encoding", (2, None, None), "UTF-8", "a.csv"
    ),
    "JSON that is broken": Mistake(
        text('{"manager_id": "NO"}\n{"manager_id": \n'), "not-json", (2, None, None), "JSON", "a.jsonl"
    ),
    "Parquet cut off": Mistake(text(b"PAR1" + bytes(40)), "damaged-file", NO_PLACE, "damaged", "a.parquet"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake(root: Path, name: str) -> None:
    mistake = MISTAKES[name]
    mistake.make(root / mistake.file)
    one = fault(root, {"actuals": {"file": mistake.file}})
    assert (one.kind, one.table) == (mistake.kind, "actuals")
    # A file that may not be read is named where the settings name it.
    at = (one.row, None, None) if one.file == "_config.yml" else (one.row, one.column, one.cell)
    assert (at, mistake.file in (one.file, one.value)) == (mistake.place, True)
    assert mistake.fragment in f"{one.problem} {one.remedy}"
