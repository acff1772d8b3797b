"""Workbooks read again: their cells by openpyxl, their bytes part by part, and what LibreOffice makes of them."""

import csv
import io
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tallybook.workbooks import Cell, Sheet, Workbook, row, write

OFFICE = shutil.which("soffice")


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook(title="T", author="A", sheets=sheets)


def of_texts(texts: list[str]) -> bytes:
    """A workbook with these texts below one another."""
    return write(workbook(Sheet(name="s", rows=tuple(row(Cell(text)) for text in texts))))


def opened(data: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # What Excel learned after 2007, such as bars of one colour, openpyxl tells that it leaves out.
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, str]:
    """The texts of a package's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def in_office(data: bytes, folder: Path) -> list[list[str]]:
    """The first sheet as LibreOffice shows it."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "w.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # Commas (44), quotes (34), UTF-8 (76), from the first line; the ninth: cells as they are shown.
    convert = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true"
    command = [OFFICE, profile, "--headless", "--convert-to", convert, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "w.xlsx")], check=True, capture_output=True, timeout=180)
    with (folder / "w.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
