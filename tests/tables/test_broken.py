"""Every mistake under `tests/broken/` is named, in its row and column, and with what would be right."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tables.conftest import faults

BROKEN = Path(__file__).parents[1] / "broken"
NOTE = "notes/2025-H1/00123.md"


class Expected(NamedTuple):
    kind: str
    row: int | None
    column: str | None
    fragment: str


EXPECTED = {
    "units/missing-name.csv": Expected("missing-value", 6, "name", "There is no name"),
    "units/missing-column.csv": Expected("missing-column", 1, "name", "Did you mean names?"),
    "units/repeated-column.csv": Expected("repeated-column", 1, "name", "several columns name"),
    "units/empty-file.csv": Expected("empty-file", None, None, "The file is empty"),
    "units/no-rows.csv": Expected("no-rows", None, None, "The table units has no rows"),
    "units/duplicate-key.csv": Expected("duplicate-key", 6, "unit_id", "already in units.csv row 4"),
    "units/ids-too-alike.csv": Expected("ids-too-alike", 6, "unit_id", "can hardly be told from b1"),
    "units/unknown-parent.csv": Expected("unknown-reference", 6, "parent_id", "Did you mean north?"),
    "units/unknown-leader.csv": Expected("unknown-reference", 6, "leader_id", "Did you mean 00123?"),
    "units/several-roots.csv": Expected("several-roots", 6, "parent_id", "and neither has hq"),
    "units/cycle.csv": Expected("cycle", 3, "parent_id", "b1, b2, b1"),
    "units/no-root.csv": Expected("no-root", 2, "parent_id", "No unit is the topmost"),
    "units/id-of-dots.csv": Expected("wrong-id", 6, "unit_id", "dots only"),
    "units/id-with-nul.csv": Expected("wrong-id", 6, "unit_id", "U+0000"),
    "units/id-with-line-break.csv": Expected("wrong-id", 6, "unit_id", "U+000A"),
    "units/id-with-direction.csv": Expected("wrong-id", 6, "unit_id", "U+202E"),
    "units/id-too-long.csv": Expected("wrong-id", 6, "unit_id", "101 characters"),
    "units/damaged-utf8.csv": Expected("wrong-encoding", 6, None, "Save the file as UTF-8"),
    "units/utf16-without-mark.csv": Expected("wrong-encoding", 1, None, "Save the file as UTF-8"),
    "managers/overlap.csv": Expected("overlapping-validity", 6, "valid_from", "managers.csv row 2"),
    "managers/unknown-unit.csv": Expected("unknown-reference", 6, "unit_id", "b9 is not in the table units"),
    "managers/from-after-to.csv": Expected("dates-out-of-order", 6, "valid_to", "before valid_from"),
    "managers/unclosed-quote.csv": Expected("not-csv", 6, None, "quotation mark"),
    "managers/too-few-fields.csv": Expected("wrong-field-count", 6, None, "has 3 fields"),
    "managers/too-many-fields.csv": Expected("wrong-field-count", 6, None, "the header has 7"),
    "kpis/duplicate-key.csv": Expected("duplicate-key", 9, "kpi_id", "loans stands here again"),
    "kpis/unknown-word.csv": Expected("unknown-word", 9, "aggregate", "Did you mean sum?"),
    "kpis/unknown-better.csv": Expected("unknown-word", 9, "better", "越高越好"),
    "kpis/missing-aggregate.csv": Expected("missing-value", 9, "aggregate", "There is no aggregate"),
    "kpis/negative-weight.csv": Expected("out-of-range", 9, "weight", "cannot be negative"),
    "kpis/too-many-decimals.csv": Expected("out-of-range", 9, "decimals", "from 0 to 6"),
    "kpis/ratio-without-denominator.csv": Expected("wrong-ratio", 9, "denominator", "has no denominator"),
    "kpis/ratio-of-itself.csv": Expected("wrong-ratio", 9, "numerator", "is its own numerator"),
    "kpis/ratio-of-ratio.csv": Expected("wrong-ratio", 9, "numerator", "rate is a ratio itself"),
    "kpis/circle-of-ratios.csv": Expected("wrong-ratio", 8, "denominator", "rate → rate2 → rate"),
    "kpis/numerator-without-ratio.csv": Expected("wrong-ratio", 9, "numerator", "Only a ratio"),
    "kpis/unknown-numerator.csv": Expected("unknown-reference", 9, "numerator", "Did you mean reached?"),
    "actuals/wrong-number.csv": Expected("wrong-number", 7, "value", "abc is not a number"),
    "actuals/separated-thousands.csv": Expected("wrong-number", 7, "value", 'thousands: ","'),
    "actuals/per-cent.csv": Expected("wrong-number", 7, "value", "0.125 is 12.5 %"),
    "actuals/huge-number.csv": Expected("wrong-number", 7, "value", "1e99 is not a number"),
    "actuals/not-a-number.csv": Expected("wrong-number", 7, "value", "NaN is not a number"),
    "actuals/wrong-date.csv": Expected("wrong-date", 7, "date", "2025-02-30 is not a date"),
    "actuals/slashed-date.csv": Expected("wrong-date", 7, "date", 'dates: "%Y/%m/%d"'),
    "actuals/ambiguous-date.csv": Expected("wrong-date", 7, "date", '"%d/%m/%Y" / "%m/%d/%Y"'),
    "actuals/day-first.csv": Expected("wrong-date", 7, "date", 'with dates: "%d/%m/%Y"'),
    "actuals/year-of-slip.csv": Expected("wrong-date", 7, "date", "0202-01-31 is not a date"),
    "actuals/row-after-line-break.csv": Expected("wrong-date", 8, "date", "2025-13-31 is not a date"),
    "actuals/impossible-month.csv": Expected("wrong-date", 7, "date", "2023/13/31 is not a date"),
    "actuals/date-as-serial.csv": Expected("wrong-date", 7, "date", "counts days it is 2025-03-31"),
    "actuals/time-zone.csv": Expected("wrong-date", 7, "date", "2025-03-31T23:30:00Z is not a date"),
    "actuals/letter-for-digit.csv": Expected("wrong-number", 7, "value", "1O0 is not a number"),
    "actuals/two-numbers.csv": Expected("wrong-number", 7, "value", "12/15 is not a number"),
    "actuals/error-text.csv": Expected("wrong-number", 7, "value", "a formula that fails"),
    "actuals/total-row.csv": Expected("total-row", 7, "manager_id", "合计 is no id"),
    "actuals/sub-total-row.csv": Expected("total-row", 5, "manager_id", "Leave such rows out with without"),
    "actuals/repeated-header.csv": Expected("repeated-header", 7, "manager_id", "two exports were put"),
    "actuals/other-delimiter-inside.csv": Expected("wrong-field-count", 7, None, "has 1 fields"),
    "actuals/cut-off-line.csv": Expected("wrong-field-count", 7, None, "has 2 fields"),
    "actuals/sql-as-manager.csv": Expected("unknown-reference", 7, "manager_id", "DROP TABLE actuals; --"),
    "targets/total-of-nobody.csv": Expected("total-row", 5, "period", "总计： stands here"),
    "actuals/missing-value.csv": Expected("missing-value", 7, "value", "There is no value"),
    "actuals/unknown-manager.csv": Expected("unknown-reference", 7, "manager_id", "Did you mean 00123?"),
    "actuals/unknown-kpi.csv": Expected("unknown-reference", 7, "kpi_id", "Did you mean loans?"),
    "actuals/unknown-customer.csv": Expected("unknown-reference", 7, "customer_id", "Did you mean c1?"),
    "actuals/unknown-unit.csv": Expected("unknown-reference", 7, "unit_id", "b7 is not in the table units"),
    "actuals/outside-validity.csv": Expected("outside-validity", 7, "date", "2024-01-01 – …"),
    "actuals/amount-of-ratio.csv": Expected("amount-of-ratio", 7, "kpi_id", "rate is a ratio"),
    "targets/of-nobody.csv": Expected("wrong-subject", 5, "manager_id", "is of nobody"),
    "targets/of-both.csv": Expected("wrong-subject", 5, "manager_id", "not both"),
    "targets/bad-period.csv": Expected("bad-period", 5, "period", "2025-H3 is not a period"),
    "targets/duplicate-key.csv": Expected("duplicate-key", 5, "kpi_id", "b1, 2025-Q1, loans"),
    "customers/duplicate-key.csv": Expected("duplicate-key", 4, "customer_id", "customers.csv row 2"),
    "customers/lost-before-gained.csv": Expected("dates-out-of-order", 4, "lost_on", "before gained_on"),
    "customers/unknown-manager.csv": Expected(
        "unknown-reference", 4, "manager_id", "Known are: 00123, 00456, NO."
    ),
    # The first visit runs over two lines, so that the second begins in the file's fourth.
    "visits/duplicate-key.csv": Expected("duplicate-key", 4, "visit_id", "visits.csv row 2"),
    "visits/outside-validity.csv": Expected("outside-validity", 4, "date", "00123 was in no unit"),
    "visits/due-before-visit.csv": Expected("dates-out-of-order", 4, "due", "before date, 2025-02-04"),
    "visits/missing-customer.csv": Expected("missing-value", 4, "customer_id", "There is no customer_id"),
    "problems/duplicate-key.csv": Expected("duplicate-key", 3, "problem_id", "p1 stands here again"),
    "problems/due-before-raised.csv": Expected("dates-out-of-order", 3, "due", "before raised_on"),
    "problems/missing-text.csv": Expected("missing-value", 3, "text", "There is no text"),
    "commitments/duplicate-key.csv": Expected("duplicate-key", 4, "commitment_id", "s1 stands here again"),
    "commitments/unknown-status.csv": Expected("unknown-word", 4, "status", "部分完成"),
    "commitments/unknown-kpi.csv": Expected("unknown-reference", 4, "kpi_id", "Did you mean rate?"),
    "notes/front-matter.md": Expected("front-matter", 1, None, "block of settings"),
    "notes/unknown-heading.md": Expected("unknown-heading", 5, None, "Did you mean 存在问题?"),
    "notes/text-before-heading.md": Expected("text-before-heading", 2, None, '"## Achievements"'),
    "notes/repeated-heading.md": Expected("repeated-heading", 5, None, "a second time"),
    "notes/damaged-utf8.md": Expected("wrong-encoding", 3, None, "Save the file as UTF-8"),
}
# A mistake that shows in two ways says both: the root that names a parent, each ratio of a circle.
TWOFOLD = {"units/no-root.csv", "kpis/circle-of-ratios.csv"}


def test_every_broken_file_is_expected() -> None:
    names = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*.*")}
    assert names == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_one_mistake(root: Path, name: str) -> None:
    table = Path(name).parent.name
    file = NOTE if table == "notes" else f"{table}.csv"
    shutil.copyfile(BROKEN / name, root / file)
    found = faults(root)
    expected = EXPECTED[name]
    assert len(found) == (2 if name in TWOFOLD else 1)
    one = next(fault for fault in found if (fault.kind, fault.column) == (expected.kind, expected.column))
    assert (one.file, one.table, one.row) == (file, table, expected.row)
    assert expected.fragment in f"{one.problem} {one.remedy}"


def test_all_faults_of_all_files_come_at_once(root: Path) -> None:
    for name in ("units/missing-name.csv", "kpis/unknown-word.csv", "actuals/wrong-date.csv"):
        shutil.copyfile(BROKEN / name, root / f"{Path(name).parent.name}.csv")
    assert [(fault.file, fault.kind) for fault in faults(root)] == [
        ("units.csv", "missing-value"),
        ("kpis.csv", "unknown-word"),
        ("actuals.csv", "wrong-date"),
    ]
