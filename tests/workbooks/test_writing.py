"""Numbers are numbers, dates are dates, and a sheet prints, scrolls, filters and takes entries as it says."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.workbooks import (
    Area,
    Bars,
    Cell,
    Choice,
    Days,
    Help,
    Highlight,
    Numbers,
    Row,
    Sheet,
    Style,
    amount,
    day,
    percent,
    row,
    write,
)
from tests.workbooks.reading import in_office, opened, parts, workbook

FULL = Sheet(
    name="排名 & 差距",
    rows=(
        row(Cell("标题", Style(bold=True, size=16)), height=24),
        row(Cell("两列", across=2), None, Cell("去填报", leads_to="填报")),
        row(*(Cell(text, Style(bold=True, bottom=True)) for text in ("姓名", "完成率", "状态"))),
        row(Cell("王芳"), Cell(Decimal("1.218"), Style(number=percent())), Cell("● 达标")),
        row(Cell("李明"), Cell(Decimal("0.7"), Style(number=percent())), Cell("■ 未达标")),
    ),
    frozen=(3, 1),
    heads=(2, 2),
    filtered=Area(2, 0, 4, 2),
    highlights=(Highlight(area=Area(3, 2, 4, 2), begins="■", style=Style(ink="#B3261E", bold=True)),),
    bars=(Bars(area=Area(3, 1, 4, 1), most=Decimal(2), colour="#8FA3B8"),),
    foot="甲 & 乙",
)
FORM = Sheet(
    name="填报",
    rows=(row(Cell("状态"), Cell("", Style(number="@", unlocked=True, framed=True, wrap=True))),),
    widths=((1, 30),),
    entries=(
        Choice(area=Area(0, 1, 0, 1), options=("已完成, 全部", "=未完成"), help=("状态", "请选择" * 200)),
        Days(
            area=Area(1, 1, 1, 1), first=date(2025, 1, 1), last=date(2025, 12, 31), refusal=("日期", "不对")
        ),
        Numbers(area=Area(2, 1, 2, 1)),
    ),
    upright=True,
    protected=True,
)


def test_equal_workbooks_have_equal_bytes() -> None:
    assert write(workbook(FULL, FORM)) == write(workbook(FULL, FORM))


def test_a_sheet_scrolls_filters_and_prints_as_it_says() -> None:
    sheet = opened(write(workbook(FULL, FORM)))["排名 & 差距"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:C5"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'排名 & 差距'!$A$1:$C$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    # As wide as one page, which is not written as it goes without saying, and as long as it is.
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "甲 && 乙" in parts(write(workbook(FULL, FORM)))["xl/worksheets/sheet1.xml"].replace("&amp;", "&")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:B2"]
    assert sheet["C2"].hyperlink.location == "'填报'!A1"


def test_highlights_and_bars_are_rules_of_the_sheet() -> None:
    sheet = opened(write(workbook(FULL, FORM)))["排名 & 差距"]
    rules = {str(found.sqref): found.rules[0] for found in sheet.conditional_formatting}
    assert (rules["C4:C5"].type, rules["C4:C5"].text) == ("beginsWith", "■")
    assert rules["C4:C5"].dxf.font.color.rgb == "FFB3261E"
    assert [limit.val for limit in rules["B4:B5"].dataBar.cfvo] == [0, 2]


def test_a_form_takes_only_what_it_asks_for() -> None:
    book = opened(write(workbook(FORM)))
    sheet, lists = book["填报"], book["lists"]
    assert sheet.protection.sheet
    assert (sheet["A1"].protection.locked, sheet["B1"].protection.locked) == (True, False)
    assert sheet["B1"].number_format == "@"
    assert lists.sheet_state == "veryHidden"
    assert [(cell.value, cell.data_type) for (cell,) in lists.rows] == [
        ("已完成, 全部", "s"),
        ("=未完成", "s"),
    ]
    choice, days, numbers = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1) == ("list", "'lists'!$A$1:$A$2")
    assert (choice.promptTitle, len(choice.prompt)) == ("状态", 255)
    assert (days.type, days.formula1, days.error) == ("date", "45658", "不对")
    assert numbers.type == "decimal"
    assert sheet.column_dimensions["B"].width == pytest.approx(30, abs=1)


SHOWN = (
    (Decimal("1234567.5"), amount(2), "1,234,567.50"),
    (Decimal("-1234.56"), amount(2), "−1,234.56"),
    (Decimal("12.3"), amount(1, signed=True), "+12.3"),
    (Decimal(0), amount(0, signed=True), "0"),
    (Decimal("0.218"), percent(1, signed=True), "+21.8%"),
    (Decimal("-0.05"), percent(), "−5.0%"),
    (7, amount(), "7"),
    (date(2025, 6, 30), day("zh"), "2025年6月30日"),
    (date(2025, 6, 30), day("en"), "30 Jun 2025"),
)


def test_figures_and_days_are_shown_as_on_the_pages(tmp_path: Path) -> None:
    rows = tuple(row(Cell(value, Style(number=number))) for value, number, _ in SHOWN)
    data = write(workbook(Sheet(name="s", rows=rows)))
    for (cell,), (value, _, _) in zip(opened(data)["s"].rows, SHOWN, strict=True):
        assert cell.data_type == ("d" if isinstance(value, date) else "n")
        assert (cell.value.date() if isinstance(value, date) else Decimal(str(cell.value))) == value
    assert in_office(data, tmp_path) == [[shown] for _, _, shown in SHOWN]


def test_what_excel_cannot_count_is_text() -> None:
    values = (10**15, Decimal("1234567890123456.75"), date(1899, 12, 31))
    sheet = opened(write(workbook(Sheet(name="s", rows=tuple(row(Cell(v)) for v in values)))))["s"]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.rows] == [
        ("1000000000000000", "s"),
        ("1234567890123456.75", "s"),
        ("1899-12-31", "s"),
    ]


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_come_back_as_they_were(value: Decimal) -> None:
    data = write(workbook(Sheet(name="s", rows=(row(Cell(value, Style(number=amount(4)))),))))
    assert Decimal(repr(opened(data)["s"]["A1"].value)) == value


def test_columns_are_as_wide_as_their_texts_chinese_and_latin() -> None:
    rows = (row(Cell("存款日均余额" * 2), Cell("Deposits"), Cell(Decimal(1234567), Style(number=amount(2)))),)
    sheet = opened(write(workbook(Sheet(name="s", rows=rows))))["s"]
    widths = {name: sheet.column_dimensions[name].width for name in "ABC"}
    assert 24 < widths["A"] < 30
    assert 9 < widths["B"] < 14
    assert len("1,234,567.00") < widths["C"] < 18


def test_two_sheets_of_one_name_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one name"):
        write(workbook(Sheet(name="s", rows=(Row(),)), Sheet(name="s", rows=())))


def test_rows_of_a_sheet_that_grows_have_a_height_that_is_not_fixed() -> None:
    rows = (row(Cell("一行"), height=45), row(Cell("另一行")))
    grown, fixed = Sheet(name="长", rows=rows, grows=True), Sheet(name="定", rows=rows)
    data = write(workbook(grown, fixed))
    sheets = [parts(data)[f"xl/worksheets/sheet{number}.xml"] for number in (1, 2)]
    assert all('ht="45"' in sheet for sheet in sheets)
    assert [sheet.count("customHeight") for sheet in sheets] == [0, 1]
    assert opened(data)["长"].row_dimensions[1].height == 45
    assert data == write(workbook(grown, fixed))


def test_a_column_without_width_is_hidden_and_help_takes_any_text() -> None:
    told = Help(area=Area(0, 1, 0, 1), help=("业绩", "长短不限"))
    sheet = opened(write(workbook(Sheet(name="s", rows=FORM.rows, widths=((0, 0),), entries=(told,)))))["s"]
    assert sheet.column_dimensions["A"].hidden
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.promptTitle, rule.prompt, rule.formula1) == (None, "业绩", "长短不限", None)


def test_a_hidden_sheet_is_on_no_paper() -> None:
    data = write(workbook(FORM, Sheet(name="藏", rows=FORM.rows, hidden=True)))
    assert "Print_Area" in parts(data)["xl/workbook.xml"]
    assert "'藏'!" not in parts(data)["xl/workbook.xml"].replace("藏!", "'藏'!")
