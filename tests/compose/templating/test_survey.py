"""The check: everything wrong in all templates at once, found before there are any data."""

from typing import Any

import pytest

from tallybook.compose.templating import PAGES, SUFFIX, Open, Sample, Templates, merged
from tallybook.errors import say
from tests.compose.templating.making import ENGLISH, checked, templates

FIGURE = {"file": "a", "message": "m", "title": "t", "alt": "a"}


def sample() -> dict[str, Any]:
    return {
        "name": "a",
        "count": 3,
        "person": {"title": "b", "unit": None},
        "rows": [{"value": "1", "link": {"label": "l", "slug": "s"}}],
        "nothing": [],
        "figures": Open({"own": FIGURE}, FIGURE),
        "extra": Open({"x": 1}, 1),
    }


def told(source: str, **others: str) -> list[tuple[str, int | None, str, str]]:
    return [
        (
            fault.file.removeprefix("templates/").removesuffix(SUFFIX),
            fault.row,
            str(fault.problem),
            str(fault.remedy),
        )
        for fault in checked(source, sample(), **others)
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{% if false %}{{ nmae }}{% endif %}",
        "{% if nmae %}{% endif %}",
        "{% if name %}{% elif nmae %}{% endif %}",
        "{{ name if nmae else count }}",
        "{{ [1, nmae] | join }}",
        "{{ (nmae, 1) | join }}",
        "{{ {'a': nmae}.a }}",
        "{{ name ~ nmae }}",
        "{{ count + nmae }}",
        "{{ name and not nmae }}",
        "{{ count < nmae }}",
        "{{ name | default(nmae) }}",
        "{{ name is eq(nmae) }}",
        "{{ _('no plan {x}', x=nmae) }}",
        "{{ range(nmae) }}",
        "{{ rows[nmae] }}",
        "{{ rows[nmae:] }}",
        "{% set x = nmae %}",
        "{% with x = nmae %}{% endwith %}",
        "{% for x in nmae %}{% endfor %}",
        "{% for x in nothing if nmae %}{% endfor %}",
        "{% for x in rows %}{% else %}{{ nmae }}{% endfor %}",
        "{% block b %}{{ nmae }}{% endblock %}",
        "{{ nmae.title.more }}",
    ],
)
def test_an_unknown_name_is_found_wherever_it_stands(source: str) -> None:
    (found,) = told("\n" + source)
    assert found == ("manager", 2, "There is nothing named nmae.", "Did you mean name?")


@pytest.mark.parametrize(
    ("source", "near"),
    [
        ("{{ person.tilte }}", "title"),
        ("{{ person['tilte'] }}", "title"),
        ("{% for row in rows %}{{ row.valeu }}{% endfor %}", "value"),
        ("{% for row in rows | list | reverse %}{{ row.valeu }}{% endfor %}", "value"),
        ("{% for row in rows[:1] %}{{ row.valeu }}{% endfor %}", "value"),
        ("{% for row in rows if row.valeu %}{% endfor %}", "value"),
        ("{% for row in rows %}{{ row.link.labl }}{% endfor %}", "label"),
        ("{% set all = rows %}{% for row in all %}{{ row.valeu }}{% endfor %}", "value"),
        ("{{ rows[0].valeu }}", "value"),
        ("{{ (rows | first).valeu }}", "value"),
        ("{{ rows | map(attribute='valeu') | join }}", "value"),
        ("{{ rows | map(attribute='link.labl') | join }}", "label"),
        ("{{ rows | sort(attribute='valeu') | length }}", "value"),
        ("{{ rows | selectattr('valeu') | list | length }}", "value"),
        ("{% for key, part in person | dictsort %}{{ kye }}{% endfor %}", "key"),
        ("{% for name, one in figures | items %}{{ one.titel }}{% endfor %}", "title"),
        ("{{ figures.own.titel }}", "title"),
        ("{{ figures.another.titel }}", "title"),
        ("{% for row in rows %}{{ loop.indx }}{% endfor %}", "index"),
        ("{{ {'wide': 1}.wied }}", "wide"),
        ("{{ name | uper }}", "upper"),
        ("{% if name is odf %}{% endif %}", "odd"),
        ("{% include 'hed.md.jinja' %}", "head.md.jinja"),
        ("{% if false %}{% include ['hed.md.jinja'] %}{% endif %}", "head.md.jinja"),
    ],
)
def test_the_nearest_right_name_is_told(source: str, near: str) -> None:
    (found,) = told(source, head="")
    assert found[3] == f"Did you mean {near}?"


@pytest.mark.parametrize(
    ("source", "problem", "remedy"),
    [
        ("{{ name.__class__ }}", "There is nothing named __class__.", "has no parts"),
        ("{{ name.upper() }}", "There is nothing named upper.", "Write it as a filter: | upper"),
        ("{{ rows.value }}", "There is nothing named value.", "go through it"),
        ("{{ [0] if [0].title }}", "There is nothing named title.", "go through it"),
        ("{{ name(1) }}", "cannot be called", "| upper"),
        ("{% for x in 3 %}{% endfor %}", "A number cannot be gone through.", "range"),
        ("{% for x in count %}{% endfor %}", "A number cannot be gone through.", "range"),
        ("{{ rows }}", "cannot be shown as it is. Seen on the page some.", "Name one of its parts"),
        ("{{ count / 0 }}", "A number is divided by 0. Seen on the page some.", "Ask first"),
        ("{{ nothing[0] }}", "The list has no entry 0. Seen on the page some.", "Ask first"),
        ("{{ name | bar }}", "The filter bar can make nothing of this value. Seen on", "row.attainment"),
        ("{% macro m() %}{% endmacro %}", "{% macro %} cannot be used", "{% include %}"),
        ("{% set x %}{{ name }}{% endset %}", "{% set %} cannot be used", "{% include %}"),
        ("{% import 'head.md.jinja' as h %}", "{% import %} cannot be used", "{% include %}"),
        ("{{ _(name) }}", '_("...") takes one sentence', "Write for example"),
        ('{{ _("{points} pp") }}', "do not agree", "points"),
        ('{{ _("no plan", x=1) }}', "do not agree", "x"),
        ("(" * 0 + "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "within each other", "Divide it"),
        ("{% for x in rows %}" * 30 + "{% endfor %}" * 30, "within each other", "Divide it"),
    ],
)
def test_other_mistakes_are_found_too(source: str, problem: str, remedy: str) -> None:
    ((_, row, said, right),) = told(source, head="")
    assert row == 1
    assert problem in said
    assert remedy in right


@pytest.mark.parametrize(
    "source",
    [
        "{% if nmae is defined %}{% endif %}{{ nmae | default('–') }}{{ person.more | default(1) }}",
        "{% if person.more is undefined %}{% endif %}",
        "{% if figures.course is defined %}{{ figures.course | chart }}{% endif %}{{ 'x' in figures }}",
        "{{ extra.mine }}{{ extra.mine | number }}{{ extra.other | length }}{{ extra['a'].b }}",
        "{{ person.unit.anything | default('') }}",
        "{% for row in nothing %}{{ row.anything }}{% endfor %}",
        "{% for a, b in person | items %}{{ a }}{% endfor %}",
        "{% for letter in name %}{{ letter }}{{ loop.index }}{{ loop.last }}{% endfor %}",
        "{% set wide = true %}{% include 'head.md.jinja' %}",
        "{% include 'none.md.jinja' ignore missing %}",
        "{% include ['none.md.jinja', 'empty.md.jinja'] %}",
        "{% include name ignore missing %}",
        "{% extends 'empty.md.jinja' %}",
        "{% for g, some in rows | groupby('value') %}{{ some[0].value }}{% endfor %}",
        "{% raw %}{{ nmae }}{% endraw %}{# {{ nmae }} #}",
    ],
)
def test_what_is_right_is_not_told(source: str) -> None:
    head = "{% if wide is defined %}{{ wide }}{% endif %}"
    assert told(source, head=head, empty="") == []


def test_a_partial_is_read_with_the_names_of_the_page_that_includes_it() -> None:
    found = told("{% include 'head.md.jinja' %}", head="a\n{{ wide }}{{ name }}")
    assert found == [
        ("head", 2, "There is nothing named wide.", "The guide's page on templates tells what they may say.")
    ]
    assert told("{% set wide = 1 %}{% include 'head.md.jinja' %}", head="a\n{{ wide }}{{ name }}") == []
    assert told("{% include 'head.md.jinja' without context %}", head="{{ name }}")[0][2].endswith("name.")


def test_a_partial_that_no_page_includes_may_name_what_any_page_is_given() -> None:
    assert told("", head="{{ name }}{{ rows.anything }}") == []
    assert told("", head="{{ nmae }}")[0][3] == "Did you mean name?"


def test_all_mistakes_of_all_templates_are_told_at_once_and_each_once() -> None:
    found = told(
        "{{ nmae }}\n{{ name | uper }}\n{% include 'head.md.jinja' %}{% include 'head.md.jinja' %}\n{{ 1 / 0 }}",
        head="{{ rosw }}",
        broken="{% if %}",
        other="{% endfor %}\n{{ nmae }}",
    )
    assert {(file, row) for file, row, _, _ in found} == {
        ("manager", 1), ("manager", 2), ("head", 1), ("broken", 1), ("other", 1),
    }  # fmt: skip
    assert len(found) == 5


def test_what_fails_only_with_an_empty_page_is_told_with_the_page() -> None:
    found = checked("{{ 6 / (rows | length) }}", sample(), sample() | {"rows": []})
    assert [str(fault.problem) for fault in found] == ["A number is divided by 0. Seen on the page some."]


def test_a_missing_template_of_a_page_is_told_with_all_else() -> None:
    sources = {page + SUFFIX: "" for page in PAGES if page != "board"} | {"index" + SUFFIX: "{{ nmae }}"}
    given = {page: [Sample(say("some"), {"name": "a"})] for page in PAGES}
    found = Templates(sources, ENGLISH).check(given)
    assert [(fault.kind, fault.file, fault.row) for fault in found] == [
        ("missing-template", "templates/board.md.jinja", None),
        ("template-name", "templates/index.md.jinja", 1),
    ]


def test_templates_that_include_each_other_do_not_keep_a_check_busy() -> None:
    doubling = {f"t{n}": f"{{% include 't{n + 1}.md.jinja' %}}" * 2 for n in range(30)}
    found = told("{% include 't0.md.jinja' %}", **doubling, t30="{{ nmae }}")
    assert ("t30", 1) in {(file, row) for file, row, _, _ in found}


def test_a_template_that_includes_itself_is_told() -> None:
    ((file, _, problem, _),) = told("{% include 'head.md.jinja' %}", head="{% include 'head.md.jinja' %}")
    assert (file, problem) == ("head", "The template includes itself without end.")


def test_samples_are_merged_part_by_part() -> None:
    found = merged(
        [{"a": None, "b": [], "c": {"d": 1}}, {"a": "x", "b": [{"e": 1}, {"f": 2}], "c": {"g": None}}]
    )
    assert found == {"a": "x", "b": [{"e": 1, "f": 2}], "c": {"d": 1, "g": None}}
    open_ = [Open({}, 1), Open({"a": 2}, 1)]
    assert isinstance(merged(open_), Open)
    assert not any(one.guessed for one in open_)
    assert merged([]) is None


def test_a_check_changes_nothing_that_a_page_then_shows() -> None:
    sheet = templates("{{ name ~ count }}")
    given = {page: [Sample(say("some"), sample())] for page in PAGES}
    assert sheet.check(given) == ()
    assert sheet.render("manager", sample(), "P") == "a3\n"
