"""Marks: what filters make of values is a role or directive of ours that nothing in a value can break."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tallybook.compose import marks
from tallybook.compose.contexts import measured
from tallybook.compose.escapes import Myst, visible
from tallybook.compose.refusals import RefusedError
from tallybook.domain.facts import Missing, Status
from tests.compose.making import AMOUNTS, BAD, EN, LOANS, RATE, ZH, fact
from tests.compose.reading import HOUSES, blocks, dangers, read

FIGURES = st.one_of(AMOUNTS, st.sampled_from(list(Missing)))
HOSTILE = st.text(st.sampled_from("`{}[]()<>$\\\n\r 中a1-.#*_~:|"), min_size=1, max_size=30)


@pytest.mark.parametrize("word", Status)
def test_a_status_is_a_role(word: Status) -> None:
    assert marks.status(str(word)) == f"{{status}}`{word}`"


@given(FIGURES, FIGURES, FIGURES, FIGURES, st.sampled_from([LOANS, BAD, RATE]), st.sampled_from([EN, ZH]))
@settings(deadline=None)
def test_whatever_is_measured_can_be_marked(actual, target, year, before, kpi, wording) -> None:
    found = fact(kpi, actual, target, year=year, before=before)
    row = measured.kpi_row(found, kpi, wording)
    drawn = [marks.bar(row["attainment"]), marks.delta(row["yoy"]), marks.delta(row["pop"])]
    figures = [
        found.attainment,
        *((c.change if kpi.is_percent else c.rate) for c in (found.prior_year, found.prior)),
    ]
    for mark, figure in zip(drawn, figures, strict=True):
        assert isinstance(mark, Myst) is (figure.value is not None)
        assert figure.missing is None or mark == wording.why(figure.missing)
    assert not dangers(read(marks.card(measured.card(found, kpi, wording, None))))


def test_a_sparkline_shows_gaps_and_needs_one_number() -> None:
    assert marks.spark(["1.5", "-", "-2"]) == "{spark}`1.5 - -2`"
    assert marks.spark(["-", "-"]) == marks.spark([]) == marks.NOTHING


def test_a_link_leads_to_a_page_or_is_a_dash() -> None:
    assert marks.link({"label": "城东*支行", "slug": "unit-b1"}) == r"[城东\*支行](unit-b1.md)"
    assert marks.link(None) == marks.NOTHING


@pytest.mark.parametrize(("depth", "spaces"), [(0, 0), (2, 2), (9, 9), (99, 9)])
def test_an_indent_has_a_limit(depth: int, spaces: int) -> None:
    assert marks.indent(depth) == "&emsp;" * spaces


@given(HOSTILE)
@settings(deadline=None)
def test_texts_in_marks_are_only_text(text: str) -> None:
    shown = visible(text)
    figure = {"file": "a--b", "message": text, "title": text, "alt": text}
    found = read(marks.chart(figure), HOUSES[-1])
    assert not dangers(found)
    assert [block for block in blocks(found) if block] == [shown] * 3
    delta = {"label": text, "delta": {"status": None, "label": text}}
    found = read(marks.card({"label": text, "value": text, "status": "good", "details": [text, delta]}))
    assert not dangers(found)
    assert blocks(found)[:3] == [shown] * 3
    (opening, *inside, closing) = (
        MarkdownIt("commonmark").parse(marks.link({"label": text, "slug": "a"}))[1].children
    )
    assert (opening.attrs, closing.type) == ({"href": "a.md"}, "link_close")
    assert "".join(token.content for token in inside) == shown


@given(HOSTILE)
def test_what_is_no_number_word_or_file_does_not_get_into_a_role(text: str) -> None:
    cell = {"fraction": text, "status": "good", "label": "1%"}
    for mark in (
        lambda: marks.status(text),
        lambda: marks.bar({**cell, "fraction": f"x{text}"}),
        lambda: marks.bar({"fraction": "1", "status": text, "label": "1%"}),
        lambda: marks.bar({"fraction": "1", "status": "good", "label": f"`{text}"}),
        lambda: marks.delta({"status": "good", "label": f"`{text}"}),
        lambda: marks.spark([f"x{text}"]),
        lambda: marks.link({"label": "a", "slug": f"../{text}"}),
        lambda: marks.chart({"file": f"/{text}", "message": "", "title": "", "alt": ""}),
        lambda: marks.card({"label": "", "value": "", "status": f"x{text}", "details": []}),
    ):
        with pytest.raises(RefusedError):
            mark()
