"""The rules that make the numbers right: rows of a slice in, facts out; pure, decimal, exact.

`spans`, `homes`, `series` and `ledger` bring the rows into an order in which any window of days is found at
once. `scopes` says whose rows count for a subject, `amounts` how they become one figure, `tiles` and `plans`
which planned figure answers to it (`planned_days` by the days that each is there), `judging` and `comparing` what is said of the two. The others each make
one of the values in `tallybook.domain.facts`.
"""

from tallybook.measures.axes import scales
from tallybook.measures.bridging import bridges
from tallybook.measures.contributing import contributions
from tallybook.measures.customers import concentration
from tallybook.measures.explaining import explanations
from tallybook.measures.kpi_results import facts, member_facts
from tallybook.measures.ledger import Ledger
from tallybook.measures.months import courses
from tallybook.measures.quotas import quotas
from tallybook.measures.reconciling import reconciliation

__all__ = [
    "Ledger",
    "bridges",
    "concentration",
    "contributions",
    "courses",
    "explanations",
    "facts",
    "member_facts",
    "quotas",
    "reconciliation",
    "scales",
]
