"""Snapshots: what was read is read again to the letter, and what is other in one than in another is told by its key."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook import pipeline, tables, workspace
from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Note, Tables
from tallybook.errors import UsageError
from tallybook.pipeline import keeping, measuring
from tallybook.settings import Running
from tallybook.tables import snapshots
from tallybook.tables.snapshots import Snapshot
from tests import inprocess, small

pytest.importorskip("duckdb", reason="DuckDB is not installed")
ROOT = Path(__file__).parents[2]
EMPTY = Tables(units=(), managers=(), kpis=(), actuals=())


def kept(folder: Path, most: int = 5, **rows: object) -> Snapshot:
    return snapshots.keep(replace(EMPTY, **rows), folder, most)


def amount(value: str, day: int = 31, person: str = "a", customer: str | None = None) -> Actual:
    return Actual(
        manager_id=person,
        date=date(2025, 1, day),
        kpi_id="k",
        value=Decimal(value),
        customer_id=customer,
    )


@pytest.fixture(scope="module")
def demo() -> tuple[workspace.Workspace, Tables]:
    found = workspace.find(ROOT)
    return found, tables.read(found.root, found.settings)


def test_what_was_read_is_read_again_to_the_letter(
    demo: tuple[workspace.Workspace, Tables], tmp_path: Path
) -> None:
    found, read = demo
    inside = workspace.Workspace(tmp_path, found.settings, found.book)
    snapshot = snapshots.keep(read, tmp_path / "_build" / "snapshots", 5)
    again = measuring.tables_of(inside, Period.parse("2025-H1"), snapshot)
    for name in snapshot.rows:
        assert getattr(again, name) == getattr(read, name), name
        assert len(getattr(read, name)) == snapshot.rows[name]
    assert (again.reads, again.delivered, again.tolerated) == (read.reads, read.delivered, read.tolerated)
    assert len(again.data_notes) == len(read.data_notes)


def test_the_same_data_are_kept_once_and_only_the_newest_few(tmp_path: Path) -> None:
    first = kept(tmp_path, actuals=(amount("1"),))
    before = {path.name: path.read_bytes() for path in first.parts}
    assert kept(tmp_path, actuals=(amount("1.0"),)).digest != first.digest
    assert kept(tmp_path, actuals=(amount("1"),)).digest == first.digest
    assert {path.name: path.read_bytes() for path in first.parts} == before
    assert len(snapshots.listed(tmp_path)) == 2
    assert snapshots.listed(tmp_path)[0] == first
    third = kept(tmp_path, 1, actuals=(amount("3"),))
    assert snapshots.listed(tmp_path) == (third,)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [third.id]


def test_a_damaged_snapshot_is_none_and_is_kept_anew(tmp_path: Path) -> None:
    first = kept(tmp_path, actuals=(amount("1"),))
    (file,) = first.tables("actuals")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    assert snapshots.listed(tmp_path) == ()
    with pytest.raises(UsageError, match="There is no single snapshot"):
        snapshots.find(tmp_path, first.id)
    kept(tmp_path, actuals=(amount("1"),))
    assert snapshots.find(tmp_path, first.id[:5]) == first
    assert file.read_bytes() == whole


def test_changes_are_told_by_key_with_old_and_new_value(tmp_path: Path) -> None:
    note = Note(manager_id="a", period=Period.parse("2025-H1"), file="a.md", achievements="Good.")
    old = kept(tmp_path, actuals=(amount("1"), amount("2", 30), amount("5", 29)), notes=(note,))
    more = replace(note, achievements="Very good.")
    new = kept(tmp_path, actuals=(amount("1"), amount("2.5", 30), amount("7", 28)), notes=(more,))
    actuals, notes = snapshots.changes(old, new, 20)
    assert (actuals.table, actuals.added, actuals.removed, actuals.changed) == ("actuals", 1, 1, 1)
    key = {"manager_id": "a", "kpi_id": "k", "customer_id": None, "unit_id": None}
    assert [(row.how, row.key, row.old, row.new) for row in actuals.rows] == [
        ("added", key | {"date": "2025-01-28"}, {}, {"value": "7"}),
        ("removed", key | {"date": "2025-01-29"}, {"value": "5"}, {}),
        ("changed", key | {"date": "2025-01-30"}, {"value": "2"}, {"value": "2.5"}),
    ]
    assert notes.rows[0].new == {"achievements": "Very good."}
    assert [len(each.rows) for each in snapshots.changes(old, new, 1)] == [1, 1]
    assert snapshots.changes(new, new, 20) == ()


AMOUNTS = st.lists(
    st.builds(amount, st.sampled_from(["1", "2", "3"]), st.sampled_from([30, 31]), st.sampled_from("ab"),
              st.sampled_from([None, "c"])), max_size=8
)  # fmt: skip


@checked(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AMOUNTS, AMOUNTS)
def test_what_is_told_makes_the_new_rows_of_the_old(
    tmp_path: Path, before: list[Actual], after: list[Actual]
) -> None:
    old, new = kept(tmp_path, actuals=tuple(before)), kept(tmp_path, actuals=tuple(after))
    rows = Counter((row.manager_id, row.date, row.customer_id, str(row.value)) for row in before)
    for change in (row for table in snapshots.changes(old, new, 99) for row in table.rows):
        named = (
            change.key["manager_id"],
            date.fromisoformat(str(change.key["date"])),
            change.key["customer_id"],
        )
        rows[(*named, str(change.old.get("value")))] -= change.how != "added"
        rows[(*named, str(change.new.get("value")))] += change.how != "removed"
    assert +rows == Counter((row.manager_id, row.date, row.customer_id, str(row.value)) for row in after)
    assert not -rows


def test_a_book_of_a_snapshot_is_the_book_of_then(tmp_path: Path) -> None:
    folder, out = small.write(tmp_path / "small"), tmp_path / "out" / small.PERIOD
    found, kept_in = workspace.find(folder), tmp_path / "out" / "snapshots"
    first = inprocess.build_of(found, out, snapshots=kept_in)
    assert (first.changed, first.snapshot) == ((), snapshots.listed(kept_in)[0].id)
    assert (out / "sealable.json").is_file()
    pages = {path: path.read_bytes() for path in sorted((out / "html").rglob("*.html"))}
    table = folder / "data" / "actuals.csv"
    table.write_text(table.read_text("utf-8").replace("loans,1.00", "loans,2.00"), "utf-8")
    again = inprocess.build_of(found, out, snapshots=kept_in, snapshot=snapshots.listed(kept_in)[0])
    assert (again.snapshot, again.changed) == (first.snapshot, ())
    assert pages == {path: path.read_bytes() for path in pages}
    # The sources say otherwise than this book.
    assert not (out / "sealable.json").exists()


def test_a_book_of_other_data_than_before_says_so(tmp_path: Path) -> None:
    found = workspace.find(small.write(tmp_path / "small"))
    read = tables.read(found.root, found.settings)
    plan = pipeline.Plan(
        folder=tmp_path / "out" / "p", running=Running(), snapshots=tmp_path / "out" / "snapshots"
    )
    assert keeping.keep(found, read, plan).changed == ()
    assert keeping.keep(found, read, plan).changed == ()
    fewer = keeping.keep(found, replace(read, actuals=read.actuals[2:]), plan)
    assert [(one.table, one.removed) for one in fewer.changed] == [("actuals", 2)]
    assert keeping.keep(found, read, replace(plan, subjects=("007",))).snapshot is None
    none = workspace.Workspace(found.root, found.settings.model_copy(update={"snapshots": 0}), found.book)
    assert keeping.keep(none, read, plan).snapshot is None
