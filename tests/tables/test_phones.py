"""No phone number is read as it is: not from a table, not from a note, and no message shows one."""

from pathlib import Path

import pytest

from tallybook import pipeline, tables, workspace
from tallybook.domain.period import Period
from tallybook.errors import SettingsError, TablesError
from tests import small

PHONE, MASKED = "13812345678", "138****5678"


def write(folder: Path, more: str = "", day: str = "2025-01-01") -> Path:
    small.write(folder, more=more)
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("  tables:\n", "  tables:\n    customers: {file: data/customers.csv}\n"),
        encoding="utf-8",
    )
    rows = f"customer_id,name,manager_id,contact,phone,gained_on\nc1,长桥 {PHONE},007,杨 138-1234-5678,+86 138 1234 5678,{day}\n"
    (folder / "data" / "customers.csv").write_text(rows, encoding="utf-8")
    note = folder / "data" / "notes" / small.PERIOD / "007.md"
    note.write_text(f"## 主要业绩\n\n请拨 １３８１２３４５６７８ 或 {PHONE}。\n", encoding="utf-8")
    return folder


def test_tables_notes_and_slices_hold_none(tmp_path: Path) -> None:
    found = workspace.read(write(tmp_path / "w"))
    read = tables.read(found.root, found.settings)
    assert (read.customers[0].name, read.customers[0].phone) == (f"长桥 {MASKED}", MASKED)
    assert read.notes[0].achievements == f"请拨 {MASKED} 或 {MASKED}。"
    assert PHONE not in repr(pipeline.peek(found, "customers"))
    assert PHONE not in repr(pipeline.facts(found, Period.parse(small.PERIOD)))


def test_no_fault_shows_one(tmp_path: Path) -> None:
    found = workspace.read(write(tmp_path / "w", day=PHONE))
    with pytest.raises(TablesError) as refused:
        tables.read(found.root, found.settings)
    told = repr(refused.value.faults) + str(refused.value)
    assert MASKED in told
    assert PHONE not in told


def test_a_number_taken_for_a_customers_id_is_seen_nowhere(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "w")
    actuals = folder / "data" / "actuals.csv"
    rows = actuals.read_text(encoding="utf-8").replace("\n", ",\n").replace("value,", "value,customer_id", 1)
    actuals.write_text(rows + f"007,2025-06-29,loans,900.00,{PHONE}\n", encoding="utf-8")
    found = workspace.read(folder)
    assert [row.name for row in tables.read(found.root, found.settings).customers] == [MASKED]
    customers = "customer_id,name,manager_id\nc1,长桥,007\n"
    (folder / "data" / "customers.csv").write_text(customers, encoding="utf-8")
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("  tables:\n", "  tables:\n    customers: {file: data/customers.csv}\n"),
        encoding="utf-8",
    )
    with pytest.raises(TablesError) as refused:
        tables.read(found.root, workspace.read(folder).settings)
    told = repr(refused.value.faults)
    assert (MASKED in told, PHONE in told) == (True, False)


def test_who_wants_them_shown_says_why(tmp_path: Path) -> None:
    found = workspace.read(write(tmp_path / "w", more="  phones: {masked: false, reason: internal list}\n"))
    assert PHONE in tables.read(found.root, found.settings).customers[0].name
    with pytest.raises(SettingsError):
        workspace.read(write(tmp_path / "v", more="  phones: {masked: false}\n"))
