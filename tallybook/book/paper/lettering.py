"""What the book's fonts can show of a text, and how wide that is."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib import resources

from tallybook.book.glyphs import is_unseen

MISSING = "\N{GETA MARK}"
_SPACES = re.compile(r"[ \t\n\r\f]+")
# Han may be parted anywhere; of anything else a run of this length would stick out of its line.
_LONG = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{25,}")
_HAN = "\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MEETING = re.compile(rf"(?<=[{_HAN}])(?=[!-~\u00a1-\u024f])|(?<=[!-~\u00a1-\u024f])(?=[{_HAN}])")
_QUARTER = 0.25
_PIECE = re.compile(".{1,12}", re.DOTALL)


def prepare() -> None:
    """Read what is to be known of the fonts, before processes are parted that need it."""
    _advances()


def folded(text: str) -> str:
    """The text with white space folded, as a browser shows it."""
    return _SPACES.sub(" ", text)


def drawn(text: str) -> str:
    """The text as the fonts can show it: 〓 for what they lack, nothing for what nobody sees."""
    return text if text.isascii() else "".join(map(_drawn, text))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces between which a line may end; with each whether it is to be kept whole."""
    done = 0
    for run in _LONG.finditer(text):
        if done < run.start():
            yield text[done : run.start()], False
        for piece in _PIECE.findall(run[0]):
            yield piece, True
        done = run.end()
    if done < len(text):
        yield text[done:], False


@functools.lru_cache(maxsize=10_000)
def width(text: str) -> float:
    """How wide a drawn text is on one line, in ems."""
    return sum(map(_advance, text))


def spaces(text: str) -> float:
    """How much room, in ems, a word processor adds where Han meets letters and figures."""
    return sum(1 for _ in _MEETING.finditer(text)) * _QUARTER


@functools.cache
def _drawn(character: str) -> str:
    if character.isascii() or ord(character) in _advances():
        return character
    if is_unseen(character):
        return " " if unicodedata.category(character) == "Zs" else ""
    return MISSING


@functools.cache
def _advance(character: str) -> float:
    return _advances().get(ord(character), 1.0)


@functools.cache
def _advances() -> Mapping[int, float]:
    """The width of every character that the fonts have, in ems."""
    from fontTools.ttLib import TTFont

    with (
        resources.as_file(resources.files("tallybook") / "fonts" / "NotoSansSC-Regular.ttf") as path,
        TTFont(path, lazy=True) as font,
    ):
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}
