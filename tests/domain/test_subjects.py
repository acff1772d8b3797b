"""Subjects: file names that are safe and never shared."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.domain.subjects import Subject, SubjectKind

IDS = st.text(min_size=1, max_size=60) | st.from_regex(r"[A-Za-z0-9_-]{1,45}", fullmatch=True)
SAFE = re.compile(r"(manager|unit)-[a-z0-9_-]{1,40}")


def slug(identifier: str, kind: SubjectKind = SubjectKind.MANAGER) -> str:
    return Subject(kind=kind, id=identifier, name="x").slug


@settings(deadline=None)
@given(IDS)
def test_a_slug_is_a_safe_file_name_on_any_system(identifier: str) -> None:
    assert SAFE.fullmatch(slug(identifier))


@settings(deadline=None)
@given(IDS, IDS)
def test_two_ids_never_share_a_slug(one: str, two: str) -> None:
    assert (slug(one) == slug(two)) == (one == two)
    assert slug(one) != slug(one, SubjectKind.UNIT)


@settings(deadline=None)
@given(IDS)
def test_a_slug_taken_as_an_id_does_not_collide_with_its_origin(identifier: str) -> None:
    inner = slug(identifier).removeprefix("manager-")
    assert inner == identifier or slug(inner) != slug(identifier)


@pytest.mark.parametrize("identifier", ["m007", "b-1", "a_b", "007"])
def test_plain_ids_stay_readable(identifier: str) -> None:
    assert slug(identifier) == f"manager-{identifier}"


@pytest.mark.parametrize(
    "identifier",
    ["M007", "../x", "a--b", "con.", "王芳", " m007", "m007\n", "-a", "a-", "_", "\ud800", "x" * 41],
)
def test_other_ids_get_a_digest(identifier: str) -> None:
    assert slug(identifier) != f"manager-{identifier}"
    assert re.search(r"--[0-9a-f]{10}\Z", slug(identifier))
