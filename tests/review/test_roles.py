"""Who is meant, and who may do what."""

import pytest

from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import UsageError
from tallybook.review import Roles

PERIOD = Period.parse("2025-H1")
UNIT = Subject(kind=SubjectKind.UNIT, id="101", name="北支行")
PERSON = Subject(kind=SubjectKind.MANAGER, id="101", name="安")
OTHER = Subject(kind=SubjectKind.MANAGER, id="102", name="鲍")


def roles(*subjects: Subject) -> Roles:
    tables = Tables(units=(), managers=(), kpis=(), actuals=())
    return Roles(tables, dict.fromkeys(subjects, ()), ())


def test_an_id_of_a_unit_and_of_a_person_is_asked_about_and_a_page_is_enough() -> None:
    desk = roles(UNIT, PERSON, OTHER)
    assert desk.subject("102", PERIOD) == OTHER
    assert desk.subject(PERSON.slug, PERIOD) == PERSON
    with pytest.raises(UsageError) as caught:
        desk.subject("101", PERIOD)
    assert UNIT.slug in str(caught.value)
    assert PERSON.slug in str(caught.value)
