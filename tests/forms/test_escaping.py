"""Texts as Markdown: read as a note is, each is what was typed, to the letter."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from tallybook.compose import markdown
from tallybook.compose.escapes import visible
from tallybook.compose.narratives import narrate
from tallybook.forms import escaping
from tallybook.tables import headings, steps

# What a cell can hold: no control characters but the line break and the tab, no halves of characters.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
AWKWARD = st.sampled_from(
    ["#", "##", "|", "---", "===", "- ", "* ", "+ ", "1. ", "12) ", "> ", "```", "~~~", "{{ x }}", "$$", "$5", "<b>", "&amp;", "&#65;",
     "\\", "\\|", "<br>", "`", "**", "__", "[a](b)", "![", "{role}`x`", ":--", "    ", "\t", "　　", " ", "主要业绩", "\n", "\n\n", "99.41%", "😀", "👨‍👩‍👧"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(AWKWARD, st.text(LETTERS, max_size=8)), max_size=12).map("".join)


def told(node: SyntaxTreeNode) -> str:
    """The text of a note's part as its parser understood it, which must be paragraphs and nothing else."""
    assert {block.type for block in node.children} <= {"paragraph"}
    return "\n\n".join("".join(map(_leaf, block.children[0].children)) for block in node.children)


def _leaf(leaf: SyntaxTreeNode) -> str:
    assert leaf.type in ("text", "hardbreak"), leaf.type
    return "\n" if leaf.type == "hardbreak" else leaf.content


@given(TEXTS)
@example("a\n\n\n\nb")
@example("存在问题\n---")
@example("| a | b |\n| --- | --- |\n| 1 | 2 |")
@example("---\ntitle: x\n---\n{{ 7*7 }}")
@example("a \n b")
@settings(max_examples=400)
def test_every_text_is_read_back_to_the_letter(text: str) -> None:
    text = text.strip("\n")
    written = escaping.markdown(text)
    note = headings.split(f"## 主要业绩\n\n{written}\n")
    assert list(note) == ["achievements"]
    assert told(markdown.parse(note["achievements"] or "")) == text


@given(TEXTS)
@settings(max_examples=200)
def test_the_page_shows_the_same_letters(text: str) -> None:
    shown = markdown.shown(markdown.parse(narrate(escaping.markdown(text)).myst))
    assert shown == "".join("".join(map(visible, text.splitlines())).split())


@pytest.mark.parametrize(
    "text", ["完成率 101.99%，同比 -3.2%", "$5,000 (10~20%)", "a+b=c", "-5 度", "C# 2.0 / 3"]
)
def test_what_means_nothing_to_markdown_stays_as_it_was_typed(text: str) -> None:
    assert escaping.markdown(text) == text


@given(TEXTS.map(str.strip), TEXTS.map(str.strip))
@example("a\\\nb", "\\|<br>\\<br>\\\\")
@settings(max_examples=300)
def test_every_text_in_a_table_of_steps_is_read_back_to_the_letter(one: str, other: str) -> None:
    rows = f"| 工作 | 责任人 |\n| --- | --- |\n| {escaping.cell(one)} | {escaping.cell(other)} |"
    table = steps._table(rows, {"text"})
    assert table is not None
    assert table.rows == ((one, other),)
