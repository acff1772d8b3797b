"""What a source gives, shown: files and what was found out, columns and how they were taken, the first rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import tables
from tallybook.domain.period import CALENDAR_YEAR
from tallybook.errors import UsageError
from tallybook.tables import Peek
from tests.sources import books
from tests.tables.conftest import settings

Write = Callable[[str, str | bytes], None]


def peek(root: Path, name: str, sources: dict[str, object] | None = None) -> Peek:
    return tables.peek(root, settings(sources), name, CALENDAR_YEAR)


def test_files_columns_and_first_rows(root: Path, write: Write) -> None:
    write(
        "visits.txt",
        "走访编号|日期|客户|备注|状态\nv1|3.2.2025|c1|x|有效\nv2|4.2.2025|c1|x|有效\nv3|5.2.2025|c1|x|作废\n".encode(
            "gb18030"
        ),
    )
    source = {
        "file": "visits.txt",
        "columns": {"visit_id": "走访编号", "date": "日期", "customer_id": "客户"},
        "constants": {"manager_id": "NO"},
        "where": {"状态": "有效"},
        "dates": "%d.%m.%Y",
    }
    seen = peek(root, "visits", {"visits": source})
    (file,) = seen.files
    assert (file.name, file.found) == ("visits.txt", {"encoding": "gb18030", "delimiter": "|"})
    assert (file.tally.read, file.tally.kept, file.tally.distinct) == (3, 2, 2)
    columns = {one.name: one for one in seen.columns}
    date = columns["date"]
    assert (str(date.taken), str(date.means), date.filled, date.distinct) == ("column 日期", "date", 2, 2)
    assert (date.written, date.understood) == ("3.2.2025", "2025-02-03")
    assert (str(columns["manager_id"].taken), str(columns["need"].taken)) == ("always NO", "nothing")
    assert seen.unused == ("备注",)
    assert seen.rows[1] == {"visit_id": "v2", "date": "2025-02-04", "manager_id": "NO", "customer_id": "c1"}
    assert seen.faults == ()


def test_a_wide_sheet(root: Path) -> None:
    books.write(
        root / "p.xlsx", {"计划": [["工号", "1月", "2月", "备注"], ["NO", 1, 2, None], ["007", "x", 3, None]]}
    )
    source = {
        "file": "p.xlsx",
        "columns": {"manager_id": "工号"},
        "constants": {"kpi_id": "loans"},
        "unpivot": {"columns": "*月", "into": "period"},
        "values": {"period": {"1月": "2025-01", "2月": "2025-02"}},
    }
    seen = peek(root, "targets", {"targets": source})
    assert [(file.sheet, file.tally.kept, file.tally.made) for file in seen.files] == [("计划", 2, 4)]
    assert str({one.name: one for one in seen.columns}["value"].taken) == "unpivoted: *月"
    assert seen.unused == ("备注",)
    assert [fault.cell for fault in seen.faults] == ["B3"]


def test_one_of_several_sources(root: Path) -> None:
    sources = {"units": [{"file": "units.csv"}, {"rows": [{"unit_id": "x", "name": "y", "parent_id": "hq"}]}]}
    second = peek(root, "units.2", sources)
    assert (second.place, second.files[0].name) == ("tallybook.tables.units.2", "tallybook.tables.units.2")
    assert len(peek(root, "units", sources).rows) == 4


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("unit", "Did you mean units?"),
        ("units.2", "has 1 sources"),
        ("units.x", "has 1 sources"),
        ("units.0", "has 1"),
    ],
)
def test_a_source_that_is_not_there(root: Path, name: str, fragment: str) -> None:
    with pytest.raises(UsageError, match=fragment.replace("?", ".")):
        peek(root, name)
