"""Scales: nice common maxima that tell nothing precise."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook.domain.records import Actual
from tallybook.measures import courses
from tallybook.measures.axes import nice
from tests.measures.house import KPIS, booked, cut, person, planned, tables

D = Decimal


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", "1"), ("1.01", "2"), ("2.1", "2.5"), ("2.6", "5"), ("5.1", "10"), ("99.1", "100"),
     ("0.021", "0.025"), ("1234567", "2000000"), ("0.00012", "0.0002")],
)  # fmt: skip
def test_nice(value: str, expected: str) -> None:
    assert str(nice(D(value))) == expected


@checked(deadline=None)
@given(st.decimals("0.0001", "1e15", allow_nan=False, allow_infinity=False))
def test_nice_is_never_less_and_never_more_than_twice_and_a_half(value: Decimal) -> None:
    assert value <= nice(value) <= value * D("2.5")
    assert nice(nice(value)) == nice(value)


def test_a_level_shares_its_scales() -> None:
    rows = [booked("m", "2025-02-01", 3), booked("m", "2025-03-01", 4), booked("n", "2025-02-01", 130)]
    found = tables([person("m", "b1"), person("n", "b2")], rows, [planned("m", "2025-04", 210)])
    maxima = {
        s: {scale.kpi_id: scale.maximum for scale in cut(found, s).scales} for s in ("m", "n", "b1", "h")
    }
    assert maxima == {"m": {"sales": 250}, "n": {"sales": 250}, "b1": {"sales": 250}, "h": {"sales": 250}}


def test_the_size_counts_whatever_the_sign_and_nothing_has_no_scale() -> None:
    rows = [booked("m", "2025-02-01", -30), booked("m", "2025-02-01", 0, "costs")]
    scales = cut(tables([person("m", "b1")], rows), "m").scales
    assert [(scale.kpi_id, scale.maximum) for scale in scales] == [("sales", D(50))]


@checked(deadline=None, max_examples=25)
@given(
    st.lists(
        st.builds(
            booked,
            st.sampled_from(["m", "n"]),
            st.sampled_from(["2024-01-31", "2024-06-15", "2025-01-01", "2025-05-31", "2025-06-03"]),
            st.integers(-900, 900),
            st.sampled_from(["sales", "costs", "deposits", "balance"]),
        ),
        min_size=1,
    )
)
def test_a_scale_is_that_of_the_largest_figure_of_any_chart_of_the_level(rows: list[Actual]) -> None:
    homes = [
        person("m", "b1", None, "2025-03-31"),
        person("m", "b2", "2025-04-01"),
        person("n", "b2", "2024-02-01"),
    ]
    found = tables(homes, rows, [planned("n", "2025-03", 777)])
    for level in (("m", "n"), ("b1", "b2"), ("h",)):
        cuts = [cut(found, subject, through=None) for subject in level]
        expected = {
            kpi.kpi_id: max(
                abs(figure.value or 0)
                for each in cuts
                for course in courses(each)
                if course.kpi_id == kpi.kpi_id
                for point in course.points
                for figure in (point.actual, point.target, point.prior_year)
            )
            for kpi in KPIS
        }
        wanted = {kpi_id: nice(value) for kpi_id, value in expected.items() if value}
        assert {scale.kpi_id: scale.maximum for scale in cuts[0].scales} == wanted
