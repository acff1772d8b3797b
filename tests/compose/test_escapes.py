import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tallybook.compose.escapes import Myst, escape, visible
from tests.compose.reading import HOUSES, blocks, dangers, read
from tests.hostile import PAYLOADS

PLACES = {
    "heading": "# {}\n",
    "paragraph": "{}\n",
    "middle": "before {} after\n",
    "list": "- {}\n",
    "ordered": "1. {}\n",
    "quote": "> {}\n",
    "head cell": "| {} | x |\n|---|---|\n| y | z |\n",
    "body cell": "| x | y |\n|---|---|\n| {} | z |\n",
    "strong": "**{}**\n",
    "directive": "```{{note}}\n{}\n```\n",
    "after a line": "before\n{}\n",
    "link": "[{}](https://example.org)\n",
}
MARKUP = st.text(
    st.one_of(st.sampled_from("`*_{}[]()<>#+-=|~:$\\&%!.1 \n\t\u3000a中"), st.characters()), max_size=40
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("extensions", HOUSES, ids=["hardened", "jupyter book", "everything"])
def test_every_payload_shows_as_it_is(place: str, extensions: tuple[str, ...]) -> None:
    for name, payload in PAYLOADS.items():
        document = read(PLACES[place].format(escape(payload)), extensions)
        assert not dangers(document), name
        assert any(visible(payload) in block for block in blocks(document)), name


@given(MARKUP)
@settings(deadline=None, max_examples=300)
def test_any_text_is_one_paragraph_of_plain_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escape(text))
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown == visible(text)
    assert {child.type for token in tokens for child in token.children or ()} <= {"text"}


@given(MARKUP)
@settings(deadline=None, max_examples=60)
def test_any_text_is_shown_by_myst(text: str) -> None:
    document = read(f"| {escape(text)} | x |\n|---|---|\n", HOUSES[-1])
    assert not dangers(document)
    assert blocks(document)[0] == visible(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b", "a〔U+0000〕b"),
        ("abc\u202egpj", "abc〔U+202E〕gpj"),
        ("a\ud800", "a〔U+D800〕"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("👩\u200d👧 葛\U000e0100", "👩\u200d👧 葛\U000e0100"),
        ("\ufffe\U0010ffff", "〔U+FFFE〕〔U+10FFFF〕"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_ordinary_text_stays_readable_in_the_source() -> None:
    assert escape("城东支行 日均存款") == "城东支行 日均存款"
    assert escape("2025. 年度") == "2025\\. 年度"
    assert isinstance(escape("a"), Myst)
