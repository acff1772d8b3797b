"""The few words that some columns know, in English and Chinese."""

from collections.abc import Mapping
from typing import TypeVar

from tallybook.domain.records import Aggregate, Better, Fulfilment
from tallybook.errors import say
from tallybook.sources.decoding import plain
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit
from tallybook.tables.style import Style, cut

Word = TypeVar("Word", Aggregate, Better, Fulfilment)


def aggregate(text: str, style: Style) -> Aggregate:
    """How amounts become one figure, in English or Chinese."""
    del style
    return _word(text, _AGGREGATES)


def better(text: str, style: Style) -> Better:
    """Which direction is good, in English or Chinese."""
    del style
    return _word(text, _BETTER)


def fulfilment(text: str, style: Style) -> Fulfilment:
    """What became of a promise, in English or Chinese."""
    del style
    return _word(text, _FULFILMENT)


def _word(text: str, words: Mapping[str, Word]) -> Word:
    found = words.get(plain(text).casefold().replace(" ", "_"))
    if found is None:
        raise Unfit(
            "unknown-word", say("{value} is not a word known here.", value=cut(text)), meant(text, words)
        )
    return found


_AGGREGATES = {
    "sum": Aggregate.SUM,
    "last": Aggregate.LAST,
    "mean": Aggregate.MEAN,
    "ratio": Aggregate.RATIO,
    "求和": Aggregate.SUM,
    "期末": Aggregate.LAST,
    "日均": Aggregate.MEAN,
    "比率": Aggregate.RATIO,
}
_BETTER = {
    "higher": Better.HIGHER,
    "lower": Better.LOWER,
    "越高越好": Better.HIGHER,
    "越低越好": Better.LOWER,
}
_FULFILMENT = {
    "open": Fulfilment.OPEN,
    "done": Fulfilment.DONE,
    "partly": Fulfilment.PARTLY,
    "not_done": Fulfilment.NOT_DONE,
    "dropped": Fulfilment.DROPPED,
    "未答复": Fulfilment.OPEN,
    "完成": Fulfilment.DONE,
    "部分完成": Fulfilment.PARTLY,
    "未完成": Fulfilment.NOT_DONE,
    "放弃": Fulfilment.DROPPED,
    "待答复": Fulfilment.OPEN,
    "已完成": Fulfilment.DONE,
    "终止": Fulfilment.DROPPED,
    "已终止": Fulfilment.DROPPED,
}
