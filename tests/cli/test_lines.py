"""Lines on the terminal: columns stand under one another, long and invisible things do no harm."""

from tallybook.cli.show import lines
from tallybook.wording import Wording


def test_columns_stand_under_one_another_with_chinese_as_two() -> None:
    assert list(lines.aligned([("张敏", "a", "1"), ("Li", "bcd", "22")])) == [
        "  张敏  a    1",
        "  Li    bcd  22",
    ]


def test_only_the_last_column_may_be_wider() -> None:
    (line,) = lines.aligned([("a" * 9, "b" * 9)], widest=5, last=8)
    assert line == "  aaaa…  bbbbbbb…"


def test_a_short_text_is_whole_and_what_cannot_be_seen_is_replaced() -> None:
    assert lines.short("abc", 3) == "abc"
    assert lines.short("abcd", 3) == "ab…"
    assert lines.short("a\x1b[2J\nb") == "a\ufffd[2J\ufffdb"


def test_of_many_names_the_first_are_named_and_the_others_counted() -> None:
    wording = Wording("en")
    assert lines.enumerated(["a", "b"], wording, most=2) == wording.listed(["a", "b"])
    assert lines.enumerated(["a", "b", "c", "d"], wording, most=2).endswith(" and 2 more")
