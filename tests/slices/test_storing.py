"""Slices as files: the same bytes for the same slice, read back exactly, damage named."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as checked

from tallybook import codec, slices
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.errors import SlicesError
from tests.measures.house import booked, cut, kpi, person, settings, tables
from tests.measures.worlds import worlds

HOUSE = tables(
    [person("m", "b1"), person("n", "b2")], [booked("m", "2025-02-01", "1.50"), booked("n", "2025-02-01", 2)]
)
H1 = Period.parse("2025-H1")


def test_written_read_and_known_by_the_digest_of_the_file(tmp_path: Path) -> None:
    slice_ = cut(HOUSE, "m")
    path = slices.write(slice_, tmp_path / "new")
    assert path == tmp_path / "new" / "manager-m.json"
    assert slices.read(path) == slice_
    assert hashlib.sha256(path.read_bytes()).hexdigest() == slices.fingerprint(slice_)


def test_a_long_table_stands_on_several_lines_and_the_file_is_json(tmp_path: Path) -> None:
    slice_ = cut(HOUSE, "m")
    long = replace(slice_, actuals=slice_.actuals * 12_001)
    path = slices.write(long, tmp_path)
    assert sorted(line.count(b"kpi_id") for line in path.read_bytes().splitlines())[-3:] == [2001, 5000, 5000]
    assert json.loads(path.read_bytes()) == codec.dump(long)
    assert slices.read(path) == long


def test_a_slice_on_a_single_line_is_read_as_before(tmp_path: Path) -> None:
    slice_ = cut(HOUSE, "m")
    path = tmp_path / "manager-m.json"
    path.write_bytes(codec.encode(slice_))
    assert slices.read(path) == slice_


@checked(deadline=None, max_examples=25)
@given(worlds())
def test_every_slice_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, found: Tables
) -> None:
    folder = tmp_path_factory.mktemp("slices")
    for slice_ in slices.cut(found, settings("2025-12-31"), H1, slices.subjects(found, H1)):
        assert slices.read(slices.write(slice_, folder)) == slice_


def test_a_file_is_written_again_only_where_it_says_something_else(tmp_path: Path) -> None:
    path = slices.write(cut(HOUSE, "m"), tmp_path)
    before = path.stat().st_ino
    assert slices.write(cut(HOUSE, "m"), tmp_path).stat().st_ino == before
    path.write_bytes(path.read_bytes()[:-1])
    assert slices.read(slices.write(cut(HOUSE, "m"), tmp_path)) == cut(HOUSE, "m")


@checked(deadline=None, max_examples=25)
@given(worlds())
def test_a_fingerprint_depends_on_the_rows_and_not_on_their_order(found: Tables) -> None:
    mixed = replace(
        found, actuals=found.actuals[::-1], targets=found.targets[::-1], visits=found.visits[::-1]
    )
    for one, other in zip(_all(found), _all(mixed), strict=True):
        assert slices.fingerprint(one) == slices.fingerprint(other)


def _all(found: Tables) -> list[str]:
    return list(slices.cut(found, settings("2025-12-31"), H1, slices.subjects(found, H1)))  # type: ignore[arg-type]


def test_a_colleagues_amount_does_not_change_my_slice() -> None:
    other = replace(
        HOUSE, actuals=(HOUSE.actuals[0], replace(HOUSE.actuals[1], value=HOUSE.actuals[1].value / 3))
    )
    assert slices.fingerprint(cut(HOUSE, "m")) == slices.fingerprint(cut(other, "m"))
    assert slices.fingerprint(cut(HOUSE, "n")) != slices.fingerprint(cut(other, "n"))
    assert slices.fingerprint(cut(HOUSE, "h")) != slices.fingerprint(cut(other, "h"))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"version": 1', "\0"])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manager-m.json"
    path.write_text(text)
    with pytest.raises(SlicesError, match=r"manager-m\.json is damaged .*Build the book again"):
        slices.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SlicesError, match=r"manager-m\.json could not be read: No such file"):
        slices.read(tmp_path / "manager-m.json")


def test_every_cut_byte_is_noticed(tmp_path: Path) -> None:
    path = slices.write(cut(HOUSE, "m"), tmp_path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(SlicesError):
            slices.read(path)


def test_the_leading_kpi_is_the_heaviest_and_the_first_of_equals() -> None:
    kpis = (kpi("a"), kpi("b", weight=5), kpi("c", weight=5))
    found = tables([person("m", "b1")], [booked("m", "2025-02-01", 1, "a")], kpis=kpis)
    assert cut(found, "m").house.lead_kpi == "b"


def lead(name: str) -> str:
    subject = slices.subjects(HOUSE, H1)[0]
    return next(iter(slices.cut(HOUSE, settings(lead_kpi=name), H1, [subject]))).house.lead_kpi


def test_the_leading_kpi_of_the_settings_must_exist() -> None:
    assert lead("costs") == "costs"
    with pytest.raises(SlicesError, match=r"lead_kpi names costz, .* The nearest is costs\."):
        lead("costz")
    with pytest.raises(SlicesError, match=r"The nearest is"):
        lead("零")
    empty = tables([person("m", "b1")], [], kpis=())
    with pytest.raises(SlicesError, match="kpis is empty"):
        cut(empty, "m")


def test_a_subject_without_a_page_is_named_before_anything_is_cut() -> None:
    subject = replace(slices.subjects(HOUSE, H1)[2], id="mm")
    with pytest.raises(SlicesError, match=r"mm has no page in 2025-H1\. The nearest is M \(m\)\."):
        slices.cut(HOUSE, settings(), H1, [subject])


def test_slices_come_in_the_order_asked_for_one_at_a_time() -> None:
    order = slices.subjects(HOUSE, H1)[::-1]
    found = slices.cut(HOUSE, settings(), H1, order)
    assert next(iter(found)).subject == order[0]
    assert [slice_.subject for slice_ in found] == list(order[1:])
