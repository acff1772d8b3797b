"""Settings: found from below, refused with their place and the nearest right key, all faults at once."""

from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.errors import SettingsError, WorkspaceError
from tallybook.workspace.yaml import read_document

GOOD = """\
title: 总结
tallybook:
  organisation: 银行
  tables:
    units: {file: units.csv}
    managers: {file: managers.csv}
    kpis: {rows: [{kpi_id: 007, name: NO, unit: 2025-01-31}]}
    actuals:
      - {file: a.csv}
      - {file: b.csv, where: {stage: [Won, Lost]}}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "_config.yml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path, text: str) -> list[tuple[str, int | None, str | None, str]]:
    with pytest.raises(SettingsError) as caught:
        workspace.read(write(folder, text))
    return [(f.kind, f.row, f.column, f"{f.problem} {f.remedy}") for f in caught.value.faults]


def test_a_workspace_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    inner = write(tmp_path, GOOD) / "data" / "notes"
    inner.mkdir(parents=True)
    assert workspace.find(inner).root == tmp_path.resolve()


def test_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="tallybook init"):
        workspace.find(tmp_path)


def test_ids_in_inline_rows_arrive_as_written(tmp_path: Path) -> None:
    kpis = workspace.read(write(tmp_path, GOOD)).settings.tables.kpis
    assert kpis[0].rows == ({"kpi_id": "007", "name": "NO", "unit": "2025-01-31"},)


def test_one_source_needs_no_list_and_several_stay_in_order(tmp_path: Path) -> None:
    tables = workspace.read(write(tmp_path, GOOD)).settings.tables
    assert [source.file for source in (*tables.units, *tables.actuals)] == ["units.csv", "a.csv", "b.csv"]


def test_jupyter_books_part_is_handed_on_without_ours(tmp_path: Path) -> None:
    assert workspace.read(write(tmp_path, GOOD)).book == {"title": "总结"}


@pytest.mark.parametrize(
    ("old", "new", "kind", "row", "fragment"),
    [
        ("organisation:", "organization:", "unknown-key", 3, "Did you mean organisation?"),
        ("title:", "titel:", "unknown-key", 1, "Did you mean title?"),
        ("units: {file:", "units: {fiel:", "unknown-key", 5, "Did you mean file?"),
        ("where: {stage", "when: {stage", "unknown-key", 10, "Did you mean where?"),
        ("  organisation: 银行\n", "", "missing-key", 2, "organisation is missing"),
        (
            "units: {file: units.csv}",
            "units: {file: u.csv, rows: []}",
            "wrong-value",
            5,
            "one of file, rows, table and query",
        ),
        ("  tables:", "  rounding: up\n  tables:", "wrong-value", 4, "It is one of: half_even, half_up."),
        ("  tables:", "  running: {timeout: 0}\n  tables:", "wrong-value", 4, "at least 1"),
        ("  tables:", "  running: {jobs: many}\n  tables:", "wrong-value", 4, "It is one of: auto."),
        ("  tables:", "  fiscal_year: {first_month: 13}\n  tables:", "wrong-value", 4, "at most 12"),
        ("  tables:", "  judgement: {good_from: 1e999999}\n  tables:", "wrong-value", 4, "at most 100"),
        ("  tables:", "  judgement: {watch_from: -1}\n  tables:", "wrong-value", 4, "at least 0"),
        ("  tables:", "  findings: {gap_from: NaN}\n  tables:", "wrong-value", 4, "must be a number"),
        ("  tables:", "  snapshots: !!int x\n  tables:", "wrong-value", 4, "whole number"),
        ("  tables:", "  data_through: !!timestamp x\n  tables:", "wrong-value", 4, "2025-06-30"),
        ("  tables:", "  data_through: June\n  tables:", "wrong-value", 4, "2025-06-30"),
        ("  tables:", "  data_through: 2025-02-30\n  tables:", "wrong-value", 4, "2025-06-30"),
        ("  tables:", "  tolerate: yes\n  tables:", "wrong-value", 4, "a list"),
        ("  tables:", "  judgement: {good_from: high}\n  tables:", "wrong-value", 4, "a number"),
        (
            "  tables:",
            "  judgement: {good_from: 0.5, watch_from: 0.9}\n  tables:",
            "wrong-value",
            4,
            "greater than good_from",
        ),
        ("  tables:", "  organisation: 又\n  tables:", "repeated-key", 4, "a second time"),
        ("units: {file: units.csv}", "units: {file: units.csv", "not-yaml", 6, "cannot be read as YAML"),
    ],
)
def test_each_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, kind: str, row: int, fragment: str
) -> None:
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(f[0] == kind and f[1] == row and fragment in f[3] for f in found), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = (
        GOOD.replace("organisation:", "organization:").replace("units:", "unit:").replace("title:", "titel:")
    )
    kinds = [fault[0] for fault in faults(tmp_path, text)]
    assert kinds.count("unknown-key") == 3
    assert kinds.count("missing-key") == 2


def test_a_book_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "title: x\n")[0][0] == "missing-key"


@pytest.mark.parametrize(("title", "read"), [("2025-99-99", "2025-99-99"), ("0b_", "0b_"), ("7", 7)])
def test_what_only_looks_like_a_date_or_number_is_text(tmp_path: Path, title: str, read: object) -> None:
    assert workspace.read(write(tmp_path, GOOD.replace("总结", title, 1))).book["title"] == read


@pytest.mark.parametrize("more", ["itself: &i [*i]", "more: [&a0 [x]{rows}]"])
def test_settings_that_name_themselves_or_grow_without_end_are_refused(tmp_path: Path, more: str) -> None:
    rows = "".join(f", &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))
    assert faults(tmp_path, f"{GOOD}sphinx:\n  {more.format(rows=rows)}\n")[0][0] == "not-yaml"


def test_what_is_repeated_by_an_alias_or_merged_is_read(tmp_path: Path) -> None:
    text = f"{GOOD}sphinx:\n  config: &a {{x: y}}\n  more: *a\n  merged: {{<<: *a, z: w}}\n"
    assert read_document(write(tmp_path, text) / "_config.yml").data["sphinx"] == {
        "config": {"x": "y"},
        "more": {"x": "y"},
        "merged": {"x": "y", "z": "w"},
    }


def test_a_file_that_may_not_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").mkdir()
    with pytest.raises(WorkspaceError, match=r"_config\.yml could not be read: Is a directory"):
        workspace.read(tmp_path)


@pytest.mark.parametrize("text", ["", "- a\n", "just words", "\t- x: [", "a: \x01\n", "a: " + "[" * 3000])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)[0][0] == "not-yaml"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes(b"title: \xb9\xa4\xd7\xf7")
    with pytest.raises(SettingsError):
        workspace.read(tmp_path)


@pytest.mark.parametrize("ours", ["", "[]", "{}"])
def test_an_empty_part_lacks_what_every_workspace_needs(tmp_path: Path, ours: str) -> None:
    found = faults(tmp_path, f"title: x\ntallybook: {ours}\n")
    assert {(kind, column) for kind, _, column, _ in found} == {
        ("missing-key", "tallybook.organisation"),
        ("missing-key", "tallybook.tables"),
    }


@pytest.mark.parametrize(("written", "language"), [("zh", "zh"), ("'en'", "en"), ("fr", None)])
def test_of_broken_settings_the_language_is_heeded_all_the_same(
    tmp_path: Path, written: str, language: str | None
) -> None:
    broken = write(tmp_path, f"title: [\ntallybook:\n  language: {written}\n")
    assert workspace.language_of(broken) == language
