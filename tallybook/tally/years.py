"""Years: whether the plan that a figure is held against is that of the text's own period or that of the whole year."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from tallybook.domain.period import Period
from tallybook.domain.tallying import FactKind
from tallybook.tally import periods
from tallybook.tally.lexicon import Tag
from tallybook.tally.naming import Token
from tallybook.tally.periods import Fit


class Whose(Enum):
    """Whose plan a figure speaks of: the period's, the year's, or one of them without saying which."""

    OWN = "own"
    YEAR = "year"
    EITHER = "either"


OF_YEAR = {
    FactKind.TARGET: FactKind.YEAR_TARGET,
    FactKind.ATTAINMENT: FactKind.YEAR_ATTAINMENT,
    FactKind.GAP: FactKind.YEAR_GAP,
    FactKind.GAP_RATE: FactKind.YEAR_GAP_RATE,
}
"""What is said of the period's plan, and the same of the year's."""

_PLANS = (Tag.PLAN, Tag.ATTAINED)
_IN_STEP = re.compile("进度|序时")


def marked(tokens: Iterable[Token], period: Period | None) -> list[Token]:
    """The words with the year that belongs to a plan told from one that says when: 全年计划, "the annual target"."""
    found = list(tokens)
    for place, token in enumerate(found):
        wider = token.tag is Tag.PERIOD and periods.fit(token.text, period) is Fit.WIDER
        if wider and _is_plans(found[place + 1 :]):
            found[place] = replace(token, tag=Tag.YEAR)
    return found


def whose(tokens: Sequence[Token], period: Period | None, *, named: bool) -> Whose:
    """Whose plan the words beside a figure speak of; `named` where the text has spoken of the year's before."""
    if any(token.tag is Tag.YEAR for token in tokens):
        return Whose.YEAR
    if any(token.tag is Tag.PLAN and _IN_STEP.search(token.text) for token in tokens):
        return Whose.OWN
    for before, token in pairwise(token for token in tokens if token.tag is not Tag.FILL):
        if token.tag in _PLANS and before.tag is Tag.PERIOD:
            return Whose.OWN if periods.fit(before.text, period) is Fit.SAME else Whose.EITHER
        if token.tag in _PLANS and before.tag is Tag.NOW and periods.is_year(before.text):
            return Whose.EITHER
    return Whose.EITHER if named else Whose.OWN


def _is_plans(following: Sequence[Token]) -> bool:
    first = next((token for token in following if token.tag not in (Tag.FILL, Tag.KPI)), None)
    return first is not None and first.tag in _PLANS
