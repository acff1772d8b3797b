import time
from pathlib import Path
from typing import Any

import pytest

from tallybook.compose.escapes import Myst
from tallybook.compose.templating import MistakesError
from tallybook.compose.templating.rendering import plain
from tallybook.errors import Fault
from tallybook.wording import Wording
from tests.compose.reading import HOUSES, dangers, read
from tests.compose.templating.making import ENGLISH, rendered, templates
from tests.hostile import PAYLOADS


def refusal(source: str, **context: Any) -> Fault:
    with pytest.raises(MistakesError) as caught:
        rendered(source, **context)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("extensions", HOUSES, ids=["hardened", "jupyter book", "everything"])
@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}",
        "# {{ x }}",
        "| {{ x }} | a |\n|---|---|\n",
        "{% for one in [x] %}\n- {{ one }}\n{% endfor %}",
        '{{ _("no plan") }} {{ x ~ "!" }}',
        '{{ [x, "y"] | join(", ") }}',
        "{{ x + x }}",
        '{{ _("{points} pp", points=x) }}',
        "{{ x | default(1) }}",
        "{% set y = x %}{{ y }}",
        "{{ {'a': x}.a }}",
        "{{ [x] | first }}",
    ],
)
def test_every_value_is_shown_and_nothing_else(source: str, extensions: tuple[str, ...]) -> None:
    for name, payload in PAYLOADS.items():
        assert not dangers(read(rendered(source, x=payload), extensions)), name


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ x }}", "a\\*b"),
        ("{{ m }}", "**m**"),
        ("{{ x ~ m }}", "a\\*b**m**"),
        ("{{ m + x }}", "**m**a\\*b"),
        ("{{ [x, m] | join(', ') }}", "a\\*b\\,&#32;**m**"),
        ('{{ _("{points} pp", points=m) }}', "**m** pp"),
        ("{{ x ~ 1 }}", "a\\*b1"),
        ("{{ n + 1 }}|{{ n * 2.5 }}|{{ none }}|{{ true }}", "3|5\\.0||True"),
        ("{{ rows[0].items }} {{ rows[0]['items'] }}", "12 12"),
        ("{% for row in rows %}{{ loop.index }}{{ loop.last }}{{ row.items }}{% endfor %}", "1True12"),
        ("{{ big | number(1) }} {{ big | percent }}", "1\\,234\\.6 123\\,456\\.0\\%"),
        ("{% if rows[0].nothing is defined %}x{% else %}y{% endif %}", "y"),
        ("{{ rows[0].nothing | default('–') }}", "–"),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{{ rows | map(attribute='items') | sum }}", "12"),
    ],
)
def test_what_templates_can_say(source: str, shown: str) -> None:
    assert rendered(source, x="a*b", m=Myst("**m**"), n=2, big=1234.56, rows=[{"items": 12}]) == shown


def test_sentences_are_translated() -> None:
    assert rendered('{{ _("{points} pp", points="+1") }}', Wording("zh")) == "\\+1 个百分点"


HEAD = "{# head #}\n\n{{ naem }}"
GIVEN = {"name": "a", "person": {"title": "b"}, "rows": [{"value": 1}, {"value": "b"}], "nothing": []}


@pytest.mark.parametrize(
    ("source", "place", "problem", "remedy"),
    [
        ("a\n{{ nmae }}", 2, "There is nothing named nmae.", "Did you mean name?"),
        ("{{ person.tilte }}", 1, "There is nothing named tilte.", "Did you mean title?"),
        ("{{ person['tilte'] }}", 1, "There is nothing named tilte.", "Did you mean title?"),
        ("{% for x in rosw %}{% endfor %}", 1, "There is nothing named rosw.", "Did you mean rows?"),
        ("\n{% for row in rows %}\n{{ row.valeu }}\n{% endfor %}", 3, "named valeu.", "Did you mean value?"),
        ("{{ zzzzz }}", 1, "There is nothing named zzzzz.", "guide's page on templates"),
        ("{{ rows.value }}", 1, "There is nothing named value.", "This is a list; go through it"),
        ("{{ rows[7] }}", 1, "The list has no entry 7. Seen on the page P.", "{% if ... %}"),
        ("{{ nothing[0].value }}", 1, "The list has no entry 0.", "{% if ... %}"),
        ("{{ rows }}", 1, "cannot be shown as it is", "Name one of its parts"),
        ("{{ person }}", 1, "cannot be shown as it is", "Name one of its parts"),
        ("{{ 'x' * 3 }}", 1, "* cannot be used with", "put texts together with ~"),
        ("{{ '%s' % 3 }}", 1, "% cannot be used with", "numbers only"),
        ("\n{{ 1 / 0 }}", 2, "A number is divided by 0. Seen on the page P.", "Ask first"),
        ("{{ 1 // (name | length - 1) }}", 1, "divided by 0", "Ask first"),
        ("{{ -name }}", 1, "with numbers only", ""),
        ("{{ rows | sort(attribute='value') }}", 1, "different kinds", "| sort(attribute="),
        ("{{ rows | map(attribute='value') | max }}", 1, "different kinds", "| sort(attribute="),
        ("{{ name < 3 }}", 1, "different kinds", ""),
        ("{{ name() }}", 1, "cannot be called", "Take the parentheses away"),
        ("{{ rows[0]() }}", 1, "cannot be called", "{{ value | upper }}"),
        ("{{ name.upper() }}", 1, "There is nothing named upper.", "Write it as a filter: | upper"),
        ("{{ name.__class__ }}", 1, "There is nothing named __class__.", "has no parts"),
        ("{{ ''.__class__.__mro__ }}", 1, "There is nothing named __class__.", "has no parts"),
        ("{{ rows.__class__ }}", 1, "There is nothing named __class__.", "a list"),
        ("{{ person.__class__ }}", 1, "There is nothing named __class__.", ""),
        ("{{ _.__globals__ }}", 1, "There is nothing named __globals__.", ""),
        ("{{ range.__self__ }}", 1, "There is nothing named __self__.", ""),
        ("{{ (rows | map('upper')).gi_frame }}", 1, "There is nothing named gi_frame.", ""),
        ("{{ self.x }}", 1, "There is nothing named x.", ""),
        ("{{ cycler('a') }}", 1, "There is nothing named cycler.", ""),
        ("{% for x in 3 %}{% endfor %}", 1, "a single value", "Name a list"),
        ("{{ name | items }}", 1, "", ""),
        ("{{ name | dictsort }}", 1, "", ""),
        ("{{ name | round }}", 1, "", ""),
        ("{{ 3 | round(method='up') }}", 1, "", ""),
        ("{{ name | number }}", 1, "a is not a number.", "text already"),
        ("{{ name | int(base=99) | percent('x') }}", 1, "", ""),
        (
            "\n{{ 3 | number(9999) }}",
            2,
            "9999 is not a number of decimals.",
            "from 0 to 10, such as number(1)",
        ),
        ("{{ 3 | number(-1) }}", 1, "-1 is not a number of decimals.", "whole number"),
        ("{{ 3 | percent(1.5) }}", 1, "1.5 is not a number of decimals.", "whole number"),
        ("{{ 3 | percent(true) }}", 1, "True is not a number of decimals.", "whole number"),
        ("{{ 3 | number(digits=2) }}", 1, "in its parentheses", "guide"),
        ("{{ 3 | round('x') }}", 1, "in its parentheses", "guide"),
        ("{{ 3 | round(2, 'up') }}", 1, "in its parentheses", "guide"),
        ("{{ person | dictsort(by='z') }}", 1, "in its parentheses", "guide"),
        ("{{ name | trim(5) }}", 1, "in its parentheses", "guide"),
        ("{{ rows | map('uper') | list | length }}", 1, "nothing named uper", "Did you mean upper?"),
        ("{{ rows | select('nonsense') | list | length }}", 1, "nothing named nonsense", ""),
        ("{{ 'good' | bar }}", 1, "The filter bar can make nothing", "row.attainment"),
        ("{{ 3 | link }}", 1, "The filter link can make nothing", "row.link"),
        ("{{ name | chart }}", 1, "The filter chart can make nothing", "figures.course"),
        ("{{ name | indent }}", 1, "The filter indent can make nothing", "row.depth"),
        ("{{ rows | card }}", 1, "The filter card can make nothing", "cards"),
        ("{{ 'splendid' | status }}", 1, "splendid is not a judgement.", "good, watch, bad and none"),
        ("{% include 'manager.md.jinja' %}", 1, "includes itself without end", "Take one"),
        ("{% include 'hed.md.jinja' %}", 1, "nothing named hed.md.jinja", "Did you mean head.md.jinja?"),
        ("{% include name %}", 1, "There is nothing named a.", ""),
        ("{% for i in range(10**9) %}{% endfor %}", 1, "** cannot be used", "numbers only"),
        ("{% for i in range(1000000000) %}{% endfor %}", 1, "without end", "loops"),
    ],
)
def test_what_goes_wrong_on_a_page_is_told_with_place_and_remedy(
    source: str, place: int, problem: str, remedy: str
) -> None:
    with pytest.raises(MistakesError) as caught:
        templates(source, head=HEAD).render("manager", GIVEN, "P")
    (fault,) = caught.value.faults
    assert (fault.file, fault.row) == ("templates/manager.md.jinja", place)
    assert problem in str(fault.problem)
    assert remedy in str(fault.remedy)
    for language in ("en", "zh"):
        assert str(Wording(language).message(fault.problem)).strip()


def test_the_place_is_that_in_the_template_that_was_included() -> None:
    with pytest.raises(MistakesError) as caught:
        templates("x\n{% include 'head.md.jinja' %}", head=HEAD).render("manager", GIVEN, "P")
    (fault,) = caught.value.faults
    assert (fault.file, fault.row) == ("templates/head.md.jinja", 3)


BOMBS = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{{ 'x' ~ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }}{% endfor %}",
    "{% for i in range(999999999) %}x{% endfor %}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "{% set x = [1] %}" + "{% set x = x + x %}" * 40 + "{{ x | length }}",
    "{% set x = 99999 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "{{ 9 ** 99999999 }}",
    "{{ 'x' * 300000000 }}",
    "{{ [0] * 50000000 }}",
    "{{ 'x'.center(300000000) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:999999999}'.format(1) }}",
    "{% set x = 'a' %}" + "{% set x = [x, x] | join %}" * 40 + "{{ x }}",
    "{% include 'manager.md.jinja' %}{% include 'manager.md.jinja' %}",
    "{{ range(99999) | map('string') | join | length }}" * 3,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_template_that_runs_away_is_stopped(bomb: str) -> None:
    begun = time.monotonic()
    assert refusal(bomb)
    assert time.monotonic() - begun < 20


def test_templates_that_include_each_other_over_and_over_are_stopped() -> None:
    doubling = {f"t{n}": f"{{% include 't{n + 1}.md.jinja' %}}" * 2 for n in range(30)}
    begun = time.monotonic()
    with pytest.raises(MistakesError, match="without end"):
        templates("{% include 't0.md.jinja' %}", **doubling, t30="x").render("manager", {}, "P")
    assert time.monotonic() - begun < 20


def test_work_that_filters_do_is_counted() -> None:
    busy = "{% for i in range(99999) %}{% set x = range(99999) | list | sort | length %}{% endfor %}"
    assert "without end" in str(refusal(busy).problem)


@pytest.mark.parametrize("thing", [object(), Path(), {"a": open}, [b"x"], 1j, ENGLISH])
def test_only_plain_data_goes_into_a_template(thing: object) -> None:
    with pytest.raises(TypeError, match="not plain data"):
        plain({"x": thing})
