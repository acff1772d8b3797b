"""Text is never a formula, nothing invisible, and arrives as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.workbooks import Sheet, sheet_names, write
from tallybook.workbooks.texts import MOST, begins_a_formula, cut, shown
from tests.hostile import NARRATIVES, PAYLOADS
from tests.workbooks.reading import in_office, of_texts, opened, parts, workbook

SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "\x00=")
HOSTILE = [
    *PAYLOADS.values(),
    *NARRATIVES.values(),
    *(f"{sign}1+cmd|' /C calc'!A0" for sign in SIGNS),
    "_x0041_ stays",
    "_x000D_",
    '=HYPERLINK("https://x.invalid","x")',
    "#REF!",
    "TRUE",
    "1e5",
    "00123",
    "2025-01-31",
    "https://x.invalid/",
    "internal:'s'!A1",
    "{=1+1}",
]


def _as_read(text: str) -> str:
    """What openpyxl hands over of a text: it leaves Excel's way of writing _xHHHH_ as it stands."""
    return text.replace("_x005F_x", "_x")


def test_hostile_texts_come_back_as_texts() -> None:
    sheet = opened(of_texts(HOSTILE))["s"]
    for place, text in enumerate(HOSTILE, 1):
        cell = sheet.cell(place, 1)
        assert (cell.data_type, _as_read(cell.value)) == ("s", shown(text))
        assert cell.hyperlink is None


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_texts_come_back_as_texts(texts: list[str]) -> None:
    sheet = opened(of_texts(texts))["s"]
    for place, text in enumerate(texts, 1):
        cell = sheet.cell(place, 1)
        assert _as_read(cell.value or "") == _as_read(shown(text))
        assert cell.data_type == ("s" if text else "n")


def test_no_cell_holds_a_formula_and_every_doubtful_one_is_quoted() -> None:
    data = of_texts(HOSTILE)
    sheet = opened(data)["s"]
    assert "<f>" not in parts(data)["xl/worksheets/sheet1.xml"]
    quoted = [text for place, text in enumerate(HOSTILE, 1) if sheet.cell(place, 1).quotePrefix]
    assert quoted == [text for text in HOSTILE if begins_a_formula(shown(text))]
    assert {f"{sign}1+cmd|' /C calc'!A0" for sign in SIGNS if sign != "\x00="} <= set(quoted)


def test_libreoffice_shows_the_same_texts(tmp_path: Path) -> None:
    # A line that is empty or ends in blanks is LibreOffice's to show; all else must stand there letter by letter.
    rows = in_office(of_texts(HOSTILE), tmp_path)
    assert ["".join(cells) for cells in rows] == [shown(text) for text in HOSTILE]


def test_invisible_letters_are_seen_and_lines_are_kept() -> None:
    assert shown("a\x00b\u202ec\ud800") == "a〔U+0000〕b〔U+202E〕c〔U+D800〕"
    assert shown("one\r\ntwo\rthree\u2028four\tfive") == "one\ntwo\nthree\nfour\tfive"
    assert shown("家族 👩‍👩‍👧 𠮷") == "家族 👩‍👩‍👧 𠮷"


@given(st.text(alphabet="a𠮷", max_size=40), st.integers(1, 30))
def test_what_is_cut_says_so_and_fits(text: str, most: int) -> None:
    made = cut(text, most)
    assert len(made.encode("utf-16-le")) // 2 <= most
    assert made == text or (made.endswith("…") and text.startswith(made[:-1]))


def test_a_text_too_long_for_a_cell_is_cut_with_a_sign() -> None:
    value = opened(of_texts(["𠮷" * MOST]))["s"]["A1"].value
    assert value == "𠮷" * ((MOST - 1) // 2) + "…"


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_names_are_made_names_of_sheets(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    written = write(workbook(*(Sheet(name=name, rows=()) for name in names)))
    assert len(opened(written).sheetnames) == len(wanted)
    assert all(1 <= len(name.encode("utf-16-le")) // 2 <= 31 for name in names)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (("营业部/一:二", "营业部 一 二"), ("营业部 一 二", "营业部 一 二 (2)")),
        (("History", ""), ("History (2)", "1")),
        (("'a'", "A"), ("a", "A (2)")),
        (("x" * 40, "x" * 40), ("x" * 30 + "…", "x" * 26 + "… (2)")),
    ],
)
def test_names_of_sheets(wanted: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert sheet_names(wanted) == names
