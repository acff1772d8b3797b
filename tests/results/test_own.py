"""What a notebook's own rules hand over: what is none is told with what would be right."""

from decimal import Decimal

import pytest

from tallybook.domain.findings import OwnFinding
from tallybook.errors import ResultsError
from tallybook.results import findings
from tallybook.results.own import finding

KNOWN = ("loans", "deposits")
GOOD = OwnFinding(text="No loans.", weight=Decimal(50), kpi_id="loans")


def test_good_findings_come_through_in_their_order() -> None:
    other = finding("More.", "7.5", None)
    assert findings((each for each in (GOOD, other)), KNOWN) == (GOOD, other)
    assert other.weight == Decimal("7.5")


@pytest.mark.parametrize(
    ("handed", "told"),
    [
        (None, r"findings is None: it must be a list of what finding\(\.\.\.\) makes\."),
        ("No loans.", r"findings is str: it must be a list"),
        (GOOD, r"findings is OwnFinding: it must be a list"),
        ([GOOD, "No loans."], r"findings\[1\] is str: it must be what finding\(\.\.\.\) makes\."),
        ([finding("x", 1, "loan")], r"There is no KPI 'loan'\. The nearest is loans\."),
    ],
)
def test_what_is_no_list_of_findings_is_named(handed: object, told: str) -> None:
    with pytest.raises(ResultsError, match=told):
        findings(handed, KNOWN)


@pytest.mark.parametrize("text", [42, None, "", "  "])
def test_a_finding_has_a_text(text: object) -> None:
    with pytest.raises(ResultsError, match=r"A finding's text is .*: it must be words\."):
        finding(text, 50, None)


@pytest.mark.parametrize("weight", [-1, 101, "high", float("nan"), None, True])
def test_a_finding_has_a_weight(weight: object) -> None:
    with pytest.raises(ResultsError, match=r"A finding's weight is .*: it must be a number from 0 to 100\."):
        finding("x", weight, None)
