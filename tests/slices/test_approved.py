"""What was approved is told to the readers of an edition without what its rules hide, in the old version, too."""

from dataclasses import replace
from typing import get_args

import pytest

from tallybook import measures, slices
from tallybook.compose import approvals
from tallybook.domain.results import Results
from tallybook.domain.reviewing import Kept
from tallybook.settings.editions import LeftOut, Masked
from tests.measures.house import settings
from tests.slices.test_masking import HOUSE, PERIOD, rules


def versions() -> list[tuple[Kept, Kept]]:
    """Of every page what was approved before and after a customer was renamed and a note corrected."""
    old_note = replace(HOUSE.notes[0], achievements="江南纸业老厂，王小丽。", failure_case="输给了赵工")
    customers = (replace(HOUSE.customers[0], name="江南纸业老厂"),)
    before = replace(HOUSE, notes=(old_note,), customers=customers)
    return list(zip(_kept(before), _kept(HOUSE), strict=True))


def _kept(tables: object) -> list[Kept]:
    cut = slices.cut(tables, settings("2025-06-30"), PERIOD, slices.subjects(tables, PERIOD))  # type: ignore[arg-type]
    note = tables.notes[0]  # type: ignore[attr-defined]
    return [
        approvals.content(
            each,
            Results(subject=each.subject, period=PERIOD.slug, facts=measures.facts(each)),
            note if each.subject.id == note.manager_id else None,
            {},
        )
        for each in cut
    ]


def told(masks: tuple[str, ...] = (), **more: object) -> str:
    """Everything that could be said of the versions."""
    found = [slices.narrowed(pair, HOUSE, rules(mask=masks, **more)) for pair in versions()]
    every = [kept for pair in found for kept in pair]
    empty = [replace(kept, narrative=(), facts=(), rows=()) for kept in every]
    changes = [each for pair in zip(empty, every, strict=True) for each in approvals.changes(*pair)]
    return repr([(each.subject.name, each.item, each.field, each.new) for each in changes])


def test_no_version_holds_a_word_that_is_masked() -> None:
    text = told(get_args(Masked))
    assert [word for word in ("王小丽", "O'Neil", "江南", "赵工", "13812345678") if word in text] == []
    assert "压降" in text


@pytest.mark.parametrize("place", get_args(LeftOut))
def test_what_is_left_out_is_in_no_version(place: str) -> None:
    table, _, column = place.partition(".")
    for pair in versions():
        for kept in slices.narrowed(pair, HOUSE, rules(leave_out=(place,))):
            assert not [
                row for row in kept.rows if row.table == table and (not column or column in dict(row.columns))
            ]
            assert not [part for part, _ in kept.narrative if table == "notes" and column in ("", part)]


def test_a_kpi_that_is_left_out_is_in_no_version_with_its_promises() -> None:
    text = told(leave_out_kpis=("bad",))
    assert ("bad" in text, "k1" in text, "k2" in text) == (False, False, True)


def test_drawings_of_the_whole_book_are_not_told_of() -> None:
    old, new = versions()[0]
    drawn = replace(new, figures=(("gap", "digest"),), rest="digest")
    assert slices.narrowed((old, drawn), HOUSE, rules(mask=("managers.name",)))[1].figures == ()


def test_what_may_be_seen_is_told() -> None:
    pairs = [slices.narrowed(pair, HOUSE, rules(leave_out=("customers",))) for pair in versions()]
    changes = [change for old, new in pairs for change in approvals.changes(old, new)]
    assert {(change.item, change.new) for change in changes} == {
        ("achievements", HOUSE.notes[0].achievements), ("failure_case", "输了"),
    }  # fmt: skip
