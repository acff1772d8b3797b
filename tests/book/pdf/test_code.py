"""Texts as Typst strings: whatever they hold, Typst reads exactly them and nothing else."""

import json
import string

import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st

from tallybook.book.pdf import code

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def _evaluated(expression: code.Code) -> object:
    return json.loads(typst.eval(b"", expression))


@pytest.mark.parametrize(
    "text",
    [
        '"; #read("/etc/passwd") "',
        '\\"#include "x.typ"',
        "\\u{22}",
        "a\\",
        "\N{LINE SEPARATOR}\x00\x07\x7f\r\n\t",
        string.punctuation,
        "// /* ]) } @ref <label> $x$ `raw`",
    ],
)
def test_a_string_is_its_text(text: str) -> None:
    assert _evaluated(code.string(text)) == text


@given(st.lists(ANY, min_size=1))
@example(['"', "\\", '")'])
def test_every_text_of_a_list_arrives(texts: list[str]) -> None:
    assert _evaluated(code.array(texts)) == texts


@given(st.dictionaries(ANY, ANY))
def test_every_entry_of_a_dictionary_arrives(entries: dict[str, str]) -> None:
    assert _evaluated(code.dictionary(entries)) == entries


def test_a_string_never_leaves_its_line() -> None:
    assert "\n" not in code.string("".join(map(chr, range(0x3000))))


def test_numbers_and_nothing_are_themselves() -> None:
    assert _evaluated(code.array([1.5, -2, True, None, 1e-7])) == [1.5, -2, True, None, 1e-7]


def test_a_call_names_its_arguments() -> None:
    assert code.call("f", "a", 1, body_indent=None) == 'f("a", 1, body-indent: none)'
