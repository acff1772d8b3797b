"""Pages: what templates may name is what contexts give, no more and no less; the project's own templates are good."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tallybook import compose
from tallybook.compose import contexts, pages
from tallybook.compose.contexts.common import Context
from tallybook.compose.templating import PAGES, SUFFIX, Open
from tallybook.domain.subjects import SubjectKind
from tallybook.errors import PagesError
from tallybook.wording import Wording
from tests.compose import world

EN, ZH = Wording("en"), Wording("zh")
KNOWN = pages.known(EN)
# A person has no members, a unit is nobody who could have moved.
EMPTY = {
    "manager": {"members", "contradicted", "small", "scorecards"},
    "unit": {"scorecard", "person.title", "person.grade", "person.moves"},
}


def given(book: compose.BookContent) -> Iterator[tuple[str, Context]]:
    yield "index", contexts.index(book)
    yield "board", contexts.board(book)
    yield "tally", contexts.sheet(book)
    yield "definitions", contexts.definitions(book)
    for summary in book.summaries:
        is_manager = summary.subject.kind is SubjectKind.MANAGER
        yield "manager" if is_manager else "unit", contexts.subject(book, summary)


def differences(known: Any, real: Any, place: str = "") -> Iterator[str]:
    """The names that are only in one of the two; where one has nothing there is nothing to compare."""
    if isinstance(known, Mapping) and isinstance(real, Mapping):
        if isinstance(known, Open):
            known = dict.fromkeys(real, known.example)
        yield from (f"{place}.{name}" for name in known.keys() ^ real.keys())
        for name in known.keys() & real.keys():
            yield from differences(known[name], real[name], f"{place}.{name}")
    elif isinstance(known, list) and isinstance(real, list):
        for entry in real if known else ():
            yield from differences(known[0], entry, f"{place}[]")


def names(known: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every name that a template may write, with its example."""
    if isinstance(known, list):
        known = known[0] if known else None
    for name, example in known.items() if isinstance(known, Mapping) else ():
        yield f"{place}{name}", example
        yield from names(example, f"{place}{name}.")


@pytest.mark.parametrize("failed", [(), ("a", "hq")], ids=["whole", "with failures"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_templates_may_name_exactly_what_contexts_give(language: str, failed: tuple[str, ...]) -> None:
    found = list(given(world.book(language=language, failed=failed)))
    assert {page for page, _ in found} == set(PAGES) == set(KNOWN)
    for page, context in found:
        assert set(context) == set(KNOWN[page])
        assert list(differences(KNOWN[page], context)) == []


def test_a_bare_house_gives_the_same_names() -> None:
    tables = world.tables()
    bare = replace(
        tables, targets=(), customers=(), visits=(), problems=(), commitments=(), notes=(), tolerated=(),
        actuals=tables.actuals[:1],
    )  # fmt: skip
    for page, context in given(world.book(bare)):
        assert set(context) == set(KNOWN[page])
        assert list(differences(KNOWN[page], context)) == []


def test_differences_are_found_at_any_depth() -> None:
    known = {"a": [{"b": {"c": 1}}], "d": None, "e": Open({}, {"f": 1})}
    real = {"a": [{"b": {"c": 1}}, {"b": {"x": 1}}], "d": {"y": 1}, "e": {"own": {"z": 1}}, "g": 1}
    assert sorted(differences(known, real)) == [".a[].b.c", ".a[].b.x", ".e.own.f", ".e.own.z", ".g"]


@pytest.mark.parametrize("page", PAGES)
def test_there_is_an_example_of_everything_that_may_be_named(page: str) -> None:
    found = dict(names(KNOWN[page]))
    assert len(found) > 15
    without = {name for name, example in found.items() if example is None or example == []}
    assert without - EMPTY.get(page, set()) == {name for name in without if name.endswith("lead.trend")}


def test_the_project_s_templates_are_good_in_both_languages() -> None:
    for wording in (EN, ZH):
        compose.check_templates(world.templates(), wording)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", [pages.sample.full, pages.sample.bare])
def test_the_samples_are_books_like_any_other(make: Any, language: str) -> None:
    made = compose.render(make(Wording(language)), world.templates())
    assert [page.slug for page in made[:5]] == ["index", "board", "tally", "definitions", "unit-whole"]


BARE = ("units", "managers", "kpis", "actuals")
OF_PROMISES = ("What became of last period", "Next steps", "Promises", "No next steps")


def _without(*left_out: str) -> compose.BookContent:
    """A book whose tables of these names are empty."""
    empty: dict[str, Any] = dict.fromkeys(left_out, ())
    return world.book(replace(world.tables(), **empty))


def _declaring(book: compose.BookContent, *names: str, notes: bool) -> str:
    read = pages.sample.READ
    told = replace(book, reads=tuple(replace(read, table=name) for name in names), asks_for_notes=notes)
    return "".join(page.text for slug, page in world.pages(told).items() if slug != "tally")


def test_what_the_workspace_does_not_have_is_not_spoken_of_and_what_is_empty_is() -> None:
    book = _without("commitments", "notes", "targets", "customers", "visits", "problems")
    text = _declaring(book, *BARE, notes=False)
    for said in (*OF_PROMISES, "has not been handed in", "Notes", "■ missing"):
        assert said not in text, said
    text = _declaring(book, *BARE, "commitments", notes=True)
    for said in (*OF_PROMISES, "has not been handed in", "Notes", "■ missing"):
        assert said in text, said


def test_nothing_names_plans_where_there_are_none() -> None:
    text = _declaring(_without("targets"), *BARE, notes=True)
    for said in (
        "Attainment |",
        "Plan |",
        "Status |",
        "Score |",
        "On target |",
        "Plan taken from",
        "mark is the plan",
    ):
        assert said not in text, said
        assert said in _declaring(world.book(), *BARE, "targets", notes=True), said


def test_a_written_list_of_next_steps_is_not_called_missing() -> None:
    steps = world.pages(_without("commitments"))["manager-a"].text.split("## Next steps")[1]
    assert "多走访" in steps
    assert "No next steps" not in steps


def refused(**changed: str) -> PagesError:
    sources = world.templates() | {f"{name}{SUFFIX}": text for name, text in changed.items()}
    with pytest.raises(PagesError) as caught:
        compose.check_templates(sources, EN)
    return caught.value


def test_mistakes_are_counted_and_stand_in_the_order_of_files_and_lines() -> None:
    error = refused(unit="\n{{ nmae }}\n\n{{ preiod }}", board="{{ rosw }}")
    assert str(error) == "Mistakes in the templates: 3."
    assert [(fault.file, fault.row) for fault in error.faults] == [
        ("templates/board.md.jinja", 1),
        ("templates/unit.md.jinja", 2),
        ("templates/unit.md.jinja", 4),
    ]


def test_what_fails_without_data_is_found_before_anything_runs() -> None:
    (fault,) = refused(manager="{{ kpis[0].actual }}").faults
    assert str(fault.problem) == "The list has no entry 0. Seen on the page an example without data."


def test_what_goes_wrong_on_pages_is_told_of_all_of_them_once_for_each_place() -> None:
    sources = world.templates()
    sources["manager" + SUFFIX] = "{{ name }}\n{{ 1 / (name | length - 11) }}"
    sources["unit" + SUFFIX] = "{% if id == 'hq' %}{{ 1 / 0 }}{% endif %}"
    with pytest.raises(PagesError) as caught:
        compose.render(world.book(), sources)
    assert [(fault.file, fault.row) for fault in caught.value.faults] == [
        ("templates/manager.md.jinja", 2),
        ("templates/unit.md.jinja", 1),
    ]
    assert "Seen on the page <manager a>." in str(caught.value.faults[0].problem)
