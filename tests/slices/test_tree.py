"""Who has a page in a period, in which order, and where."""

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook import slices
from tallybook.domain.period import Period
from tallybook.domain.records import Tables, Unit
from tallybook.domain.subjects import SubjectKind
from tallybook.slices import subjects
from tests.measures.house import cut, person, settings, tables
from tests.measures.worlds import PERIODS, worlds

H1 = Period.parse("2025-H1")
UNITS = (
    Unit(unit_id="b2", name="Branch 2", parent_id="r1"),
    Unit(unit_id="h", name="Head office"),
    Unit(unit_id="r2", name="Region 2", parent_id="h"),
    Unit(unit_id="r1", name="Region 1", parent_id="h"),
    Unit(unit_id="b1", name="Branch 1", parent_id="r1"),
)


def ids(found: Tables, period: Period = H1) -> list[str]:
    return [subject.id for subject in subjects(found, period)]


def test_depth_first_in_the_tables_order_managers_after_sub_units() -> None:
    people = [person("k", "h"), person("z", "b1"), person("a", "b1"), person("m", "r1")]
    assert ids(tables(people, (), units=UNITS)) == ["h", "r2", "r1", "b2", "b1", "z", "a", "m", "k"]


def test_one_who_moved_stands_where_he_was_on_his_last_day() -> None:
    moves = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01")]
    found = tables(moves, ())
    assert ids(found) == ["h", "b1", "b2", "m"]
    assert ids(found, Period.parse("2025-Q1")) == ["h", "b1", "m", "b2"]
    # The last day on which he was there, not the period's.
    left = [person("m", "b1", None, "2025-02-28"), person("m", "b2", "2025-03-01", "2025-03-05")]
    assert ids(tables(left, ())) == ["h", "b1", "b2", "m"]


def test_one_without_a_day_in_the_period_has_no_page_and_an_empty_unit_has_one() -> None:
    people = [
        person("m", "b1", None, "2024-12-31"),
        person("n", "b1", "2025-07-01"),
        person("k", "b1", "2025-06-30"),
    ]
    assert ids(tables(people, ())) == ["h", "b1", "k", "b2"]


def test_the_name_is_that_of_the_assignment() -> None:
    moves = [person("m", "b1", None, "2025-04-30"), person("m", "b2", "2025-05-01")]
    renamed = tables(
        [moves[0], type(moves[1])(manager_id="m", name="New", unit_id="b2", valid_from=moves[1].valid_from)],
        (),
    )
    assert [s.name for s in subjects(renamed, H1) if s.id == "m"] == ["New"]


def test_path_and_members_lead_up_and_down() -> None:
    found = tables([person("m", "b1"), person("k", "r1")], (), units=UNITS)
    assert [each.id for each in cut(found, "m").path] == ["h", "r1", "b1"]
    assert [each.id for each in cut(found, "b1").path] == ["h", "r1"]
    assert cut(found, "h").path == ()
    assert [each.id for each in cut(found, "r1").members] == ["b2", "b1", "k"]
    assert cut(found, "m").members == ()


@checked(deadline=None, max_examples=40)
@given(worlds(), st.sampled_from(PERIODS))
def test_everyone_stands_once_below_their_unit(found: Tables, text: str) -> None:
    period = Period.parse(text)
    order = subjects(found, period)
    assert len({subject.slug for subject in order}) == len(order)
    assert {s.id for s in order if s.kind is SubjectKind.UNIT} == {unit.unit_id for unit in found.units}
    days = [m for m in found.managers if m.valid_from is None or m.valid_from <= period.end]
    there = {m.manager_id for m in days if m.valid_to is None or m.valid_to >= period.start}
    assert {s.id for s in order if s.kind is SubjectKind.MANAGER} == there
    cuts = list(slices.cut(found, settings(), period, order))
    assert [member for slice_ in cuts for member in slice_.members].count(order[0]) == 0
    below = {member: slice_.subject for slice_ in cuts for member in slice_.members}
    assert {slice_.subject: slice_.path[-1] for slice_ in cuts if slice_.path} == below
