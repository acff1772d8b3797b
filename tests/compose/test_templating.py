import re
import time
from pathlib import Path
from typing import Any

import pytest

from tallybook.compose.escapes import Myst
from tallybook.compose.templating import PAGES, SUFFIX, Templates
from tallybook.compose.templating.rendering import plain
from tallybook.errors import PagesError
from tallybook.wording import Wording
from tests.compose.reading import HOUSES, dangers, read
from tests.hostile import PAYLOADS

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Wording("en")


def rendered(source: str, wording: Wording = ENGLISH, **context: Any) -> str:
    return templates(source, wording=wording).render("manager", context).rstrip("\n")


def templates(source: str = "", *, wording: Wording = ENGLISH, **others: str) -> Templates:
    sources = {page + SUFFIX: "" for page in PAGES} | {f"{k}.md.jinja": v for k, v in others.items()}
    return Templates(sources | {"manager.md.jinja": source}, wording)


def refusal(source: str, **context: Any) -> str:
    with pytest.raises(PagesError) as caught:
        rendered(source, **context)
    return str(caught.value)


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


@pytest.mark.parametrize(
    ("source", "place", "problem"),
    [
        ("a\n{{ nmae }}", "line 2", "nothing named nmae. Did you mean name?"),
        ("{{ person.tilte }}", "line 1", "nothing named tilte. Did you mean title?"),
        ("{{ person['tilte'] }}", "line 1", "Did you mean title?"),
        ("{% for x in rosw %}{% endfor %}", "line 1", "Did you mean rows?"),
        ("\n\n{% for row in rows %}\n{{ row.valeu }}\n{% endfor %}", "line 4", "Did you mean value?"),
        ("{{ zzzzz }}", "line 1", "nothing named zzzzz."),
        ("{% if %}", "line 1", "Expected an expression"),
        ("a\n{% endfor %}", "line 2", "unknown tag 'endfor'"),
        ("{{ name | uper }}", "line 1", "uper"),
        ("{% include 'hed.md.jinja' %}", "line 1", "nothing named hed.md.jinja. Did you mean head.md.jinja?"),
        ("x\n{% include 'head.md.jinja' %}", "head.md.jinja, line 3", "Did you mean name?"),
        ("{% include 'manager.md.jinja' %}", "line 1", "includes itself"),
        ("{{ rows }}", "line 1", "Name one of its parts"),
        ("{{ person }}", "line 1", "Name one of its parts"),
        ("{{ 'x' * 3 }}", "line 1", "* cannot be used with"),
        ("{{ '%s' % 3 }}", "line 1", "% cannot be used with"),
        ("{{ 1 / 0 }}", "line 1", "division by zero"),
        ("{{ name.upper() }}", "line 1", "nothing named upper"),
        ("{{ name.__class__ }}", "line 1", "nothing named __class__"),
        ("{{ ''.__class__.__mro__ }}", "line 1", "nothing named __class__"),
        ("{{ _.__globals__ }}", "line 1", "nothing named __globals__"),
        ("{{ range.__self__ }}", "line 1", "nothing named __self__"),
        ("{{ self.x }}", "line 1", "nothing named x"),
        ("{{ cycler('a') }}", "line 1", "nothing named cycler"),
        ("{{ _(name) }}", "line 1", "written out"),
        ('{{ _("{points} pp") }}', "line 1", "do not agree in points"),
        ('{{ _("no plan", x=1) }}', "line 1", "do not agree in x"),
        ("{% macro m() %}{% endmacro %}", "line 1", "{% macro %} cannot be used"),
        ("{% set x %}{{ name }}{% endset %}", "line 1", "cannot be used"),
        ("{% import 'head.md.jinja' as h %}", "line 1", "{% import %} cannot be used"),
        ("{{ 'good' | bar }}", "line 1", ""),
        ("{{ 'splendid' | status }}", "line 1", "splendid is not a judgement"),
    ],
)
def test_mistakes_are_told_with_place_and_remedy(source: str, place: str, problem: str) -> None:
    head = "{# head #}\n\n{{ naem }}"
    sheet = templates(source, head=head)
    with pytest.raises(PagesError) as caught:
        sheet.render("manager", {"name": "a", "person": {"title": "b"}, "rows": [{"value": 1}]})
    message = str(caught.value)
    assert message.startswith("templates/")
    assert place in message
    assert problem in message


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
    assert time.monotonic() - begun < 5


def test_missing_templates_are_named() -> None:
    with pytest.raises(PagesError, match=r"lacks board\.md\.jinja, definitions\.md\.jinja\."):
        Templates({name + SUFFIX: "" for name in ("manager", "unit", "index")}, ENGLISH)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% if false %}{{ nmae }}{% endif %}", "nothing named nmae. Did you mean name?"),
        ("{% if false %}{{ name | uper }}{% endif %}", "Did you mean upper?"),
        ("{% if name is odf %}{% endif %}", "Did you mean odd?"),
        ("{% if false %}{% include 'hed.md.jinja' %}{% endif %}", "Did you mean head.md.jinja?"),
    ],
)
def test_the_check_finds_what_no_page_has_run_into_yet(source: str, message: str) -> None:
    sheet = templates("\n" + source, head="{{ shared }}")
    with pytest.raises(PagesError, match=re.escape(message)) as caught:
        sheet.check({"manager": {"name"}, "unit": {"shared"}})
    assert "line 2" in str(caught.value)


def test_the_check_knows_names_that_templates_set() -> None:
    sheet = templates("{% set wide = true %}{% include 'head.md.jinja' %}", head="{{ wide }}")
    sheet.check({"manager": {"name"}})


@pytest.mark.parametrize("thing", [object(), Path(), {"a": open}, [b"x"], 1j, ENGLISH])
def test_only_plain_data_goes_into_a_template(thing: object) -> None:
    with pytest.raises(TypeError, match="not plain data"):
        plain({"x": thing})
