"""Tables as people lay them out: wide, in ten thousands, with totals, titles and months for dates."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources import books
from tests.tables.conftest import fault, faults, read

Write = Callable[[str, str | bytes], None]
WIDE = {
    "file": "plan.csv",
    "columns": {"manager_id": "工号"},
    "without": {"姓名": ["合计", "*小计"]},
    "unpivot": {"columns": "*季度", "into": "period"},
    "constants": {"kpi_id": "loans"},
    "scale": {"value": "万元"},
}
PLAN = """\
工号,姓名,2025年一季度,2025年第2季度,说明
00123,陈洁,"1,200.5",,新任
NO,李诺,80,90.25,
,城东小计,80,90,
,合计,1280.5,90.25,
"""


def test_a_wide_chinese_table_in_gb18030(root: Path, write: Write) -> None:
    write("plan.csv", PLAN.encode("gb18030"))
    found = read(root, {"targets": WIDE | {"thousands": ","}}).targets
    assert [(one.subject_id, one.period.slug, one.value) for one in found] == [
        ("00123", "2025-Q1", Decimal("12005000")),
        ("NO", "2025-Q1", Decimal("800000")),
        ("NO", "2025-Q2", Decimal("902500")),
    ]


def test_what_is_wrong_in_a_wide_table_is_named_by_its_own_column(root: Path, write: Write) -> None:
    write("plan.csv", PLAN)
    one = fault(root, {"targets": WIDE})
    assert (one.kind, one.row, one.column, one.value) == ("wrong-number", 2, "2025年一季度", "1,200.5")
    books.write(
        root / "plan.xlsx",
        {"s": [line.split("|") for line in ("工号|姓名|2025年一季度|2025年第2季度", "NO|李|1|x")]},
    )
    two = fault(root, {"targets": WIDE | {"file": "plan.xlsx"}})
    assert (two.column, two.cell) == ("2025年第2季度", "D2")


def test_two_header_rows_give_two_columns(root: Path, write: Write) -> None:
    write("plan.csv", "工号,贷款,,存款,\n,1月,2月,1月,2月\nNO,1,2,3,4\n")
    source = {
        "file": "plan.csv",
        "header": 2,
        "columns": {"manager_id": "工号"},
        "unpivot": {"columns": ["*/1月", "*/2月"], "into": ["kpi_id", "period"]},
        "values": {
            "kpi_id": {"贷款": "loans", "存款": "deposits"},
            "period": {"1月": "2025-01", "2月": "2025-02"},
        },
    }
    found = read(root, {"targets": source}).targets
    assert [(one.kpi_id, one.period.slug, one.value) for one in found] == [
        ("loans", "2025-01", 1),
        ("deposits", "2025-01", 3),
        ("loans", "2025-02", 2),
        ("deposits", "2025-02", 4),
    ]
    wrong = fault(
        root,
        {
            "targets": source
            | {"header": 1, "skip": 1, "unpivot": {"columns": "*月", "into": ["kpi_id", "period"]}}
        },
    )
    assert (wrong.kind, wrong.row) == ("repeated-column", 1)
    several = fault(
        root, {"targets": source | {"unpivot": {"columns": "*月", "into": ["kpi_id", "period", "unit_id"]}}}
    )
    assert several.kind == "wrong-heading"


def test_a_column_to_unpivot_that_is_not_there(root: Path, write: Write) -> None:
    write("plan.csv", PLAN)
    one = fault(root, {"targets": WIDE | {"unpivot": {"columns": "*月份", "into": "period"}}})
    assert (one.kind, one.file, one.row) == ("missing-column", "plan.csv", 1)


def test_settings_that_name_no_column_of_the_table(root: Path, write: Write) -> None:
    write("plan.csv", PLAN.replace("1,200.5", "1200.5"))
    wrong = {"unpivot": {"columns": "*季度", "into": "periods", "value": "amount"}, "scale": {"period": "万"}}
    found = faults(root, {"targets": WIDE | wrong})
    assert {one.column for one in found if one.file == "_config.yml"} == {
        "tallybook.tables.targets.unpivot.into",
        "tallybook.tables.targets.unpivot.value",
        "tallybook.tables.targets.scale.period",
    }


AMOUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["00123", "00456", "NO"]), st.integers(1, 12)),
    st.decimals(-10_000, 10_000, places=2),
    min_size=1,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AMOUNTS)
def test_a_table_made_wide_and_long_again_is_the_same(
    root: Path, amounts: dict[tuple[str, int], Decimal]
) -> None:
    lines = ["工号," + ",".join(f"{month}月" for month in range(1, 13))]
    lines += [
        ",".join([manager, *(str(amounts.get((manager, month), "")) for month in range(1, 13))])
        for manager in dict.fromkeys(manager for manager, _ in amounts)
    ]
    (root / "plan.csv").write_text("\n".join(lines), encoding="utf-8")
    source = WIDE | {
        "without": {},
        "scale": {"value": "0.5"},
        "unpivot": {"columns": "*月", "into": "period"},
        "values": {"period": {f"{month}月": f"2025-{month:02d}" for month in range(1, 13)}},
    }
    found = read(root, {"targets": source}).targets
    assert {(one.subject_id, one.period.start.month): one.value * 2 for one in found} == amounts


@pytest.mark.parametrize(
    ("text", "more", "value"),
    [
        ("1.234,50", {"decimal": ",", "thousands": "."}, "1234.50"),
        ("-0,5", {"decimal": ","}, "-0.5"),
        ("1'234.5", {"thousands": "'"}, "1234.5"),
        ("１，２３４", {"thousands": "，"}, "1234"),
        ("1e3", {"decimal": ","}, "1000"),
    ],
)
def test_signs_of_numbers(root: Path, write: Write, text: str, more: dict[str, str], value: str) -> None:
    write("a.csv", f"manager_id;date;kpi_id;value\nNO;2025-01-31;loans;{text}\n")
    (actual,) = read(root, {"actuals": {"file": "a.csv", **more}}).actuals
    assert actual.value == Decimal(value)


def test_a_point_where_a_comma_is_the_sign_is_no_number(root: Path, write: Write) -> None:
    write("a.csv", "manager_id;date;kpi_id;value\nNO;2025-01-31;loans;1.5\n")
    assert fault(root, {"actuals": {"file": "a.csv", "decimal": ","}}).kind == "wrong-number"
    write("a.csv", "manager_id;date;kpi_id;value\nNO;2025-01-31;loans;1,25\n")
    assert 'decimal: ","' in str(fault(root, {"actuals": {"file": "a.csv"}}).remedy)


def test_a_month_for_a_date_is_its_last_day_and_for_a_period_the_month(root: Path, write: Write) -> None:
    write("a.csv", "manager_id,date,kpi_id,value\nNO,202502,loans,1\n")
    (actual,) = read(root, {"actuals": {"file": "a.csv", "dates": "%Y%m"}}).actuals
    assert actual.date == date(2025, 2, 28)
    write("t.csv", "manager_id,period,kpi_id,value\nNO,202502,loans,1\n")
    (target,) = read(root, {"targets": {"file": "t.csv", "dates": "%Y%m"}}).targets
    assert target.period.slug == "2025-02"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2025年", "2025"),
        ("2025年度", "2025"),
        ("2025年上半年", "2025-H1"),
        ("2025年3季度", "2025-Q3"),
        ("２０２５年 6 月", "2025-06"),
    ],
)
def test_chinese_names_of_periods(root: Path, write: Write, text: str, slug: str) -> None:
    write("t.csv", f"manager_id,period,kpi_id,value\nNO,{text},loans,1\n")
    assert [one.period.slug for one in read(root, {"targets": {"file": "t.csv"}}).targets] == [slug]


def test_a_row_of_totals_is_known_as_one(root: Path, write: Write) -> None:
    write("a.csv", "manager_id,date,kpi_id,value\nNO,2025-01-31,loans,1\n合 计,2025-01-31,loans,1\n")
    one = fault(root, {"actuals": {"file": "a.csv"}})
    assert (one.kind, one.row, one.column) == ("total-row", 3, "manager_id")
    source = {"file": "a.csv", "without": {"manager_id": "合 计"}}
    assert len(read(root, {"actuals": source}).actuals) == 1


def test_where_takes_any_text_for_a_star(root: Path, write: Write) -> None:
    write(
        "a.csv", "manager_id,date,kpi_id,value,备注\nNO,2025-01-31,loans,1,冲销-1\nNO,2025-01-31,loans,2,\n"
    )
    values = [
        [one.value for one in read(root, {"actuals": {"file": "a.csv", key: {"备注": "*冲销*"}}}).actuals]
        for key in ("where", "without")
    ]
    assert values == [[1], [2]]


@pytest.mark.parametrize("dates", [None, "%d/%m/%Y", "%m/%d/%Y"])
def test_day_first_and_month_first_in_one_column_is_a_fault_and_no_guess(
    root: Path, write: Write, dates: str | None
) -> None:
    days = ["31/1/2025", "1/31/2025", "2/3/2025"]
    write("a.csv", "manager_id,date,kpi_id,value\n" + "".join(f"NO,{day},loans,1\n" for day in days))
    found = faults(root, {"actuals": {"file": "a.csv", "dates": dates}})
    assert {one.kind for one in found} == {"mixed-dates"}
    assert len(found) == (3 if dates is None else 1)


def test_dates_in_one_order_are_not_mixed(root: Path, write: Write) -> None:
    write("a.csv", "manager_id,date,kpi_id,value\nNO,31/1/2025,loans,1\nNO,2/3/2025,loans,1\n")
    assert {one.kind for one in faults(root, {"actuals": {"file": "a.csv"}})} == {"wrong-date"}


def test_what_stands_for_no_amount_in_a_wide_table_is_no_row(root: Path, write: Write) -> None:
    write("w.csv", "manager_id,1月,2月\nNO,5,—\n00123,n/a,7\n")
    source = {
        "file": "w.csv",
        "constants": {"kpi_id": "loans"},
        "unpivot": {"columns": "*月", "into": "date"},
        "values": {"date": {"1月": "2025-01-31", "2月": "2025-02-28"}},
    }
    told = faults(root, {"actuals": source})
    assert [(one.kind, one.value) for one in told] == [("wrong-number", "—"), ("wrong-number", "n/a")]
    assert all('values: {value: {"' in str(one.remedy) for one in told)
    source["values"] |= {"value": {"—": "", "n/a": ""}}
    assert [(one.manager_id, one.value) for one in read(root, {"actuals": source}).actuals] == [
        ("NO", 5),
        ("00123", 7),
    ]


def test_a_wrong_heading_is_told_once_and_not_in_every_row(root: Path, write: Write) -> None:
    write("w.csv", "manager_id,Jan 2025,Feb 2025\nNO,5,6\n00123,7,8\n")
    source = {
        "file": "w.csv",
        "constants": {"kpi_id": "loans"},
        "unpivot": {"columns": "* 2025", "into": "date"},
    }
    told = faults(root, {"actuals": source})
    assert [(one.kind, one.row, one.column) for one in told] == [
        ("wrong-date", None, "Feb 2025"),
        ("wrong-date", None, "Jan 2025"),
    ]
    assert len(read(root, {"actuals": source | {"dates": "%b %Y"}}).actuals) == 4


def test_a_remark_below_the_table_can_be_left_out(root: Path, write: Write) -> None:
    write("a.csv", "manager_id,date,kpi_id,value\nNO,2025-01-31,loans,1\n制表：张三\n来源：核心系统,6月\n")
    source = {"file": "a.csv"}
    told = faults(root, {"actuals": source})
    assert [(one.kind, one.row) for one in told] == [("wrong-field-count", 3), ("wrong-field-count", 4)]
    assert "without" in str(told[0].remedy)
    without = {"manager_id": ["制表*", "来源*"]}
    assert len(read(root, {"actuals": source | {"without": without}}).actuals) == 1
