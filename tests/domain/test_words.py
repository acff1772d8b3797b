"""Words are found in one pass, wherever each of them stands, and only as whole words where they are Latin."""

from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.words import Words


def found(text: str, *words: str) -> list[str]:
    return [match[0] for match in Words(words).found(text)]


def test_the_longest_of_several_that_begin_together_is_found() -> None:
    assert found("海港银行北支行", "海港", "海港银行", "北支行") == ["海港银行", "北支行"]


def test_latin_words_are_found_whole() -> None:
    assert found("Annual report of Ann, Joanna and ann", "Ann") == ["Ann"]
    assert found("p1 p12 xp1 p1.", "p1") == ["p1", "p1"]
    assert found("张Ann说", "Ann") == ["Ann"]


def test_signs_of_patterns_are_plain_letters() -> None:
    assert found("a.c abc (x|y)* [z]", "a.c", "(x|y)*", "[z]") == ["a.c", "(x|y)*", "[z]"]


def test_no_words_are_found_nowhere() -> None:
    assert found("anything", "", " ") == []
    assert Words(()).replaced("anything", str.upper) == "anything"


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=6), st.text("甲乙丙丁", max_size=30))
def test_where_any_word_stands_something_is_found(words: list[str], text: str) -> None:
    assert bool(found(text, *words)) == any(word in text for word in words)
    hidden = Words(words).replaced(text, lambda word: "*")
    assert not any(word in hidden for word in words)
