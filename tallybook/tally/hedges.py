"""Hedges: the words beside a figure that say how firmly it is meant, such as 约, 近, 超过, 左右, "more than"."""

import re

from tallybook.domain.tallying import Hedge

_REACH = 24
_BEFORE = (
    (
        Hedge.NEARLY,
        r"(?:将近|接近|(?<![最附就相远靠临亲])近|(?i:\b(?:almost|nearly|close to|just under)))\s?$",
    ),
    (
        Hedge.ABOUT,
        r"(?:大约|约为?|大概|大致|差不多|(?i:\b(?:about|around|roughly|approximately|some|circa)))\s?$",
    ),
    (
        Hedge.UNDER,
        r"(?:不足|不到|不超过|不高于|不多于|不大于|低于|少于|小于|至多|最多"
        r"|(?i:\b(?:less than|fewer than|under|below|at most|no more than|not more than|up to|within)))\s?$",
    ),
    (
        Hedge.OVER,
        r"(?:超过了?|超出|突破了?|不低于|不少于|不下于|至少|高于|大于|多于|(?<!赶)超|逾|(?<![打突])破"
        r"|(?i:\b(?:more than|over|above|at least|not less than|exceeding|well over|in excess of)))\s?$",
    ),
)
_AFTER = (
    (Hedge.ABOUT, r"\s?(?:左右|上下|(?i:or so\b))"),
    (Hedge.OVER, r"\s?(?:以上|多(?![投售销]|\d)|余|有余|出头|(?i:or more\b)|\+)"),
    (Hedge.UNDER, r"\s?(?:以内|以下|之内|之下|(?i:or less\b|or fewer\b))"),
)
_LEFT = tuple((hedge, re.compile(pattern)) for hedge, pattern in _BEFORE)
_RIGHT = tuple((hedge, re.compile(pattern)) for hedge, pattern in _AFTER)


def hedge(text: str, start: int, end: int) -> Hedge:
    """How firmly the figure between `start` and `end` of a plain text is given; the words before it count first."""
    before = text[max(0, start - _REACH) : start]
    for found, pattern in _LEFT:
        if pattern.search(before):
            return found
    return next((found for found, pattern in _RIGHT if pattern.match(text, end)), Hedge.NONE)
