"""Texts arrive as they were written, whatever program saved them."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.settings import Source
from tallybook.sources.decoding import clean, decode, encoding_in, encoding_of
from tallybook.sources.separated import of_lines
from tallybook.sources.unfit import Unfit
from tallybook.tables.cells import identifier
from tallybook.tables.shaping import sheet_of
from tallybook.tables.style import Style
from tests.tables.conftest import fault, read

HAN = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=3)
IDS = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs", "Cn")), min_size=1, max_size=40
).filter(lambda text: clean(text) == text and text.strip("."))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_a_workspace_in_any_encoding_is_the_same(root: Path, encoding: str) -> None:
    plain = read(root)
    for path in root.rglob("*.*"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert read(root) == plain


@pytest.mark.parametrize("encoding", ["big5", "utf-16-le", "utf-8"])
def test_a_declared_encoding_is_taken(root: Path, encoding: str) -> None:
    units = "unit_id,name,parent_id\nhq,總行,\nb1,分行,hq\nb2,支行,hq\n"
    (root / "units.csv").write_bytes(units.encode(encoding))
    assert read(root, {"units": {"file": "units.csv", "encoding": encoding}}).units[0].name == "總行"


@pytest.mark.parametrize(
    "encoding",
    ["gb2313", "base64", "hex", "rot13", "bz2", "zlib", "punycode", "idna", "undefined", "unicode_escape"],
)
def test_an_encoding_that_does_not_exist(root: Path, encoding: str) -> None:
    one = fault(root, {"units": {"file": "units.csv", "encoding": encoding}})
    assert (one.kind, one.file) == ("unknown-encoding", "units.csv")


def test_a_declared_encoding_that_does_not_fit(root: Path) -> None:
    one = fault(root, {"units": {"file": "units.csv", "encoding": "ascii"}})
    assert (one.kind, one.row) == ("wrong-encoding", 2)


@settings(deadline=None, max_examples=60)
@given(HAN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_chinese_text_round_trip(text: str, encoding: str) -> None:
    assert decode(f"编号,{text}\n".encode(encoding)).removeprefix("\ufeff") == f"编号,{text}\n"


@settings(deadline=None)
@given(st.one_of(HAN, st.text(), st.binary()), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_a_file_is_read_piece_by_piece_in_the_encoding_of_the_whole(
    written: str | bytes, encoding: str
) -> None:
    data = written if isinstance(written, bytes) else written.encode(encoding, "replace")

    def whole() -> str:
        decode(data)
        return encoding_of(data)

    assert outcome(lambda: encoding_in(io.BytesIO(data))) == outcome(whole)


def outcome(read: Callable[[], str]) -> str | tuple[str, int | None]:
    try:
        return read()
    except Unfit as unfit:
        return unfit.kind, unfit.row


def test_one_damaged_byte_does_not_turn_utf8_into_gb18030() -> None:
    data = "编号,名称\n1,城东支行\n".encode()
    with pytest.raises(Unfit) as caught:
        decode(data[:-2] + b"\n")
    assert (caught.value.kind, caught.value.row) == ("wrong-encoding", 2)


@pytest.mark.parametrize(
    "text", ["a,Eve Müller\n", "id,name\nd,Renée Liège\n", "café,São Paulo\n", "x,naïve\n£,5\n"]
)
def test_western_text_is_not_taken_for_chinese(text: str) -> None:
    data = text.encode("cp1252")
    with pytest.raises(Unfit) as caught:
        decode(data)
    assert caught.value.kind == "wrong-encoding"
    assert "encoding: cp1252" in str(caught.value.remedy)
    assert decode(data, "cp1252") == text


@pytest.mark.parametrize("text", ["编号,5G和AI\n", "朱镕基\n", "a,K线\n", "id,name\nm1,㐀李\n"])
def test_chinese_between_latin_letters_stays_chinese(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


@settings(deadline=None, max_examples=150)
@given(st.lists(IDS, min_size=1, max_size=6, unique=True))
def test_ids_round_trip(ids: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["id", "name"], *([identifier, "x"] for identifier in ids)])
    written = decode(text.getvalue().encode("utf-8-sig"))
    grid = of_lines(lambda: io.StringIO(written, newline=""))
    sheet = sheet_of(grid, Source(file="x.csv"), "x.csv")
    assert [identifier(text, Style()) for text in sheet.columns["id"]] == ids


@pytest.mark.parametrize(
    "text", ["00123", "NO", "1e5", "NaN", "nan", "null", "2025-01-31", "0x1F", "1_000", "True"]
)
def test_ids_that_other_programs_change(root: Path, text: str) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8").replace("NO,李诺", f"{text}x,李诺")
    for path in root.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("NO,", f"{text}x,"), encoding="utf-8")
    (root / "managers.csv").write_text(
        managers + f"{text},周涛,b1,,,,\n" * (text != "00123"), encoding="utf-8"
    )
    assert text in {manager.manager_id for manager in read(root).managers}


def test_names_are_composed_and_trimmed_but_not_folded(root: Path) -> None:
    units = (root / "units.csv").read_text(encoding="utf-8")
    (root / "units.csv").write_text(units.replace("北区", "\u3000Cafe\u0301 １２\u00a0 "), encoding="utf-8")
    assert read(root).units[1].name == "Caf\u00e9 １２"
