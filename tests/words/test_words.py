"""Words are found in one pass, wherever each of them stands, and only as whole words where they are Latin."""

from hypothesis import given
from hypothesis import strategies as st

from tallybook.words import ByteWords, Words


def found(text: str, *words: str) -> list[str]:
    return [match.word for match in Words(words).found(text)]


def test_every_word_is_found_and_the_longest_replaced() -> None:
    names = ("海港", "海港银行", "北支行")
    assert found("海港银行北支行", *names) == ["海港", "海港银行", "北支行"]
    assert Words(names).replaced("海港银行北支行", lambda word: word[0]) == "海北"


def test_bytes_are_read_as_utf_8_and_as_utf_16() -> None:
    words = ByteWords(["北支行", "Annabel", "Bo", "王伟"])
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = b"\xff" + "见北支行，Annabel，Bo，王伟".encode(encoding)
        # What takes a few bytes only stands by chance in any picture.
        short = ["王伟"] if encoding == "utf-8" else []
        assert [each.word for each in words.found(data)] == ["北支行", "Annabel", *short], encoding
    assert list(words.found(b"Annabelle, JoAnnabel")) == []


def test_latin_words_are_found_whole() -> None:
    assert found("Annual report of Ann, Joanna and ann", "Ann") == ["Ann"]
    assert found("p1 p12 xp1 p1.", "p1") == ["p1", "p1"]
    assert found("张Ann说", "Ann") == ["Ann"]


def test_long_words_are_found_and_replaced_whole() -> None:
    name = "Northern and Western Harbour Association of Cooperative Purchasing Companies Ltd"
    assert found(f"sold to {name}.", name) == [name]
    assert found(f"sold to {name[:64]}.", name) == []
    assert Words([name]).replaced(f"sold to {name}.", lambda word: f"{word[0]}**") == "sold to N**."
    assert [each.word for each in ByteWords([name]).found(name.encode())] == [name]


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
