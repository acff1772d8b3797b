"""Words: many of them looked for at once, in one pass over a text or over bytes; the door to Aho-Corasick."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
# Fewer bytes stand by chance in any picture, font or packed file of some size.
_LEAST_BYTES = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A word and where it stands."""

    word: str
    start: int
    end: int


class Words:
    """Some words to look for. Of Latin letters and digits only whole words are found: Ann is not in Annual."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if word.strip()})
        if self._words:
            from ahocorasick_rs import AhoCorasick, MatchKind

            self._all = AhoCorasick(self._words)
            self._longest = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def __bool__(self) -> bool:
        return bool(self._words)

    def found(self, text: str) -> Iterator[Found]:
        """Every place at which one of the words stands, also inside of another."""
        if self._words:
            yield from self._whole(text, self._all.find_matches_as_indexes(text, overlapping=True))

    def replaced(self, text: str, by: Callable[[str], str]) -> str:
        """The text with something else in the place of each word, of several that begin together of the longest."""
        if not self._words:
            return text
        parts, done = [], 0
        for found in self._whole(text, self._longest.find_matches_as_indexes(text)):
            parts += [text[done : found.start], by(found.word)]
            done = found.end
        return "".join((*parts, text[done:]))

    def _whole(self, text: str, matches: Iterable[tuple[int, int, int]]) -> Iterator[Found]:
        for which, start, end in matches:
            if not (_goes_on(text, start) or _goes_on(text, end)):
                yield Found(self._words[which], start, end)


class ByteWords:
    """Some words to look for in bytes, as UTF-8 and as UTF-16, but for those of a few bytes only."""

    def __init__(self, words: Iterable[str]) -> None:
        written = ((word.encode(each, "ignore"), word) for word in words for each in _ENCODINGS)
        self._known = {data: word for data, word in written if len(data) >= _LEAST_BYTES}
        self._patterns = sorted(self._known)
        if self._patterns:
            from ahocorasick_rs import BytesAhoCorasick

            self._all = BytesAhoCorasick(self._patterns)

    def found(self, data: bytes) -> Iterator[Found]:
        """Every place at which one of the words stands."""
        if not self._patterns:
            return
        for which, start, end in self._all.find_matches_as_indexes(data, overlapping=True):
            edges = (
                data[max(0, start - 1) : start + 1].decode("latin-1"),
                data[end - 1 : end + 1].decode("latin-1"),
            )
            if not (_goes_on(edges[0], len(edges[0]) - 1) or _goes_on(edges[1], 1)):
                yield Found(self._known[self._patterns[which]], start, end)


def _goes_on(text: str, place: int) -> bool:
    """Whether a Latin word or number stands on both sides of a place."""
    return 0 < place < len(text) and _is_latin(text[place - 1]) and _is_latin(text[place])


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
