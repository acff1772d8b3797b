"""Syntax: what Jinja says of a template that cannot be read comes out in our words, in both languages."""

import re

import pytest

from tallybook.compose.templating import syntax
from tallybook.wording import Wording
from tests.compose.templating.making import checked

EN, ZH = Wording("en"), Wording("zh")
HAN = re.compile("[\u4e00-\u9fff]")
CASES = [
    ("{% if %}", "Something is missing before %}.", "Name a value there", "%} 之前少了内容"),
    ("{{ }}", "Something is missing before }}.", "Name a value there", "}} 之前少了内容"),
    ("{% if x %}", "{% if %} is not closed.", "{% endif %}", "{% if %} 却没有结束"),
    ("{% for x in [] %}{% if 1 %}{% endif %}", "{% for %} is not closed.", "{% endfor %}", "{% for %} 却没有结束"),
    ("{% endfor %}", "no tag {% endfor %} that could", "Take it out", "此处不能使用标签"),
    ("{% if 1 %}{% endfor %}{% endif %}", "no tag {% endfor %} that could", "Close it with {% endif %}.", "不能使用"),
    ("{% for x in [] %}{% if 1 %}{% endfor %}", "no tag {% endfor %}", "Close it with {% endif %}.", "不能使用"),
    ("{% fro x in [] %}", "no tag {% fro %} that could", "Did you mean {% for %}?", "是不是想写 {% for %}"),
    ("{% if 1 %}{% edif %}", "no tag {% edif %} that could", "Did you mean {% endif %}?", "是不是想写 {% endif %}"),
    ("{% if 1 %}{% else if 2 %}{% endif %}", "if stands where %} should.", "{% elif %}", "此处应为 %}"),
    ("{% if 1 = 2 %}{% endif %}", "= stands where %} should.", "==", "一个 = 是赋值"),
    ("{{ 1 2 }}", "a number stands where }} should.", "is missing before it", "一个数字"),
    ("{{ name'a' }}", "a text in quotation marks stands where }} should.", "", "引号内的文字"),
    ("{{ name }", "} cannot stand here.", "two braces: }}", "两个花括号结束"),
    ("{{ (name }}", "} stands where ) should.", "every bracket", "括号是否成对"),
    ("{{ name) }}", ") cannot stand here.", "every bracket", "括号是否成对"),
    ("{{ name", "ends in the middle", "each {{ {% {# has its }} %} #}.", "模板在中途就结束了"),
    ("{% set x = ", "ends in the middle", "", "模板在中途就结束了"),
    ("{{ 'name }}", "The sign ' cannot stand here.", "A quotation mark is not closed.", "引号没有成对"),
    ("{{ _(“no plan”) }}", "The sign “ cannot stand here.", "half width", "半角"),
    ("{{ name ｜ upper }}", "The sign ｜ cannot stand here.", "half width", "半角"),
    ("{{ name? }}", "The sign ? cannot stand here.", "", "不能出现符号 ?"),
    ("{# name", "A comment is not closed.", "#}", "注释没有结束"),
    ("{% raw %}{{ name", "{% raw %} is not closed.", "{% endraw %}", "{% raw %} 却没有结束"),
    ("{% %}", "name of a tag is missing after {%.", "{% if ... %}", "少了标签名"),
    ("{% set 3 = 4 %}", "Only a name can be given a value here.", "{% set wide = true %}", "只能给名称赋值"),
    ("{% for loop in [] %}{% endfor %}", "Only a name can be given a value here.", "", "只能给名称赋值"),
    ("{{ 1 is odd is even }}", "cannot follow each other", "and", "不能连着写"),
    ("{% block b %}{% endblock %}{% block b %}{% endblock %}", "two blocks named b", "", "名为 b 的块"),
    ("{{ name.* }}", "not written as templates are (expected name or number).", "guide", "（expected name or number）"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "problem", "remedy", "chinese"), CASES)
def test_a_mistake_in_writing_is_told_in_plain_words(
    source: str, problem: str, remedy: str, chinese: str
) -> None:
    (fault,) = checked("\n" + source, {"name": "a", "x": 1})
    assert (fault.kind, fault.file, fault.row) == ("template-syntax", "templates/manager.md.jinja", 2)
    assert problem in EN.message(fault.problem)
    assert remedy in EN.message(fault.remedy)
    said = f"{ZH.message(fault.problem)}{ZH.message(fault.remedy)}"
    assert chinese in said
    assert "  " not in said


@pytest.mark.parametrize(
    "reason",
    [
        "Encountered unknown tag 'x'.",
        "expected token 'x', got 'y'",
        "something new and strange\nin two lines",
    ],
)
def test_whatever_is_said_there_is_a_chinese_sentence(reason: str) -> None:
    for message in syntax.told(reason):
        assert HAN.search(str(ZH.message(message)))
