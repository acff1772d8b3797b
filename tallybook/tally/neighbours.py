"""Neighbours: the words beside a figure that still belong to it, and which of them leave doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallybook.domain.tallying import Hedge, Measure, Mention
from tallybook.tally import kinds
from tallybook.tally.lexicon import Tag
from tallybook.tally.naming import Token

_BOUNDS = frozenset({Tag.GAP_UP, Tag.GAP_DOWN, Tag.UP, Tag.DOWN, Tag.TO, Tag.FUTURE})
_BOUND_WORDS = re.compile(
    r"超过了?|超|超出|高于|低于|少于|多于|突破|逾|不足|不到|over|above|under|below|more than|less than|exceeding|fewer than"
    r"|不低于|不少于|少|多",
    re.IGNORECASE,
)
_TELLING = kinds.BASES | {Tag.GAP_UP, Tag.GAP_DOWN, Tag.UP, Tag.DOWN}
# What a figure does to the plan says nothing of what the figure is.
_VERBS = frozenset({"beat", "exceeded", "exceeds", "surpassed", "topped", "missed", "compares", "compared"})
_COMPARING = frozenset({"较", "比", "与", "相比"})
_ARTICLES = frozenset({"the", "our", "all", "total"})
_APART = frozenset({Tag.GAP_UP, Tag.GAP_DOWN})
DOUBT = frozenset({Tag.UNKNOWN, Tag.PART, Tag.SCOPE, Tag.RANK, Tag.TURN})
"""What leaves doubt of which KPI a figure speaks, and of how much of it."""


def without_bound(left: list[Token], mention: Mention) -> list[Token]:
    """The words before a figure without the one that only says how firmly it is given."""
    if mention.hedge is Hedge.NONE or not left or mention.measure is Measure.POINTS:
        return left
    if any(token.text in _COMPARING for token in left):
        return left
    last = left[-1]
    if last.tag in _BOUNDS and _BOUND_WORDS.fullmatch(last.text):
        return [*left[:-1], replace(last, tag=Tag.FILL)]
    return left


def own(left: list[Token], aside: Sequence[Token]) -> list[Token]:
    """The words between two English figures that belong to the second: where what follows it says what it is, those
    behind the last "and"; the others belong to the first.
    """
    told = any(token.tag in _TELLING and token.text.isascii() for token in aside)
    joint = max((at for at, token in enumerate(left) if token.text.lower() == "and"), default=-1)
    return left[joint + 1 :] if told else left


def is_led_by_change(clause: Sequence[Token]) -> bool:
    """Whether a Chinese word of change stands right before the name: 新增日均存款 is no 日均存款."""
    before = [token for token in clause[:-1] if token.tag is not Tag.FILL][-1:]
    return any(token.tag in (Tag.UP, Tag.DOWN) and not token.text.isascii() for token in before)


def beside(right: list[Token]) -> list[Token]:
    """The words behind a figure that still belong to it: up to the next pause or turn."""
    found: list[Token] = []
    for token in right:
        if token.tag in (Tag.STOP, Tag.JOIN) or (token.tag in (Tag.FROM, Tag.TO) and found):
            break
        if token.text.lower() in ("and", "or", "with", "while") or token.text.lower() in _VERBS:
            break
        found.append(token)
    return found


def counts_behind(token: Token, local: Sequence[Token]) -> bool:
    """Whether a word behind a figure bears on it: in Chinese only where it came to, and the plan it surpassed."""
    if token.tag is Tag.KPI:
        return False
    if token.text.isascii() or token.tag is Tag.TO:
        return True
    return token.tag in (Tag.PLAN, Tag.DONE) and any(before.tag is Tag.GAP_UP for before in local)


def near(following: list[Token]) -> list[Token]:
    """Unknown words behind an English figure do not touch it; qualifying ones do, and whatever it is compared with."""
    compared = next((at for at, token in enumerate(following) if token.tag in _APART), len(following))
    return [*(token for token in following[:1] if token.tag is Tag.PART), *following[compared:]]


def basis_of(tokens: Sequence[Token]) -> Tag | None:
    """The only basis of comparison that is named."""
    found = {token.tag for token in tokens if token.tag in kinds.BASES}
    return found.pop() if len(found) == 1 else None


def is_latin(text: str, mention: Mention) -> bool:
    """Whether the words before a figure are Latin."""
    return text[max(0, mention.start - 12) : mention.start].isascii()


def is_whole(clause: Sequence[Token]) -> bool:
    """Whether nothing before the name narrows it to a part or widens it to others, nor measures something by it."""
    return not is_base(clause) and not any(
        token.tag in DOUBT and not is_small(token) for token in clause[:-1]
    )


def is_base(clause: Sequence[Token]) -> bool:
    """Whether something else is measured by the KPI that is named last: 占总销量, "of net sales"."""
    before = [token.text.lower() for token in clause[:-1]]
    return any(token.tag is Tag.SHARE for token in clause[:-1]) or (
        before[:1] == ["of"] and set(before[1:]) <= _ARTICLES
    )


def is_small(token: Token) -> bool:
    """A single odd character between known words changes no meaning."""
    return token.tag is Tag.UNKNOWN and len(token.text.strip()) <= 1


@dataclass(frozen=True, slots=True)
class Whole:
    """What a whole sentence names: its only KPI, and its only basis of comparison; `plain` where nothing leaves doubt."""

    kpis: tuple[int, ...]
    basis: Tag | None
    plain: bool

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "Whole":
        """What all words of a sentence name together."""
        names = {token.kpis for token in tokens if token.tag is Tag.KPI}
        doubt = any(token.tag in DOUBT for token in tokens)
        return cls(names.pop() if len(names) == 1 else (), basis_of(tokens), not doubt)


def named_behind(aside: Sequence[Token], mention: Mention) -> tuple[tuple[int, ...], bool] | None:
    """The KPI that is named after its figure, and whether that is sure: "a 12% increase in revenue", "216 site visits"; "31% of sales"
    is said of a part.
    """
    place = next((place for place, token in enumerate(aside) if token.tag is Tag.KPI), None)
    if place is None:
        return None
    part = mention.measure is Measure.PERCENT and is_base(aside[: place + 1])
    if part and not any(token.tag is Tag.PLAN for token in aside):
        return aside[place].kpis, False
    return aside[place].kpis, not any(token.tag in DOUBT for token in aside[:place])
