"""Of visits only those are kept that the period's book needs; whatever is wrong with any is told all the same."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st
from pydantic import ValidationError

from tallybook import slices, tables
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.errors import TablesError
from tallybook.tables import parts
from tests.tables.conftest import settings

Write = Callable[[str, str | bytes], None]
HEADER = "visit_id,date,manager_id,customer_id,opinion,handler,due,closed_on\n"
PERIOD = Period.parse("2025-H1")
DAYS = {"history_start": date(2023, 6, 1), "period_start": PERIOD.start, "period_end": PERIOD.end}
SMALL = "2024-02-01,NO,c1,,,,\n"


def read(root: Path, *, only_needed: bool = True, **rest: object) -> Tables:
    source = {"visits": {"file": "v.csv", "only_needed": only_needed}}
    return tables.read(root, settings(source, **rest), DAYS)


def told(root: Path, **how: bool) -> list[tuple[str, int | None, str | None, str]]:
    with pytest.raises(TablesError) as caught:
        read(root, **how)
    return [(fault.kind, fault.row, fault.value, str(fault.problem)) for fault in caught.value.faults]


@pytest.fixture(autouse=True)
def _few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows at a time, so that every file has several parts."""
    from tallybook.tables import shaping

    monkeypatch.setattr(shaping, "_TOGETHER", 2)
    monkeypatch.setattr(parts, "_TOGETHER", 2)


def test_only_the_needed_are_kept_and_the_rest_is_counted(root: Path, write: Write) -> None:
    write(
        "v.csv",
        HEADER + "v1," + SMALL + "v2,2025-02-01,NO,c1,,,,\nv3,2024-02-01,NO,c1,dear,王磊,,\n"
        "v4,2024-02-01,NO,c1,dear,王磊,,2024-03-01\nv5,2025-07-01,NO,c1,,,,\nv6,2024-02-01,NO,c1,,,2024-03-01,2025-01-01\n",
    )
    found = read(root)
    assert [visit.visit_id for visit in found.visits] == ["v2", "v3", "v6"]
    (one,) = (one for one in found.reads if one.table == "visits")
    assert (one.read, one.kept, one.left_out, one.used) == (6, 3, 0, 3)
    (note,) = (note for note in found.data_notes if note.kind == "passed-over")
    assert str(note.text) == (
        "Rows of visits that were checked and passed over, for the book of this period does not need them: 3."
    )


DATES = st.sampled_from(["2024-02-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01"])
MAYBE = st.one_of(st.just(""), DATES)


@checked(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(DATES, st.sampled_from(["NO", "00123"]), st.sampled_from(["", "王磊"]), MAYBE), min_size=1
    )
)
def test_the_slices_are_those_of_all_rows(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]]
) -> None:
    import shutil

    from tests.tables.conftest import GOOD

    root = Path(shutil.copytree(GOOD, tmp_path_factory.mktemp("w") / "w"))
    lines = [
        f"v{number},{day},{person},c1,,{handler},,{max(closed, day) if closed else ''}\n"
        for number, (day, person, handler, closed) in enumerate(rows)
    ]
    (root / "v.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    assert cut(read(root)) == cut(read(root, only_needed=False))


def cut(found: Tables) -> list[object]:
    return [*slices.cut(found, settings(), PERIOD, slices.subjects(found, PERIOD))]


@pytest.mark.parametrize(
    "wrong",
    [
        "v1," + SMALL,
        "V1," + SMALL,
        "...," + SMALL,
        "v9,2024-02-01,NOBODY,c1,,,,\n",
        "v9,2024-02-01,NO,c99,,,,\n",
        "v9,2024-13-01,NO,c1,,,,\n",
        "v9,2024-02-01,NO,c1,,,2024-01-01,\n",
        "v9,2024-02-01,NO,c1,x\n",
        "v9,1990-02-01,00456,c1,,,,\n",
        ",2024-02-01,NO,c1,,,,\n",
    ],
)
def test_what_is_wrong_with_rows_that_nobody_needs_is_told(root: Path, write: Write, wrong: str) -> None:
    write("v.csv", HEADER + "".join(f"v{number}," + SMALL for number in range(1, 6)) + wrong)
    everything = told(root, only_needed=False)
    assert everything
    assert told(root) == everything


def test_without_a_period_every_row_is_kept(root: Path, write: Write) -> None:
    write("v.csv", HEADER + "v1," + SMALL)
    source = {"visits": {"file": "v.csv", "only_needed": True}}
    assert len(tables.read(root, settings(source)).visits) == 1


@pytest.mark.parametrize(
    "sources",
    [
        {"actuals": {"file": "a.csv", "only_needed": True}},
        {"visits": {"file": "v.csv", "only_needed": True, "distinct": True}},
    ],
)
def test_where_it_cannot_be_said(sources: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="only_needed"):
        settings(sources)
