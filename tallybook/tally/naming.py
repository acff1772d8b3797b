"""Naming: by which words a text may mean a KPI, and the lexicon that knows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tallybook.tally.evidence import Subject
from tallybook.tally.lexicon import HAN_TAGS, Tag, pattern

_HAN = re.compile("[\u4e00-\u9fff]")
# What a name may lose and still be the same thing: 贷款投放额 and 贷款投放, but not 不良率 and 不良.
_ENDINGS = ("总额", "总量", "次数", "户数", "数", "额", "量")
_BEGINNINGS = ("总", "累计")
_BETWEEN = "(?:的|了)?"
# A short name is part of a longer word where something else than these stands before it: 集中收款 is not 中收.
_SHORT = 2
_MAY_PRECEDE = "的和与及了现成计其末期年月季度前后内户行部办销放到达升长增全总本均我上下"
# What makes another thing of a KPI whose name it stands before: 净利润 is not 利润, nor 税前利润.
_TURNS = "净毛纯前后"
_SMALL_WORDS = frozenset(["of", "the", "a", "an", "in", "per", "and", "for", "rate", "ratio"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence with its part; of a KPI's name with the KPIs that are called so."""

    tag: Tag
    start: int
    end: int
    text: str
    kpis: tuple[int, ...] = ()

    def __len__(self) -> int:
        return self.end - self.start


class Lexicon:
    """Cuts sentences into words; KPIs are known by their place in `subjects`."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        named: dict[str, list[int]] = {}
        for place, subject in enumerate(subjects):
            for variant in dict.fromkeys(v for name in subject.names for v in _variants(name)):
                named.setdefault(variant, []).append(place)
        exact = {name for subject in subjects for name in subject.names}
        # Where a shortened or turned name is another KPI's own name, the own name counts.
        self._named = {
            source: tuple(p for p in places if source not in exact or source in subjects[p].names)
            for source, places in named.items()
        }
        self._sources = sorted(self._named, key=len, reverse=True)
        names = {f"kpi{number}": _source(variant) for number, variant in enumerate(self._sources)}
        self._pattern = pattern(names)

    def tokens(self, text: str, start: int, end: int) -> Iterator[Token]:
        """The words between two places of a plain text; what is not known comes as UNKNOWN."""
        at = start
        for found in self._pattern.finditer(text, start, end):
            token, turned = self._token(found), found.start() > at and text[found.start() - 1] in _TURNS
            if token.tag is Tag.KPI and turned:
                continue
            yield from _unknown(text, at, found.start())
            yield token
            at = found.end()
        yield from _unknown(text, at, end)

    def _token(self, found: re.Match[str]) -> Token:
        group = found.lastgroup or ""
        kpis: tuple[int, ...] = ()
        if group.startswith("kpi"):
            tag, kpis = Tag.KPI, self._named[self._sources[int(group[3:])]]
        elif group == "hedge":
            tag = Tag.FILL
        elif group == "latin_period":
            tag = Tag.PERIOD
        elif group == "han":
            tag = HAN_TAGS[found[0]]
        else:
            tag = Tag(group.removeprefix("en_"))
        return Token(tag, found.start(), found.end(), found[0], kpis)


def _unknown(text: str, start: int, end: int) -> Iterator[Token]:
    piece = text[start:end]
    if any(character.isalnum() for character in piece):
        yield Token(Tag.UNKNOWN, start, end, piece)


def _variants(name: str) -> Iterator[str]:
    """The name itself, without what may be left out, and with its halves turned round."""
    yield name
    if not _HAN.search(name):
        first, _, second = name.partition(" ")
        if second and " " not in second:
            yield f"{second} {first}"
        return
    bare = name
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORT:
            bare = bare.removesuffix(ending)
            yield bare
            break
    for beginning in _BEGINNINGS:
        if bare.startswith(beginning) and len(bare) - len(beginning) >= _SHORT:
            yield bare.removeprefix(beginning)
    if len(bare) == 4:
        yield bare[2:] + bare[:2]


def _source(name: str) -> str:
    """A pattern for a name: whole words in Latin letters, whatever their case; no shorter word inside a longer."""
    if not _HAN.search(name):
        words = [re.escape(word) for word in re.split(r"[\s_-]+", name) if word]
        singular = [word if word.endswith("s") else word + "s?" for word in words]
        return r"(?<![A-Za-z0-9])(?i:" + r"[\s_-]+".join(singular) + r")(?![A-Za-z0-9])"
    if len(name) <= _SHORT:
        return rf"(?<![\u4e00-\u9fff]){re.escape(name)}|(?<=[{_MAY_PRECEDE}]){re.escape(name)}"
    return re.escape(name)


def units_of(subjects: Iterable[Subject]) -> tuple[str, ...]:
    """The units in which figures of these KPIs may be written."""
    return tuple(dict.fromkeys(subject.unit for subject in subjects if subject.unit))
