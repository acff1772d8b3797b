"""Findings: the sentences that the data themselves say, by rules over facts, most important first.

`results` tells the leading KPI and the others against plan and last year, `causes` who makes a difference,
`courses` months in a row and turning points, `customers` who came, went or was not visited, `duties` what
was not dealt with, `places` who leads and whose rank moved. Each rule is a function of a `Page`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from tallybook.compose.findings import causes, courses, customers, duties, places, results
from tallybook.compose.findings.page import Page
from tallybook.domain.findings import SENTENCES, Finding, Rule
from tallybook.errors import Message, say
from tallybook.settings import Findings

__all__ = ["Page", "findings"]

_FULL = Decimal(1)
_RULES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    results.leading,
    results.incomplete,
    results.unreconciled,
    results.changed,
    results.judged,
    causes.explained,
    courses.in_a_row,
    courses.turned,
    customers.concentrated,
    customers.came_and_went,
    customers.unvisited,
    duties.problems_overdue,
    duties.opinions_overdue,
    duties.promised,
    places.moved,
    places.members_ranked,
)


def findings(page: Page) -> tuple[Finding, ...]:
    """What the rules find, ours and the notebook's own, the heaviest first and no more than the settings want."""
    found = [_as_set(finding, page.settings) for rule in _RULES for finding in rule(page)]
    ordered = sorted((*found, *_own(page)), key=lambda finding: -finding.weight)
    return tuple(finding for finding in ordered if finding.weight)[: page.settings.most]


def _own(page: Page) -> Iterator[Finding]:
    for own in page.results.findings:
        yield Finding(
            rule=Rule.OWN, weight=own.weight, sentence=say("{text}", text=own.text), kpi_id=own.kpi_id
        )


def _as_set(finding: Finding, settings: Findings) -> Finding:
    """The finding with the weight and the words that the settings give to its rule, weighed by its size."""
    sentence = _worded(finding.sentence, finding.rule, settings.sentences)
    weight = settings.weights.get(finding.rule, finding.weight) * _by_size(finding.size, settings)
    return replace(finding, weight=weight, sentence=sentence)


def _by_size(size: Decimal | None, settings: Findings) -> Decimal:
    """What is left of a weight: all of it from the full size on, and where there is no size."""
    reached = _FULL if size is None else min(_FULL, size / settings.full_size)
    return _FULL - settings.size_counts * (_FULL - reached)


def _worded(sentence: Message, rule: Rule, own: Mapping[Rule, str]) -> Message:
    return replace(sentence, template=own.get(rule, SENTENCES[rule].template))
