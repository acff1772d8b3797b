"""Histories: which periods are missing, and every correction from version to version."""

from dataclasses import replace
from decimal import Decimal

from tallybook import compose
from tallybook.domain.facts import Measured
from tallybook.domain.history import History, Seal, Term
from tallybook.domain.period import Period
from tallybook.domain.summary import Promise, Verdict
from tallybook.wording import Wording
from tests.charts import samples
from tests.compose.test_verdicts import promised

ENGLISH = Wording("en")


def sealed(term: Term, *seals: Seal) -> Term:
    return replace(term, seals=tuple(replace(seal, version=f"v{n}") for n, seal in enumerate(seals, start=1)))


def told(seal: Seal, value: object, plan: object | None = None) -> Seal:
    first, *others = seal.facts
    figure = Measured(Decimal(str(value)))
    target = first.target if plan is None else Measured(Decimal(str(plan)))
    return replace(seal, facts=(replace(first, actual=figure, target=target), *others))


def corrections(*seals: Seal) -> list[str]:
    (term,) = samples.history(1).terms
    return list(compose.corrections(History(terms=(sealed(term, *seals),)), ENGLISH))


def test_each_correction_names_the_version_that_made_it() -> None:
    seal = samples.history(1).terms[0].newest
    name = next(kpi.name for kpi in samples.KPIS if kpi.kpi_id == seal.facts[0].kpi_id)
    said = corrections(told(seal, 10), told(seal, 12), told(seal, 12), told(seal, 10))
    assert said == [
        f"* first half of 2025, {name}: sealed as 10.00 in v1, corrected in v2 to 12.00.",
        f"* first half of 2025, {name}: sealed as 12.00 in v3, corrected in v4 to 10.00.",
    ]


def test_a_corrected_plan_is_told_and_marked() -> None:
    (term,) = samples.history(1).terms
    kpi = next(kpi for kpi in samples.KPIS if kpi.kpi_id == term.newest.facts[0].kpi_id)
    seals = (told(term.newest, 10, 8), told(term.newest, 10, 9))
    assert corrections(*seals) == [
        f"* first half of 2025, plan of {kpi.name}: sealed as 8.00 in v1, corrected in v2 to 9.00."
    ]
    assert "10.00*" in compose.cell(sealed(term, *seals), kpi, ENGLISH)[0]
    assert "*" not in compose.cell(sealed(term, seals[0], seals[0]), kpi, ENGLISH)[0]


def test_another_fate_of_a_promise_and_one_that_is_gone_are_told() -> None:
    seal = samples.history(1).terms[0].newest
    mended, gone = (replace(promised(), commitment_id=name, text=name) for name in ("mended", "gone"))
    first = replace(
        seal,
        promises=tuple(
            Promise(commitment=one, verdict=verdict)
            for one, verdict in ((mended, Verdict.BROKEN), (gone, Verdict.KEPT))
        ),
    )
    second = replace(seal, promises=(Promise(commitment=mended, verdict=Verdict.KEPT),))
    assert corrections(first, second) == [
        "* first half of 2025, promise “mended”: sealed as ■ not kept in v1, corrected in v2 to ● kept.",
        "* first half of 2025, promise “gone”: sealed as ● kept in v1, corrected in v2 to not there.",
    ]


def test_periods_between_those_that_are_sealed_are_missing_and_none_before_or_after() -> None:
    found = samples.history_with_a_gap()
    assert [period.slug for period in found.missing] == ["2024-H2"]
    assert [(period.slug, term is not None) for period, term in found.course] == [
        ("2024-H1", True),
        ("2024-H2", False),
        ("2025-H1", True),
    ]
    assert compose.missing(found, ENGLISH) == "Nothing sealed of second half of 2024."
    assert samples.history(4).missing == ()
    assert compose.missing(samples.history(4), ENGLISH) == ""


def test_ranges_that_do_not_meet_leave_nothing_missing() -> None:
    (term,) = samples.history(1).terms
    ranges = [Period.parse(text) for text in ("2024-01..2024-04", "2025-01..2025-10")]
    assert History(terms=tuple(replace(term, period=period) for period in ranges)).missing == ()


def test_promises_wait_where_the_period_that_they_were_made_for_is_not_sealed() -> None:
    first, second = samples.history(2).terms
    made = (replace(promised(), commitment_id="c"),)
    found = History(terms=(replace(first, made=made), replace(second, made=made)))
    assert [(term.period.slug, one.commitment_id) for term, one in found.pending] == [("2025-H1", "c")]
