"""A source's mapping: columns, constants, defaults, values, where, distinct, formats, patterns."""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tables.conftest import fault, faults, read

Write = Callable[[str, str | bytes], None]


def test_foreign_columns_constants_values_and_where(root: Path, write: Write) -> None:
    write("export.csv", "工号;日期;金额;状态\n123;31.1.2025;1.000,5;作废\n123;28.2.2025;2'000.5;有效\n")
    source = {
        "file": "export.csv",
        "columns": {"manager_id": "工号", "date": "日期", "value": "金额"},
        "constants": {"kpi_id": "loans"},
        "values": {"manager_id": {"123": "00123"}},
        "where": {"状态": "有效"},
        "dates": "%d.%m.%Y",
        "thousands": "'",
        "delimiter": ";",
    }
    (actual,) = read(root, {"actuals": source}).actuals
    assert (actual.manager_id, actual.date) == ("00123", date(2025, 2, 28))
    assert (actual.value, actual.kpi_id) == (Decimal("2000.5"), "loans")


def test_where_takes_one_of_several_and_nothing(root: Path, write: Write) -> None:
    write("units.csv", "unit_id,name,parent_id,kind\nhq,总行,,\nb1,一,hq,a\nb2,二,hq,b\nb3,三,hq,c\n")
    units = read(root, {"units": {"file": "units.csv", "where": {"kind": ["a", "b", None]}}}).units
    assert [unit.unit_id for unit in units] == ["hq", "b1", "b2"]


def test_several_sources_and_distinct_rows(root: Path, write: Write) -> None:
    write("a.csv", "region,branch\n北区,b1\n北区,b2\n")
    write("b.csv", "region,branch\n北区,b1\n南区,b3\n")
    regions = {
        "file": "[ab].csv",
        "columns": {"unit_id": "region", "name": "region"},
        "constants": {"parent_id": "hq"},
        "distinct": True,
    }
    branches = {
        "file": "?.csv",
        "columns": {"unit_id": "branch", "name": "branch", "parent_id": "region"},
        "distinct": True,
    }
    sources = [{"rows": [{"unit_id": "hq", "name": "总行"}]}, regions, branches]
    units = read(root, {"units": sources}).units
    assert [unit.unit_id for unit in units] == ["hq", "北区", "南区", "b1", "b2", "b3"]


def test_defaults_stand_for_empty_cells_and_for_a_column_that_is_not_there(root: Path, write: Write) -> None:
    write("managers.csv", "manager_id,name,unit_id\n00123,陈洁,\n00456,王磊,b2\nNO,李诺,b1\n")
    source = {"file": "managers.csv", "defaults": {"unit_id": "b1", "grade": "见习"}}
    first, second, _ = read(root, {"managers": source}).managers
    assert (first.unit_id, second.unit_id, first.grade) == ("b1", "b2", "见习")


def test_a_value_can_be_mapped_to_nothing_and_nothing_to_a_value(root: Path, write: Write) -> None:
    write(
        "managers.csv", "manager_id,name,unit_id,title\n00123,陈洁,b1,NULL\n00456,王磊,b2,\nNO,李诺,b1,主任\n"
    )
    source = {"file": "managers.csv", "values": {"title": {"NULL": None, "": "经理"}}}
    assert [one.title for one in read(root, {"managers": source}).managers] == [None, "经理", "主任"]


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("%m/%d/%Y", "4/3/2025"),
        ("%d/%m/%Y", "3/4/2025"),
        ("%Y-%m-%d %H:%M:%S", "2025-04-03 00:00:00"),
        ("%Y年%m月%d日", "２０２５年4月3日"),
    ],
)
def test_a_declared_format_of_dates_serves_periods_too(
    root: Path, write: Write, format_: str, text: str
) -> None:
    write(
        "targets.csv", f"manager_id,unit_id,period,kpi_id,value\n00123,,{text},loans,1\nNO,,2025-H1,loans,1\n"
    )
    day, half = read(root, {"targets": {"file": "targets.csv", "dates": format_}}).targets
    assert (day.period.slug, half.period.slug) == ("2025-04-03", "2025-H1")


@pytest.mark.parametrize("format_", ["%m-%d", "%H:%M", "%Q", "heute"])
def test_a_format_that_gives_no_date_back(root: Path, format_: str) -> None:
    one = fault(root, {"actuals": {"file": "actuals.csv", "dates": format_}})
    assert (one.kind, one.column, one.value) == (
        "wrong-date-format",
        "tallybook.tables.actuals.dates",
        format_,
    )


def test_a_date_unlike_the_declared_format(root: Path) -> None:
    found = faults(root, {"problems": {"file": "problems.csv", "dates": "%d.%m.%Y"}})
    assert {(one.kind, one.column) for one in found} == {("wrong-date", "raised_on"), ("wrong-date", "due")}
    assert "like 30.06.2025" in str(found[0].remedy)


def test_a_mapped_column_that_is_not_there(root: Path) -> None:
    source = {"file": "units.csv", "columns": {"name": "nmae"}, "where": {"knd": "x"}}
    found = faults(root, {"units": source})
    assert [(one.kind, one.column, one.row) for one in found] == [
        ("missing-column", "knd", 1),
        ("missing-column", "nmae", 1),
    ]
    assert "Did you mean name?" in str(found[1].remedy)


def test_a_mapping_of_a_column_that_the_table_does_not_have(root: Path) -> None:
    source = {"file": "units.csv", "columns": {"parent": "parent_id"}, "constants": {"nam": "x"}}
    found = faults(root, {"units": [source]})
    assert [(one.kind, one.file, one.column) for one in found] == [
        ("unknown-column", "_config.yml", "tallybook.tables.units.columns.parent"),
        ("unknown-column", "_config.yml", "tallybook.tables.units.constants.nam"),
    ]
    assert "Did you mean parent_id?" in str(found[0].remedy)


def test_a_wrong_constant_is_reported_once_and_where_it_was_written(root: Path) -> None:
    first = {"file": "actuals.csv"}
    second = {"file": "actuals.csv", "constants": {"kpi_id": "laons"}, "columns": {}}
    found = fault(root, {"actuals": [first, second | {"file": "more.csv"}]} | _more(root))
    assert (found.kind, found.file, found.row) == ("unknown-reference", "_config.yml", None)
    assert (found.column, found.value) == ("tallybook.tables.actuals.2.constants.kpi_id", "laons")


def _more(root: Path) -> dict[str, object]:
    rows = "00123,2025-01-31,1\n" * 5
    (root / "more.csv").write_text("manager_id,date,value\n" + rows, encoding="utf-8")
    return {}


def test_a_name_where_an_id_should_be_is_told_with_its_mapping(root: Path, write: Write) -> None:
    name = read(root, {}).kpis[0].name
    write("more.csv", f"manager_id,date,kpi_id,value\n00123,2025-01-31,{name},1\n")
    found = fault(root, {"actuals": [{"file": "actuals.csv"}, {"file": "more.csv"}]})
    assert found.kind == "unknown-reference"
    assert f"{{kpi_id: {{{name}: " in str(found.remedy)


def test_rows_in_the_settings_are_named_by_their_place(root: Path) -> None:
    rows = [
        {"kpi_id": "loans", "name": "贷款", "aggregate": "sum"},
        {"kpi_id": "x", "nmae": "y", "aggregate": "add"},
    ]
    found = faults(root, {"kpis": {"rows": rows}})
    places = {(one.kind, one.column) for one in found if one.file == "_config.yml"}
    assert places == {
        ("unknown-column", "tallybook.tables.kpis.rows.2.nmae"),
        ("missing-value", "tallybook.tables.kpis.rows.2.name"),
        ("unknown-word", "tallybook.tables.kpis.rows.2.aggregate"),
    }
    assert all(one.row is None for one in found if one.file == "_config.yml")


def test_a_pattern_names_files_in_order(root: Path, write: Write) -> None:
    head, *rows = (root / "actuals.csv").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(reversed(rows)):
        write(f"actuals/{number}.csv", f"{head}\n{row}\n")
    write("actuals/.0.csv.swp", "x")
    values = [actual.value for actual in read(root, {"actuals": {"file": "actuals/*.csv"}}).actuals]
    assert values == [actual.value for actual in reversed(read(root).actuals)]


def test_a_fault_in_one_of_several_files_names_that_file(root: Path, write: Write) -> None:
    write("a/1.csv", "manager_id,date,kpi_id,value\nNO,2025-01-31,loans,1\n")
    write("a/2.csv", "manager_id,date,kpi_id,value\nNO,2025-01-32,loans,1\n")
    one = fault(root, {"actuals": {"file": "a/*.csv"}})
    assert (one.file, one.row, one.column) == ("a/2.csv", 2, "date")


@pytest.mark.parametrize(
    ("file", "fragment"),
    [
        ("unit.csv", "Did you mean units.csv?"),
        ("dat/units.csv", "The folder dat does not exist"),
        ("*.txt", "Known are"),
        ("*/*.csvx", "Check the pattern"),
        ("notes", "notes is no ordinary file"),
        ("a\0b.csv", "No file can be called so"),
        ("x" * 300 + ".csv", "No file can be called so"),
        ("存" * 90 + "/*.csv", "No file can be called so"),
    ],
)
def test_a_file_that_is_not_there(root: Path, file: str, fragment: str) -> None:
    one = fault(root, {"units": {"file": file}})
    assert (one.kind, one.column, one.value) == ("no-file", "tallybook.tables.units.file", file)
    assert fragment in f"{one.problem} {one.remedy}"


@pytest.mark.parametrize(
    "file", ["../exports/units.csv", "../exp*/units.csv", "link.csv", "linked/units.csv"]
)
def test_a_path_leads_out_only_into_folders_that_the_settings_name(root: Path, file: str) -> None:
    exports = root.parent / "exports"
    exports.mkdir()
    (root / "units.csv").rename(exports / "units.csv")
    (root / "link.csv").symlink_to(exports / "units.csv")
    (root / "linked").symlink_to(exports)
    one = fault(root, {"units": {"file": file}})
    assert (one.kind, "read_from" in str(one.remedy)) == ("outside-workspace", True)
    assert fault(root, {"units": {"file": file}}, read_from=["../other"]).kind == "outside-workspace"
    assert len(read(root, {"units": {"file": file}}, read_from=["../exports"]).units) == 4


def test_an_absolute_path_is_refused_wherever_it_leads(root: Path) -> None:
    for read_from in ([], [".."]):
        declared: dict[str, object] = {"units": {"file": str(root / "units.csv")}}
        assert fault(root, declared, read_from=read_from).kind == "outside-workspace"


def test_what_is_no_ordinary_file_is_said_so(root: Path) -> None:
    (root / "units.csv").unlink()
    os.mkfifo(root / "units.csv")
    assert "no ordinary file" in str(fault(root).problem)
    (root / "circle.csv").symlink_to(root / "circle.csv")
    assert "circle" in str(fault(root, {"units": {"file": "circle.csv"}}).problem)


def test_what_office_programs_leave_behind_fits_no_pattern(root: Path) -> None:
    (root / "~$units.csv").write_bytes(b"\x00")
    assert len(read(root, {"units": {"file": "*units.csv"}}).units) == 4


def test_a_file_that_may_not_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "units.csv":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    one = fault(root)
    assert (one.kind, one.file) == ("not-readable", "units.csv")
    assert "Permission denied" in str(one.problem)


def test_a_delimiter_that_cannot_be_one(root: Path) -> None:
    assert fault(root, {"units": {"file": "units.csv", "delimiter": '"'}}).kind == "wrong-delimiter"


def test_a_delimiter_that_is_not_the_files(root: Path, write: Write) -> None:
    write("units.csv", (root / "units.csv").read_text(encoding="utf-8").replace(",", ";"))
    assert len(read(root).units) == 4
    found = faults(root, {"units": {"file": "units.csv", "delimiter": ","}})
    assert {(one.kind, one.row, one.column) for one in found} == {
        ("missing-column", 1, "unit_id"),
        ("missing-column", 1, "name"),
    }
    assert 'delimiter: ";"' in str(found[0].remedy)


def test_one_unreadable_file_of_several_makes_nobody_unknown(root: Path, write: Write) -> None:
    managers = (root / "managers.csv").read_bytes()
    write("m/1.csv", managers.replace("NO,李诺,b2,,,,\n".encode(), b""))
    write("m/2.csv", "manager_id,name,unit_id\nNO,李诺,b2\n".encode() + b"\xff")
    one = fault(root, {"managers": {"file": "m/*.csv"}})
    assert (one.kind, one.file) == ("wrong-encoding", "m/2.csv")
