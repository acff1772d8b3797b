"""Whatever somebody writes into a template, it is shown or told as a mistake in both languages; nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.compose.templating import MistakesError
from tallybook.wording import Wording
from tests.compose.templating.making import checked, templates
from tests.compose.templating.test_survey import sample

ZH = Wording("zh")
PIECES = st.sampled_from(
    [
        "{{ ", " }}", "{% ", " %}", "{# ", " #}", "{%- ", " -%}", "if ", "elif ", "else", "endif", "for ", "x in ", "endfor",
        "set x = ", "include ", "'head.md.jinja'", "ignore missing", "with ", "block b", "endblock", "macro m()", "extends ",
        "name", "rows", "person", ".title", ".value", "[0]", "[1:]", "['title']", "figures", ".own", "extra", ".x", "nothing",
        " | ", "bar", "link", "chart", "card", "status", "spark", "indent", "number", "percent", "default(1)", "items",
        "dictsort", "sort", "sort(attribute='value')", "map(attribute='value')", "selectattr('value')", "groupby('value')",
        "join(', ')", "first", "length", "sum", "max", "round", "int", "unique", "reverse", "upper", "list", "abs",
        " is defined", " is odd", " and ", " not ", " in ", "(", ")", "[", "]", "{", "}", ",", ":", "=", "==", "<", "~", "+",
        "-", "*", "/", "//", "%", "**", "0", "1", "2.5", "'a'", '"', "none", "true", "range(3)", "_('no plan')", "loop.index",
        "loop", "()", "“", "，", "\n", " ", "text", "\x00", "caller", "self", "super()", "recursive",
    ]
)  # fmt: skip
WRITTEN = st.lists(PIECES, max_size=14).map("".join)
EXPRESSIONS = st.lists(PIECES.filter(lambda piece: "{" not in piece and "%" not in piece), max_size=8).map(
    lambda pieces: "{{ " + "".join(pieces) + " }}"
)


@given(st.one_of(WRITTEN, EXPRESSIONS))
@settings(deadline=None, max_examples=150)
def test_anything_is_either_good_or_told(source: str) -> None:
    found = checked(
        source, sample(), sample() | {"rows": [], "person": {"title": None, "unit": None}}, head=""
    )
    for fault in found:
        assert fault.file == "templates/manager.md.jinja"
        assert fault.row is not None
        assert ZH.message(fault.problem)
        assert ZH.message(fault.remedy)


@given(st.one_of(WRITTEN, EXPRESSIONS))
@settings(deadline=None, max_examples=150)
def test_what_a_check_finds_good_is_shown_without_a_mistake(source: str) -> None:
    if checked(source, sample(), head=""):
        return
    given_ = sample() | {"extra": {"x": 1}}
    try:
        assert isinstance(templates(source, head="").render("manager", given_, "P"), str)
    except MistakesError:
        assert "extra" in source
