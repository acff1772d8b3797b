"""What an edition hides is hidden in every column and text before a slice is cut from it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest

from tallybook import codec, slices
from tallybook.domain.period import Period
from tallybook.domain.records import (
    Actual,
    Aggregate,
    Commitment,
    Customer,
    Kpi,
    Manager,
    Note,
    Problem,
    Tables,
    Target,
    Unit,
    Visit,
)
from tallybook.errors import SlicesError
from tallybook.settings import Edition
from tallybook.settings.editions import LeftOut, Masked
from tests.measures.house import settings

PERIOD = Period.parse("2025-H1")
DAY = dt.date(2025, 3, 3)
HOUSE = Tables(
    units=(Unit(unit_id="bank", name="海港银行"),),
    managers=(
        Manager(manager_id="m1", name="王小丽", unit_id="bank", title="客户经理", grade="高级"),
        Manager(manager_id="m2", name="Ann O'Neil", unit_id="bank"),
    ),
    kpis=(
        Kpi(kpi_id="loans", name="贷款", unit="万元", aggregate=Aggregate.SUM, weight=Decimal(1)),
        Kpi(kpi_id="bad", name="不良", unit="万元", aggregate=Aggregate.LAST),
        Kpi(kpi_id="rate", name="不良率", unit="%", aggregate=Aggregate.RATIO, numerator="bad", denominator="loans"),
    ),
    actuals=(
        Actual(manager_id="m1", date=DAY, kpi_id="loans", value=Decimal(5), customer_id="c1"),
        Actual(manager_id="m1", date=DAY, kpi_id="bad", value=Decimal(1)),
        Actual(manager_id="m2", date=DAY, kpi_id="loans", value=Decimal(7), customer_id="东方钢铁"),
    ),
    targets=(Target(subject_id="m1", of_unit=False, period=PERIOD, kpi_id="bad", value=Decimal(1)),),
    customers=(
        Customer(customer_id="c1", name="江南纸业", manager_id="m1", tier="A", contact="赵工", phone="13812345678"),
    ),
    visits=(
        Visit(visit_id="v1", date=DAY, manager_id="m1", customer_id="c1", purpose="看江南纸业", need="需要",
              opinion="王小丽很好", handler="王小丽", due=DAY, closed_on=DAY),
    ),
    problems=(
        Problem(problem_id="p1", manager_id="m1", raised_on=DAY, text="江南纸业欠款", cause="赵工走了", owner="王小丽"),
    ),
    commitments=(
        Commitment(commitment_id="k1", manager_id="m1", period=PERIOD, text="压降", kpi_id="bad", target=Decimal(1)),
        Commitment(commitment_id="k2", manager_id="m1", period=PERIOD, text="拜访江南纸业", owner="王小丽", reason="Ann O'Neil 不在"),
    ),
    notes=(
        Note(manager_id="m1", period=PERIOD, file="m1.md", achievements="江南纸业和东方钢铁，王小丽。", failure_case="输了",
             problems="电话 139 1234 5678"),
    ),
)  # fmt: skip


def rules(**more: object) -> Edition:
    return Edition(name="all", audience="bank", **more)  # type: ignore[arg-type]


def encoded(shown: Tables) -> str:
    """Everything that slices and notes are made of."""
    cut = slices.cut(shown, settings("2025-06-30"), PERIOD, slices.subjects(shown, PERIOD))
    return "".join(codec.encode(each).decode() for each in (*cut, *shown.notes))


def test_every_column_can_be_masked_and_no_word_of_it_is_left_anywhere() -> None:
    masked = rules(mask=get_args(Masked))
    text = encoded(slices.shown(HOUSE, masked))
    for word in ("王小丽", "O'Neil", "江南", "东方钢铁", "赵工", "13812345678", "139 1234"):
        assert word not in text, word
    assert slices.secrets(HOUSE, masked) == {
        "王小丽", "Ann O'Neil", "江南纸业", "东方钢铁", "赵工", "13812345678",
    }  # fmt: skip
    found = slices.shown(HOUSE, masked)
    assert [row.name for row in found.managers] == ["王**", "A**"]
    assert (found.customers[0].phone, found.visits[0].handler) == ("138****5678", "王**")
    assert found.commitments[1].reason == "A** 不在"
    assert found.notes[0].achievements == r"江\*\*和东\*\*，王\*\*。", "two asterisks are no bold text"


@pytest.mark.parametrize("place", get_args(LeftOut))
def test_what_is_left_out_is_nowhere(place: str) -> None:
    table, _, column = place.partition(".")
    found = getattr(slices.shown(HOUSE, rules(leave_out=(place,))), table)
    assert not found if not column else [getattr(row, column) for row in found] == [None] * len(found)
    assert found or not column


def test_without_customers_nothing_names_one() -> None:
    text = encoded(slices.shown(HOUSE, rules(leave_out=("customers", "notes", "problems", "commitments"))))
    assert ("c1" in text, "东方钢铁" in text) == (False, False)


def test_a_kpi_goes_with_its_amounts_plans_promises_and_ratios() -> None:
    found = slices.shown(HOUSE, rules(leave_out_kpis=("bad",)))
    assert [kpi.kpi_id for kpi in found.kpis] == ["loans"]
    assert {row.kpi_id for row in found.actuals} == {"loans"}
    assert (found.targets, [row.commitment_id for row in found.commitments]) == ((), ["k2"])


@pytest.mark.parametrize(("kpis", "told"), [(("bat",), "nearest is bad"), (("loans", "bad"), "all KPIs")])
def test_kpis_that_cannot_be_left_out_are_told(kpis: tuple[str, ...], told: str) -> None:
    with pytest.raises(SlicesError, match=told):
        slices.shown(HOUSE, rules(leave_out_kpis=kpis))


@pytest.mark.parametrize(("least", "members", "few"), [(3, 0, True), (2, 2, False)])
def test_fewer_people_than_may_be_compared_are_no_members(least: int, members: int, few: bool) -> None:
    unit = next(slices.cut(HOUSE, settings("2025-06-30"), PERIOD, slices.subjects(HOUSE, PERIOD)))
    found = slices.uncompared(unit, rules(compared_from=least))
    assert (len(found.members), found.few) == (members, few)


def test_rules_that_hide_nothing_change_nothing() -> None:
    assert slices.shown(HOUSE, rules()) == replace(HOUSE)
