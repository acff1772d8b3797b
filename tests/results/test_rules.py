from typing import Any

import pytest

from tallybook import results
from tallybook.errors import ResultsError, ResultsTooLargeError
from tests.results import making


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"facts": (making.fact(subject=making.LI),)}, "is not about 张敏"),
        ({"facts": (making.fact(period="2024-H1"),)}, "is not of 2025-H1"),
        ({"members": (making.fact(subject=making.LI, period="2024"),)}, "is not of 2025-H1"),
        ({"facts": (making.fact(), making.fact())}, "manager:m01/2025-H1/loans is handed over 2 times"),
        ({"figures": (making.figure(), making.figure())}, "course is handed over 2 times"),
        ({"extra": (("a", 1), ("a", 2))}, "a is handed over 2 times"),
        ({"figures": (making.figure(alt="  "),)}, "Figure course has no alt text"),
        ({"figures": (making.figure(svg="<svg"),)}, "Figure course is not well-formed"),
    ],
)
def test_results_unfit_for_a_page_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ResultsError, match=message):
        results.check(making.results(**changes))


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "图", "a--b", "-a", "a.svg", "a" * 61])
def test_figure_names_are_safe_file_names(name: str) -> None:
    with pytest.raises(ResultsError, match="cannot be a figure's name"):
        results.check(making.results(figures=(making.figure(name=name),)))


def test_a_huge_figure_is_too_large() -> None:
    with pytest.raises(ResultsTooLargeError, match="Figure course has more than 3 MB"):
        results.check(making.results(figures=(making.figure(svg=making.SVG + " " * 3_000_000),)))


def test_members_may_share_a_kpi() -> None:
    members = tuple(making.fact(subject=subject) for subject in (making.ZHANG, making.LI))
    results.check(making.results(facts=(), members=members))
