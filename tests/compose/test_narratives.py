import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tallybook.compose import markdown
from tallybook.compose.narratives import MAX_LENGTH, MAX_LINE, narrate
from tests.compose.reading import HOUSES, blocks, dangers, read
from tests.hostile import NARRATIVES, PAYLOADS

PIECES = st.sampled_from(
    [
        "*", "**", "_", "`", "```", "~~~", "# ", "- ", "1. ", "2) ", "> ", "| a | b |", "|---|---|", "\n", "\n\n",
        "    ", "{", "}", "{{", "}}", "{raw}", "{include} x", "[", "](", ")", "![", "<b>", "<!--", "-->", "$$", "$",
        "\\", "---", "===", ":::", "(x)=", "% ", "+++", "[^1]: ", "&lt;", "&#32;", "&nbsp;", "https://example.org",
        "javascript:x", "a", "中文", "。", "，", " ", "\t", "\u3000", "\x00", "\u202e", "\ud800", "\u2028", "\r",
    ]
)  # fmt: skip
NOTES = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join)
ALLOWED = {
    "paragraph", "strong", "em", "text", "softbreak", "bullet_list", "ordered_list", "list_item", "blockquote",
    "code_inline", "fence", "table", "thead", "tbody", "tr", "th", "td", "link", "inline", "root",
}  # fmt: skip


@pytest.mark.parametrize("name", NARRATIVES)
@pytest.mark.parametrize("extensions", HOUSES, ids=["hardened", "jupyter book", "everything"])
def test_no_note_does_anything(name: str, extensions: tuple[str, ...]) -> None:
    document = read(narrate(NARRATIVES[name]).myst, extensions)
    assert not dangers(document)
    for link in document.findall(nodes.reference):
        assert link["refuri"].startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_is_harmless_within_a_note(name: str) -> None:
    payload = PAYLOADS[name]
    note = f"前文 {payload} 后文\n\n- {payload}\n\n> {payload}\n\n| a | b |\n|---|---|\n| {payload} | x |\n\n**{payload}**\n"
    assert not dangers(read(narrate(note).myst, HOUSES[-1]))


@given(NOTES)
@settings(deadline=None, max_examples=400)
def test_any_note_shows_its_own_text_with_allowed_constructs_only(note: str) -> None:
    source = "\n".join(line.expandtabs(4) for line in note.splitlines())
    myst = narrate(source).myst
    written = MarkdownIt("commonmark").enable("table").parse(myst)
    kinds = {node.type for node in markdown.SyntaxTreeNode(written).walk()}
    assert kinds <= ALLOWED, kinds - ALLOWED
    assert all(len(line) <= MAX_LINE for line in myst.split("\n"))


@given(NOTES)
@settings(deadline=None, max_examples=100)
def test_myst_finds_nothing_to_do_in_any_note(note: str) -> None:
    assert not dangers(read(narrate(note).myst, HOUSES[-1]))


@given(st.text(st.sampled_from("中文字 ab。，"), max_size=60))
@settings(deadline=None)
def test_plain_words_come_out_as_they_went_in(note: str) -> None:
    shown = "".join(blocks(read(narrate(note).myst)))
    assert "".join(shown.split()) == "".join(note.split())


@pytest.mark.parametrize(
    ("note", "myst"),
    [
        ("存款**稳步**增长", "存款**稳步**增长"),
        ("# 标题\n正文", "**标题**\n\n正文"),
        ("- 一\n- 二\n  1. 三", "- 一\n\n- 二\n\n  1. 三"),
        ("> 引文\n> 续", "> 引文续"),
        ("one\ntwo", "one two"),
        ("第一句。\n第二句，\n第三句", "第一句。\n\n第二句，第三句"),
        ("a  \nb", "a\n\nb"),
        ("`x|y`", "`x|y`"),
        ("    code\n    {{ x }}", "```\ncode\n{{ x }}\n```"),
        ("| 甲 | 乙 |\n|:-|-:|\n| 1 | `a\\|b` |", "| 甲 | 乙 |\n| :--- | ---: |\n| 1 | `a\\|b` |"),
        ("[站点](https://example.org)", "[站点](https\\:\\/\\/example\\.org)"),
        ("![图](x.png)", "图"),
        ("{{ x }}", "\\{\\{ x \\}\\}"),
        ("{{ a*b*c }}", "\\{\\{ a\\*b\\*c \\}\\}"),
        ("{raw}`<b>`", "\\{raw\\}\\`\\<b\\>\\`"),
        ("(x)=", "\\(x\\)\\="),
        ("% x", "\\% x"),
        ("[^1]: 注", "\\[\\^1\\]\\: 注"),
        ("```{include} x\ny\n```", "````\n```{include} x\ny\n```\n````"),
        ("---\na: 1\n---\n正文", "```\n---\na: 1\n---\n```\n\n正文"),
        ("---", "\\-\\-\\-"),
        ("", ""),
    ],
)
def test_notes_written_out(note: str, myst: str) -> None:
    assert narrate(note).myst == myst


def test_two_masked_phone_numbers_are_no_bold_text() -> None:
    assert narrate("致电 138****5678，另 **139****1234**。").myst == (
        r"致电 138\*\*\*\*5678，另 **139\*\*\*\*1234**。"
    )
    assert narrate("a ****b**** c").myst == "a ****b**** c"


def test_what_is_shown_as_text_is_said() -> None:
    (remark,) = narrate("{{ 7*7 }} and\n\n```{include} x\n```\n\n![a](b) <b>").remarks
    assert "{{ 7*7 }}  ```{include} x  ![a](b)  <b>" in str(remark)


def test_ordinary_notes_leave_no_remarks() -> None:
    assert narrate("**日均** 14.62 亿元，利率<3%\n\n- 一\n").remarks == ()


def test_a_note_without_end_is_cut_and_says_so() -> None:
    narrative = narrate("字" * (MAX_LENGTH + 1))
    assert len("".join(narrative.myst.split())) == MAX_LENGTH
    assert "longer than 50000 characters" in str(narrative.remarks[0])


@pytest.mark.parametrize("mark", ["*", "_", "~", "[", "> ", "- "])
def test_what_is_nested_without_end_is_shown_line_by_line(mark: str) -> None:
    note = f"前{mark * 300}中{mark * 300}后"
    document = read(narrate(note).myst)
    assert max(_depth(text) for text in document.findall(nodes.Text)) < 40
    assert "中" in document.astext()


def _depth(node: nodes.Node) -> int:
    return 0 if node.parent is None else 1 + _depth(node.parent)
