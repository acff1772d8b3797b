"""Phone numbers in two thousand ways of writing; ids and amounts of eleven digits beside them."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.phones import is_phone, masked, masked_phone
from tallybook.domain.subjects import Subject, SubjectKind

_PREFIXES = ("130", "138", "139", "145", "150", "159", "166", "171", "178", "186", "189", "191", "199")
_COUNTRIES = ("", "+86", "+86 ", "86-", "0086", "(+86)", "（86）", "+86-", "＋86 ", "86 ")
_SEPARATORS = (
    " ",
    "-",
    " - ",
    "\u00a0",
    "\u2011",
    "\u2013",
    "－",
    ".",
    "·",
    "\u3000",
    "_",
    "/",
    "\u200b",
    "",
)
_GROUPINGS = ((3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (11,), (3, 4, 2, 2), (1,) * 11)
_ALPHABETS = ("0123456789", "０１２３４５６７８９", "〇一二三四五六七八九")
_PLACES = (
    "{}", "电话{}", "请拨打 {}。", "客户王总（{}）来电", "手机：{}，微信同号", "Tel: {}", "tel:{}", "call {} now",
    "{}@139.com", "回访_{}.docx", "联系人\t{}\t已回复", "“{}”", "<b>{}</b>", "[{}](tel)", "手机号{}，转", "电话为{}\n",
)  # fmt: skip


def numbers(chance: random.Random) -> str:
    return chance.choice(_PREFIXES) + f"{chance.randrange(10**8):08d}"


def written(chance: random.Random) -> tuple[str, str]:
    """A number and one way of writing it in a sentence."""
    number, groups, mark = numbers(chance), chance.choice(_GROUPINGS), chance.choice(_SEPARATORS)
    letters = chance.choice(_ALPHABETS)
    parts, place = [], 0
    for length in groups:
        parts.append("".join(letters[int(digit)] for digit in number[place : place + length]))
        place += length
    return number, chance.choice(_PLACES).format(chance.choice(_COUNTRIES) + mark.join(parts))


def variants() -> Iterator[tuple[str, str]]:
    chance = random.Random(2025)
    found: dict[str, str] = {}
    while len(found) < 2000:
        number, text = written(chance)
        found[text] = number
    yield from ((number, text) for text, number in found.items())


def test_two_thousand_ways_of_writing_are_masked() -> None:
    every = list(variants())
    assert len(every) == 2000
    missed = [text for number, text in every if f"{number[:3]}****{number[-4:]}" not in masked(text)]
    assert missed == []


def test_of_ten_thousand_other_numbers_of_eleven_digits_hardly_any_is_touched() -> None:
    chance = random.Random(7)
    places = (
        "订单号{}", "合同编号：{}", "单号 {}", "order {}", "ID={}", "流水{}", "DD{}", "金额{}元", "余额 {} 万元", "¥{}",
        "{}.50", "{},{}", "账号{}", "No. {}", "6222{}", "{}8801", "0{}",
    )  # fmt: skip
    harmed = 0
    for _ in range(10_000):
        number = str(chance.randrange(10**10, 10**11))
        text = chance.choice(places).replace("{}", number)
        harmed += masked(text) != text
    assert harmed <= 10


@pytest.mark.parametrize("word", ["amount ", "Account: ", "contract ", "invoice no. "])
def test_what_an_english_word_calls_a_number_of_something_else_stays(word: str) -> None:
    assert masked(f"{word}13812345678") == f"{word}13812345678"


@pytest.mark.parametrize("word", ["T: ", "M ", "tel ", "cell phone "])
def test_what_an_english_word_calls_a_phone_is_masked(word: str) -> None:
    assert masked(f"{word}13812345678") == f"{word}138****5678"


def test_numbers_that_no_phone_begins_with_stay_wherever_they_stand() -> None:
    chance = random.Random(11)
    for _ in range(3000):
        number = chance.choice(("10", "11", "12", "2", "3", "5", "9")) + f"{chance.randrange(10**10):010d}"
        assert masked(f"共 {number[:11]} 条") == f"共 {number[:11]} 条"


def test_what_stands_in_a_column_of_phones_is_masked_whatever_it_is() -> None:
    assert masked_phone("13812345678") == "138****5678"
    assert masked_phone("13812345678.0") == "138****5678"
    assert masked_phone("1.3812345678E10") == "138****5678"
    assert masked_phone("0571-88889999") == "057****9999"
    assert masked_phone("8123") == "8123"


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once_and_texts_without_digits_stay(text: str) -> None:
    assert masked(masked(text)) == masked(text)
    assert not is_phone(
        "".join(letter for letter in text if not letter.isnumeric() and letter not in "○幺两")
    )


def test_a_phone_number_taken_for_an_id_reaches_no_file_name() -> None:
    slugs = {
        Subject(kind=SubjectKind.MANAGER, id=id_, name="x").slug
        for id_ in ("13812345678", "138-1234-5678", "13812345679")
    }
    assert len(slugs) == 3
    assert not any("1234567" in slug or "1234-567" in slug for slug in slugs)


def test_a_hundred_thousand_digits_take_no_time() -> None:
    assert masked("1" * 100_000) == "1" * 100_000
    assert masked("1 3 " * 25_000).count("*") == 0
