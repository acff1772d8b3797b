"""The way from plan to result as a table: what is written adds up, whatever the digits that are left out."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.compose.contexts import bridged
from tallybook.domain.bridges import Bridge, Step
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.results import Results
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.summary import Summary
from tallybook.wording import Wording
from tests.compose import world

MONEY = Kpi(kpi_id="sales", name="Sales", unit="USD", aggregate=Aggregate.SUM, decimals=1)
ANN = Subject(kind=SubjectKind.MANAGER, id="ann", name="Ann")
AMOUNTS = st.decimals(-(10**6), 10**6, places=4)


def table(plan: str, *steps: str, rest: str = "0", complete: bool = True) -> dict[str, object]:
    changes = [Decimal(step) for step in steps]
    found = Bridge(
        kpi_id="sales",
        period="2025-01..2025-06",
        plan=Decimal(plan),
        result=Decimal(plan) + sum(changes, Decimal(rest)),
        steps=tuple(
            Step(period=f"2025-{month:02}", difference=change, complete=complete)
            for month, change in enumerate(changes, 1)
        ),
    )
    results = Results(subject=ANN, period="2025-H1", facts=(), bridges=(found,))
    (told,) = bridged.bridges(results, {"sales": MONEY}, Wording("en"))
    return told


def number(text: str) -> Decimal:
    return Decimal(re.sub("[,+]", "", text).replace("−", "-"))


def test_each_step_tells_what_it_adds_and_what_that_makes() -> None:
    told = table("1200", "-30", "45.5")
    assert told["rows"] == [
        {"name": "Jan", "added": "−30.0", "makes": "1,170.0"},
        {"name": "Feb", "added": "+45.5", "makes": "1,215.5"},
    ]
    assert (told["plan"], told["actual"], told["total"]) == ("1,200.0", "1,215.5", "+15.5")


def test_a_rest_has_a_line_and_crumbs_have_none() -> None:
    assert [row["name"] for row in table("100", "5", "5", rest="-3")["rows"]] == ["Jan", "Feb", "Rest"]
    assert [row["name"] for row in table("100", "5", "5", rest="1e-20")["rows"]] == ["Jan", "Feb"]


def test_months_that_are_not_over_are_marked() -> None:
    assert [row["name"] for row in table("100", "5", complete=False)["rows"]] == ["Jan ※"]


def test_without_steps_there_are_no_lines() -> None:
    assert table("100", rest="5")["rows"] == []


@given(AMOUNTS, st.lists(AMOUNTS, min_size=2, max_size=12), AMOUNTS)
def test_what_is_written_adds_up(plan: Decimal, steps: list[Decimal], rest: Decimal) -> None:
    told = table(str(plan), *map(str, steps), rest=str(rest))
    level = number(told["plan"])
    for row in told["rows"]:
        level += number(row["added"])
        assert level == number(row["makes"])
    assert level == number(told["actual"])


def page(found: Bridge, slug: str, language: str) -> str:
    """The text of a chapter with this bridge only, without the marks that keep values from being read as Markdown."""

    def bridged_only(summary: Summary) -> Summary:
        return replace(summary, results=summary.results and replace(summary.results, bridges=(found,)))

    book = world.book(language=language)
    content = replace(book, summaries=tuple(map(bridged_only, book.summaries)))
    return world.pages(content)[slug].text.replace("\\", "")


HEADS = {
    "en": ("Plan | Jan | Feb ※ | Actual", "What it adds", "From plan to actual"),
    "zh": ("计划 | 1月 | 2月 ※ | 实绩", "影响额", "从计划到实际"),
}


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("slug", ["manager-a", "unit-hq"])
def test_chapters_of_people_and_units_show_it_in_both_languages(language: str, slug: str) -> None:
    steps = (
        Step(period="2025-01", difference=Decimal(-30)),
        Step(period="2025-02", difference=Decimal("45.5"), complete=False),
    )
    found = Bridge(
        kpi_id="loans", period="2025-01..2025-02", plan=Decimal(1200), result=Decimal("1215.5"), steps=steps
    )

    plain, (heads, adds, levels) = page(found, slug, language), HEADS[language]
    assert heads in plain
    assert re.search(rf"\| {adds} \| +\| −30\.00? \| \+45\.50? \| +\|", plain)
    assert re.search(rf"\| {levels} \| 1,200\.00? \| 1,170\.00? \| 1,215\.50? \| 1,215\.50? \|", plain)


def test_many_months_run_from_top_to_bottom() -> None:
    steps = tuple(Step(period=f"2025-{month:02}", difference=Decimal(1)) for month in range(1, 9))
    found = Bridge(
        kpi_id="loans", period="2025-01..2025-08", plan=Decimal(100), result=Decimal(108), steps=steps
    )
    lines = page(found, "manager-a", "en").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("| Jan |"))
    assert lines[first - 1].split("|")[1].strip() == "Plan"
    assert [line.split("|")[1].strip() for line in lines[first : first + 9]][-2:] == ["Aug", "Actual"]
