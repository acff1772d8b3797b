"""Differences in words a manager would use; what is known only by its digest is named, never shown as digits."""

import pytest

from tallybook.compose import differences
from tallybook.domain.reviewing import Change, Part
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.wording import Wording

WHO = Subject(id="007", name="王㛃", kind=SubjectKind.MANAGER)


def told(
    part: Part, item: str, old: str | None, new: str | None, language: str = "en", *, field: str = ""
) -> tuple[str, ...]:
    change = Change(subject=WHO, part=part, item=item, field=field, old=old, new=new)
    (shown,) = differences.shown((change,), {}, Wording(language))
    return (shown.part, shown.what, shown.old, shown.new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a" * 64, "b" * 64, ("as before", "changed")),
        (None, "b" * 64, ("–", "new")),
        ("a" * 64, None, ("as before", "gone")),
    ],
)
@pytest.mark.parametrize("part", [Part.FIGURES, Part.TEMPLATE])
def test_no_digest_is_shown_to_a_person(
    part: Part, old: str | None, new: str | None, said: tuple[str, str]
) -> None:
    assert told(part, "own", old, new)[2:] == said


def test_a_row_of_a_unit_s_page_is_named_by_table_and_id() -> None:
    found = told(Part.ROWS, "visits/v1", "a" * 64, "b" * 64, field="digest")
    assert found == ("Tables", "visits/v1", "as before", "changed")


def test_charts_have_names_that_people_know_and_one_s_own_keep_theirs() -> None:
    assert told(Part.FIGURES, "course", "a", "b", "zh") == ("图表", "逐月走势", "原样", "改动")
    assert told(Part.FIGURES, "loans", "a", "b")[1] == "loans"


def test_of_long_texts_only_the_passage_that_differs_is_shown() -> None:
    old, new = "一" * 100 + "甲" + "二" * 100, "一" * 100 + "乙" + "二" * 100
    assert told(Part.NARRATIVE, "problems", old, new) == (
        "Note",
        "Problems",
        "…" + "一" * 24 + "甲" + "二" * 24 + "…",
        "…" + "一" * 24 + "乙" + "二" * 24 + "…",
    )
