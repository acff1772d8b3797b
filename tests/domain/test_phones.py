"""Phone numbers in two thousand ways of writing; ids and amounts of eleven digits beside them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.domain.phones import is_phone, masked, masked_phone
from tallybook.domain.subjects import Subject, SubjectKind
from tests import phones


def test_two_thousand_ways_of_writing_are_masked() -> None:
    every = phones.variants(2000)
    assert len({text for _, text in every}) == 2000
    missed = [text for number, text in every if f"{number[:3]}****{number[-4:]}" not in masked(text)]
    assert missed == []


def test_of_ten_thousand_other_numbers_of_eleven_digits_hardly_any_is_touched() -> None:
    chance = random.Random(7)
    places = (
        "订单号{}", "合同编号：{}", "单号 {}", "order {}", "ID={}", "流水{}", "DD{}", "金额{}元", "余额 {} 万元", "¥{}",
        "{}.50", "{},00", "账号{}", "No. {}", "6222{}", "{}8801", "0{}",
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三13812345678", "张三138****5678"),
        ("13812345678三楼", "13812345678三楼".replace("12345678", "****5678")),
        ("2025-06-30 138-1234-5678", "2025-06-30 138****5678"),
        ("13812345678,13912345678", "138****5678,139****5678"),
        ("13812345678-13912345678", "138****5678-139****5678"),
        ("编号001，13812345678", "编号001，138****5678"),
        ("①13812345678¹", "①138****5678¹"),
        ("Ann13812345678", "Ann138****5678"),
        ("手机：138,1234,5678", "手机：138****5678"),
        ("手机：013812345678", "手机：138****5678"),
    ],
)
def test_what_stands_beside_a_number_hides_none_of_it(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "138,1234,5678", "1 3 8 1 2 3 4 5 6 7 8 9", "1\n3\n8\n1\n2\n3\n4\n5\n6\n7\n8", "1381 2345 67 8", "13,812,345,678",
        "1381234567813912345678", "1.13812345678", "deadbeef13812345678ff", "13812345678,50", "电话 12345678901", "&lt;13800&gt; %",
    ],
)  # fmt: skip
def test_rows_of_figures_and_digests_stay(text: str) -> None:
    assert masked(text) == text


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
        "".join(letter for letter in text if not letter.isnumeric() and letter not in "○幺两洞拐勾&%")
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
