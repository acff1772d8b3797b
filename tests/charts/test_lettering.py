from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font

from tallybook.charts import lettering
from tests.hostile import PAYLOADS


def _has_glyphs(text: str) -> bool:
    font = FT2Font(lettering.path("Regular"))
    return all(font.get_char_index(ord(character)) for character in text)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("存款日均 121.8%", "存款日均 121.8%"),
        ("$\\frac{1}{2}$ {{ 7*7 }} <script>", "$\\frac{1}{2}$ {{ 7*7 }} <script>"),
        ("one\r\ntwo\tthree", "one two three"),
        ("a\x00b\u202ec", "a〔U+0000〕b〔U+202E〕c"),
        ("a\ud800b", "a〔U+D800〕b"),
        ("孙㛃 𠮷野 🙂", "孙㛃 〓野 〓"),
        ("葛\U000e0100飾 ✌\ufe0f", "葛飾 〓"),
        ("−5", "−5"),
    ],
)
def test_text_is_drawn_literally_and_nothing_is_left_invisible(text: str, drawn: str) -> None:
    assert lettering.literal(text) == drawn


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_every_drawn_character_has_a_glyph(text: str) -> None:
    drawn = lettering.literal(text)
    assert _has_glyphs(drawn)
    assert "".join(drawn.split()).isprintable()


def test_what_the_font_has_is_not_replaced() -> None:
    for name in ("zero-width", "full-width", "all-punctuation", "script"):
        assert lettering.MISSING not in lettering.literal(PAYLOADS[name])


@settings(deadline=None, max_examples=100)
@given(text=st.text(max_size=60), room=st.floats(min_value=12, max_value=300))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, room: float) -> None:
    short = lettering.shortened(text, 10, room)
    assert lettering.width(short, 10) <= room
    assert short == lettering.literal(text) or short.endswith("…")


@pytest.mark.parametrize(("text", "ems"), [("存款", 2.0), ("88", 1.11), ("", 0.0)])
def test_width_is_that_of_the_fonts_advances(text: str, ems: float) -> None:
    assert lettering.width(text, 10) == pytest.approx(10 * ems)


def test_a_forked_process_opens_fonts_of_its_own() -> None:
    assert lettering.width("纳税", 10) == 20
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        assert pool.submit(_open_fonts).result() == 0


def _open_fonts() -> int:
    return lettering._font.cache_info().currsize
