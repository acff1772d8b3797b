"""The demo: what is committed is what the generator makes, and it tells the story it is meant to tell."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tallybook import measures, slices, tables, workspace
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Fulfilment, Tables
from tools import make_demo
from tools.demo import kpis, notes, world
from tools.demo.calendar import HALVES
from tools.demo.house import demo_house

ROOT = Path(__file__).parents[2]


@cache
def demo() -> world.World:
    return world.make(demo_house(), make_demo.SEED)


@cache
def read() -> tuple[workspace.Workspace, Tables]:
    found = workspace.read(ROOT)
    return found, tables.read(found.root, found.settings)


@cache
def facts(period: str) -> dict[tuple[str, str], Fact]:
    here, found = read()
    asked = Period.parse(period)
    cuts = slices.cut(found, here.settings, asked, slices.subjects(found, asked))
    return {(f.subject.id, f.kpi_id): f for cut in cuts for f in measures.facts(cut)}


def attainment(subject_id: str, kpi_id: str) -> Decimal:
    value = facts("2025-H1")[subject_id, kpi_id].attainment.value
    assert value is not None
    return value


def test_committed_data_are_what_the_generator_makes() -> None:
    made = make_demo.files()
    committed = {
        path.relative_to(ROOT / "data").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "data").rglob("*")
        if path.is_file()
    }
    assert sorted(committed) == sorted(made)
    assert [name for name in made if committed[name] != made[name]] == []


def test_files_are_written_below_data_with_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_demo.main(["--out", str(tmp_path)]) == 0
    assert "36 files" in capsys.readouterr().out
    name = "actuals/2025-H1.csv"
    assert (tmp_path / "data" / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_another_seed_makes_other_figures_of_the_same_people() -> None:
    made, other = make_demo.files(), make_demo.files(seed=1)
    assert made["managers.csv"] == other["managers.csv"]
    assert made["actuals/2025-H1.csv"] != other["actuals/2025-H1.csv"]


def test_the_demo_is_small_enough_to_be_kept_with_the_code() -> None:
    assert sum(len(text.encode()) for text in make_demo.files().values()) < 2_500_000


@pytest.mark.parametrize("managers", [7, 100])
def test_synthetic_houses_are_read_without_a_fault(managers: int, tmp_path: Path) -> None:
    make_demo.main(["--out", str(tmp_path), "--managers", str(managers)])
    here, _ = read()
    found = tables.read(tmp_path, here.settings)
    branches = defaultdict(set)
    for manager in found.managers:
        branches[manager.unit_id].add(manager.manager_id)
    assert sum(map(len, branches.values())) == managers
    assert all(4 <= len(members) <= 20 for members in branches.values())
    assert len({each.manager_id for each in found.notes}) == managers


def test_the_house_has_one_who_moved_one_who_joined_and_one_who_left() -> None:
    _, found = read()
    stays = defaultdict(list)
    for manager in found.managers:
        stays[manager.manager_id].append(manager)
    assert len(stays) == 24
    assert [len(s) for s in stays.values()].count(2) == 1
    assert [m.manager_id for s in stays.values() for m in s if len(s) == 1 and m.valid_from] == ["m024"]
    assert [m.manager_id for s in stays.values() for m in s if len(s) == 1 and m.valid_to] == ["m008"]


def test_every_kind_of_kpi_is_there_and_every_one_has_amounts() -> None:
    _, found = read()
    assert {kpi.aggregate for kpi in found.kpis} == {"sum", "last", "mean", "ratio"}
    assert {kpi.better for kpi in found.kpis} == {"higher", "lower"}
    assert sum(kpi.weight for kpi in found.kpis) == 100
    without = {kpi.kpi_id for kpi in found.kpis if kpi.aggregate != "ratio"} - {
        a.kpi_id for a in found.actuals
    }
    assert without == set()


def test_one_branch_shines_and_one_struggles() -> None:
    attained = {b: attainment(b, "deposit_avg") for b in ("b01", "b02", "b03", "b04", "b05", "b06")}
    assert max(attained, key=lambda b: attained[b]) == "b03"
    assert min(attained, key=lambda b: attained[b]) == "b04"
    assert attained["b03"] > Decimal("1.1") > Decimal("0.9") > attained["b04"]
    assert attainment("b04", "npl_ratio") > Decimal("1.5")


def test_a_fifth_of_the_customers_bring_about_two_thirds() -> None:
    here, found = read()
    period = Period.parse("2025-H1")
    cuts = slices.cut(found, here.settings, period, slices.subjects(found, period))
    spread = [found for cut in cuts if (found := measures.concentration(cut))]
    shares = sorted(each.top_fifth.value or Decimal(0) for each in spread)
    assert Decimal("0.6") < shares[len(shares) // 2] < Decimal("0.75")


def test_figures_in_notes_are_worked_out_as_the_book_does() -> None:
    """Two independent ways to each figure that notes may quote."""
    compared = {
        (person.manager_id, kpi.kpi_id, period): (
            demo().figures.actual(person, kpi.kpi_id, period),
            facts(period)[person.manager_id, kpi.kpi_id].actual.value,
        )
        for period in HALVES
        for person in demo().house.people
        for kpi in kpis.KPIS
        if (person.manager_id, kpi.kpi_id) in facts(period)
    }
    assert len(compared) > 1000
    different = [key for key, (ours, theirs) in compared.items() if ours != theirs]
    assert different == []


def test_promises_of_last_time_have_every_answer() -> None:
    _, found = read()
    answered = [promise for promise in found.commitments if promise.period.slug == "2024-H2"]
    assert {promise.status for promise in answered} == set(Fulfilment)
    given = (Fulfilment.PARTLY, Fulfilment.NOT_DONE, Fulfilment.DROPPED)
    assert all(bool(promise.reason) == (promise.status in given) for promise in answered)
    assert sum(promise.target is not None for promise in answered) > 20


def note(manager_id: str) -> str:
    return (ROOT / "data/notes/2025-H1" / f"{manager_id}.md").read_text(encoding="utf-8")


def test_most_wrote_a_note_some_did_not_and_one_was_lazy() -> None:
    _, found = read()
    written = {each.manager_id for each in found.notes if each.period.slug == "2025-H1"}
    assert len(written) == 20
    assert all(each.achievements and each.next_steps for each in found.notes)
    assert [each.manager_id for each in found.notes if each.problems is None] == ["m015"]


@pytest.mark.parametrize(
    ("manager_id", "wrong"),
    [
        ("m005", lambda text: "增幅 9.40%" in text and "3,731.45" in text),
        ("m013", lambda text: "较年初上升 0.91%，" in text and "百分点" not in text),
        ("m019", lambda text: "完成全年计划的" in text),
        ("m020", lambda text: "实现中间业务收入 51.64 万元" in text),
    ],
)
def test_four_notes_have_a_wrong_figure(manager_id: str, wrong: Callable[[str], bool]) -> None:
    assert wrong(note(manager_id))


def test_one_note_looks_like_code_and_names_have_rare_characters() -> None:
    assert "{{ 客户名称 }}" in note("m006")
    assert "<客户>" in note("m006")
    people = "".join(person.name for person in demo().house.people)
    assert set("㛃𬍛䶮喆堃龑𠅤") <= set(people)


def test_no_two_notes_share_a_case_from_life() -> None:
    cases = [
        line
        for text in notes.notes(demo(), make_demo.SEED).values()
        for part in text.split("## ")
        if part.startswith("成功案例")
        for line in part.split("\n")[2:3]
    ]
    assert len(cases) > 8
    assert len({case[-20:] for case in cases}) >= 7


def test_no_phone_number_is_made_up() -> None:
    _, found = read()
    assert {customer.phone for customer in found.customers} == {None}
