"""Figures in notes marked on the page: where they stand, and never as anything but text."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tallybook.compose.escapes import escape_inside
from tallybook.compose.figures import Mark
from tallybook.compose.narratives import narrate, readable
from tallybook.domain.tallying import Agreement
from tallybook.tally import find
from tests import hostile


def marks(text: str, verdict: Agreement = Agreement.AGREES) -> list[Mark]:
    seen = readable(text)
    return [Mark(mention.start, mention.end, verdict, "fact-1") for mention in find(seen)]


def test_a_figure_is_marked_where_it_stands() -> None:
    text = "存款 **4.22 亿元**，增长 11.77%。"
    assert narrate(text, marks(text)).myst == (
        "存款 **{tally}`agrees fact-1 4.22 亿元`**，增长 {tally}`agrees fact-1 11.77%`。"
    )


def test_a_figure_that_differs_leads_to_the_sheet() -> None:
    text = "增长 11.77%。"
    (mark,) = marks(text, Agreement.DIFFERS)
    assert narrate(text, [mark]).myst == "增长 {tally}`differs fact-1 11.77%`[≠](tally.md)。"
    nowhere = replace(mark, anchor="-")
    assert "`differs - 11.77%`" in narrate(text, [nowhere]).myst


def test_figures_in_lists_tables_and_behind_front_matter_are_found() -> None:
    text = "---\na: 1\n---\n\n1. 走访 30 次\n2. 新增 5 户\n\n| 指标 | 实际 |\n| --- | --- |\n| 存款 | 3.65 亿元 |\n"
    written = narrate(text, marks(text)).myst
    assert [written.count(f"fact-1 {figure}`") for figure in ("30 次", "5 户", "3.65 亿元")] == [1, 1, 1]


def test_without_marks_nothing_changes() -> None:
    for text in hostile.NARRATIVES.values():
        assert narrate(text, ()).myst == narrate(text).myst


@pytest.mark.parametrize("text", [*hostile.PAYLOADS.values(), *hostile.NARRATIVES.values()])
def test_hostile_notes_hold_our_marks_and_nothing_else(text: str) -> None:
    text = f"销量 5 箱 {text} 6 箱 {text}"
    bare, marked = narrate(text).myst, narrate(text, marks(text)).myst
    for mark in marks(text):
        figure = readable(text)[mark.start : mark.end].rstrip()
        marked = marked.replace(f"{{tally}}`agrees fact-1 {figure}`", escape_inside(figure), 1)
    assert marked == bare


@settings(deadline=None)
@example("5", [(0, 1), (0, 1)])
@given(
    st.text(alphabet="5%元 `|\\{}<>*_[]()\n销#-.,，", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4),
)
def test_marks_at_any_place_change_nothing_but_themselves(text: str, places: list[tuple[int, int]]) -> None:
    found = [Mark(start, start + length, Agreement.AGREES, "fact-1") for start, length in places]
    marked = narrate(text, found).myst
    assert "".join(c for c in marked if c.isdigit()).count("5") == narrate(text).myst.count("5")
    assert marked.count("`") - narrate(text).myst.count("`") == 2 * marked.count("{tally}`agrees fact-1 ")
