"""Attainment, change and status, each with its word where there is no figure."""

from decimal import Decimal

import pytest

from tallybook.domain.facts import Measured, Missing, Status
from tallybook.domain.records import Better
from tallybook.domain.slices import House, Rounding
from tallybook.measures import judging

D = Decimal
HOUSE = House(
    language="zh", rounding=Rounding.HALF_EVEN, good_from=D("1.0"), watch_from=D("0.9"), lead_kpi="sales"
)
NO_DATA, NO_TARGET = Measured(missing=Missing.NO_DATA), Measured(missing=Missing.NO_TARGET)


def known(value: str) -> Measured:
    return Measured(D(value))


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        (known("121.8"), known("100"), known("1.218")),
        (known("-5"), known("10"), known("-0.5")),
        (known("5"), NO_TARGET, NO_TARGET),
        (known("5"), known("0"), Measured(missing=Missing.TARGET_ZERO)),
        (known("5"), known("-1"), Measured(missing=Missing.TARGET_NEGATIVE)),
        (NO_DATA, known("1"), NO_DATA),
    ],
)
def test_attainment(actual: Measured, target: Measured, expected: Measured) -> None:
    assert judging.attainment(actual, target) == expected


@pytest.mark.parametrize(
    ("actual", "prior", "percent", "change", "rate"),
    [
        # 30,519.21 cases, up 2,857.07 on last year: that is 10.33 %, not 9.39 %.
        ("30519.21", "27662.14", False, known("2857.07"), known("0.1032844891971481599037529273")),
        ("5", "-10", False, known("15"), known("1.5")),
        ("-5", "10", False, known("-15"), known("-1.5")),
        ("5", "0", False, known("5"), Measured(missing=Missing.PRIOR_ZERO)),
        ("0.53", "0.50", True, known("0.03"), Measured(missing=Missing.IN_POINTS)),
    ],
)
def test_change_and_its_rate(
    actual: str, prior: str, percent: bool, change: Measured, rate: Measured
) -> None:
    changed = judging.change(known(actual), known(prior))
    assert changed == change
    assert judging.rate(changed, known(prior), percent=percent) == rate


def test_no_prior_has_no_change_and_says_so() -> None:
    none = Measured(missing=Missing.NO_PRIOR)
    assert judging.change(known("1"), none) == judging.rate(none, none, percent=True) == none


@pytest.mark.parametrize(
    ("attained", "better", "progress", "expected"),
    [
        ("1", Better.HIGHER, "1", Status.GOOD),
        ("0.9999", Better.HIGHER, "1", Status.WATCH),
        ("0.9", Better.HIGHER, "1", Status.WATCH),
        ("0.8999", Better.HIGHER, "1", Status.BAD),
        ("-1", Better.HIGHER, "1", Status.BAD),
        ("1", Better.LOWER, "1", Status.GOOD),
        ("1.0001", Better.LOWER, "1", Status.WATCH),
        ("1.1111", Better.LOWER, "1", Status.WATCH),
        ("1.1112", Better.LOWER, "1", Status.BAD),
        ("0.5", Better.HIGHER, "0.5", Status.GOOD),
        ("0.45", Better.HIGHER, "0.5", Status.WATCH),
        ("0.5", Better.LOWER, "0.5", Status.GOOD),
        ("0.56", Better.LOWER, "0.5", Status.BAD),
    ],
)
def test_status(attained: str, better: Better, progress: str, expected: Status) -> None:
    assert judging.status(known(attained), HOUSE, better=better, progress=D(progress)) is expected


def test_without_attainment_there_is_no_judgement() -> None:
    assert judging.status(NO_TARGET, HOUSE, better=Better.HIGHER) is Status.NONE
