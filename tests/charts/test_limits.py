"""Values at the edge of what may come: nothing fails, and no word leaves the sheet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import charts
from tallybook.charts import columns, lettering
from tallybook.charts.sheet import PLAIN, Sheet, Words
from tallybook.charts.style import WIDTH
from tallybook.domain.facts import Course
from tallybook.domain.results import Figure
from tallybook.domain.slices import Scale
from tallybook.domain.subjects import Subject, SubjectKind
from tests.charts import cases, samples
from tests.hostile import PAYLOADS

AMOUNTS = st.one_of(
    st.none(),
    st.just(0),
    st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2),
    st.decimals(min_value=-1, max_value=1, places=6),
)
KPI = st.sampled_from(samples.KPIS)
SETTINGS = settings(deadline=None, max_examples=20)


@contextmanager
def inside_the_sheet() -> Iterator[list[str]]:
    """The texts drawn within, each checked to lie on the sheet as it is put there."""
    drawn: list[str] = []
    put = Sheet.text

    def checked(sheet: Sheet, place: tuple[float, float], text: str, words: Words = PLAIN) -> None:
        short = lettering.shortened(text, words.size, words.room)
        wide = lettering.width(short, words.size) * (1.06 if words.bold else 1)
        left = place[0] - {"left": 0.0, "center": wide / 2, "right": wide}[words.side]
        assert left >= -1.5, text
        assert left + wide <= WIDTH + 1.5, text
        assert 0 <= place[1] <= sheet.height, text
        drawn.append(short)
        put(sheet, place, text, words)

    with patch.object(Sheet, "text", checked):
        yield drawn


def _is_whole(figure: Figure) -> None:
    ElementTree.fromstring(figure.svg)
    assert figure.message
    assert figure.title
    assert figure.alt
    assert "Decimal" not in figure.message + figure.title + figure.alt


@pytest.mark.parametrize("name", cases.CASES)
def test_no_text_of_a_usual_chart_leaves_the_sheet(name: str) -> None:
    with inside_the_sheet() as drawn:
        _is_whole(cases.CASES[name]())
    assert drawn


def test_the_unit_of_an_axis_is_read_whole_and_amounts_at_its_ends_are_no_smaller_than_others() -> None:
    sizes: dict[str, float] = {}
    put = Sheet.text

    def noted(sheet: Sheet, place: tuple[float, float], text: str, words: Words = PLAIN) -> None:
        sizes[lettering.shortened(text, words.size, words.room)] = words.size
        put(sheet, place, text, words)

    with patch.object(Sheet, "text", noted):
        cases.CASES["bridge-in-thousands"]()
    assert {"thousand USD", "2,546 thousand USD"} <= set(sizes)
    assert sizes["2,546 thousand USD"] == sizes["PL"]


@SETTINGS
@given(of=KPI, actuals=st.lists(AMOUNTS, max_size=13), language=st.sampled_from(("zh", "en")))
def test_any_course_can_be_drawn(of: samples.Kpi, actuals: list[object], language: str) -> None:
    course = samples.course(of, tuple(actuals), months=len(actuals)) if actuals else None
    course = course or replace(samples.course(of), points=())
    fact = samples.fact(of, actuals[-1] if actuals else None)
    with inside_the_sheet():
        _is_whole(charts.course(samples.scene(language=language), course, fact=fact))


@SETTINGS
@given(results=st.lists(st.tuples(KPI, AMOUNTS, AMOUNTS, AMOUNTS), max_size=12))
def test_any_results_can_be_drawn(results: list[tuple[samples.Kpi, object, object, object]]) -> None:
    facts = tuple(samples.fact(*result) for result in results)
    with inside_the_sheet():
        _is_whole(charts.attainment(samples.scene(), facts))


@SETTINGS
@given(of=KPI, results=st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=45), own=AMOUNTS)
def test_any_members_can_be_drawn(
    of: samples.Kpi, results: list[tuple[object, object, object]], own: object
) -> None:
    members = tuple(
        replace(samples.fact(of, *result), subject=_member(place, f"客户经理{place}"))
        for place, result in enumerate(results)
    )
    scene = samples.scene(samples.BRANCH)
    with inside_the_sheet():
        _is_whole(charts.ranking(scene, members, kpi=of))
        _is_whole(charts.spread(scene, members))
        _is_whole(charts.gap(scene, samples.fact(of, own, own), samples.contributions(members, of)))


@SETTINGS
@given(values=st.lists(AMOUNTS.filter(lambda value: value is not None), min_size=1, max_size=30))
def test_any_concentration_can_be_drawn(values: list[object]) -> None:
    positive = samples.concentration((*values, 20_000_000 * len(values)), 0)
    with inside_the_sheet():
        _is_whole(charts.concentration(samples.scene(), positive))


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_names_are_drawn_as_text(text: str) -> None:
    members = tuple(replace(fact, subject=_member(0, text)) for fact in samples.member_facts(1))
    kpis = tuple(replace(kpi, name=text, group=text) for kpi in samples.KPIS)
    scene = samples.scene(_member(1, text), kpis=kpis)
    shares = samples.concentration((5,)).shares
    with inside_the_sheet() as drawn:
        _is_whole(charts.ranking(scene, members, kpi=kpis[0]))
        _is_whole(charts.attainment(scene, members[:2]))
        _is_whole(
            charts.concentration(
                scene, replace(samples.concentration((5,)), shares=(replace(shares[0], name=text),))
            )
        )
    shown = lettering.literal(text)
    assert any(
        shown.startswith(each.removesuffix("…").rstrip())
        for each in drawn
        if each.strip() or not text.strip()
    )


def test_of_many_members_the_best_and_the_last_are_drawn() -> None:
    members = tuple(
        replace(fact, rank=place + 1, peers=45)
        for place, fact in enumerate(samples.member_facts(45, samples.KPIS[:1]))
    )
    with inside_the_sheet() as drawn:
        charts.ranking(samples.scene(samples.BRANCH, language="en"), members, kpi=samples.KPIS[0])
    assert "15 in between are not shown." in drawn
    assert sum(each.split("  ")[0].isdigit() for each in drawn if "  " in each) == 30
    assert any(each.startswith("45  ") for each in drawn)


def test_one_member_alone_is_neither_first_nor_last() -> None:
    figure = charts.ranking(
        samples.scene(samples.BRANCH, language="en"), samples.member_facts(1), kpi=samples.KPIS[0]
    )
    assert figure.message == "对公存款日均余额: 林晓岚 at 75.5%"


def test_on_a_common_scale_equal_amounts_are_equally_high_on_every_page() -> None:
    small, large = samples.course(), samples.course(actuals=(4000,) * 13)
    scale = Scale(kpi_id=small.kpi_id, maximum=Decimal(4000))
    assert len({_per_unit(course, scale) for course in (small, large)}) == 1
    assert len({_per_unit(course, None) for course in (small, large)}) == 2
    beyond = samples.course(actuals=(9000,) * 13)
    assert _per_unit(beyond, scale) < _per_unit(small, scale), "what does not fit its scale is drawn smaller"


def _per_unit(course: Course, scale: Scale | None) -> float:
    return columns.measured_out(samples.scene(), course, scale).per_unit


def _member(place: int, name: str) -> Subject:
    return Subject(kind=SubjectKind.MANAGER, id=f"m{place}", name=name)
